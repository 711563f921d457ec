"""What is decided about a word once: which slots of the codebook it fills."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from qualcode.language import Language
from qualcode.model.codebook import Slot, Word

Slots = tuple[int, ...]


class SlotTable:
    """Numbers slots, the same slot once however many indicators have it."""

    def __init__(self) -> None:
        self._numbers: dict[Slot, int] = {}

    def number(self, slot: Slot) -> int:
        """Return the number of `slot`, a new one when it is met first."""
        return self._numbers.setdefault(slot, len(self._numbers))

    def __iter__(self) -> Iterator[tuple[Slot, int]]:
        return iter(self._numbers.items())


class Lexicon:
    """From a folded word to the slots it fills in one language, decided at its first meeting.

    A word in any form fills a slot when one of its base forms is one of the slot's.
    """

    def __init__(self, table: SlotTable, language: Language) -> None:
        self._language = language
        self._by_base: dict[str, set[int]] = defaultdict(set)
        self._by_form: dict[str, set[int]] = defaultdict(set)
        self._by_beginning: dict[str, set[int]] = defaultdict(set)
        self._by_pattern: list[tuple[re.Pattern[str], int]] = []
        for slot, number in table:
            for word in slot.words:
                self._enter(word, number)
        self._decided: dict[str, Slots] = {}

    def _enter(self, word: Word, number: int) -> None:
        if word.kind == "exact":
            self._by_form[word.text].add(number)
        elif word.kind == "form":
            self._by_form[word.text].add(number)
            for base in self._language.readings(word.text):
                self._by_base[base].add(number)
        elif word.text.endswith("*") and not set(word.text[:-1]) & set("*?"):
            self._by_beginning[word.text[:-1]].add(number)
        else:
            self._by_pattern.append((_wildcard(word.text), number))

    def slots(self, word: str) -> Slots:
        """Return the numbers of the slots that the folded `word` fills, in order."""
        decided = self._decided.get(word)
        if decided is None:
            decided = self._decided[word] = tuple(sorted(self._decide(word)))
        return decided

    def _decide(self, word: str) -> set[int]:
        filled = set(self._by_form.get(word, ()))
        for base in self._language.readings(word):
            filled |= self._by_base.get(base, set())
        for length in range(1, len(word) + 1):
            filled |= self._by_beginning.get(word[:length], set())
        filled |= {number for pattern, number in self._by_pattern if pattern.fullmatch(word)}
        return filled

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the words of a contraction, else the word alone."""
        return self._language.open_contraction(word)


def _wildcard(text: str) -> re.Pattern[str]:
    """Compile `*` (any letters, also none) and `?` (one letter)."""
    letters: Mapping[str, str] = {"*": r"[\w'-]*", "?": r"\w"}
    return re.compile("".join(letters.get(letter, re.escape(letter)) for letter in text))
