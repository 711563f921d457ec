"""What an explanation says: segments of one transcript, what was found in them, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["written", "base", "wildcard", "spelling", "regex", "pattern", "code", "unknown"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the codebook."""

    text: str  # the indicator or mask in canonical form
    file: str
    line: int
    source: str  # the line as it stands in the file, without its indent


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the talk; marked where it is a word of the hit."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of a hit and how it fills its place of the indicator."""

    text: str  # as it stands
    start: int
    stop: int
    readings: tuple[str, ...]  # the base forms it can have
    place: str  # of the indicator, in canonical form; empty where it is not known
    how: How
    by: tuple[str, ...]  # the base forms, the wildcard or the word by which it fills the place
    likeness: float  # of a spelling, of 100; 100 for all others
    needed: int  # the likeness that is enough


@dataclass(frozen=True, slots=True)
class Context:
    """How the speaker says it."""

    polarity: str
    cue: str
    voice: str
    voice_cue: str
    modality: str
    modality_cue: str
    negation: str  # the indicator's setting: mark, ignore, exclude


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of the hits of one code in one unit."""

    unit: str  # segment, turn, answer, interview
    score: float
    needed: float
    given: bool  # whether the unit has a coding
    present: bool  # whether that counts as a mention: it is not only denied


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a hit does not count."""

    reason: str  # masked, outranked, excluded, negated, vetoed
    by: str  # the mask, the other indicator, the words found, the negating words, the reading
    line: Line | None  # of the mask or the other indicator
    advantage: str  # of the other indicator: longer, weightier; else empty


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit or a suppressed hit with all that led to it."""

    code: str
    name: str
    start: int
    stop: int
    words: str
    excerpt: tuple[Piece, ...]  # the sentences that hold its words
    found: tuple[FoundWord, ...]
    indicator: Line
    weight: float
    context: Context
    verdict: Verdict
    suppression: Suppression | None = None  # None for hits


@dataclass(frozen=True, slots=True)
class Nearest:
    """An indicator that has found nothing, though some of its words are there."""

    code: str
    indicator: Line
    filled: tuple[tuple[str, str], ...]  # word of the text, place of the indicator
    missing: tuple[str, ...]  # places that no word fills
    only: str  # whose talk or which answers it is looked for in, where this is none of them


@dataclass(frozen=True, slots=True)
class Nothing:
    """That nothing was found, and what comes nearest."""

    word: str  # the word asked for; empty when a whole segment was
    sought: bool  # whether codes are looked for in this talk at all
    others: int  # hits and suppressed hits elsewhere in the segment
    nearest: tuple[Nearest, ...]


@dataclass(frozen=True, slots=True)
class ExplainedSegment:
    """One segment: who speaks, what was said, what was found."""

    number: int
    turn: int
    answer: int
    role: str
    speaker: str
    respondent: str
    type: str
    language: str
    time: str
    question: str  # id of the guide item it answers; empty where it is not known
    question_text: str
    start: int
    stop: int
    text: str
    findings: tuple[Finding, ...]
    nothing: Nothing | None = None  # where no finding stands


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found in one transcript, or in a text tried, or at one place of it."""

    run: str  # its folder; empty for a text tried
    codebook: str  # its file
    transcript: str
    offset: int | None  # the character asked for
    segment: int | None  # the segment asked for
    code: str  # the code asked for; empty for all
    segments: tuple[ExplainedSegment, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the text."""
        return tuple(finding for segment in self.segments for finding in segment.findings)
