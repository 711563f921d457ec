"""Whether words are given the same slots quickly as by reading every one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.corpus import Corpus, distinct_words
from benchmarks.fresh import time_call
from qualcode.language import language_module
from qualcode.language.words import fold
from qualcode.model.codebook import Slot, Word
from qualcode.tagging.lexicon import Lexicon, SlotTable


@dataclass(frozen=True, slots=True)
class Read:
    """How many words were given other slots, and the CPU seconds of both ways."""

    words: int
    bases: int
    filled: int  # words that fill a slot at all
    different: tuple[str, ...]
    quick: float  # with expanding the codebook into forms
    reading: float


def compare_readings(corpus: Corpus, phrases: Sequence[str]) -> Read:
    """Give every distinct word of the talk its slots in two ways."""
    words = sorted({fold(word) for word in distinct_words(corpus)})
    bases = sorted({base for phrase in phrases for base in phrase.split()})
    table = SlotTable()
    numbers = {base: table.number(Slot((Word("form", base),))) for base in bases}
    quickly: dict[str, tuple[int, ...]] = {}
    by_reading: dict[str, tuple[int, ...]] = {}

    def look_up() -> None:
        lexicon = Lexicon(table, language_module(corpus.language))
        quickly.update((word, lexicon.slots(word)) for word in words)

    def read() -> None:
        by_reading.update(_read_all(words, numbers, corpus.language))

    language_module(corpus.language).readings("a")  # loads the dictionary
    quick, reading = time_call(look_up), time_call(read)
    different = tuple(word for word in words if quickly[word] != by_reading[word])
    filled = sum(bool(slots) for slots in by_reading.values())
    return Read(len(words), len(bases), filled, different, quick, reading)


def _read_all(
    words: Sequence[str], numbers: dict[str, int], language: str
) -> dict[str, tuple[int, ...]]:
    """Read every word: it fills the slots of all words that share a base form with it."""
    readings = language_module(language).readings
    by_base: dict[str, set[int]] = defaultdict(set)
    for written, number in numbers.items():
        for base in readings(written):
            by_base[base].add(number)
    slots: dict[str, tuple[int, ...]] = {}
    for word in words:
        filled = {numbers[word]} if word in numbers else set()
        for base in readings(word):
            filled |= by_base.get(base, set())
        slots[word] = tuple(sorted(filled))
    return slots
