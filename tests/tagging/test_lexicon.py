"""Slots found by expanding the codebook are those found by reading every word."""

from collections import defaultdict
from pathlib import Path

import pytest

from qualcode.codebook import load_codebook
from qualcode.files import find_transcripts
from qualcode.language import Language, language_module
from qualcode.language.russian import analyzer
from qualcode.language.words import find_words, fold
from qualcode.model.codebook import Code, Phrase, Slot, Word
from qualcode.pipeline import read_corpus
from qualcode.tagging.lexicon import Lexicon, SlotTable

ROOT = Path(__file__).parents[2]
CODEBOOK = load_codebook(ROOT / "codebooks" / "npm_tensions.yaml")
EVERY = 997  # one form of the dictionary in so many


def said(prefix: str) -> set[str]:
    """Return every distinct word of the sample interviews in one language."""
    corpus = read_corpus(find_transcripts([ROOT / "transcripts_sample" / "npm_tensions"]))
    return {
        word.text
        for one in corpus.transcripts
        if one.id.startswith(prefix)
        for word in find_words(one.text)
    }


def slots_of(codes: tuple[Code, ...], language: str) -> list[Slot]:
    return [
        slot
        for code in codes
        for indicator in code.indicators
        if indicator.language == language and isinstance(indicator.expression, Phrase)
        for slot in indicator.expression.slots
    ]


def fills(word: str, wanted: Word, language: Language) -> bool:
    """Decide by reading the word; wildcards are none of this test's business."""
    if wanted.kind == "wildcard":
        return False
    same = word == wanted.text
    if wanted.kind == "exact":
        return same
    return same or not language.readings(wanted.text).isdisjoint(language.readings(word))


@pytest.mark.parametrize("code", ["ru", "en"])
def test_expanding_finds_what_reading_finds(code: str) -> None:
    language = language_module(code)
    slots = [
        slot
        for slot in dict.fromkeys(slots_of(CODEBOOK.codes, code))
        if not any(word.kind == "wildcard" for word in slot.words)
    ]
    table = SlotTable()
    numbers = {slot: table.number(slot) for slot in slots}
    lexicon = Lexicon(table, language)
    words = said(code)
    by_base = {
        slot: frozenset(base for word in slot.words for base in language.readings(word.text))
        for slot in slots
    }
    likely: dict[str, set[Slot]] = defaultdict(set)  # by a word as it is written, or by a base
    for slot, bases in by_base.items():
        for key in {*(f"={word.text}" for word in slot.words), *bases}:
            likely[key].add(slot)
    if code == "ru":
        forms = analyzer().dictionary.words.iterkeys()
        words |= {fold(form) for number, form in enumerate(forms) if number % EVERY == 0}
        families = {
            form for bases in list(by_base.values())[:80] for form in language.forms_of(bases)
        }
        words |= families | {f"{form}-то" for form in sorted(families)[:200]}
    filled = 0
    for word in sorted(words):
        keys = [f"={word}", *language.readings(word)]
        expected = {
            numbers[slot]
            for slot in {slot for key in keys if key in likely for slot in likely[key]}
            if any(fills(word, one, language) for one in slot.words)
        }
        assert set(lexicon.slots(word)) == expected, word
        filled += bool(expected)
    assert filled > 200
