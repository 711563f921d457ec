"""What was found in a text: a mention of somebody or something, and what is only suspected."""

from __future__ import annotations

from dataclasses import dataclass

SILENT = "silent"  # a doubt that is not worth showing: only somebody known can be meant


@dataclass(frozen=True, slots=True)
class Person:
    """What a name says: its parts in base form; a part may be an initial, `м.`."""

    surname: str = ""  # in its masculine form where the dictionary has one
    given: str = ""
    patronymic: str = ""
    gender: str = ""  # m, f; empty where it cannot be told
    place: str = ""  # the transcript, for initials that mean nobody elsewhere

    @property
    def full_parts(self) -> int:
        """How many parts are more than an initial."""
        parts = (self.surname, self.given, self.patronymic)
        return sum(bool(part) and not part.endswith(".") for part in parts)


@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch of text that names something that is to be replaced."""

    start: int
    stop: int
    kind: str
    key: str  # the same for all forms of the same thing; of a person empty
    grounds: str  # the rule that found it, a slug
    people: tuple[Person, ...] = ()  # who may be meant, the likeliest first
    entity: int = -1  # which entry of the list it is, where a list says so
    label: bool = False  # it stands in the label before a turn


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may be a name: it is shown, and not replaced."""

    start: int
    stop: int
    kind: str  # the likeliest; empty where nothing speaks for any
    key: str
    reason: str  # a slug
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label, and what in it is a name."""

    label: str
    finds: tuple[Mention | Doubt, ...]  # offsets count characters of the label


@dataclass(frozen=True, slots=True)
class Finds:
    """What was found in one transcript, in the order of the text."""

    transcript: str
    language: str  # of most of the talk
    languages: tuple[tuple[int, int, str], ...]  # start, stop and language of each turn
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    labels: tuple[Label, ...] = ()
    closed: tuple[tuple[int, int], ...] = ()  # labels in the text, and places that are kept
