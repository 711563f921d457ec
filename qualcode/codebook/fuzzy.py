"""Reads the words of `fuzzy: …`, which are found by their spelling too."""

from __future__ import annotations

from qualcode.codebook.grammar import FUZZY_SIGN, parse_phrase, render_phrase
from qualcode.model.codebook import Phrase, Slot, Word

LIKENESS = 88  # of 100, when the codebook says nothing
LEAST, MOST = 70, 99
_LETTERS = 4  # a shorter word is like too many others


def parse_fuzzy(text: str, likeness: int = LIKENESS) -> Phrase:
    """Parse the words of `fuzzy:`; those of four letters or more are found by their spelling.

    Raises ValueError as `parse_phrase` does.
    """
    phrase = parse_phrase(text)
    slots = tuple(
        Slot(tuple(_spelling(word, likeness) for word in slot.words)) for slot in phrase.slots
    )
    if not _spellings(slots):
        raise ValueError(
            "no word here has four letters, and a shorter one is like too many others; "
            "write it as a plain term"
        )
    return Phrase(slots, phrase.gaps)


def _spelling(word: Word, likeness: int) -> Word:
    if word.kind == "wildcard":
        raise ValueError(
            f"`{word.text}` has a wildcard, and `fuzzy` compares whole words; "
            "write the word in full, or take `term`"
        )
    if word.kind == "exact":
        raise ValueError(
            f"`={word.text}` asks for one written form, and `fuzzy` for like ones; take `=` out"
        )
    if sum(letter.isalpha() for letter in word.text) < _LETTERS:
        return word
    return Word("fuzzy", word.text, likeness)


def _spellings(slots: tuple[Slot, ...]) -> list[Word]:
    return [word for slot in slots for word in slot.words if word.kind == "fuzzy"]


def likeness_of(phrase: Phrase) -> int:
    """Return how like its spellings must be, 0 when the phrase has none."""
    return next((word.likeness for word in _spellings(phrase.slots)), 0)


def render_fuzzy(phrase: Phrase) -> str:
    """Render a phrase with spellings: `независимая оценка min 88`."""
    return f"{render_phrase(phrase).replace(FUZZY_SIGN, '')} min {likeness_of(phrase)}"
