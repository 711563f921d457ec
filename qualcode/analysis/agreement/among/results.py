"""What is said of the agreement of coders: figures by code and tension, pairs, disagreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qualcode.analysis.agreement.figures import Figures, Total, Value
from qualcode.analysis.agreement.intervals import RESAMPLES
from qualcode.analysis.agreement.lacking import Lacking
from qualcode.analysis.agreement.units import CoderFacts, FinerChoice, Unit
from qualcode.errors import Problem
from qualcode.model.codebook import Codebook

Kind = Literal["code", "tension", "relation"]
PartKind = Literal["all", "language", "type"]

FIGURES = ("agreement", "positive", "kappa", "alpha", "ac1", "unitizing")
TOGETHER = ("same", "positive", "masi", "jaccard", "unitizing", "gamma")
Gamma = Literal["unasked", "drawn", "many", "dense"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person can choose about the agreement of coders."""

    unit: FinerChoice = "segment"
    code: str = ""  # only this and those below it
    resamples: int = RESAMPLES
    machine: bool = False  # set the machine beside the people too
    count_negated: bool = False
    blind: bool | None = None  # whether only blind decisions count; None: there are only tables
    gamma: bool | None = False  # draw it; None: where borders differ, and it takes but a moment


@dataclass(frozen=True, slots=True)
class Lots:
    """How well gamma knows what chance would do."""

    number: int
    seed: int
    precision: float  # half the width of the 95 % interval of the expected disorder, as its share


@dataclass(frozen=True, slots=True)
class Item:
    """How the coders agree on one code, one tension, or on how the poles of one meet.

    A tension is there where a coder gives codes of both poles; of a relation the units are those in
    which two coders or more have the tension.
    """

    kind: Kind
    id: str
    units: int  # judged by two coders or more; of the unit `character` the characters of words
    given: Mapping[str, int]  # in how much of this each coder gives it
    seen: Mapping[str, int]  # how much of this each coder has seen
    disputed: int  # in how much of this the coders disagree
    values: Mapping[str, Value]  # by the names of FIGURES

    def prevalence(self, coder: str) -> float | None:
        """Return the share of what a coder has seen in which they give it."""
        return self.given[coder] / self.seen[coder] if self.seen[coder] else None


@dataclass(frozen=True, slots=True)
class Part:
    """All talk that was judged, or that of one language or respondent type."""

    kind: PartKind
    id: str
    units: int  # judged by two coders or more
    respondents: int  # of these
    enough: bool  # False: too few respondents for limits
    items: tuple[Item, ...]  # codes, tensions, relations that somebody gave, as in the codebook
    together: Mapping[str, Value]  # all codes, by the names of TOGETHER
    lots: Lots | None = None  # where gamma was drawn

    def of(self, kind: Kind) -> tuple[Item, ...]:
        """Return the items of one kind."""
        return tuple(item for item in self.items if item.kind == kind)


@dataclass(frozen=True, slots=True)
class PairOfCoders:
    """How two coders agree on all codes."""

    names: tuple[str, str]
    units: int  # that both have judged
    disputed: int  # units × codes
    together: Mapping[str, Value]  # by the names of TOGETHER
    lots: Lots | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """The machine against people in one part of the talk; the people come first in its figures."""

    part: PartKind
    id: str
    against: str  # a coder, or `all`: what all who judged a unit say
    total: Total
    codes: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit about which coders disagree."""

    kind: Kind
    id: str  # of the code or tension
    unit: Unit
    given_by: tuple[str, ...]
    not_given_by: tuple[str, ...]  # others who have judged the unit
    relations: tuple[tuple[str, str], ...] = ()  # coder and relation, of the kind `relation`


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything that is said of the agreement of coders."""

    choices: Choices
    codebook: Codebook
    coders: tuple[CoderFacts, ...]
    parts: tuple[Part, ...]  # all talk first; languages and types where there are several
    pairs: tuple[PairOfCoders, ...]  # of three coders or more
    machine: tuple[Beside, ...]  # empty unless asked for
    weighted: bool  # whether the machine's figures count units by their weights
    not_given: tuple[str, ...]  # codes that no coder gave
    disagreements: tuple[Disagreement, ...]  # by transcript and place
    problems: tuple[Problem, ...]  # stretches that could not be used
    lacking: tuple[Lacking, ...] = ()  # codes that coders did not have for some of what they read
    gamma: Gamma = "unasked"  # or drawn, or why not: too many codings, too many in one place

    @property
    def names(self) -> tuple[str, ...]:
        """The coders, in the order they were given."""
        return tuple(coder.name for coder in self.coders)

    @property
    def everything(self) -> Part:
        """The figures of all talk."""
        return self.parts[0]
