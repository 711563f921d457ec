"""Which of many written forms a word is nearly spelt like, without comparing it with each.

Two words are as like as their letters that need not be taken out or put in: RapidFuzz's `ratio`,
100 · (1 - changes / letters of both). Of a form cut into one piece more than there may be changes,
one piece at least stands unchanged in the word, and hardly shifted (the partition of Pass-Join, Li,
Deng, Wang & Feng 2011, PVLDB 5(3)); only forms that share such a piece are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


class _Cut(NamedTuple):
    """Where one piece of all forms of some length lies."""

    start: int
    length: int


class Spellings:
    """Written forms that a word may be a slip of, when it is like them by `least` of 100."""

    def __init__(self, forms: Iterable[str], least: int) -> None:
        self._least = least
        self._forms: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        self._cuts: dict[int, list[_Cut]] = {}  # by length of the form
        for form in forms:
            length = len(form)
            if length not in self._cuts:
                self._cuts[length] = _cut_evenly(length, _most_changes(length, least))
            for number, (start, size) in enumerate(self._cuts[length]):
                self._forms[length, number, form[start : start + size]].append(form)

    def find(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield the forms that `word` is like, with the likeness, in no order."""
        from rapidfuzz import fuzz

        for form in self._candidates(word):
            score = fuzz.ratio(word, form, score_cutoff=self._least)
            if score >= self._least:
                yield form, score

    def _candidates(self, word: str) -> set[str]:
        """Return the forms of fitting length that share a piece with the word."""
        found: set[str] = set()
        for length, cuts in self._cuts.items():
            shift = len(cuts) - 1
            if abs(length - len(word)) <= shift:
                for number, (start, size) in enumerate(cuts):
                    last = min(start + shift, len(word) - size)
                    for at in range(max(0, start - shift), last + 1):
                        found.update(self._forms.get((length, number, word[at : at + size]), ()))
        return found


def _most_changes(length: int, least: int) -> int:
    """Return how many letters may differ between a form and the longest word like it.

    `changes` ≤ (1 - least/100) · (length + length + changes), solved for the changes.
    """
    return 2 * length * (100 - least) // least


def _cut_evenly(length: int, changes: int) -> list[_Cut]:
    """Cut a form into one piece more than changes, as even as can be; none is without letters."""
    count = min(changes + 1, length)
    borders = [length * number // count for number in range(count + 1)]
    return [_Cut(start, stop - start) for start, stop in pairwise(borders)]
