"""How far a cue reaches: the words around a match, up to where its clause ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from qualcode.model.coding import Span
from qualcode.tagging.compile import PhraseRule
from qualcode.tagging.cues import Cues
from qualcode.tagging.match import find_all, places_of
from qualcode.tagging.passage import Match, Passage

_STOP = re.compile(r"[,;:—–.!?…]|\s-|-\s")
_SETS_APART = re.compile(r"\s?(?:,|[—–-]\s)\s*")  # round an aside: «контроля, конечно, нет»


class Clauses:
    """The row of one passage as clauses: what ends them, and what merely stands between.

    Asides («ну», «честно говоря») are passed over with the commas round them and count as no word.
    """

    def __init__(self, passage: Passage, cues: Cues[PhraseRule]) -> None:
        self.passage = passage
        self._cues = cues
        self.stops = frozenset(match[0].low for match in self.find("stops") if len(match) == 1)
        asides = [one for one in stretches(self.find("asides")) if self._is_aside(one)]
        self._aside_before = {high: low for low, high in sorted(asides, reverse=True)}
        self._aside_behind = dict(sorted(asides))

    def find(self, name: str) -> list[Match]:
        """Find the cues of a list in the passage."""
        filled = self.passage.edges
        # Most cues are passed over by their first or last word.
        phrases = (
            one for one in self._cues[name] if one.slots[0] in filled and one.slots[-1] in filled
        )
        return find_all(phrases, self.passage)

    def reach(self, name: str) -> int:
        """Return how many words the cues of a list reach."""
        return self._cues.reach.get(name, 0)

    def back(self, place: int) -> Iterator[tuple[int, int]]:
        """Yield the places before `place`, the nearest first, and how many words away they are."""
        words, at, passed, free = self.passage.word, place, 0, False
        while at > 0:
            if low := self._aside_before.get(at):
                passed += words[at] - words[low]
                at, free = low, True
                continue
            if not free and self.parts(at - 1, at):
                return
            at, free = at - 1, False
            yield at, words[place] - words[at] - passed
            if at in self.stops:
                return

    def on(self, place: int) -> Iterator[tuple[int, int]]:
        """Yield the places behind `place` likewise."""
        words, at, passed, free = self.passage.word, place + 1, 0, False
        while at < len(words):
            high = self._aside_behind.get(at)
            if high:
                passed += words[high] - words[at]
                at, free = high, True
                continue
            if (not free and self.parts(at - 1, at)) or at in self.stops:
                return
            yield at, words[at] - words[place] - passed
            at, free = at + 1, False

    def parts(self, one: int, other: int) -> bool:
        """Tell whether a clause ends between two neighbouring places."""
        passage = self.passage
        if passage.sentence[one] != passage.sentence[other]:
            return True
        if passage.word[one] == passage.word[other]:
            return False  # parts of a hyphenated word
        return _STOP.search(self.between(one, other)) is not None

    def between(self, one: int, other: int) -> str:
        """Return what stands in the text between two places."""
        return self.passage.text[self.passage.stop[one] : self.passage.start[other]]

    def words(self, stretch: Span) -> str:
        """Return the text of a stretch of the row."""
        low, high = stretch
        return self.passage.text[self.passage.start[low] : self.passage.stop[high - 1]]

    def share_sentence(self, one: int, other: int) -> bool:
        """Tell whether two places lie in the row and in the same sentence."""
        sentences = self.passage.sentence
        return (
            min(one, other) >= 0
            and max(one, other) < len(sentences)
            and (sentences[one] == sentences[other])
        )

    def sentence_end(self, place: int) -> int:
        """Return the place behind the sentence of `place`."""
        sentences = self.passage.sentence
        return bisect_right(sentences, sentences[min(place, len(sentences) - 1)])

    def _is_aside(self, stretch: Span) -> bool:
        """Tell whether words stand inside a clause: set apart on both sides, or on neither."""
        low, high = stretch
        if not self.share_sentence(low - 1, high):
            return False
        around = (self.between(low - 1, low), self.between(high - 1, high))
        return all(_SETS_APART.fullmatch(text) for text in around) or not any(
            _STOP.search(text) for text in around
        )


def stretches(matches: Iterable[Match], without: frozenset[int] = frozenset()) -> list[Span]:
    """Return the stretch of each match that has no place in `without`."""
    return [
        (match[0].low, match[-1].high) for match in matches if places_of(match).isdisjoint(without)
    ]


def places(matches: Iterable[Match]) -> frozenset[int]:
    """Return the places of all the matches."""
    return frozenset().union(*(places_of(match) for match in matches))
