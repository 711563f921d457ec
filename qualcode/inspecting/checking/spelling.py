"""Words that no dictionary has, one letter from a word that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from qualcode.inspecting.checking.finding import Finding, keeping
from qualcode.inspecting.checking.material import Material
from qualcode.language import language_module
from qualcode.language.russian import analyzer
from qualcode.language.words import find_words, fold
from qualcode.model.codebook import Mask, Phrase, leaves_of

_SHORTEST = 6  # letters; a shorter word is near to too many others
_MOST_WORDS = 1_000  # unknown words looked at; a codebook with more is in no dictionary's language
_MASK = "to keep it, write a near miss with these words, as people say them"
_LETTERS = {
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
# What new words are built with; no dictionary has them all.
_BEGINNINGS = {
    "ru": tuple(
        "авто анти без бес веб взаимо внутри гипер гос де до евро мега меж между мета микро много"
        " мульти нео не недо обще онлайн пере пост пред про псевдо ре само сверх со соц спец суб"
        " супер теле транс ультра фин экс электро".split()
    ),
    "en": tuple(
        "anti co counter cross de dis inter micro mis multi neo non out over post pre pro re self"
        " semi sub super trans un under".split()
    ),
}
# Spellings of one word on the two sides of the Atlantic: colour, centre, organise, counsellor.
_BRITISH = re.compile(r"our|re$|is|ys|ll|ae|oe|ogue")
_AMERICAN = {"our": "or", "re": "er", "is": "iz", "ys": "yz", "ll": "l", "ae": "e", "oe": "e"}


def check_spelling(material: Material) -> Iterator[Finding]:
    """Find words of indicators and masks that are probably misspelt.

    Left alone are names and abbreviations (with a capital letter), wildcards, fuzzy words, words
    with a digit or a hyphen, and what was found in the transcripts.
    """
    found = {hit.indicator for one in material.coded for hit in one.tagged.hits}
    unknown = (
        (text, word)
        for text in _written(material, found)
        for word in text.words
        if _is_suspect(word, text.language) and not _is_capital(word, text.text)
    )
    for text, word in islice(unknown, _MOST_WORDS):
        meant = _nearest(word, text.language)
        if meant:
            message = f"no dictionary has the word «{word}» of `{text.text}`"
            cure = f"did you mean «{meant}»? {text.keeping}"
            yield Finding("misspelt", text.line, text.owner, message, cure)


class _Text(NamedTuple):
    """Words of an indicator or mask."""

    line: int
    owner: str
    text: str
    words: list[str]
    language: str
    keeping: str


def _written(material: Material, found: set[str]) -> Iterator[_Text]:
    """Yield all that looks for words."""
    for one in (*material.indicators(), *material.cues()):
        if not one.note and one.id not in found:
            for leaf in leaves_of(one.expression):
                if isinstance(leaf, Phrase):
                    language = material.applying(one.language)[0]
                    yield _Text(one.line, one.owner, one.text, _plain(leaf), language, keeping(one))
    for code in material.codes:
        seen = " ".join(fold(one.text) for one in code.near_misses)
        for mask in code.masks:
            if not _is_met(mask, seen):
                language = material.applying(mask.language)[0]
                yield _Text(mask.line, code.id, mask.text, _plain(mask.phrase), language, _MASK)


def _plain(phrase: Phrase) -> list[str]:
    return [
        word.text for slot in phrase.slots for word in slot.words if word.kind in ("form", "exact")
    ]


def _is_met(mask: Mask, seen: str) -> bool:
    """Tell whether the words of a mask stand in a near miss as they are: it is meant so."""
    return all(any(word.text in seen for word in slot.words) for slot in mask.phrase.slots)


def _is_suspect(word: str, language: str) -> bool:
    letters = _LETTERS.get(language, "")
    return (
        len(word) >= _SHORTEST
        and bool(letters)
        and set(word) <= set(letters)
        and not language_module(language).is_known(word)
        and not _is_built(word, language)
    )


def _is_built(word: str, language: str) -> bool:
    """Tell whether a word is a known one with something before it: недофинансирование."""
    is_known = language_module(language).is_known
    return any(
        word.startswith(beginning)
        and len(word) > len(beginning) + 3
        and is_known(word.removeprefix(beginning))
        for beginning in _BEGINNINGS.get(language, ())
    )


def _is_capital(word: str, text: str) -> bool:
    """Tell whether the word stands in the codebook with a capital letter anywhere in it."""
    for token in find_words(text):
        written = text[token.start : token.stop]
        if token.text == word and written != written.lower():
            return True
    return False


@lru_cache(maxsize=1 << 12)
def _nearest(word: str, language: str) -> str:
    """Return the likest word of the dictionary that differs by one letter; empty without one.

    A letter too many, too few, another, or two in the wrong order; of several the likest.
    """
    from rapidfuzz import fuzz

    is_known = language_module(language).is_known
    known = [
        other
        for other in sorted(_one_letter_off(word, _LETTERS[language]))
        if is_known(other) and _is_alike(word, other, language)
    ]
    return max(known, key=lambda other: fuzz.ratio(word, other), default="")


def _one_letter_off(word: str, letters: str) -> set[str]:
    """Return all that is one slip of a finger away; the beginning is seldom wrong."""
    near: set[str] = set()
    for at in range(1, len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            near.update(f"{before}{letter}{after[1:]}" for letter in letters)
        if at > 1:
            near.update(f"{before}{letter}{after}" for letter in letters)
            near.add(before + after[1:])
        if len(after) > 1:
            near.add(f"{before}{after[1]}{after[0]}{after[2:]}")
    return near - {word}


def _is_alike(word: str, other: str, language: str) -> bool:
    """Tell whether the known word can be what is meant.

    A Russian word must be of the same part of speech, case and number as the unknown one looks to
    be; an English one no other spelling of the same word.
    """
    if language == "en":
        return _american(word) != _american(other)
    looks = {_grammar(parse.tag) for parse in analyzer().parse(word)}
    return any(_grammar(parse.tag) in looks for parse in analyzer().parse(other))


def _grammar(tag: Any) -> tuple[str, ...]:
    return tuple(str(part) for part in (tag.POS, tag.case, tag.number))


def _american(word: str) -> str:
    return _BRITISH.sub(lambda match: _AMERICAN.get(match.group(), match.group()), word)
