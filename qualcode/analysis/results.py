"""All tables of results of a run, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from qualcode.analysis.agreement.among import Agreement, agree_in_run
from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.codes import CODES, compare_codes
from qualcode.analysis.comparing.absence import ABSENCE, count_absence
from qualcode.analysis.comparing.measures import (
    ITEM,
    RATES,
    Measure,
    check_items,
    choose_items,
    measure_respondents,
)
from qualcode.analysis.comparing.pairs import PAIRS, tabulate_pairs
from qualcode.analysis.comparing.scopes import Scope, make_scopes
from qualcode.analysis.comparing.summary import SUMMARY, tabulate_summary
from qualcode.analysis.comparing.testing import TESTS, Lots, tabulate_tests
from qualcode.analysis.described import Description
from qualcode.analysis.errors import ERROR_PAIRS, ERRORS, compare_corrected, measure_errors
from qualcode.analysis.frames import Frames, make_frames
from qualcode.analysis.groups import assign_groups, find_values, order_groups
from qualcode.analysis.interviewed import find_interviewed_together
from qualcode.analysis.meeting.chance import CHANCE, weigh_poles
from qualcode.analysis.meeting.cooccurrence import COOCCURRENCE, compare_pairs
from qualcode.analysis.meeting.order import ORDER, order_poles
from qualcode.analysis.ranking import CORRELATIONS, correlate_figures
from qualcode.analysis.sample import SAMPLE, describe_sample
from qualcode.analysis.saturation import (
    RUNS,
    SATURATION,
    Items,
    gather_items,
    tabulate_runs,
    trace_saturation,
)
from qualcode.analysis.stretches import strike_hits
from qualcode.analysis.surveys import Beside, join_surveys
from qualcode.analysis.talk import TALK, TALK_GROUPS, compare_talk, measure_talk
from qualcode.analysis.tensions import (
    MEETINGS,
    POLES,
    RELATIONS,
    balance_poles,
    count_meetings,
    count_relations,
)
from qualcode.analysis.words import WORDS, SpokenWords, count_words, mark_words
from qualcode.model.codebook import Codebook
from qualcode.respondents.attributes import check_attributes
from qualcode.respondents.table import Table
from qualcode.runs.read import Run
from qualcode.surveys import Survey


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person can choose about a comparison."""

    by: tuple[str, ...] = ("type",)  # `type` or columns of the respondents table, crossed
    strata: tuple[str, ...] = ()  # further columns; inside the strata labels are permuted
    measure: Measure = "share_segments"  # what `summary`, `tests` and `pairs` compare
    codes: tuple[str, ...] = ()  # only these, those below them, and tensions; empty: all
    seed: int = 1  # of all random draws
    draws: int = 9_999  # of permutations, where all arrangements are too many
    resamples: int = 2_000  # of the bootstrap over respondents
    coders: tuple[Coder, ...] = ()  # people's codings, by which the machine's errors are known


