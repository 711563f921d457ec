"""What people have decided about codings: who, how often, when, with which codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.coding import MACHINE
from qualcode.reporting.material import Material
from qualcode.reporting.people import list_people, show_person
from qualcode.runs.read import Record

# Columns of the table, and the actions that each counts.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accept",),
    "rejected": ("reject",),
    "changed": ("recode", "border"),
    "added": ("add",),
    "related": ("relate",),
    "read": ("seen",),
    "notes": ("note", "flag", "draft"),
}
# What did not come to pass, in the order in which it is told.
_OPEN = ("measured", "disputed", "overruled", "orphan", "draft", "gone")
HASH = 12  # characters of a codebook's SHA-256


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """What one coder has decided."""

    coder: str
    counts: tuple[str, ...]  # of each column
    blind: str
    without: str  # what did not come to pass, and why
    period: str
    codebooks: str


@dataclass(frozen=True, slots=True)
class DecidedView:
    """The decisions behind a report."""

    sentences: tuple[str, ...]  # what they made of the codings
    columns: tuple[str, ...]
    rows: tuple[DecidedRow, ...]


def view_decided(material: Material) -> DecidedView | None:
    """Show what people have decided; None where nobody has."""
    decisions = material.run.tables["decisions"]
    if not decisions:
        return None
    messages = material.labels.messages
    return DecidedView(
        sentences=tuple(say_decided(material)),
        columns=tuple(messages.text(f"decided.{column}") for column in _COLUMNS),
        rows=tuple(
            _row(material, coder, [one for one in decisions if one["coder"] == coder])
            for coder in sorted({str(one["coder"]) for one in decisions})
        ),
    )


def _row(material: Material, coder: str, own: Sequence[Record]) -> DecidedRow:
    messages = material.labels.messages
    actions = Counter(str(one["action"]) for one in own)
    outcomes = Counter(str(one["outcome"]) for one in own)
    days = sorted(str(one["time"])[:10] for one in own if one["time"])
    books = dict.fromkeys(str(one["codebook"]) for one in own if one["codebook"])
    blind = sum(one["blind"] == "yes" for one in own)
    return DecidedRow(
        show_person(coder, messages),
        tuple(messages.number(sum(actions[one] for one in some)) for some in _COLUMNS.values()),
        messages.number(blind),
        ", ".join(
            messages.text(f"outcome.{outcome}", n=messages.number(outcomes[outcome]))
            for outcome in _OPEN
            if outcomes[outcome]
        ),
        " – ".join(dict.fromkeys((days[0], days[-1]))) if days else "",
        ", ".join(_name_book(material, sha256) for sha256 in books),
    )


def _name_book(material: Material, sha256: str) -> str:
    """Name a codebook by its hash; say which is that of the run."""
    if sha256 in {book.sha256 for book in material.run.codebooks}:
        return material.labels.messages.text("decided.this_codebook")
    return f"{sha256[:HASH]}…"


def say_decided(material: Material) -> Iterator[str]:
    """Say what became of codings: how many were found, accepted, rejected, added, by whom."""
    run, messages = material.run, material.labels.messages
    decisions = run.tables["decisions"]
    if not decisions:
        return
    codings, overruled = run.tables["codings"], run.tables["overruled"]
    found = [one for one in (*codings, *overruled) if one["coder"] == MACHINE]
    status = Counter(str(one["status"]) for one in found)
    people = [one for one in codings if one["coder"] != MACHINE]
    yield messages.text(
        "paragraph.decided",
        coders=", ".join(list_people(run)) or messages.text("people.consensus"),
        found=messages.count("n.codings", len(found)),
        accepted=messages.number(status["accepted"]),
        rejected=messages.number(status["rejected"]),
        replaced=messages.number(status["replaced"]),
        added=messages.count("n.codings", len(people)),
    )
    disputed = sum(one["status"] == "disputed" for one in codings)
    if disputed:
        yield messages.text("paragraph.disputed", codings=messages.count("n.codings", disputed))
    blind = sum(one["blind"] == "yes" for one in decisions)
    if blind:
        measured = sum(one["blind"] == "yes" and one["outcome"] == "measured" for one in decisions)
        key = "measured" if measured == blind else "counted"
        yield messages.text(f"paragraph.blind.{key}", n=messages.number(blind))
    books = {str(one["codebook"]) for one in decisions if one["codebook"]}
    others = books - {book.sha256 for book in run.codebooks}
    if others:
        hashes = ", ".join(f"{sha256[:HASH]}…" for sha256 in sorted(others))
        yield messages.text("paragraph.other_codebooks", hashes=hashes)
