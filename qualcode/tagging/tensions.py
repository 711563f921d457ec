"""Codings → tensions: where both poles meet in one respondent's talk, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.codebook import Pole, Tension, UnitKind
from qualcode.model.coding import MIXED, UNSTATED, Coding, Span, TensionInstance
from qualcode.model.transcript import Segment
from qualcode.tagging.codings import Unit, find_borders, unit_of


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that show how two poles meet, in one sentence of the talk."""

    relation: str
    tensions: frozenset[str]  # ids it speaks for; empty for all
    sentence: Span
    spans: tuple[Span, ...]
    words: str


def meet_poles(
    tensions: Iterable[Tension],
    codings: Sequence[Coding],
    segments: Sequence[Segment],
    cues: Sequence[Cue],
) -> tuple[TensionInstance, ...]:
    """Build the tensions of one transcript from its codings, whoever made them.

    A tension stands in a unit when the same respondent has a coding of each pole there that is
    not wholly negated. Its relation is that of the cues in the same sentence as the evidence of
    one pole: several relations are `mixed`, none `unstated`.
    """
    by_number = {segment.number: segment for segment in segments}
    met: list[TensionInstance] = []
    for tension in tensions:
        for level in tension.levels:
            borders = find_borders(segments, level)
            for unit, sides in _sides(tension, level, codings, by_number).items():
                if sides[0] and sides[1]:
                    met.append(_instance(tension, level, unit, sides, borders[unit], cues))
    return tuple(met)


Sides = tuple[list[Coding], list[Coding]]


def _sides(
    tension: Tension,
    level: UnitKind,
    codings: Iterable[Coding],
    segments: Mapping[int, Segment],
) -> dict[Unit, Sides]:
    """Group the present codings of both poles by unit; a unit has one respondent."""
    grouped: dict[Unit, Sides] = defaultdict(lambda: ([], []))
    for coding in codings:
        if not coding.present or not coding.respondent:
            continue
        unit = unit_of(segments[coding.segment], level)
        for side, pole in enumerate(tension.poles):
            if coding.code in pole.codes:
                grouped[unit][side].append(coding)
    return grouped


def _instance(
    tension: Tension,
    level: UnitKind,
    unit: Unit,
    sides: Sides,
    borders: Span,
    cues: Iterable[Cue],
) -> TensionInstance:
    evidence = [span for side in sides for coding in side for span in evidence_of(coding)]
    telling = [
        cue
        for cue in cues
        if (cue.relation in tension.relations)
        and (not cue.tensions or tension.id in cue.tensions)
        and _lies_in(cue.sentence, borders)
        and any(_lies_in(span, cue.sentence) for span in evidence)
    ]
    relations = {cue.relation for cue in telling}
    relation = relations.pop() if len(relations) == 1 else MIXED if relations else UNSTATED
    first = sides[0][0]
    return TensionInstance(
        transcript=first.transcript,
        respondent=first.respondent,
        type=first.type,
        tension=tension.id,
        level=level,
        unit=unit[1] if isinstance(unit[1], int) else 0,
        relation=relation,
        start=borders[0],
        stop=borders[1],
        cue="; ".join(cue.words for cue in telling),
        cue_spans=tuple(span for cue in telling for span in cue.spans),
        first_pole=_first_pole(tension.poles, sides),
        codings=(tuple(sides[0]), tuple(sides[1])),
    )


def evidence_of(coding: Coding) -> tuple[Span, ...]:
    """Return the words that show the coding; the whole stretch when a person made it."""
    affirmed = tuple(span for hit in coding.hits if hit.polarity != "negated" for span in hit.spans)
    return affirmed or ((coding.start, coding.stop),)


def _first_pole(poles: tuple[Pole, Pole], sides: Sides) -> str:
    starts = [min(span[0] for coding in side for span in evidence_of(coding)) for side in sides]
    if starts[0] == starts[1]:
        return ""
    return poles[0].id if starts[0] < starts[1] else poles[1].id


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
