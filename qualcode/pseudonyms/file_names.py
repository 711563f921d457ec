"""New names for files whose names say who speaks: `Иванова_2019.docx` → `Имя-3_2019.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qualcode.language.words import fold
from qualcode.pseudonyms.english_words import GIVEN, ORDINARY_GIVEN, is_slavic_surname
from qualcode.pseudonyms.find import Rules
from qualcode.pseudonyms.kinds import PERSON, PLACE, placeholders_in
from qualcode.pseudonyms.latin import is_russian_name, read_latin, to_latin
from qualcode.pseudonyms.mentions import Person
from qualcode.pseudonyms.register import Entity, Register
from qualcode.pseudonyms.russian_names import base_form
from qualcode.pseudonyms.russian_words import look_up

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_FORBIDDEN = re.compile(r"[<>:\"/\\|?*\x00-\x1f]+")


class FileNames:
    """Gives each transcript the name of its new file; names once given stay."""

    def __init__(
        self,
        register: Register,
        rules: Rules,
        entries: Mapping[int, Entity],
        given: Mapping[str, str],
        people: Mapping[str, Sequence[Entity]] | None = None,
    ) -> None:
        """Begin with what the key has: the id of a transcript and its new name without ending.

        `entries`: what each line of the list is; lines that keep something are none. `people`:
        the respondents of each transcript, whom its name means before anybody else.
        """
        self._register = register
        self._rules = rules
        self._entries = entries
        self._given = dict(given)
        self._taken = {fold(name) for name in given.values()}
        self._latin = dict(_spellings(register.entities))
        self._own = {
            id: dict(_spellings(entities)) for id, entities in (people or {}).items() if entities
        }

    @property
    def given(self) -> dict[str, str]:
        """All names given, by the ids of the transcripts."""
        return dict(self._given)

    def name(self, id: str, language: str) -> str:
        """Return the new name of a transcript, without an ending; folders stay folders."""
        if id not in self._given:
            path, _, number = id.partition("#")
            stem = path.rpartition(".")[0] if "." in path.rpartition("/")[2] else path
            wanted = "/".join(self._clean(part, id, language) for part in stem.split("/"))
            wanted += f"-{number}" if number else ""
            self._given[id] = self._free(wanted)
        return self._given[id]

    def _free(self, wanted: str) -> str:
        name, number = wanted, 1
        while fold(name) in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(fold(name))
        return name

    def _clean(self, part: str, id: str, language: str) -> str:
        """Replace the names in one part of a path."""
        pieces, done = [], 0
        for start, stop, entity in self._names_in(part, id):
            pieces += [part[done:start], _FORBIDDEN.sub("", entity.placeholder(language))]
            done = stop
        cleaned = "".join((*pieces, part[done:])).strip("[]")
        return cleaned or "file"

    def _names_in(self, part: str, id: str) -> Iterator[tuple[int, int, Entity]]:
        """Yield the names in a part of a path; several words of one person once."""
        spaced = part.replace("_", " ")
        last: tuple[int, int, Entity] | None = None
        placed = placeholders_in(part)
        for start, stop, entity in sorted(self._found(spaced, id), key=lambda one: one[0]):
            if any(first < stop and start < end for first, end, *_ in placed):
                continue
            if last and start < last[1]:
                continue
            if last and last[2] is entity and not spaced[last[1] : start].strip(" .-"):
                last = last[0], stop, entity
                continue
            if last:
                yield last
            last = start, stop, entity
        if last:
            yield last

    def _found(self, text: str, id: str) -> Iterator[tuple[int, int, Entity]]:
        listed = list(self._rules.listed.find(text))
        for match in listed:
            entity = self._entries.get(match.entry)
            if entity is not None:
                yield match.start, match.stop, entity
        covered = [(one.start, one.stop) for one in listed]
        for found in _LETTERS.finditer(text):
            if any(start < found.end() and found.start() < stop for start, stop in covered):
                continue
            entity = self._entity(found.group(), id)
            if entity is not None:
                yield *found.span(), entity

    def _entity(self, written: str, id: str) -> Entity | None:
        word = fold(written)
        if own := self._own.get(id, {}).get(to_latin(word)):
            return own
        if "а" <= word[0] <= "я":
            return self._russian(written, word, id)
        if word in self._latin:
            return self._latin[word]
        read = read_latin(word)
        if read.place and not read.given:
            key = f"place {read.place[0].base}"
            return self._register.find(PLACE, key) or self._register.add(PLACE, written, key)
        person = None
        if is_slavic_surname(word):
            person = Person(surname=word)
        elif (
            word in GIVEN
            or is_russian_name(word)
            or (word in ORDINARY_GIVEN and written[0].isupper())
        ):
            person = Person(given=word)
        return self._person((person,), id) if person else None

    def _russian(self, written: str, word: str, id: str) -> Entity | None:
        found = look_up(word)
        if found.ordinary and not written[0].isupper():
            return None
        if found.ordinary and not (found.surname or found.given):
            return None
        known = found.known or (found.likeness and written[0].isupper())
        if known and found.place and not found.given:
            key = f"place {found.place[0].base}"
            entity = self._register.find(PLACE, key)
            return entity or self._register.add(PLACE, written, key)
        if not known or not found.is_person:
            return self._register.find(PLACE, f"place {base_form(word)}")
        parts = [
            (name, one)
            for name, readings in (
                ("patronymic", found.patronymic),
                ("given", found.given),
                ("surname", found.surname),
            )
            for one in readings
            if one.case in ("nomn", "") or not any(other.case == "nomn" for other in readings)
        ]
        first = parts[0][0]
        people = tuple(
            dict.fromkeys(
                Person(**{name: one.base, "gender": one.gender})
                for name, one in parts
                if name == first
            )
        )
        return self._person(people, id)

    def _person(self, people: tuple[Person, ...], id: str) -> Entity:
        return self._register.person_for(people, id)


def _spellings(entities: Sequence[Entity]) -> Iterator[tuple[str, Entity]]:
    """Yield the names of people and places in Latin letters: Петрова is petrova in a file name."""
    for entity in reversed(entities):
        if entity.kind not in (PERSON, PLACE):
            continue
        for form in (entity.name, *entity.forms, *entity.known_forms):
            for word in _LETTERS.findall(form):
                yield to_latin(word), entity
