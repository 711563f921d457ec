"""Codings → tensions: where both poles meet in one respondent's talk, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.codebook import Tension, UnitKind
from qualcode.model.coding import MIXED, UNSTATED, Coding, Span, TensionInstance
from qualcode.model.transcript import Segment
from qualcode.tagging.codings import Unit, find_borders, unit_of
from qualcode.tagging.sentences import Sentences
from qualcode.tagging.stretches import segments_in

Sides = tuple[list[Coding], list[Coding]]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that show how two poles meet, in one sentence of the talk."""

    relation: str
    tensions: frozenset[str]  # ids it speaks for
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

    A tension stands in a unit when the same respondent affirms each pole there. Its relation is
    that of the cues in the same sentence as the evidence of one pole: several relations are
    `mixed`, none `unstated`.
    """
    meeting = _Meeting(segments, cues)
    affirmed = tuple(_affirmed(codings, segments))
    met: list[TensionInstance] = []
    for tension in tensions:
        for level in tension.levels:
            borders = find_borders(segments, level)
            for unit, sides in _sides(tension, level, affirmed, meeting.segments).items():
                if sides[0] and sides[1]:
                    met.append(meeting.build(tension, level, unit, sides, borders[unit]))
    return tuple(met)


Affirmed = tuple[Coding, tuple[int, ...]]  # a present coding, the segments that affirm it


def _affirmed(codings: Iterable[Coding], segments: Sequence[Segment]) -> Iterator[Affirmed]:
    """Yield the present codings of respondents with the segments that affirm each.

    Where no words were named, these are the segments that the stretch speaks for.
    """
    own: dict[str, list[Segment]] = defaultdict(list)
    for segment in segments:
        own[segment.respondent].append(segment)
    for coding in codings:
        if not coding.present or not coding.respondent:
            continue
        numbers = {hit.segment for hit in coding.hits if hit.polarity != "negated"}
        if not numbers:
            spoken = own[coding.respondent]
            spans = [(one.start, one.stop) for one in spoken]
            meant = segments_in((coding.start, coding.stop), spans)
            numbers = {spoken[at].number for at in meant} or {coding.segment}
        yield coding, tuple(sorted(numbers))


def _sides(
    tension: Tension,
    level: UnitKind,
    affirmed: Iterable[Affirmed],
    segments: Mapping[int, Segment],
) -> dict[Unit, Sides]:
    """Group the present codings of both poles by the units in which they are affirmed."""
    grouped: dict[Unit, Sides] = defaultdict(lambda: ([], []))
    for coding, numbers in affirmed:
        units = dict.fromkeys(unit_of(segments[number], level) for number in numbers)
        for side, pole in enumerate(tension.poles):
            if coding.code in pole.codes:
                for unit in units:
                    grouped[unit][side].append(coding)
    return grouped


class _Meeting:
    """What tells how two poles meet in one transcript."""

    def __init__(self, segments: Sequence[Segment], cues: Iterable[Cue]) -> None:
        self.segments = {segment.number: segment for segment in segments}
        self._sentences = Sentences(segments)
        self._cues: dict[Span, list[Cue]] = defaultdict(list)
        for cue in cues:
            self._cues[cue.sentence].append(cue)

    def build(
        self, tension: Tension, level: UnitKind, unit: Unit, sides: Sides, borders: Span
    ) -> TensionInstance:
        """Build the meeting of both sides in one unit."""
        evidence = tuple(tuple(self._evidence_in(side, borders)) for side in sides)
        telling = self._telling(tension, (*evidence[0], *evidence[1]), borders)
        relations = {cue.relation for cue in telling}
        relation = relations.pop() if len(relations) == 1 else MIXED if relations else UNSTATED
        starts = [min((span[0] for span in spans), default=borders[0]) for spans in evidence]
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
            first_pole="" if starts[0] == starts[1] else tension.poles[starts[1] < starts[0]].id,
            codings=(tuple(sides[0]), tuple(sides[1])),
        )

    def _evidence_in(self, side: Iterable[Coding], borders: Span) -> Iterator[Span]:
        """Yield the evidence inside a unit; a wider coding has more of it elsewhere.

        Of a coding without words these are the sentences of its stretch.
        """
        for coding in side:
            affirmed = [hit for hit in coding.hits if hit.polarity != "negated"]
            for hit in affirmed:
                yield from (span for span in hit.spans if _lies_in(span, borders))
            if not affirmed:
                yield from self._cut(max(coding.start, borders[0]), min(coding.stop, borders[1]))

    def _cut(self, start: int, stop: int) -> Iterator[Span]:
        """Cut a stretch where its sentences end; nothing where it is empty."""
        if start >= stop:
            return
        for number in range(self._sentences.holding(start), self._sentences.holding(stop - 1) + 1):
            first, last = self._sentences.span(number)
            if max(start, first) < min(stop, last):
                yield max(start, first), min(stop, last)

    def _telling(self, tension: Tension, evidence: Iterable[Span], borders: Span) -> list[Cue]:
        """Return the cues in the sentences of the evidence that speak for the tension."""
        numbers = {self._sentences.holding(span[0]) for span in evidence}
        sentences = sorted(map(self._sentences.span, numbers))
        return [
            cue
            for sentence in sentences
            for cue in self._cues.get(sentence, ())
            if cue.relation in tension.relations
            and tension.id in cue.tensions
            and all(_lies_in(span, borders) for span in cue.spans)
        ]


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
