"""Speakers' labels that are names: `Петрова М.И.`, `Anna Kuznetsova`; role words stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from qualcode.language.labels import fold_label
from qualcode.language.placeholders import PLACEHOLDER
from qualcode.pseudonyms.capitals import Capital, find_capitals
from qualcode.pseudonyms.english_names import is_english, label_people
from qualcode.pseudonyms.english_words import ROLES
from qualcode.pseudonyms.kinds import PERSON
from qualcode.pseudonyms.mentions import Doubt, Label, Mention, Person
from qualcode.pseudonyms.russian_names import is_russian, name_label
from qualcode.pseudonyms.russian_words import look_up
from qualcode.pseudonyms.surnames import looks_like_surname
from qualcode.reading.label_roles import plain_role
from qualcode.reading.label_words import UNKNOWN
from qualcode.reading.labels import is_numbered

_LETTERS = 2  # a label of so few letters is a code: И, АК


def read_label(label: str, transcript: str, lower: Collection[str]) -> Label:
    """Find the name in a label; what may be one is doubted.

    Initials alone mean somebody in this transcript and nobody elsewhere.
    """
    if PLACEHOLDER.fullmatch(label) or is_numbered(label) or fold_label(label) in UNKNOWN:
        return Label(label, ())
    capitals = find_capitals(label, 0, len(label))
    if plain_role(label):
        capitals = capitals[1:]  # Интервьюер Анна
    if not capitals or (sum(map(str.isalpha, label)) <= _LETTERS and "." not in label):
        return Label(label, ())
    people, size = _name(label, capitals, lower)
    if people:
        placed = tuple(_in_place(one, transcript) for one in people)
        span = capitals[0].start, capitals[size - 1].stop
        return Label(label, (Mention(*span, PERSON, "", "label", placed),))
    return Label(label, tuple(_doubt(label, capitals)))


def _name(
    label: str, capitals: list[Capital], lower: Collection[str]
) -> tuple[tuple[Person, ...], int]:
    if is_english(capitals[0]):
        together = [one for one in capitals if is_english(one)]
        return label_people(together, lower), len(together)
    people, size = name_label(label, capitals)
    word = look_up(capitals[0].word)
    if not people and not word.known and len(capitals[0].written) > _LETTERS:
        unknown = not capitals[0].written.isupper()
        return ((Person(surname=capitals[0].word),), 1) if unknown else ((), 0)
    if not people and looks_like_surname(capitals[0].word):
        return ((Person(surname=capitals[0].word),), 1)
    return people, size


def _in_place(person: Person, transcript: str) -> Person:
    if person.full_parts:
        return person
    return Person(person.surname, person.given, person.patronymic, person.gender, transcript)


def sure_label(label: Label) -> Label:
    """Return a label with what is doubted in it taken for a name."""
    finds = (
        Mention(one.start, one.stop, PERSON, "", "label", one.people)
        if isinstance(one, Doubt)
        else one
        for one in label.finds
    )
    return replace(label, finds=tuple(finds))


def _doubt(label: str, capitals: list[Capital]) -> list[Doubt]:
    """Doubt a label of one word that is no role anybody knows."""
    first = capitals[0]
    if len(capitals) > 1 or first.word in ROLES or first.initial or plain_role(label):
        return []
    if is_russian(first) and not first.written.isupper():
        return [Doubt(first.start, first.stop, PERSON, "", "label", (Person(first.word),))]
    return []
