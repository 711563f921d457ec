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
    shared: bool = False  # whether other indicators stand on the line too


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some of the talk; marked where it is a word of the hit."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of a hit and how it fills its place of the indicator."""

    text: str  # as it stands
    start: int
    stop: int
    whole: str  # the contraction it is read in: `don't` for `n't`; empty for all else
    opened: tuple[str, ...]  # the words that this contraction is read as
    known: bool  # whether a dictionary has it; the base forms of others are guesses
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
    language: str
    marked: bool  # whether negation, wishes, the past and reported speech are looked for in it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of the hits of one code in one unit."""

    unit: str  # segment, turn, answer, interview
    score: float
    needed: float
    given: bool  # whether the unit has a coding
    present: bool  # whether that counts as a mention: it is not only denied
    status: str = ""  # found, accepted, disputed; rejected, replaced where people took it away
    people: tuple[str, ...] = ()  # who have decided about it


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
    excerpt: tuple[Fragment, ...]  # the sentences that hold its words
    found: tuple[FoundWord, ...]
    indicator: Line
    weight: float
    context: Context
    verdict: Verdict
    suppression: Suppression | None = None  # None for hits


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Why words that fill all places of an indicator make no hit."""

    # far, between, order, sentence, break, same, not; empty where it cannot be told
    kind: str
    first: str = ""  # the words that do not stand as the indicator asks
    second: str = ""
    words: str = ""  # what stands between them, or what `not` found
    count: int = 0  # how many words they are apart, or stand between them
    most: int = 0  # how many may


@dataclass(frozen=True, slots=True)
class Nearest:
    """An indicator that has found nothing, though some of its words are there."""

    code: str
    indicator: Line
    filled: tuple[tuple[str, str], ...]  # word of the text, place of the indicator
    missing: tuple[str, ...]  # places that no word fills
    only: str  # whose talk or which answers it is looked for in, where this is none of them
    misplaced: Misplaced | None = None  # where nothing is missing


@dataclass(frozen=True, slots=True)
class Unsought:
    """A code that is not looked for in some talk, and why."""

    code: str  # empty where no code of the codebook is
    why: str  # retired, indicators (it has none), speakers, language (no indicators for it)
    speakers: tuple[str, ...] = ()  # whose talk it is looked for in, or the talk it is not
    languages: tuple[str, ...] = ()  # for which it has no indicators


@dataclass(frozen=True, slots=True)
class Nothing:
    """That nothing was found, and what comes nearest."""

    word: str  # the word asked for, or the one next to it; empty when a whole segment was
    start: int  # where it stands; 0 without a word
    known: bool  # whether an indicator has such a word
    sought: bool  # whether the codes are looked for in this talk at all
    unsought: tuple[Unsought, ...]  # where not: why
    others: int  # hits and suppressed hits elsewhere in the segment
    hidden: int  # suppressed hits here, where they are not to be shown
    nearest: tuple[Nearest, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody has decided about a segment, and what became of it."""

    coder: str
    action: str
    about: str  # the code, the tension; empty for the segment
    instead: str  # the code or the relation that it sets
    denied: bool  # whether it says that the code is denied there
    outcome: str
    time: str
    memo: str


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
    decided: tuple[Decided, ...] = ()  # by people, in the order of their logs


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
    unsought: tuple[Unsought, ...] = ()  # where the code asked for is not looked for: why

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the text."""
        return tuple(finding for segment in self.segments for finding in segment.findings)
