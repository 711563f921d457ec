"""Words with capitals → people and places, in Russian and in Latin letters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qualcode.pseudonyms import english_names, russian_names, russian_places
from qualcode.pseudonyms.capitals import Capital
from qualcode.pseudonyms.english_words import NOBODY, TITLES, countries
from qualcode.pseudonyms.mentions import SILENT, Doubt, Mention, Person
from qualcode.pseudonyms.russian_names import base_form, is_russian, runs_of
from qualcode.pseudonyms.russian_words import look_up

Found = tuple[Mention | Doubt, int]

# Abbreviations that tell nothing of anybody.
_COMMON = frozenset(
    """рф фз мфц смс тв пк сми сша ссср снг оон егэ вуз жкх зож кпд кпи кпэ тк ип ооо ао пао нко
    соц дтп мчс мвд фсб пфр фсс фомс омс снилс инн лфк ит ии пмпк имнс сонко фап црб црх ипр ипра
    ипссу гто ндфл ндс кфх сво овз пп чп хоа мсэ ввп пдн кдн зппп вич спид лгбт ковид чс кру
    """.split()
)


def find_named(
    text: str, capitals: Sequence[Capital], lower: Collection[str]
) -> Iterator[Mention | Doubt]:
    """Find people and places among words with capitals, and doubt what may be either."""
    for run in runs_of(text, capitals):
        place = 0
        while place < len(run):
            if is_russian(run[place]):
                found = _russian(text, run, place)
            else:
                found = _latin(text, run, place, lower)
            if found is None:
                place += 1
            else:
                yield found[0]
                place += found[1]


def _russian(text: str, run: Sequence[Capital], place: int) -> Found | None:
    """Decide between a person and a place: several words of a name are a person."""
    person = russian_names.find_person(text, run, place)
    if person and isinstance(person[0], Mention) and person[1] > 1:
        return person
    where = russian_places.find_place(text, run, place)
    for found in (where, person):
        if found and isinstance(found[0], Mention):
            return found
    return where or person or _unknown(run[place])


def _unknown(capital: Capital) -> Found | None:
    """Suspect a word that no dictionary has, and an abbreviation that few have."""
    word = look_up(capital.word)
    written = capital.written
    if capital.initial or len(written) < 2 or capital.word in _COMMON:
        return None
    span = capital.start, capital.stop
    if written.isupper():
        return (Doubt(*span, "", capital.word, "abbreviation"), 1) if len(written) > 2 else None
    if word.organisation:
        return Doubt(*span, "", base_form(capital.word), "organisation_word"), 1
    if not word.known and not capital.opens:
        people = (Person(surname=base_form(capital.word)),)
        return Doubt(*span, "", base_form(capital.word), "unknown_word", people), 1
    return None


def _latin(text: str, run: Sequence[Capital], place: int, lower: Collection[str]) -> Found | None:
    run = [one for one in run if not is_russian(one)] if place == 0 else run
    if place >= len(run):
        return None
    person = english_names.find_person(text, run, place, lower)
    if person and isinstance(person[0], Mention):
        return person
    where = english_names.find_place(text, run, place, lower)
    return where or person or _unknown_latin(run[place], lower)


def _unknown_latin(capital: Capital, lower: Collection[str]) -> Found | None:
    word = capital.word
    if capital.initial or word in NOBODY | TITLES or word in countries() or len(word) < 3:
        return None
    span = capital.start, capital.stop
    if word in lower:
        return None
    if capital.written.isupper() or capital.written[:-1].isupper():
        return Doubt(*span, "", word, "abbreviation"), 1
    people = (Person(surname=word), Person(given=word))
    return Doubt(*span, "", word, SILENT if capital.opens else "unknown_word", people), 1
