"""What is decided about a word once: which slots of the codebook it fills."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from qualcode.language import Language
from qualcode.model.codebook import CodeReference, Regex, Slot, TokenPattern, Word
from qualcode.tagging.spellings import Spellings

Slots = tuple[int, ...]
Listed = Regex | TokenPattern | CodeReference  # found by other means than words in slots
Place = Slot | Listed


class SlotTable:
    """Numbers the places of indicators, the same place once however many indicators have it."""

    def __init__(self) -> None:
        self._numbers: dict[Place, int] = {}

    def number(self, place: Place) -> int:
        """Return the number of `place`, a new one when it is met first."""
        return self._numbers.setdefault(place, len(self._numbers))

    def __iter__(self) -> Iterator[tuple[Place, int]]:
        return iter(self._numbers.items())


class Lexicon:
    """From a folded word to the slots it fills in one language, decided at its first meeting.

    A word in any form fills a slot when one of its base forms is one of the slot's. Most words
    can be told to have none of the codebook's base forms without being read (`Language.narrow`).
    """

    def __init__(self, table: SlotTable, language: Language) -> None:
        self._language = language
        self._by_base: dict[str, set[int]] = defaultdict(set)
        self._by_form: dict[str, set[int]] = defaultdict(set)
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._by_beginning: dict[str, set[int]] = defaultdict(set)
        self._by_pattern: list[tuple[re.Pattern[str], int]] = []
        self._fuzzy: dict[int, dict[str, set[int]]] = {}  # least likeness → form → slots
        for place, number in table:
            if isinstance(place, Slot):
                for word in place.words:
                    self._enter(word, number)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})
        self._may_be_read = language.narrow(self._by_base)
        self._spellings = [
            (Spellings(forms, least), forms) for least, forms in sorted(self._fuzzy.items())
        ]
        self._likeness: dict[tuple[str, int], float] = {}
        self._decided: dict[str, Slots] = {}

    def _enter(self, word: Word, number: int) -> None:
        if word.kind == "wildcard":
            if word.text.endswith("*") and not set(word.text[:-1]) & set("*?"):
                self._by_beginning[word.text[:-1]].add(number)
            else:
                self._by_pattern.append((_wildcard(word.text), number))
            return
        self._by_form[word.text].add(number)
        if word.kind == "exact":
            self._exact[word.text].add(number)
            return
        bases = self._language.readings(word.text)
        for base in bases:
            self._by_base[base].add(number)
        if word.kind == "fuzzy":
            forms = self._fuzzy.setdefault(word.likeness, defaultdict(set))
            for form in {word.text, *bases, *self._language.forms_of(bases)}:
                forms[form].add(number)

    def slots(self, word: str) -> Slots:
        """Return the numbers of the slots that the folded `word` fills, in order."""
        decided = self._decided.get(word)
        if decided is None:
            filled = self._decide(word)
            decided = self._decided[word] = tuple(sorted(filled)) if filled else ()
        return decided

    def _decide(self, word: str) -> set[int]:
        filled = set(self._by_form.get(word, ()))
        if self._may_be_read(word):
            for base in self._language.readings(word):
                filled |= self._by_base.get(base, set())
        if self._lengths or self._by_pattern:
            filled |= self._by_letters(word)
        if self._spellings and not self._language.is_known(word):
            filled |= self._spelt_like(word, filled)
        return filled

    def _by_letters(self, word: str) -> set[int]:
        """Return the slots that a wildcard lets the word fill."""
        filled: set[int] = set()
        for length in self._lengths:
            filled |= self._by_beginning.get(word[:length], set())
        filled.update(number for pattern, number in self._by_pattern if pattern.fullmatch(word))
        return filled

    def _spelt_like(self, word: str, filled: set[int]) -> set[int]:
        """Return the slots of fuzzy words that an unknown word is a spelling of."""
        found: set[int] = set()
        for spellings, slots in self._spellings:
            for form, score in spellings.find(word):
                for number in slots[form] - filled:
                    found.add(number)
                    best = self._likeness.get((word, number), 0.0)
                    self._likeness[word, number] = max(best, round(score, 1))
        return found

    @property
    def knows_spellings(self) -> bool:
        """Whether the codebook has fuzzy words in this language."""
        return bool(self._spellings)

    def likeness(self, word: str, slot: int) -> float:
        """Return how like the folded `word` is to the slot it fills: 100 but for spellings."""
        return self._likeness.get((word, slot), 100.0)

    def bases(self, word: str, slot: int) -> frozenset[str]:
        """Return the base forms of the folded `word` by which it fills `slot`."""
        readings = self._language.readings(word)
        return frozenset(base for base in readings if slot in self._by_base.get(base, ()))

    def fills_by_letters(self, word: str, slot: int) -> bool:
        """Tell whether the letters of the folded `word` fill `slot`, however it is read."""
        return slot in self._by_letters(word) or slot in self._exact.get(word, ())

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the words of a contraction, or the one that counts (`l'école`), else the word."""
        return self._language.open_contraction(word)


def _wildcard(text: str) -> re.Pattern[str]:
    """Compile `*` (any letters, also none) and `?` (one letter)."""
    letters: Mapping[str, str] = {"*": r"[\w'-]*", "?": r"\w"}
    return re.compile("".join(letters.get(letter, re.escape(letter)) for letter in text))
