"""What a trained model says against a reading: the word is another part of speech here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.language import english, russian
from qualcode.language.words import fold

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

# Names and nouns are one class here, and so are verbs and auxiliaries: models mix them up.
_CLASSES = {
    "NOUN": "NOUN",
    "PROPN": "NOUN",
    "VERB": "VERB",
    "AUX": "VERB",
    "ADJ": "ADJ",
    "ADV": "ADV",
}
CONTENT = frozenset(_CLASSES)

# What the dictionary calls a word → what models may call it.
_PARTS: dict[str, str] = {
    "NOUN": "NOUN PROPN",
    "ADJF": "ADJ DET NUM",  # каждый, третий
    "ADJS": "ADJ ADV",  # эффективно
    "COMP": "ADJ ADV",
    "VERB": "VERB AUX",
    "INFN": "VERB AUX",
    "PRTF": "VERB ADJ",
    "PRTS": "VERB ADJ",
    "GRND": "VERB ADV",  # молча
    "ADVB": "ADV ADJ",
    "NUMR": "NUM",
    "NPRO": "PRON DET",
    "PREP": "ADP ADV",
    "CONJ": "CCONJ SCONJ ADV",
    "PRCL": "PART ADV",
    "INTJ": "INTJ",
}


@lru_cache(maxsize=1 << 14)
def possible_parts(language: str, word: str, bases: frozenset[str]) -> frozenset[str] | None:
    """Return the parts of speech (UPOS) that the folded `word` can be read as one of `bases` with.

    A model is believed only where the dictionary knows another reading that it can mean: `берет`
    is a verb or a hat, but a model that calls `больной` a noun says nothing against the
    adjective. So whatever no other reading is counts as possible. None: nothing speaks against it.
    """
    if language == "ru":
        return _russian(word, bases)
    return _english(word, bases) if language == "en" else None


def contradicts(found: str, possible: frozenset[str] | None) -> bool:
    """Tell whether the part of speech that a model found rules the reading out.

    Nouns, verbs, adjectives and adverbs do; pronouns, particles, `X` and nothing never do.
    """
    if possible is None or found not in CONTENT:
        return False
    return _CLASSES[found] not in {_CLASSES.get(part) for part in possible}


def _russian(word: str, bases: frozenset[str]) -> frozenset[str] | None:
    bare = russian.without_particle(word)
    if not russian.analyzer().word_is_known(bare):
        return None  # its readings are guessed
    own: set[str] = set()
    others: set[str] = set()
    for parse in russian.analyzer().parse(bare):
        (own if fold(parse.normal_form) in bases else others).update(_parts_of(parse))
    if not own or not others or "PRED" in own:  # a predicative (надо, жаль) is called anything
        return None
    return frozenset(own | (CONTENT - others))


def _parts_of(parse: Parse) -> Iterator[str]:
    """Yield what a model may call a word that is read so."""
    part = str(parse.tag.POS or "")
    if part == "PRED":
        yield part
    yield from _PARTS.get(part, "").split()
    if part == "ADJF" and "Apro" in parse.tag:
        yield "PRON"


def _english(word: str, bases: Iterable[str]) -> frozenset[str] | None:
    """Return what is sure: a form in -ing read as its verb is no noun, if it can be one."""
    nouns = {base for base in english.readings(word) if base == word}
    if not word.endswith("ing") or not nouns or set(bases) & nouns:
        return None
    return CONTENT - {"NOUN", "PROPN"}
