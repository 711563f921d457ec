"""Where rules can be found at all: a look at every chunk, so that only those places are matched.

An inverted index of the talk (slot → sentences that fill it) answers for each rule in which
sentences, segments, turns or answers all that it needs stands together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from qualcode.model.transcript import Segment
from qualcode.tagging.chunks import FilledSlots
from qualcode.tagging.compile import Rule
from qualcode.tagging.needs import Need, Reach, find_needs, find_reach, slots_in


class Piece(NamedTuple):
    """A sentence, or the part of an over-long one that lies in one segment."""

    segment: Segment
    start: int
    stop: int


Sentence = tuple[Piece, ...]


class Possible(NamedTuple):
    """What can be found in a talk: these rules, in these of its sentences, in order."""

    rules: list[Rule]
    sentences: list[Sentence]

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the rules."""
        return frozenset(rule.number for rule in self.rules)


class _Wanted(NamedTuple):
    """A rule, with one set of slots that makes it possible in its reach."""

    rule: Rule
    reach: Reach
    need: Need


class RuleIndex:
    """Rules by the longest written slot that each of them needs: a rare one, mostly."""

    def __init__(self, rules: Iterable[Rule], places: Sequence[str]) -> None:
        self._by_slot: dict[int, list[_Wanted]] = defaultdict(list)
        self.slots: set[int] = set()
        for rule in rules:
            self.slots.update(slots_in(rule.expression))
            reach = find_reach(rule.expression)
            for need in find_needs(rule.expression):
                anchor = max(need, key=lambda slot: (len(places[slot]), slot))
                self._by_slot[anchor].append(_Wanted(rule, reach, need))

    def wanted(self, slots: Iterable[int]) -> Iterator[_Wanted]:
        """Yield what can be found only where one of `slots` is filled."""
        for slot in slots:
            yield from self._by_slot.get(slot, ())


class Talk:
    """One transcript's talk in one language, and which of its sentences fill which slots."""

    def __init__(self, text: str, segments: Iterable[Segment], filled: FilledSlots) -> None:
        self.sentences = join_sentences(segments)
        self._filled: list[set[int]] = []
        self._postings: dict[int, list[int]] = defaultdict(list)
        self._units: dict[Reach, list[tuple[int, ...]]] = {}
        self._members: dict[Reach, dict[int, list[int]]] = {}
        slots_of = filled.__getitem__
        for number, sentence in enumerate(self.sentences):
            chunks = chain.from_iterable(text[one.start : one.stop].split() for one in sentence)
            slots = set(chain.from_iterable(map(slots_of, chunks)))
            self._filled.append(slots)
            for slot in slots:
                self._postings[slot].append(number)

    def enter(self, place: int, starts: Iterable[int]) -> None:
        """Enter what was found by other means, by the offsets of its words."""
        places = {self._sentence_at(start) for start in starts}
        for number in places:
            self._filled[number].add(place)
        self._postings[place] = sorted(places.union(self._postings.get(place, ())))

    def _sentence_at(self, start: int) -> int:
        """Return the last sentence that begins at `start` or before."""
        return bisect_right(self.sentences, start, key=lambda one: one[0].start) - 1

    def rarity(self, slot: int) -> int:
        """Count the sentences that fill `slot`."""
        return len(self._postings.get(slot, ()))

    def find_possible(self, index: RuleIndex) -> Possible:
        """Find which rules all that they need stands together for, and where."""
        rules: dict[int, Rule] = {}
        sentences: set[int] = set()
        for wanted in index.wanted(self._postings):
            if all(slot in self._postings for slot in wanted.need):
                places = self._places(wanted)
                if places:
                    rules[wanted.rule.number] = wanted.rule
                    sentences.update(places)
        return Possible(
            [rules[number] for number in sorted(rules)],
            [self.sentences[number] for number in sorted(sentences)],
        )

    def _places(self, wanted: _Wanted) -> list[int]:
        """Return the sentences in whose unit every slot that is needed is filled."""
        rarest = min(wanted.need, key=self.rarity)
        if wanted.reach == "sentence":
            others = wanted.need - {rarest}
            return [one for one in self._postings[rarest] if others <= self._filled[one]]
        common = self._units_with(rarest, wanted.reach)
        for slot in wanted.need:
            common &= self._units_with(slot, wanted.reach)
        members = self._members[wanted.reach]
        return [sentence for unit in common for sentence in members[unit]]

    def _units_with(self, slot: int, reach: Reach) -> set[int]:
        units = self._units_of_sentences(reach)
        return {unit for sentence in self._postings[slot] for unit in units[sentence]}

    def _units_of_sentences(self, reach: Reach) -> list[tuple[int, ...]]:
        """Return the numbers of the units that each sentence touches."""
        if reach not in self._units:
            self._units[reach] = [
                tuple(dict.fromkeys(unit_number(piece.segment, reach) for piece in sentence))
                for sentence in self.sentences
            ]
            members: dict[int, list[int]] = defaultdict(list)
            for number, units in enumerate(self._units[reach]):
                for unit in units:
                    members[unit].append(number)
            self._members[reach] = members
        return self._units[reach]


def unit_number(segment: Segment, kind: Reach) -> int:
    """Return the number of the segment, turn or answer; outside answers each turn is its own."""
    if kind == "answer":
        return segment.answer or -segment.turn
    return segment.number if kind == "segment" else segment.turn


def join_sentences(segments: Iterable[Segment]) -> tuple[Sentence, ...]:
    """List the sentences of `segments`; the pieces of an over-long one are one."""
    sentences: list[list[Piece]] = []
    for segment in segments:
        for number, (start, stop) in enumerate(segment.sentences):
            if number or not segment.continues or not sentences:
                sentences.append([])
            sentences[-1].append(Piece(segment, start, stop))
    return tuple(map(tuple, sentences))
