"""The sentences of some talk, and the units they lie in; an over-long one lies in several."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from qualcode.model.coding import Span
from qualcode.model.transcript import Segment

Reach = Literal["sentence", "segment", "turn", "answer"]
REACHES: tuple[Reach, ...] = ("sentence", "segment", "turn", "answer")


class SentencePart(NamedTuple):
    """A sentence, or the part of an over-long one that lies in one segment."""

    segment: Segment
    start: int
    stop: int


Sentence = tuple[SentencePart, ...]


class Sentences:
    """The sentences of segments, numbered in order."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        # One entry for every part of a sentence; nearly all sentences are of one part.
        self.starts = [start for segment in segments for start, _ in segment.sentences]
        self.stops = [stop for segment in segments for _, stop in segment.sentences]
        self._segments = [segment for segment in segments for _ in segment.sentences]
        self.of_part: Sequence[int] = range(len(self.starts))  # the number of its sentence
        self._first: Sequence[int] = self.of_part  # part of every sentence
        if any(segment.continues for segment in segments):
            self._join(segments)

    def _join(self, segments: Iterable[Segment]) -> None:
        """Take parts that go on from the segment before for parts of its last sentence."""
        goes_on = [
            segment.continues and not number
            for segment in segments
            for number in range(len(segment.sentences))
        ]
        self._first = [at for at, joined in enumerate(goes_on) if not joined or not at]
        self.of_part = [
            number - 1
            for number in accumulate(not joined or not at for at, joined in enumerate(goes_on))
        ]

    def __len__(self) -> int:
        return len(self._first)

    def __getitem__(self, number: int) -> Sentence:
        """Return the parts of one sentence; IndexError behind the last."""
        first = self._first[number]
        last = self._first[number + 1] if number + 1 < len(self) else len(self.starts)
        return tuple(
            SentencePart(self._segments[at], self.starts[at], self.stops[at])
            for at in range(first, last)
        )

    def holding(self, place: int) -> int:
        """Return the number of the last sentence that begins at `place` or before."""
        return self.of_part[max(0, bisect_right(self.starts, place) - 1)]

    def turn(self, number: int) -> int:
        """Return the number of the turn that one sentence is said in."""
        return self._segments[self._first[number]].turn

    def span(self, number: int) -> Span:
        """Return where one sentence starts and stops."""
        sentence = self[number]
        return sentence[0].start, sentence[-1].stop


class Units:
    """The segments, turns or answers that sentences touch."""

    def __init__(self, sentences: Sentences, kind: Reach) -> None:
        self._touched = [
            {unit_number(part.segment, kind) for part in sentences[number]}
            for number in range(len(sentences))
        ]
        self._members: dict[int, set[int]] = defaultdict(set)
        for number, units in enumerate(self._touched):
            for unit in units:
                self._members[unit].add(number)

    def touched(self, sentences: Iterable[int]) -> set[int]:
        """Return the numbers of the units that some of the sentences touch."""
        return {unit for number in sentences for unit in self._touched[number]}

    def sentences(self, units: Iterable[int]) -> set[int]:
        """Return the numbers of all sentences that touch one of the units."""
        return {number for unit in units for number in self._members[unit]}


def unit_number(segment: Segment, kind: Reach) -> int:
    """Return the number of the segment, turn or answer; outside answers each turn is its own."""
    if kind == "answer":
        return segment.answer or -segment.turn
    return segment.number if kind == "segment" else segment.turn
