"""What two words of a codebook have to do with each other, in one language."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from qualcode.language import language_module
from qualcode.model.codebook import Word

_FORMS_KNOWN = ("ru", "en")  # of other languages only the way from a form to its base is known


@lru_cache(maxsize=1 << 16)
def bases_of(word: str, language: str) -> frozenset[str]:
    """Return the base forms of a folded word, as the matcher reads it."""
    return language_module(language).readings(word)


@lru_cache(maxsize=1 << 14)
def forms_of(word: str, language: str) -> frozenset[str]:
    """Return the written forms of a folded word in any form, itself among them."""
    bases = bases_of(word, language)
    if language == "en":
        table = _english_forms()
        return frozenset({word}).union(*(table.get(base, {base}) for base in bases))
    return language_module(language).forms_of(bases) | {word}


@cache
def _english_forms() -> dict[str, set[str]]:
    """Turn simplemma's table round: base form → written forms."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    table: dict[str, set[str]] = {}
    for form, base in DefaultDictionaryFactory().get_dictionary("en").items():
        if form.islower():
            table.setdefault(base.lower(), {base.lower()}).add(form)
    return table


def covers(one: Word, other: Word, language: str) -> bool:
    """Tell whether `one` is found wherever `other` is."""
    if one == other:
        return True
    if one.kind == "wildcard":
        return _wildcard_covers(one.text, other, language)
    if other.kind == "wildcard" or one.kind == "exact":
        return False
    if other.kind == "fuzzy":
        same = bases_of(other.text, language) <= bases_of(one.text, language)
        return one.kind == "fuzzy" and same and one.likeness <= other.likeness
    bases = bases_of(other.text, language)
    if other.kind == "exact":
        return one.text == other.text or not bases.isdisjoint(bases_of(one.text, language))
    return bases <= bases_of(one.text, language)


def _wildcard_covers(pattern: str, other: Word, language: str) -> bool:
    beginning = pattern.removesuffix("*")
    is_beginning = pattern.endswith("*") and not set(beginning) & set("*?")
    if other.kind == "wildcard":
        return is_beginning and other.text.startswith(beginning)
    if other.kind == "fuzzy" or (other.kind == "form" and language not in _FORMS_KNOWN):
        return False
    forms = {other.text} if other.kind == "exact" else forms_of(other.text, language)
    return all(fnmatchcase(form, pattern) for form in forms)


def can_meet(one: Word, other: Word, language: str) -> bool:
    """Tell whether some written word can fill the places of both; true in doubt."""
    if "fuzzy" in (one.kind, other.kind):
        return True
    if one.kind == other.kind == "wildcard":
        heads = [re.split(r"[*?]", word.text)[0] for word in (one, other)]
        return heads[0].startswith(heads[1]) or heads[1].startswith(heads[0])
    if one.kind == "wildcard":
        in_doubt = other.kind == "form" and language not in _FORMS_KNOWN
        return in_doubt or any(fnmatchcase(form, one.text) for form in written(other, language))
    if other.kind == "wildcard":
        return can_meet(other, one, language)
    if not bases_of(one.text, language).isdisjoint(bases_of(other.text, language)):
        return "form" in (one.kind, other.kind) or one.text == other.text
    return not written(one, language).isdisjoint(written(other, language))


def written(word: Word, language: str) -> frozenset[str]:
    """Return the written forms of a word that is no wildcard."""
    return frozenset({word.text}) if word.kind == "exact" else forms_of(word.text, language)
