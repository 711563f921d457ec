"""The voices of one transcript, counted, and who of them is known already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qualcode.model.transcript import Role, Speaker
from qualcode.reading.asking import asks
from qualcode.reading.declared import Declared
from qualcode.reading.turns import Assembled, Stretch, voice_name


@dataclass(frozen=True, slots=True)
class Voice:
    """What is counted of one speaker to tell the role."""

    label: str
    name: str  # by which it can be declared: the label, or `— 1` where labels are equal
    unnamed: bool  # the label is the reader's, not the file's
    turns: int
    words: int
    questions: int  # question marks
    asking: int  # turns that end in a question, or ask to tell something
    beside: int  # other voices that speak right before or after it

    @property
    def pace(self) -> float:
        """Words per turn."""
        return self.words / self.turns

    @property
    def share(self) -> float:
        """Share of its turns that ask."""
        return self.asking / self.turns


@dataclass(frozen=True, slots=True)
class Cast:
    """The voices of one transcript by their keys, and what helps to know them."""

    voices: dict[str, Voice]
    declared: Declared
    above: str  # the text above the first turn, where legends stand


Known = dict[str, Speaker]


def gather_cast(assembled: Assembled, declared: Declared) -> Cast:
    """Count the voices of a transcript."""
    said: defaultdict[str, list[Stretch]] = defaultdict(list)
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for stretch in assembled.stretches:
        said[stretch.voice].append(stretch)
    for one, other in pairwise(assembled.stretches):
        if one.voice != other.voice:
            beside[one.voice].add(other.voice)
            beside[other.voice].add(one.voice)
    voices = {
        key: _voice(key, stretches, assembled.text, len(beside[key]))
        for key, stretches in said.items()
    }
    return Cast(voices, declared, assembled.above)


def _voice(key: str, stretches: list[Stretch], text: str, beside: int) -> Voice:
    words = [text[stretch.start : stretch.stop] for stretch in stretches]
    return Voice(
        label=stretches[0].label,
        name=voice_name(stretches[0].label, key),
        unnamed=stretches[0].unnamed,
        turns=len(words),
        words=sum(len(part.split()) for part in words),
        questions=sum(part.count("?") for part in words),
        asking=sum(map(asks, words)),
        beside=beside,
    )


def open_voices(cast: Cast, known: Known) -> Iterator[tuple[str, Voice]]:
    """Give the voices whose role is not known yet."""
    return ((key, voice) for key, voice in cast.voices.items() if key not in known)


def role_of(word: str) -> Role | None:
    """Narrow a word for a role to a role."""
    if word == "interviewer":
        return "interviewer"
    return "respondent" if word == "respondent" else None
