"""The words of the plain matcher: what a word of the text can be taken for."""

from __future__ import annotations

import re
from functools import cache

from plain_text import fold
from pymorphy3 import MorphAnalyzer
from simplemma import is_known, lemmatize


@cache
def _russian() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@cache
def read_word(word: str, language: str) -> frozenset[str]:
    """Return the base forms a folded word can have."""
    if language == "en":
        return frozenset({lemmatize(word, lang="en").lower(), *_verb(word)})
    if "-" in word and not _russian().word_is_known(word):
        for particle in ("-то", "-ка", "-таки", "-с"):
            if word.endswith(particle):
                word = word.removesuffix(particle)
                break
    weights: dict[str, float] = {}
    for parse in _russian().parse(word):
        base = fold(parse.normal_form)
        weights[base] = weights.get(base, 0) + parse.score
    return frozenset({base for base in weights if weights[base] >= 0.05} or weights)


def _verb(word: str) -> list[str]:
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < 3:
        return []
    tried = [stem[:-1]] * (stem[-1] == stem[-2]) + [stem, stem + "e"]
    return [
        verb for verb in tried if is_known(verb, lang="en") and lemmatize(verb, lang="en") == verb
    ][:1]


@cache
def liken(kind: str, wanted: str, word: str, language: str, least: int) -> float:
    """Return how well a word of the text fills a place, of 100; 0 when it does not."""
    if kind == "exact":
        return 100.0 * (wanted == word)
    if kind == "wildcard":
        letters = {"*": r"[\w'-]*", "?": r"\w"}
        pattern = "".join(letters.get(one, re.escape(one)) for one in wanted)
        return 100.0 * bool(re.fullmatch(pattern, word))
    if wanted == word or read_word(wanted, language) & read_word(word, language):
        return 100.0
    letters_of = sum(letter.isalpha() for letter in wanted)
    if kind == "form" or letters_of < 4 or _is_known(word, language):
        return 0.0
    from rapidfuzz.fuzz import ratio

    best = max(ratio(word, form) for form in _spellings(wanted, language))
    return best if best >= least else 0.0


def _is_known(word: str, language: str) -> bool:
    return _russian().word_is_known(word) if language == "ru" else is_known(word, lang="en")


@cache
def _spellings(word: str, language: str) -> frozenset[str]:
    spellings = {word, *read_word(word, language)}
    if language == "ru":
        for base in read_word(word, language):
            for parse in _russian().parse(base):
                if fold(parse.normal_form) == base:
                    spellings |= {fold(form.word) for form in parse.lexeme}
    return frozenset(spellings)
