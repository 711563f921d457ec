"""The lines of a list of names → rules, and who or what each line is."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.language.words import fold
from qualcode.pseudonyms.capitals import find_capitals
from qualcode.pseudonyms.english_names import is_english, label_people
from qualcode.pseudonyms.find import Rules
from qualcode.pseudonyms.kinds import PERSON
from qualcode.pseudonyms.listed import Form, make_matcher
from qualcode.pseudonyms.mentions import Person
from qualcode.pseudonyms.models import Namer
from qualcode.pseudonyms.names_list import Entry
from qualcode.pseudonyms.register import Entity, Register
from qualcode.pseudonyms.russian_names import name_label


def make_rules(entries: Sequence[Entry], namers: tuple[Namer, ...], language: str) -> Rules:
    """Make the rules of a list."""
    forms = [
        Form(written, number) for number, entry in enumerate(entries) for written in entry.written
    ]
    return Rules(
        listed=make_matcher(forms),
        keep=frozenset(number for number, entry in enumerate(entries) if entry.keep),
        kinds=tuple(entry.kind for entry in entries),
        namers=namers,
        language=language,
    )


def register_entries(register: Register, entries: Sequence[Entry]) -> dict[int, Entity]:
    """Give each line of the list its number: that of the key where it is there."""
    known: dict[tuple[str, str], Entity] = {}
    for entity in register.entities:
        for written in (entity.name, *sorted(entity.known_forms)):
            known.setdefault((entity.kind, _plain(written)), entity)
    listed: dict[int, Entity] = {}
    for number, entry in enumerate(entries):
        if entry.keep:
            continue
        met = (known.get((entry.kind, _plain(written))) for written in entry.written)
        entity = next(filter(None, met), None) or _add_entry(register, entry)
        entity.name = entry.name
        entity.replacement = entry.replacement
        listed[number] = entity
    return listed


def _plain(written: str) -> str:
    return " ".join(fold(written).split())


def _add_entry(register: Register, entry: Entry) -> Entity:
    people = people_called(entry.name) if entry.kind == PERSON else ()
    if people:
        known = register.known_person(people, "", anywhere=True)
        return known or register.add(PERSON, entry.name, person=people[0])
    return register.add(entry.kind, entry.name, key=f"list {_plain(entry.name)}")


def people_called(name: str) -> tuple[Person, ...]:
    """Return who a name on a list may mean; nobody where it is no name that is understood."""
    capitals = find_capitals(name, 0, len(name))
    if not capitals:
        return ()
    if is_english(capitals[0]):
        return label_people([one for one in capitals if is_english(one)], ())
    people, size = name_label(name, capitals)
    return people if size == len(capitals) else ()
