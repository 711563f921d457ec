"""What a concordance holds: its lines, and how often who says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from qualcode.inspecting.quoting import Quote
from qualcode.language.words import find_words

Order = Literal["left", "right", "position"]


@dataclass(frozen=True, slots=True)
class Line:
    """One place found, with what stands before and behind it in the turn."""

    transcript: str
    segment: int
    line: int  # of the transcript's text, 1-based
    time: str
    speaker: str
    role: str
    respondent: str
    type: str
    language: str
    start: int
    stop: int
    left: str
    key: Quote  # from the first word found to the last
    right: str
    words: str
    polarity: str
    cue: str
    voice: str
    voice_cue: str
    modality: str
    modality_cue: str


@dataclass(frozen=True, slots=True)
class Count:
    """How often the talk of one group has it; languages stand apart."""

    language: str
    group: str  # a respondent type, empty where the table has none; else the role
    words: int
    hits: int
    segments: int  # with a hit
    respondents: int  # with a hit; speakers in other roles are no respondents
    speaking: int  # respondents who say anything

    @property
    def rate(self) -> float:
        """Hits per 1,000 words."""
        return 1000 * self.hits / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Concordance:
    """All that an expression finds."""

    expression: str  # as it was read
    transcripts: int
    lines: tuple[Line, ...]
    counts: tuple[Count, ...]
    left_out: tuple[tuple[str, int], ...] = ()  # why what was found does not count → how often


def sort_lines(lines: Iterable[Line], order: Order) -> tuple[Line, ...]:
    """Sort lines by what follows, by what precedes (nearest word first), or as they are said."""
    if order == "position":
        return tuple(lines)
    if order == "right":
        return tuple(sorted(lines, key=lambda one: _words(one.right)))
    return tuple(sorted(lines, key=lambda one: _words(one.left)[::-1]))


def _words(text: str) -> list[str]:
    return [word.text for word in find_words(text)]
