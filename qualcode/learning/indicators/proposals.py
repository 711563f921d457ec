"""What is proposed for a codebook, and how honest that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.errors import Problem
from qualcode.learning.indicators.candidates import Shape
from qualcode.learning.indicators.choosing import Counted
from qualcode.learning.indicators.places import Place
from qualcode.model.coding import Span

_MANY = 5  # units in which a word is right, without a word of the codebook for it
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
        """Whether nothing speaks for it but that it stands in a few coded units by itself."""
        aside = self.aside.right > self.aside.wrong
        return not (self.told or aside or self.every.right >= _MANY)


@dataclass(frozen=True, slots=True)
class Asked:
    """One code in one language of which somebody wanted to know."""

    code: str
    language: str
    coded: int  # units that people coded and agree about
    found: int  # of these, found by the rules now
    proposals: tuple[Proposal, ...]
    kept_aside: Counted  # found by what was chosen without an interview, in that interview
    kept_aside_told: Counted  # by those of its words that the codebook says


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
