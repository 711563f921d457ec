"""A run and coders → for every code and unit what people say and what the rules find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.gold import ALL, decide_gold, find_disputes
from qualcode.analysis.agreement.machine import locate_finds, tabulate_finds
from qualcode.analysis.agreement.units import Unit, judge
from qualcode.errors import CodersError, Problem
from qualcode.learning.coded import let_settle
from qualcode.learning.indicators.choosing import Ground
from qualcode.runs.read import Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

MOST_FOLDS = 10  # parts into which interviews are put, none into two


@dataclass(frozen=True, slots=True)
class Said:
    """The units somebody has coded; arrays are units × codes."""

    units: tuple[Unit, ...]
    codes: tuple[str, ...]
    right: Flags
    decided: Flags
    unclear: Flags  # the coders disagree
    found: Flags  # by the rules, as they are
    voices: Numbers  # of each unit, the number of its respondent
    folds: Numbers  # … of the part that its interview is in
    problems: tuple[Problem, ...]  # rows that could not be used

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are spoken."""
        return tuple(sorted({unit.language for unit in self.units} - {""}))

    def by_language(self) -> Iterator[tuple[int, str, str]]:
        """Yield each code in each language that is spoken, with the number of its column."""
        languages = self.languages
        for column, code in enumerate(self.codes):
            for language in languages:
                yield column, code, language

    def ground(self, column: int, language: str) -> Ground:
        """Return what is known for one code in one language."""
        own = np.array([unit.language == language for unit in self.units], bool)
        decided = self.decided[:, column] & own
        right = self.right[:, column] & decided
        return Ground(right, decided, self.found[:, column], self.voices)


def gather(run: Run, coders: Sequence[Coder], codes: Sequence[str]) -> Said:
    """Lay what the coders said and what the rules found over the same units.

    A unit has a code where all who saw it say so; where people settled it together, what they
    settled counts alone. CodersError where no stretch can be placed.
    """
    judged = judge(run, coders, codes)
    if not judged.units:
        if coders:
            nothing = Problem(coders[0].file, "holds nothing that fits the run")
        else:
            cure = "code some segments in `qualcode review`, or name tables of coders with --from"
            nothing = Problem("decisions", "nobody has coded anything of this run", cure=cure)
        raise CodersError(judged.problems or nothing)
    names = [coder.name for coder in judged.coders]
    told = judged.told & let_settle(judged)[:, :, None]
    right, decided = decide_gold(ALL, names, told, judged.coded)
    finds, _ = locate_finds(run, judged.units)
    return Said(
        judged.units,
        tuple(codes),
        right,
        decided,
        find_disputes(ALL, told, decided),
        tabulate_finds(finds, len(judged.units), codes),
        _number(unit.respondent or unit.transcript for unit in judged.units),
        _number(unit.transcript for unit in judged.units) % MOST_FOLDS,
        judged.problems,
    )


def _number(values: Iterable[str]) -> Numbers:
    """Give equal values the same number, in the order in which they come first."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(one, len(numbers)) for one in values], np.int64)
