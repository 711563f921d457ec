"""Evidence and decisions: hits, what was suppressed, codings, and tensions made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.model.codebook import UnitKind

Span = tuple[int, int]
Polarity = Literal["affirmed", "negated", "mixed"]
Voice = Literal["own", "reported", "mixed"]
Modality = Literal["fact", "wish", "past", "question", "mixed"]
Reason = Literal["masked", "outranked", "excluded", "negated", "vetoed"]
Status = Literal[
    "found",  # by the rules, and nobody has decided about it
    "accepted",  # a person says that it is right
    "added",  # a person has given it
    "disputed",  # people contradict each other about it; it stands
    "rejected",  # a person says that it is wrong: it does not count
    "replaced",  # a person has put another code or other borders in its place: likewise
]

# What a tension's relation can be beside the relations of the codebook.
UNSTATED = "unstated"  # no cue says
MIXED = "mixed"  # several say different things

MACHINE = "qualcode"  # the coder's name of codings made by rules


@dataclass(frozen=True, slots=True)
class Hit:
    """One indicator found once: these words, in this context."""

    transcript: str
    segment: int  # of its word that the fewest sentences have
    code: str
    indicator: str  # Indicator.id
    line: int  # of the indicator in the codebook
    spans: tuple[Span, ...]  # of its words, in order; gaps are no part of it
    words: str  # the words as they stand in the text
    weight: float
    polarity: Polarity = "affirmed"
    cue: str = ""  # the words that negate it
    voice: Voice = "own"
    modality: Modality = "fact"
    slots: tuple[str, ...] = ()  # for each span: the place of the indicator that the word fills
    likeness: float = 100.0  # of its least like fuzzy word, of 100
    voice_cue: str = ""  # the words by which it is another's
    modality_cue: str = ""  # the words by which it is a wish, past or asked

    @property
    def start(self) -> int:
        """Where its first word starts."""
        return self.spans[0][0]

    @property
    def stop(self) -> int:
        """Where its last word stops."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A hit that does not count, and what took it away."""

    hit: Hit
    reason: Reason
    by: str  # the mask, the longer indicator, what `not` found, the negating words, the model
    by_line: int  # of the codebook; 0 for words of the text


@dataclass(frozen=True, slots=True)
class Coding:
    """One code in one unit by one coder."""

    transcript: str
    unit: UnitKind
    segment: int  # where its first evidence stands
    respondent: str
    type: str
    code: str
    coder: str
    start: int  # borders of the unit
    stop: int
    score: float
    polarity: Polarity
    voice: Voice
    modality: Modality
    hits: tuple[Hit, ...]  # empty for codings made by people
    status: Status = "found"
    decided_by: tuple[str, ...] = ()  # the people who have decided about it
    decisions: tuple[str, ...] = ()  # ids of what they decided

    @property
    def present(self) -> bool:
        """Whether it counts as a mention: affirmed at least once."""
        return self.polarity != "negated"


@dataclass(frozen=True, slots=True)
class TensionInstance:
    """Both poles of a tension met in one unit of one respondent's talk."""

    transcript: str
    respondent: str
    type: str
    tension: str
    level: UnitKind
    unit: int  # number of the segment, turn or answer; 0 for the interview
    relation: str  # a relation's id, `mixed` or `unstated`
    start: int
    stop: int
    cue: str  # the words that show the relation
    cue_spans: tuple[Span, ...]
    first_pole: str  # Pole.id of the pole that came first; empty where they start together
    codings: tuple[tuple[Coding, ...], tuple[Coding, ...]]  # of the first and of the second pole
    decided_by: tuple[str, ...] = ()  # the people who have said how the poles meet
