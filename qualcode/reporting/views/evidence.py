"""Hits that were kept, and those that did not count: how many, why, with examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.analysis import count_evidence
from qualcode.analysis.frames import with_all_hits
from qualcode.reporting.material import Material
from qualcode.reporting.panels import rows_of
from qualcode.reporting.views.places import Places, code_anchor

EXAMPLES = 3  # of each reason
REASONS = ("masked", "outranked", "excluded", "negated")
_COUNTED = (
    "hits", "negated", "reported", "wish", "past", "question",
    "masked", "outranked", "excluded", "negated_away",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """The hits of one code, those kept and those taken away."""

    name: str
    href: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suppression:
    """A hit that did not count."""

    words: str
    code: str
    transcript: str
    by: str
    by_line: int


@dataclass(frozen=True, slots=True)
class SuppressedKind:
    """One reason for which hits did not count."""

    label: str
    explanation: str
    number: str
    examples: tuple[Suppression, ...]


def name_columns(material: Material) -> tuple[str, ...]:
    """Name what is counted of each code."""
    return tuple(material.labels.messages.text(f"evidence.{key}") for key in _COUNTED)


def list_evidence(material: Material, places: Places) -> Iterator[EvidenceRow]:
    """Yield what the rules found of each code, in the order of the codebook.

    Hits of codings that people have taken away are among them: the rules have found them.
    """
    labels = material.labels
    found = {key[0] for key in places.cells}
    order = {code.id: number for number, code in enumerate(material.codebook.codes)}

    def place(row: Mapping[str, Any]) -> tuple[int, str]:
        return order.get(row["code"], len(order)), row["code"]

    frames = with_all_hits(material.frames, material.run.tables)
    for row in sorted(rows_of(count_evidence(frames)), key=place):
        yield EvidenceRow(
            labels.code(row["code"]),
            f"#{code_anchor(row['code'])}" if row["code"] in found else "",
            tuple(labels.messages.number(row[key]) for key in _COUNTED),
        )


def list_suppressed(material: Material) -> Iterator[SuppressedKind]:
    """Yield the reasons for which hits did not count, each with a few of them."""
    labels, messages = material.labels, material.labels.messages
    for reason in REASONS:
        taken = [one for one in material.run.tables["suppressed"] if one["reason"] == reason]
        yield SuppressedKind(
            messages.text(f"reason.{reason}"),
            messages.text(f"reason.{reason}.means"),
            messages.count("n.hits", len(taken)),
            tuple(
                Suppression(
                    str(one["words"]),
                    labels.code(str(one["code"])),
                    str(one["transcript"]),
                    str(one["by"]),
                    int(one["by_line"]),
                )
                for one in _spread(taken)
            ),
        )


def _spread(taken: list[Any]) -> list[Any]:
    """Choose examples of different codes, the first of each."""
    firsts = {one["code"]: one for one in reversed(taken)}
    chosen = [one for one in taken if firsts[one["code"]] is one]
    return chosen[:EXAMPLES]
