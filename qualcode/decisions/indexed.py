"""The words of a text, where they stand, and how much it says to meet one of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import log2

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
TELLING_WORDS = 4  # of a quote, in a row: fewer stand in any interview
_LEAST_WORDS = 1000  # a short text says as little about what is rare as a page does


def split_words(text: str) -> list[str]:
    """Return the words of a text in the form in which words are compared."""
    return [_level(found.group()) for found in _WORD.finditer(text)]


def _level(word: str) -> str:
    return word.casefold().replace("ё", "е")


class Indexed:
    """A text by its words, made once for all decisions about it.

    `turns`: stretches of respondents' talk; without any, all of the text is theirs.
    """

    def __init__(self, text: str, turns: Sequence[tuple[int, int]] = ()) -> None:
        found = list(_WORD.finditer(text))
        self.text = text
        self.words = [_level(one.group()) for one in found]
        self.starts = [one.start() for one in found]
        self.stops = [one.end() for one in found]
        self._turns = sorted(turns)
        self._counts = Counter(self.words)
        self._whole = max(len(self.words), _LEAST_WORDS)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """At which places in the row of words each word stands."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            places.setdefault(word, []).append(at)
        return places

    @cached_property
    def _row(self) -> tuple[str, list[int]]:
        """All words in one string, and where in it each begins."""
        begins, at = [], 1
        for word in self.words:
            begins.append(at)
            at += len(word) + 1
        return f" {' '.join(self.words)} ", begins

    def info(self, word: str) -> float:
        """Return how many bits it tells to meet this word: many for rare ones."""
        return log2(self._whole / max(1, self._counts[word]))

    def weigh(self, words: Sequence[str]) -> float:
        """Return the bits of several words; one that is said again tells nothing new."""
        return sum(map(self.info, dict.fromkeys(words)))

    def find(self, words: Sequence[str]) -> Iterator[int]:
        """Yield where this row of words begins, as the numbers of its first words."""
        row, begins = self._row
        sought = f" {' '.join(words)} "
        at = row.find(sought)
        while at >= 0:
            yield bisect_left(begins, at + 1)
            at = row.find(sought, at + 1)

    def before(self, start: int, count: int) -> list[str]:
        """Return up to `count` whole words that end before an offset, the nearest first."""
        last = bisect_left(self.stops, start + 1)
        return self.words[max(0, last - count) : last][::-1]

    def after(self, stop: int, count: int) -> list[str]:
        """Return up to `count` whole words that begin after an offset, the nearest first."""
        first = bisect_left(self.starts, stop)
        return self.words[first : first + count]

    def is_said(self, start: int, stop: int) -> bool:
        """Tell whether a stretch begins and ends in respondents' talk."""
        return not self._turns or (self._in_turn(start) and self._in_turn(stop - 1))

    def _in_turn(self, at: int) -> bool:
        turn = bisect_left(self._turns, (at + 1,)) - 1
        return turn >= 0 and at < self._turns[turn][1]
