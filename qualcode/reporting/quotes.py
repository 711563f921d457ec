"""Codings → quotes: the words in their context, and the line of the codebook that found them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qualcode.analysis.natural import rank_name
from qualcode.model.coding import MACHINE
from qualcode.reporting.excerpts import Excerpt, make_excerpt, spans_of
from qualcode.reporting.material import Material
from qualcode.reporting.people import show_people
from qualcode.reporting.placing import Coded, Met
from qualcode.runs.cells import parse_spans
from qualcode.runs.read import Record

One = TypeVar("One", Coded, Met)
LONGEST_LINE = 240  # characters of a line of the codebook

_USUAL = {("polarity", "affirmed"), ("voice", "own"), ("modality", "fact")}  # carry no badge


@dataclass(frozen=True, slots=True)
class Badge:
    """A mark of a coding that is not the usual one."""

    kind: str  # polarity, voice or modality
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Why:
    """What put a coding there."""

    words: str
    indicator: str  # as written in the codebook; empty when the codebook does not have it
    line: int
    source: str  # the line of the codebook
    cue: str  # the words that negate it


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, and where."""

    respondent: str
    type: str
    transcript: str
    segment: int
    time: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One coding as it is shown."""

    anchor: str
    code: str
    polarity: str
    group: str
    speaker: Speaker
    excerpt: Excerpt
    badges: tuple[Badge, ...]
    decided: str  # who gave it or has decided about it; empty where nobody but the rules has
    reasons: tuple[Why, ...]


def make_quote(material: Material, coded: Coded) -> Quote:
    """Show one coding in its context."""
    record = coded.record
    marks = spans_of(coded.hits, "evidence")
    if not coded.hits:
        marks = [(int(record["start"]), int(record["stop"]), "evidence")]
    return Quote(
        anchor=coded.anchor,
        code=str(record["code"]),
        polarity=str(record["polarity"]),
        group=coded.group,
        speaker=name_speaker(material, coded),
        excerpt=make_excerpt(material, record, marks),
        badges=tuple(
            Badge(kind, str(record[kind]), material.labels.mark(kind, str(record[kind])))
            for kind in ("polarity", "voice", "modality")
            if (kind, record[kind]) not in _USUAL
        ),
        decided=_say_decided(material, coded),
        reasons=tuple(_explain(material, hit) for hit in coded.hits or coded.former_hits),
    )


def _say_decided(material: Material, coded: Coded) -> str:
    """Say who gave a coding and who has decided about it; empty for what was only found."""
    record, messages = coded.record, material.labels.messages
    people = show_people(record["decided_by"], messages)
    if not people:
        own = record["coder"] != MACHINE
        return messages.text("quotes.coder", coder=str(record["coder"])) if own else ""
    decided = messages.text(f"quotes.{coded.status}", people=people)
    if coded.former and coded.former["code"] != record["code"] and coded.status == "changed":
        former = material.labels.code(str(coded.former["code"]))
        decided = messages.text("quotes.recoded", former=former, people=people)
    lines = sorted({int(hit["line"]) for hit in coded.hits or coded.former_hits})
    if not lines:
        return decided
    key = "quotes.found_line" if len(lines) == 1 else "quotes.found_lines"
    return messages.text(key, lines=", ".join(map(str, lines)), decided=decided)


def name_speaker(material: Material, one: Coded | Met) -> Speaker:
    """Say whose words these are and where they stand."""
    record = one.record
    transcript = str(record["transcript"])
    if isinstance(one, Coded):
        number = int(record["segment"])
    else:
        number = min((int(coded.record["segment"]) for coded in _all(one)), default=0)
    segment = material.segments.get((transcript, number), {})
    turn = material.turns.get((transcript, int(segment.get("turn", 0))), {})
    return Speaker(
        respondent=str(record["respondent"]),
        type=material.labels.type(str(record["type"])) if record["respondent"] else "",
        transcript=transcript,
        segment=number,
        time=str(turn.get("time", "")),
    )


def _all(met: Met) -> tuple[Coded, ...]:
    return (*met.sides[0], *met.sides[1])


def excerpt_meeting(material: Material, met: Met) -> Excerpt:
    """Show a meeting of two poles: the evidence of either, and the words that say how."""
    marks = [
        mark
        for kind, side in zip(("first", "second"), met.sides, strict=True)
        for coded in side
        for mark in spans_of(coded.hits, kind)  # type: ignore[arg-type]
    ]
    cues = parse_spans(str(met.record["cue_spans"]))
    return make_excerpt(material, met.record, [*marks, *((*span, "cue") for span in cues)])


def _explain(material: Material, hit: Record) -> Why:
    indicator = material.indicators.get(str(hit["indicator"]))
    line = int(hit["line"])
    source = material.line_of(str(hit["transcript"]), line)
    return Why(
        words=str(hit["words"]),
        indicator=indicator.text if indicator else "",
        line=line,
        source=source if len(source) <= LONGEST_LINE else f"{source[:LONGEST_LINE]}…",
        cue=str(hit["cue"]),
    )


def choose(candidates: Sequence[One], most: int) -> tuple[One, ...]:
    """Choose `most` of the candidates, those first in `rank`, in the order in which they came."""
    kept = set(rank(candidates)[:most])
    return tuple(one for place, one in enumerate(candidates) if place in kept)


def rank(candidates: Sequence[One]) -> tuple[int, ...]:
    """Order the places of candidates: everybody's first, then everybody's second, and so on."""
    rounds: dict[str, int] = defaultdict(int)
    ranked = []
    for place, one in enumerate(candidates):
        person = str(one.record["respondent"])
        ranked.append((rounds[person], place))
        rounds[person] += 1
    return tuple(place for _, place in sorted(ranked))


def in_text_order(codings: Iterable[One]) -> list[One]:
    """Sort by person, file and place; numbers in names count as numbers."""
    return sorted(
        codings,
        key=lambda one: (
            rank_name(str(one.record["respondent"])),
            rank_name(str(one.record["transcript"])),
            int(one.record["start"]),
            int(one.record["stop"]),
            one.anchor,
        ),
    )
