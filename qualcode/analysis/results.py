"""All tables of results of a run, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from qualcode.analysis.codes import CODES, compare_codes
from qualcode.analysis.described import Description
from qualcode.analysis.frames import Frames, make_frames
from qualcode.analysis.groups import assign_groups
from qualcode.analysis.sample import SAMPLE, describe_sample
from qualcode.analysis.tensions import (
    MEETINGS,
    POLES,
    RELATIONS,
    balance_poles,
    count_meetings,
    count_relations,
)
from qualcode.model.codebook import Codebook
from qualcode.respondents.table import Table
from qualcode.runs.read import Run
from qualcode.surveys import Survey


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person can choose about a comparison."""

    by: tuple[str, ...] = ("type",)  # `type` or columns of the respondents table, crossed


@dataclass(frozen=True, slots=True)
class Given:
    """What every table of results is made of."""

    frames: Frames
    codebook: Codebook
    table: Table
    voices: pd.DataFrame  # of `assign_groups`
    surveys: tuple[Survey, ...]
    choices: Choices


@dataclass(frozen=True, slots=True)
class Analysis:
    """A table of results and how it is made."""

    description: Description
    make: Callable[[Results], pd.DataFrame]


class Results:
    """The tables of results of one run, by the names of their descriptions."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return the table called `name`, made now if it was not before; KeyError without it."""
        if name not in self._made:
            self._made[name] = _BY_NAME[name].make(self)
        return self._made[name]


def analyse(run: Run, choices: Choices | None = None) -> Results:
    """Prepare the results of a run; StudyError when respondents cannot be compared as chosen."""
    chosen = choices or Choices()
    frames = make_frames(run.tables)
    voices = assign_groups(frames, run.respondents, chosen.by[0])
    return Results(Given(frames, run.codebook, run.respondents, voices, run.surveys, chosen))


def _counted(
    count: Callable[[Frames, Codebook, pd.DataFrame], pd.DataFrame],
) -> Callable[[Results], pd.DataFrame]:
    """Make a table of what most tables are made of."""

    def make(results: Results) -> pd.DataFrame:
        given = results.given
        return count(given.frames, given.codebook, given.voices)

    return make


ANALYSES: tuple[Analysis, ...] = (
    Analysis(SAMPLE, lambda results: describe_sample(results.given.frames, results.given.table)),
    Analysis(CODES, _counted(compare_codes)),
    Analysis(POLES, _counted(balance_poles)),
    Analysis(MEETINGS, _counted(count_meetings)),
    Analysis(RELATIONS, _counted(count_relations)),
)
_BY_NAME = {analysis.description.name: analysis for analysis in ANALYSES}