@dataclass(frozen=True, slots=True)
class Given:
    """What every table of results is made of."""

    run: Run
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

    def __iter__(self) -> Iterator[str]:
        return iter(_BY_NAME)

    def __len__(self) -> int:
        return len(_BY_NAME)

    @staticmethod
    def describe(name: str) -> Description:
        """Return what the table called `name` and its columns hold; KeyError without it."""
        return _BY_NAME[name].description

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """Who is compared with whom: all languages together, then each."""
        given = self.given
        strata = find_values(given.frames, given.table, given.choices.strata)
        return make_scopes(given.voices, self.groups, strata)

    @cached_property
    def interviewed_together(self) -> tuple[tuple[str, ...], ...]:
        """The respondents of each interview of several."""
        return find_interviewed_together(self.given.frames.segments, self.given.voices)

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The rows of `rates` that are compared: those of the codes and tensions chosen."""
        return choose_items(self["rates"], self.given.choices.codes)

    @property
    def compared_items(self) -> int:
        """How many items are compared."""
        return len(self.compared[ITEM].drop_duplicates())

    @cached_property
    def agreement(self) -> Agreement | None:
        """How people agree who coded the same talk; None where no two did."""
        return agree_in_run(self.given.run, self.given.choices.coders)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """All groups of respondents, in the order of a report."""
        given = self.given
        found = set(given.voices["group"])
        return tuple(order_groups(found, given.choices.by, given.run.orders))

    @cached_property
    def beside(self) -> Beside:
        """The figures of surveys with the talk of their units."""
        given = self.given
        return join_surveys(given.frames, given.table, given.codebook, given.voices, given.surveys)

    @cached_property
    def spoken(self) -> tuple[SpokenWords, ...]:
        """The words of all talk that is compared, counted once for all tables."""
        return count_words(self.given.frames, self.given.voices)

    @cached_property
    def brought(self) -> tuple[Items, ...]:
        """What each respondent brings to the codes, indicators and words of all."""
        given = self.given
        return gather_items(given.frames, given.table, given.voices, self.spoken)


def analyse(run: Run, choices: Choices | None = None) -> Results:
    """Prepare the results of a run; StudyError when respondents cannot be compared as chosen."""
    chosen = choices or Choices()
    frames = make_frames(strike_hits(run.tables))
    check_attributes(chosen.by, run.respondents.attributes, chosen.strata)
    check_items(chosen.codes, run.codebook, frames)
    voices = assign_groups(frames, run.respondents, chosen.by)
    return Results(Given(run, frames, run.codebook, run.respondents, voices, run.surveys, chosen))


def _measure_errors(results: Results) -> pd.DataFrame:
    """Compare the machine with the people whose codings are given."""
    given = results.given
    return measure_errors(
        given.run, given.choices.coders, given.voices, results["rates"], results.groups
    )


def _correlate(results: Results) -> pd.DataFrame:
    """Correlate figures and numbers of respondents with codes."""
    given = results.given
    return correlate_figures(
        results["rates"],
        results.beside.counts,
        given.codebook,
        given.table,
        given.surveys,
        given.choices.seed,
    )


def _counted(
    count: Callable[[Frames, Codebook, pd.DataFrame], pd.DataFrame],
) -> Callable[[Results], pd.DataFrame]:
    """Make a table of what most tables are made of."""

    def make(results: Results) -> pd.DataFrame:
        given = results.given
        return count(given.frames, given.codebook, given.voices)

    return make


def _compared(
    tabulate: Callable[[pd.DataFrame, Sequence[Scope], Measure, Lots], pd.DataFrame],
) -> Callable[[Results], pd.DataFrame]:
    """Make a table that compares groups in the measure chosen."""

    def make(results: Results) -> pd.DataFrame:
        chosen = results.given.choices
        lots = Lots(chosen.draws, chosen.resamples, chosen.seed)
        return tabulate(results.compared, results.scopes, chosen.measure, lots)

    return make


def _count_absence(results: Results) -> pd.DataFrame:
    given = results.given
    table = count_absence(given.frames, given.codebook, given.voices, results.groups)
    return choose_items(table, given.choices.codes, "code")


ANALYSES: tuple[Analysis, ...] = (
    Analysis(SAMPLE, lambda results: describe_sample(results.given.frames, results.given.table)),
    Analysis(CODES, _counted(compare_codes)),
    Analysis(POLES, _counted(balance_poles)),
    Analysis(MEETINGS, _counted(count_meetings)),
    Analysis(RELATIONS, _counted(count_relations)),
    Analysis(RATES, _counted(measure_respondents)),
    Analysis(SUMMARY, _compared(tabulate_summary)),
    Analysis(TESTS, _compared(tabulate_tests)),
    Analysis(PAIRS, _compared(tabulate_pairs)),
    Analysis(ABSENCE, _count_absence),
    Analysis(CHANCE, _counted(weigh_poles)),
    Analysis(ORDER, _counted(order_poles)),
    Analysis(COOCCURRENCE, _counted(compare_pairs)),
    Analysis(WORDS, lambda results: mark_words(results.spoken, results.groups)),
    Analysis(
        SATURATION,
        lambda results: trace_saturation(results.brought, results.given.choices.seed),
    ),
    Analysis(RUNS, lambda results: tabulate_runs(results.brought)),
    Analysis(TALK, lambda results: measure_talk(results.given.frames, results.given.voices)),
    Analysis(TALK_GROUPS, lambda results: compare_talk(results["talk"], results.groups)),
    Analysis(ERRORS, _measure_errors),
    Analysis(ERROR_PAIRS, lambda results: compare_corrected(results["errors"], results.groups)),
    Analysis(CORRELATIONS, _correlate),
)
_BY_NAME = {analysis.description.name: analysis for analysis in ANALYSES}
