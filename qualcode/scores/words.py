"""The word lists of one language: files that linguists edit → lists that can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from qualcode.yaml_tree.shipped import read_shipped

LANGUAGES = ("ru", "en")


class Words:
    """Words and phrases of a list; `*` stands for any beginning or ending of a word."""

    def __init__(self, written: Iterable[str]) -> None:
        self._phrases: dict[str, list[tuple[str, ...]]] = {}  # by their first words
        self._whole: set[str] = set()
        beginnings: list[str] = []
        endings: list[str] = []
        for entry in written:
            first, *others = entry.split()
            last = others[-1] if others else first
            if others:
                self._phrases.setdefault(first, []).append((first, *others))
            elif "*" not in last:
                self._whole.add(last)
            elif last.endswith("*"):
                (beginnings if last[0] != "*" else endings).append(last)
            else:
                endings.append(last)
        self._beginnings = tuple(one[:-1] for one in beginnings)
        self._endings = tuple(one[1:] for one in endings if not one.endswith("*"))
        self._longest = max(
            [1, *(len(one) for of_first in self._phrases.values() for one in of_first)]
        )
        self._inside = tuple(one[1:-1] for one in endings if one.endswith("*"))

    def __contains__(self, word: str) -> bool:
        return word in self._whole or self._is_part(word)

    def __bool__(self) -> bool:
        return bool(self._whole or self._phrases or self._beginnings or self._endings)

    def length_at(self, words: Sequence[str], at: int) -> int:
        """Return how many words the longest entry that stands at `at` has; 0 for none."""
        if not 0 <= at < len(words):
            return 0
        longest = int(words[at] in self)
        for phrase in self._phrases.get(words[at], ()):
            if len(phrase) > longest and _fits(words[at : at + len(phrase)], phrase):
                longest = len(phrase)
        return longest

    def length_before(self, words: Sequence[str], at: int) -> int:
        """Return how many words just before `at` are an entry; 0 for none."""
        for length in range(min(at, self._longest), 0, -1):
            if self.length_at(words[:at], at - length) == length:
                return length
        return 0

    def any_in(self, words: Sequence[str]) -> bool:
        """Tell whether any entry stands among the words."""
        return (
            not self._whole.isdisjoint(words)
            or any(map(self._is_part, words))
            or self._any_phrase_in(words)
        )

    def _is_part(self, word: str) -> bool:
        return (
            word.startswith(self._beginnings)
            or word.endswith(self._endings)
            or (bool(self._inside) and any(part in word for part in self._inside))
        )

    def _any_phrase_in(self, words: Sequence[str]) -> bool:
        if self._phrases.keys().isdisjoint(words):
            return False
        return any(self.length_at(words, at) for at in range(len(words)))


def _fits(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return len(words) == len(phrase) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(words, phrase, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Lists:
    """All that is known of scores in one language; see the comments in its file."""

    numbers: Mapping[str, float]
    marks: Mapping[str, float]
    high_marks: Mapping[str, float]
    number_words: frozenset[str]  # all that a number may begin with
    fractions: tuple[tuple[float, Words], ...]
    scale_word: re.Pattern[str]
    scale_parts: Mapping[str, float]
    counted: re.Pattern[str]

    given_to: re.Pattern[str]  # the first word of what a mark is given to
    both: frozenset[str]  # words that end a clause without any punctuation
    words: Mapping[str, Words]

    def __getitem__(self, name: str) -> Words:
        return self.words[name]


def speaks_of_rating(words: Sequence[str], lists: Lists) -> bool:
    """Tell whether words speak of rating."""
    return lists["rates"].any_in(words) and any(
        lists["rates"].length_at(words, at) and word not in lists["rates_not"]
        for at, word in enumerate(words)
    )


@cache
def load_lists(language: str) -> Lists:
    """Load the lists of a language that has them."""
    file = resources.files(__name__.rpartition(".")[0]) / f"{language}.yaml"
    read = read_shipped(file)
    parts: dict[str, int] = read.pop("scale_parts")
    number = "|".join(("[0-9]+", *parts))
    pattern = "|".join(read.pop("scale_words")).replace("{n}", f"(?P<n>{number})")
    numbers, marks, high_marks = (
        _invert(read.pop(name)) for name in ("numbers", "marks", "high_marks")
    )
    return Lists(
        numbers=numbers,
        marks=marks,
        high_marks=high_marks,
        number_words=frozenset((*numbers, *marks, *high_marks)),
        fractions=tuple((float(key), Words(one)) for key, one in read.pop("fractions").items()),
        scale_word=re.compile(pattern),
        scale_parts={word: float(value) for word, value in parts.items()},
        counted=re.compile(read.pop("counted")),
        given_to=re.compile(read.pop("given_to")),
        both=frozenset((*read["clause_stops"], *read.pop("joins"))),
        words={name: Words(map(str, listed)) for name, listed in read.items()},
    )


def _invert(by_value: Mapping[float, Sequence[str]]) -> dict[str, float]:
    return {word: float(value) for value, words in by_value.items() for word in words}
