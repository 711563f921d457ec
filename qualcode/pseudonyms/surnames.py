"""Surnames that stand alone: all their forms, also of those that the dictionary has as no name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qualcode.language.russian import analyzer
from qualcode.language.words import WORD, fold
from qualcode.pseudonyms.capitals import Capital, find_capitals
from qualcode.pseudonyms.kinds import PERSON
from qualcode.pseudonyms.register import Entity
from qualcode.pseudonyms.russian_names import describes, is_russian
from qualcode.pseudonyms.russian_words import look_up

_POSSESSIVE = ("ов", "ев", "ин", "ын")
_OF_MEN = ("", "а", "у", "ым", "е")
_OF_WOMEN = ("а", "ой", "ою", "у")
_OF_FAMILIES = ("ы", "ых", "ым", "ыми")
_ADJECTIVE = "ий ого ому им ом ая ой ую ие их ими".split()
_HARD = ("ый", "ой")
_HARD_ENDINGS = "ый ой ого ому ым ом ая ую ые ых ыми".split()
_CONSONANT = ("", *"а у ом ем е ы и ов ей ам ами ах".split())
_SOFT = "й ь я ю ем е и ев ей ям ями ях".split()
_IN_A = "а я ы и е у ю ой ей".split()
_SHORTEST = 3  # letters of a surname that may be looked for: Ким, Ним; but no Ан, Он
_FUNCTION = frozenset("PREP CONJ PRCL NPRO ADVB INTJ PRED COMP NUMR".split())


@lru_cache(maxsize=1 << 12)
def surname_forms(surname: str) -> frozenset[str]:
    """Return the folded forms of a surname in all cases, of a man, a woman and their family."""
    word = fold(surname)
    if not "а" <= word[:1] <= "я" or len(word) < _SHORTEST:
        return frozenset({word} if len(word) >= _SHORTEST else ())
    return frozenset({word, *_decline(word)})


def _decline(word: str) -> Iterator[str]:
    if word.endswith(_POSSESSIVE):
        yield from (word + end for end in (*_OF_MEN, *_OF_WOMEN, *_OF_FAMILIES))
    elif word[:-1].endswith(_POSSESSIVE) and word.endswith("а"):
        yield from _decline(word[:-1])
    elif word.endswith(("ий", "ая")):
        yield from (word[:-2] + end for end in _ADJECTIVE)
    elif word.endswith(_HARD):
        yield from (word[:-2] + end for end in _HARD_ENDINGS)
    elif word.endswith(("й", "ь")):
        yield from (word[:-1] + end for end in _SOFT)
    elif word.endswith(("а", "я")):
        yield from (word[:-1] + end for end in _IN_A)
    elif word[-1] not in "аеиоуыэюя" and not word.endswith(("ых", "их")):
        yield from (word + end for end in _CONSONANT)


def looks_like_surname(word: str) -> bool:
    """Tell whether a word ends like a surname and is nobody in general: Лапина, but no Женщина."""
    if not word.removesuffix("а").endswith(_POSSESSIVE) or len(word) <= _SHORTEST:
        return False
    return not any(
        parse.tag.POS == "NOUN" and "anim" in parse.tag and parse.normal_form == word
        for parse in analyzer().parse(word)
        if parse.is_known
    )


def is_said_of_somebody(word: str, text: str, start: int, stop: int) -> bool:
    """Tell whether a word stands with a capital inside a sentence, as names do: `А Ткач спорит`."""
    forms = surname_forms(word)
    return any(
        one.word in forms and not one.opens and not one.written.isupper()
        for one in find_capitals(text, start, stop, (start,))
    )


class Surnames:
    """Knows the people of a corpus by a surname alone."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_form: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities:
            person = entity.person
            if entity.kind != PERSON or person is None or person.surname.endswith("."):
                continue
            for form in surname_forms(person.surname) if person.surname else ():
                self._by_form[form].append(entity)

    def find(self, text: str, transcript: str) -> Iterator[tuple[int, int, Entity]]:
        """Yield where a Russian surname stands in a text: start, stop, and whose it is.

        At the beginning of a sentence only those of people who are named in the same transcript.
        """
        if not self._by_form:
            return
        for capital in find_capitals(text, 0, len(text)):
            known = self._by_form.get(capital.word, ())
            if not known or not is_russian(capital) or self._is_word(text, capital):
                continue
            here = [one for one in known if transcript in one.transcripts | one.known_in]
            chosen = here or ([] if capital.opens else known)
            if chosen:
                yield capital.start, capital.stop, _likeliest(capital.word, chosen)

    def in_cell(self, text: str) -> Iterator[tuple[int, int, Entity]]:
        """Yield where a surname stands in a cell of a table."""
        for found in WORD.finditer(text):
            known = self._by_form.get(fold(found.group()))
            if known and found.group()[0].isupper():
                yield *found.span(), _likeliest(fold(found.group()), known)

    @staticmethod
    def _is_word(text: str, capital: Capital) -> bool:
        """Tell whether it is rather a word: `Ним мы ходили`, `Белый дом`, `БЕЛЫЙ`."""
        word = look_up(capital.word)
        if describes(text, capital, word):
            return True
        tags = (parse.tag.POS for parse in analyzer().parse(capital.word)[:1] if parse.is_known)
        return capital.opens and any(tag in _FUNCTION for tag in tags)


def _likeliest(word: str, people: Iterable[Entity]) -> Entity:
    """Return whose surname it is: `Лыкова` a woman's where there is one; else the first met."""
    gender = "f" if word.endswith(("ова", "ева", "ина", "ына", "ая", "ой")) else "m"
    first = sorted(people, key=lambda one: one.number)
    of_gender = [one for one in first if one.person and one.person.gender == gender]
    return (of_gender or first)[0]
