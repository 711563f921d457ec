"""What is proposed for a codebook, and how honest that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.errors import Problem
from qualcode.learning.indicators.candidates import Shape
from qualcode.learning.indicators.choosing import SURE, Counted
from qualcode.learning.indicators.places import Place
from qualcode.model.coding import Span

Verdict = Literal["right", "wrong", "unclear"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A unit that a proposal finds and no rule finds now."""

    verdict: Verdict  # unclear: the coders disagree
    transcript: str
    segment: int
    respondent: str
    text: str
    spans: tuple[Span, ...]  # of the words found, in `text`
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One indicator that a code might have."""

    code: str
    language: str
    item: str  # of a list in YAML, without its dash: `"обратный звонок"`, `{all: […], …}`
    text: str  # as a person would say it
    shape: Shape
    told: bool  # its words stand in what the codebook says of the code
    expected: float  # share of its finds that should be right in other interviews
    new: Counted  # units that no rule finds now
    unclear: int  # of these, how many more the coders disagree about
    every: Counted  # all units it is found in
    interviews: int  # in which it finds something new and right
    aside: Counted  # new units, in interviews it was not chosen from
    chosen: int  # in so many of the folds
    chance: float  # how likely units drawn by lot would be right as often
    place: Place | None
    sightings: tuple[Sighting, ...]

    @property
    def is_guess(self) -> bool:
        """Whether too little speaks for it, or what it found in interviews kept aside does not."""
        return self.expected < SURE or self.aside.wrong > self.aside.right


@dataclass(frozen=True, slots=True)
class Rare:
    """Words of too few units to tell from chance, though of no unit without the code."""

    text: str
    units: int  # that the rules miss


@dataclass(frozen=True, slots=True)
class Asked:
    """One code in one language of which somebody wanted to know."""

    code: str
    language: str
    coded: int  # units that people coded and agree about
    found: int  # of these, found by the rules now
    proposals: tuple[Proposal, ...]
    kept_aside: Counted  # found by what was chosen without an interview, in that interview
    kept_aside_sure: Counted  # … without guesses
    rare: tuple[Rare, ...] = ()  # where nothing is proposed


@dataclass(frozen=True, slots=True)
class Pasted:
    """What the rules find with all proposals pasted in, beside what they find now."""

    coded: int
    now: Counted
    then: Counted


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that is proposed."""

    codebook: str  # its file, for messages
    coders: tuple[str, ...]
    units: int  # that anybody coded
    interviews: int
    folds: int
    least: int  # new and right units that a proposal has to bring
    asked: tuple[Asked, ...]  # in the order of the codebook
    pasted: Pasted | None  # None without proposals, or where they cannot all be pasted
    problems: tuple[Problem, ...]  # rows of coders that could not be used

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Every proposal, code by code."""
        return tuple(one for asked in self.asked for one in asked.proposals)
