"""What `reading.yaml` is to say of a transcript that has been read."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.phrase import Phrase
from qualcode.model.transcript import Role


@dataclass(frozen=True, slots=True)
class SeenLabel:
    """One speaker of a transcript as understood, and what helps a person to check it."""

    label: str
    role: Role
    proposed: bool  # a person should confirm the role
    turns: int
    words: int
    grounds: Phrase
    respondent: str = ""  # as the respondents table says


@dataclass(frozen=True, slots=True)
class Sight:
    """One transcript as understood."""

    transcript: str  # its id
    path: str  # as it is to be written; of an interview with its number
    about: tuple[Phrase, ...]  # format, layout, header: for comments
    labels: tuple[SeenLabel, ...]
    doubts: tuple[Phrase, ...] = ()  # what else a person should look at
    encoding: str = ""  # where it is not UTF-8 and the file does not say it
    encoding_sure: bool = True
    repair: str = ""  # by which garbled letters would be made good, if people say so
    repaired: Phrase | None = None  # what they read like now, and would read like then
