"""Everything that is replaced in a corpus, numbered: the same thing always has the same number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qualcode.pseudonyms.kinds import PERSON, placeholder
from qualcode.pseudonyms.mentions import Person


@dataclass(slots=True)
class Entity:
    """One person, place or other thing: what it is called, and how often it was met."""

    kind: str
    number: int
    name: str  # as a person would look for it
    key: str = ""
    person: Person | None = None
    replacement: str = ""  # people's own
    forms: Counter[str] = field(default_factory=Counter)  # as written, in this corpus
    known_forms: set[str] = field(default_factory=set)  # from the key
    known_in: set[str] = field(default_factory=set)  # transcripts, from the key
    grounds: Counter[str] = field(default_factory=Counter)
    transcripts: set[str] = field(default_factory=set)
    contexts: list[tuple[str, str, str, str]] = field(default_factory=list)

    def placeholder(self, language: str) -> str:
        """Return what stands for it, without brackets."""
        return self.replacement or placeholder(self.kind, self.number, language)

    def bracketed(self, language: str) -> str:
        """Return what stands for it in a text."""
        return self.replacement or f"[{placeholder(self.kind, self.number, language)}]"

    @property
    def count(self) -> int:
        """How often it was met."""
        return self.forms.total()


_PARTS = ("surname", "patronymic", "given")


class Register:
    """Gives numbers, and finds who is meant by a name; numbers once given never change."""

    def __init__(self, taken: Iterable[tuple[str, int]] = ()) -> None:
        """Begin with the kinds and numbers that stand in the texts already."""
        self.entities: list[Entity] = []
        self._by_key: dict[tuple[str, str], Entity] = {}
        self._by_part: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        self._met: dict[str, list[Entity]] = defaultdict(list)  # by transcript
        self._highest: dict[str, int] = defaultdict(int)
        for kind, number in taken:
            self._highest[kind] = max(self._highest[kind], number)

    def add(
        self,
        kind: str,
        name: str,
        key: str = "",
        person: Person | None = None,
        number: int = 0,
        replacement: str = "",
    ) -> Entity:
        """Add something new; without a number it takes the next of its kind."""
        taken = number or self._highest[kind] + 1
        self._highest[kind] = max(self._highest[kind], taken)
        entity = Entity(kind, taken, name, key, person, replacement)
        self.entities.append(entity)
        if key:
            self._by_key.setdefault((kind, key), entity)
        if person is not None:
            self._index(entity, person)
        return entity

    def _index(self, entity: Entity, person: Person) -> None:
        for part in _PARTS:
            value = getattr(person, part)
            if value and entity not in self._by_part[part, value]:
                self._by_part[part, value].append(entity)

    def find(self, kind: str, key: str) -> Entity | None:
        """Return what has this key."""
        return self._by_key.get((kind, key))

    def meet(self, entity: Entity, transcript: str) -> None:
        """Note that something is named in a transcript."""
        if transcript not in entity.transcripts:
            entity.transcripts.add(transcript)
            if transcript not in entity.known_in:
                self._met[transcript].append(entity)

    def remember(self, entity: Entity, transcripts: Iterable[str]) -> None:
        """Note where something was named before: who is meant there stays the same."""
        entity.known_in = set(transcripts)
        for transcript in sorted(entity.known_in):
            self._met[transcript].append(entity)

    def person_for(self, people: tuple[Person, ...], transcript: str) -> Entity:
        """Return who is meant, the likeliest first; somebody new where it is nobody known.

        Those met in the same transcript go before all others; among several the first met.
        """
        known = next(self._here(people, transcript), None) or next(self._anywhere(people), None)
        if known:
            entity, person = known
            self.enrich(entity, person)
        else:
            entity = self.add(PERSON, name_of(people[0]), person=people[0])
        self.meet(entity, transcript)
        return entity

    def known_person(
        self, people: tuple[Person, ...], transcript: str, anywhere: bool
    ) -> Entity | None:
        """Return who is meant if it is somebody known: here, or, where said, anywhere."""
        for entity, _ in self._here(people, transcript):
            return entity
        if anywhere:
            for entity, person in self._anywhere(people):
                if person.surname:
                    return entity
        return None

    def _here(self, people: Iterable[Person], transcript: str) -> Iterator[tuple[Entity, Person]]:
        """Yield whom a name may mean in its own transcript: М. И. Петрова, and Мария Ивановна."""
        met = sorted(self._met[transcript], key=lambda one: one.number)
        for person in people:
            for entity in met:
                if entity.person and _may_be(entity.person, person):
                    yield entity, person

    def _anywhere(self, people: Iterable[Person]) -> Iterator[tuple[Entity, Person]]:
        """Yield whom a name means in any transcript: who shares the surname, or the whole name."""
        for person in people:
            part = next(one for one in _PARTS if getattr(person, one) or one == _PARTS[-1])
            shared = self._by_part[part, getattr(person, part)]
            for entity in sorted(shared, key=lambda one: one.number):
                known = entity.person
                if known and _may_be(known, person) and _surely(known, person):
                    yield entity, person

    def enrich(self, entity: Entity, person: Person) -> None:
        """Add what a further name says of somebody."""
        if entity.person is None:
            return
        known = entity.person
        joined = Person(
            _fuller(known.surname, person.surname),
            _fuller(known.given, person.given),
            _fuller(known.patronymic, person.patronymic),
            known.gender or person.gender,
            known.place if not (known.full_parts or person.full_parts) else "",
        )
        if joined != known:
            entity.person = joined
            if person.full_parts >= known.full_parts:
                entity.name = name_of(joined)
            self._index(entity, joined)


def _fuller(one: str, other: str) -> str:
    return other if not one or (one.endswith(".") and other) else one


def _part_fits(one: str, other: str) -> bool:
    if not one or not other or one == other:
        return True
    if one.endswith(".") or other.endswith("."):
        return one[0] == other[0]
    return False


def _may_be(known: Person, person: Person) -> bool:
    """Tell whether nothing in two names contradicts, and something full is shared or initials."""
    if known.gender and person.gender and known.gender != person.gender:
        return False
    if known.place != person.place and (known.place or not known.full_parts):
        return False
    pairs = (
        (known.surname, person.surname),
        (known.given, person.given),
        (known.patronymic, person.patronymic),
    )
    if not all(_part_fits(one, other) for one, other in pairs):
        return False
    if person.surname and known.surname:
        return True
    if person.full_parts == 0 or known.full_parts == 0:
        return bool(person.given and known.given)  # А. В., and the only one whom that fits
    if person.surname or known.surname:
        # М. И. Петрова and Мария Ивановна; Мария and Мария Петрова
        return bool(person.given and known.given) or bool(person.patronymic and known.patronymic)
    return any(one and one == other for one, other in pairs)


def _surely(known: Person, person: Person) -> bool:
    """Tell whether it is the same in any transcript: a shared surname, or just the same name."""
    if known.surname and person.surname:
        return True
    same = (known.surname, known.given, known.patronymic, known.place)
    return same == (person.surname, person.given, person.patronymic, person.place)


def name_of(person: Person) -> str:
    """Write a person's name as tables have it: surname first where there is a patronymic."""
    surname = _feminine(person.surname) if person.gender == "f" else person.surname
    parts = [surname, person.given, person.patronymic]
    if person.patronymic and person.gender == "f":
        parts[2] = _feminine_patronymic(person.patronymic)
    if person.given and person.given[0].isascii():
        parts = [person.given, person.patronymic, surname]
    return " ".join(_capital(part) for part in parts if part)


def _capital(part: str) -> str:
    return "-".join(one[:1].upper() + one[1:] for one in part.split("-"))


def _feminine(surname: str) -> str:
    if surname.endswith(("ов", "ев", "ин", "ын")):
        return surname + "а"
    return surname[:-2] + "ая" if surname.endswith(("ский", "цкий")) else surname


def _feminine_patronymic(patronymic: str) -> str:
    if patronymic.endswith(("ович", "евич")):
        return patronymic[:-2] + "на"
    if patronymic.endswith("ич"):  # Ильич, Кузьмич, Никитич
        return f"{patronymic}на" if patronymic.endswith("тич") else f"{patronymic[:-1]}нична"
    return patronymic
