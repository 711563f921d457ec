"""What an evaluation says: figures by language and code, the lines to mend, every mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.analysis.agreement.figures import Figures, Total, Value
from qualcode.analysis.agreement.gold import ALL
from qualcode.analysis.agreement.intervals import RESAMPLES
from qualcode.analysis.agreement.lacking import Lacking
from qualcode.analysis.agreement.machine import Find, Taken
from qualcode.analysis.agreement.spans import Fit, Rule
from qualcode.analysis.agreement.units import CoderFacts, Unit, UnitChoice
from qualcode.errors import Problem
from qualcode.model.codebook import Codebook, Indicator

AMONG_PEOPLE = ("f1", "agreement", "kappa", "alpha", "ac1")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person can choose about an evaluation."""

    unit: UnitChoice = "stretch"
    gold: str = ALL
    count_negated: bool = False
    code: str = ""  # only this and those below it
    resamples: int = RESAMPLES
    blind: bool | None = None  # whether only blind decisions count; None: there are only tables


@dataclass(frozen=True, slots=True)
class People:
    """How the coders agree among themselves on one code.

    Of two: their coefficients. Of more: alpha and AC1 of all, the others as the mean over pairs.
    """

    units: int  # judged by two or more
    given: Mapping[str, int]  # in how many of these each coder gives the code
    both: int | None  # in how many both do; None where there are more than two
    values: Mapping[str, Value]  # by the names of AMONG_PEOPLE


@dataclass(frozen=True, slots=True)
class Row:
    """One code in one language."""

    code: str
    sought: bool  # False: the codebook has no indicators for it
    undecided: int  # units left out because the coders disagree
    gold: Figures  # first: the gold standard; second: the machine
    each: Mapping[str, Figures]  # first: this coder alone; second: the machine
    people: People | None  # None where there is one coder
    by_type: Mapping[str, Figures]  # as `gold`


@dataclass(frozen=True, slots=True)
class Panel:
    """All figures of one language."""

    language: str
    respondents: tuple[str, ...]
    types: Mapping[str, int]  # respondents of each type
    units: int
    enough: bool  # False: too few respondents for limits
    rows: tuple[Row, ...]
    total: Total  # the machine against the gold standard
    each: Mapping[str, Total]  # against each coder alone
    pairs: Mapping[tuple[str, str], Total]  # coders among themselves
    by_type: Mapping[str, Total]
    fits: Mapping[Rule, Fit]  # borders of codings against borders of gold units


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What one line of the codebook found, in units where the gold standard decides."""

    indicator: Indicator
    right: int  # units
    wrong: int
    undecided: int  # units about which the coders disagree
    right_alone: int  # found by no other indicator of the code: lost without this line
    wrong_alone: int  # gone without this line

    @property
    def precision(self) -> float | None:
        """The share of its finds that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None


@dataclass(frozen=True, slots=True)
class Missed:
    """A unit that has a code and in which the machine did not find it."""

    code: str
    unit: Unit
    taken: tuple[Taken, ...]  # found there, but does not count


@dataclass(frozen=True, slots=True)
class Found:
    """A unit in which the machine found a code, rightly or wrongly."""

    code: str
    unit: Unit
    finds: tuple[Find, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A unit left out for a code because the coders disagree about it."""

    code: str
    unit: Unit
    given_by: tuple[str, ...]  # coders who gave the code; others who saw the unit did not
    finds: tuple[Find, ...]  # the machine's, if any


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that an evaluation says."""

    choices: Choices
    codebook: Codebook
    coders: tuple[CoderFacts, ...]
    panels: tuple[Panel, ...]  # languages, most units first
    together: Total | None  # of all languages; None where there is one
    indicators: tuple[IndicatorRow, ...]  # most wrong finds first
    right: tuple[Found, ...]
    missed: tuple[Missed, ...]
    wrong: tuple[Found, ...]
    disputed: tuple[Disputed, ...]
    problems: tuple[Problem, ...]  # rows of the tables that could not be used
    lacking: tuple[Lacking, ...] = ()  # codes that coders did not have for some of what they read
    weighted: bool = False  # whether units count by how many of the study they stand for
