"""What the dictionary says of a Russian word: a name, a surname, a place, or an ordinary word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.language.russian import analyzer
from qualcode.language.words import fold

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

ORDINARY = 0.15  # weight of readings that are no names, from which a word may well be none of them
HARDLY_EVER = 0.97
_FUNCTION = frozenset("PREP CONJ PRCL NPRO ADVB INTJ PRED COMP NUMR".split())
_FEWEST = 3  # letters of a surname that no dictionary has

ANY = ""  # case or gender that fits every other
CASES = {"gen2": "gent", "loc2": "loct", "acc2": "accs", "gen1": "gent", "voct": "nomn"}

# Endings of surnames that a dictionary does not have, in all cases.
_LIKE_SURNAME = re.compile(
    r"\w{2,}(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой|ы|ых|ыми)?"
    r"|\w{2,}[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)|\w{2,}(?:енко|анко|ейко)|\w{2,}[чщ]ук(?:а|у|ом|е)?"
    r"|\w{2,}[яа]н(?:а|у|ом|е)|\w{2,}(?:швили|дзе|оглы|улла)|\w{3,}(?:ых|их)"
    r"|\w{3,}(?:ович|евич)(?:а|у|ем|е)?|\w{2,}ян(?:а|у|ом|е)?"
)
_FEMININE = re.compile(r"\w+(?:[оеё]в|[иы]н)(?:а|ой|у)|\w+[сц]к(?:ая|ой|ую)")
_ENDING = re.compile(r"(?:а|у|ым|ой|е|ою)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word as a name: its base form, gender and case."""

    base: str
    gender: str  # m, f, or ANY
    case: str  # nomn, gent …, or ANY


@dataclass(frozen=True, slots=True)
class RussianWord:
    """All ways to read a word with a capital, the likeliest first."""

    given: tuple[Reading, ...] = ()
    surname: tuple[Reading, ...] = ()
    patronymic: tuple[Reading, ...] = ()
    place: tuple[Reading, ...] = ()
    organisation: bool = False
    adjective: tuple[Reading, ...] = ()  # Вологодская, Нижний
    noun: tuple[str, ...] = ()  # cases in which it is an ordinary noun
    ordinary: bool = False  # it may well be none of these
    seldom: bool = False  # it is hardly ever a name: По, Куда
    known: bool = True  # some dictionary has it
    likeness: bool = False  # it ends like a surname

    @property
    def is_person(self) -> bool:
        """Tell whether it can be part of somebody's name."""
        return bool(self.given or self.surname or self.patronymic)


@lru_cache(maxsize=1 << 16)
def look_up(word: str) -> RussianWord:
    """Look up a folded word."""
    parses = analyzer().parse(word)
    known = bool(parses) and any(parse.is_known for parse in parses)
    if not known:
        return _guess(word, parses)
    ordinary = sum(
        parse.score
        for parse in parses
        if parse.is_known and not _grammemes(parse) & _NAMES and not _is_possessive(parse, parses)
    )
    return RussianWord(
        given=_readings(parses, "Name"),
        surname=_readings(parses, "Surn"),
        patronymic=_readings(parses, "Patr"),
        place=_readings(parses, "Geox"),
        organisation=any("Orgn" in parse.tag for parse in parses),
        adjective=tuple(
            dict.fromkeys(
                Reading(fold(parse.normal_form), _gender(parse), _case(parse))
                for parse in parses
                if parse.tag.POS == "ADJF" and "Poss" not in parse.tag
            )
        ),
        noun=tuple({_case(one) for one in parses if one.tag.POS == "NOUN" and one.is_known}),
        ordinary=ordinary >= ORDINARY,
        seldom=ordinary >= HARDLY_EVER or any(one.tag.POS in _FUNCTION for one in parses),
        likeness=bool(_LIKE_SURNAME.fullmatch(word)),
    )


_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})


def _grammemes(parse: Parse) -> frozenset[str]:
    return frozenset(parse.tag.grammemes)


def _is_possessive(parse: Parse, parses: list[Parse]) -> bool:
    """Tell whether a reading is the adjective behind a surname: «петров» as in «Петров пост»."""
    return "Poss" in parse.tag and any("Surn" in other.tag for other in parses)


def _readings(parses: list[Parse], grammeme: str) -> tuple[Reading, ...]:
    """Return the readings with a grammeme, each once, singular before plural."""
    chosen = [parse for parse in parses if parse.is_known and grammeme in parse.tag]
    chosen.sort(key=lambda parse: "plur" in parse.tag)
    return tuple(
        dict.fromkeys(
            Reading(fold(parse.normal_form), _gender(parse), _case(parse)) for parse in chosen
        )
    )


def _gender(parse: Parse) -> str:
    return {"masc": "m", "femn": "f"}.get(str(parse.tag.gender or ""), ANY)


def _case(parse: Parse) -> str:
    case = str(parse.tag.case or "")
    return CASES.get(case, case)


def _guess(word: str, parses: list[Parse]) -> RussianWord:
    """Read a word that no dictionary has: as a surname where it ends like one, a place, or both."""
    if len(word) < _FEWEST:
        return RussianWord(known=False)
    likeness = bool(_LIKE_SURNAME.fullmatch(word))
    surname = tuple(
        dict.fromkeys(
            Reading(fold(parse.normal_form), _gender(parse), _case(parse))
            for parse in parses
            if "Surn" in parse.tag and "plur" not in parse.tag
        )
    )
    if not surname:
        surname = _by_ending(word)
    adjective = tuple(
        Reading(fold(parse.normal_form), _gender(parse), _case(parse))
        for parse in parses
        if parse.tag.POS == "ADJF"
    )
    patronymic = _guess_patronymic(word)
    return RussianWord(
        surname=surname,
        patronymic=patronymic,
        adjective=adjective,
        known=False,
        likeness=likeness,
    )


def _by_ending(word: str) -> tuple[Reading, ...]:
    """Read an unknown word as a surname: `Бровкову` is Бровков (datv) or Бровкова (accs)."""
    if _FEMININE.fullmatch(word):
        base = _ENDING.sub("", word)
        case = "accs" if word.endswith("у") else ANY
        return (Reading(base, "f", case), Reading(base, "m", ANY))
    return (Reading(word, ANY, ANY),)


_PATRONYMIC = re.compile(r"(\w{2,}[ое]в)(ич(?:а|у|ем|е)?|н(?:а|ы|е|у|ой))")


def _guess_patronymic(word: str) -> tuple[Reading, ...]:
    """Read an unknown word as a patronymic: Ринатовна, Рустемовичу."""
    found = _PATRONYMIC.fullmatch(word)
    if not found:
        return ()
    gender = "m" if found.group(2).startswith("ич") else "f"
    return (Reading(found.group(1) + "ич", gender, ANY),)
