"""The voices of one transcript, counted, and who of them is known already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.transcript import Role, Speaker
from qualcode.reading.declared import Declared


@dataclass(frozen=True, slots=True)
class Voice:
    """What is counted of one speaker to tell the role."""

    label: str
    name: str  # by which it can be declared: the label, or `— 1` where labels are equal
    unnamed: bool  # the label is the reader's, not the file's
    turns: int
    words: int
    questions: int  # question marks
    asking: int  # turns that end in a question

    @property
    def pace(self) -> float:
        """Words per turn."""
        return self.words / self.turns


@dataclass(frozen=True, slots=True)
class Cast:
    """The voices of one transcript by their keys, and what helps to know them."""

    voices: dict[str, Voice]
    declared: Declared
    above: str  # the text above the first turn, where legends stand


Known = dict[str, Speaker]


def open_voices(cast: Cast, known: Known) -> Iterator[tuple[str, Voice]]:
    """Give the voices whose role is not known yet."""
    return ((key, voice) for key, voice in cast.voices.items() if key not in known)


def role_of(word: str) -> Role | None:
    """Narrow a word for a role to a role."""
    if word == "interviewer":
        return "interviewer"
    return "respondent" if word == "respondent" else None
