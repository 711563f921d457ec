"""A run and its coders → what was learned, how good it is on interviews it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.coders import Coder
from qualcode.errors import Problem
from qualcode.learning.coded import Coded, find_learnable, lay_codes
from qualcode.learning.figures import (
    CodeFigures,
    Figures,
    Promise,
    measure,
    measure_codes,
    weigh_promises,
)
from qualcode.learning.folds import deal, language_of_each
from qualcode.learning.ground import Ground, prepare
from qualcode.learning.model import Model, judge_rows, train
from qualcode.learning.nearest import Nearest, find_nearest
from qualcode.learning.segments import gather_segments
from qualcode.learning.threads import one_thread
from qualcode.model.codebook import Codebook
from qualcode.runs.read import Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Flags = NDArray[np.bool_]

FIRST = 3  # suggestions of a segment that are looked at

_FEW_INTERVIEWS = 10  # so few are left out one at a time
_PARTS = 5
_FEWEST_TELLING = 5  # segments: of fewer that all are alike need not be a mistake


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that suggestions are made of."""

    run: Run
    ground: Ground  # of the run learned from
    coded: Coded
    nearest: Nearest
    model: Model
    learnable: Flags  # codes with enough examples
    left_out: Scores  # coded rows × codes: probabilities by models that had not seen the interview
    figures: tuple[Figures, ...]
    codes: tuple[CodeFigures, ...]
    promise: Promise | None  # None where nothing is coded
    problems: tuple[Problem, ...]  # what coders said that could not be used

    @property
    def interviews(self) -> int:
        """How many interviews somebody has coded."""
        return len(set(self.coded.interviews))

    @property
    def has_learned(self) -> bool:
        """Whether there was enough to learn from; else all rests on rules and codebook."""
        return self.model.taught is not None


def learn(run: Run, coders: Sequence[Coder], codebook: Codebook, first: int = FIRST) -> Learned:
    """Learn from the segments of a run that coders have read.

    What is measured, and what the segments read themselves are given, comes from models that have
    seen nothing of the interview: with up to ten interviews each is left out alone, of more a
    fifth at a time. The same input gives the same bytes.
    """
    with one_thread():
        segments = gather_segments(run)
        coded = lay_codes(run, coders, codebook, segments)
        ground = prepare(run, codebook, coded.codes, segments)
        names = segments.column("transcript")
        nearest = find_nearest(ground.words, names, ground.words[coded.rows], coded.interviews)
        chances = _leave_out(ground, coded, nearest)
        model = train(ground, coded, nearest, np.ones(len(coded.rows), bool))
    return Learned(
        run,
        ground,
        coded,
        nearest,
        model,
        find_learnable(coded.given, coded.interviews),
        chances,
        measure(ground, coded, chances, first),
        measure_codes(ground, coded, chances, first),
        weigh_promises(coded, chances, first),
        coded.problems,
    )


def find_taught_nothing(learned: Learned, files: Sequence[str]) -> tuple[Problem, ...]:
    """Return why nothing can be learned though people have read much: no code, or always the same.

    `files`: the tables they come from, for the message.
    """
    given = learned.coded.given
    if len(given) < _FEWEST_TELLING:
        return ()
    where = ", ".join(files) or "decisions"
    if not learned.coded.labels.any():
        message = f"none of {len(given)} segments has a code"
        cure = "fill in the column `codes`, or leave the table out"
        return (Problem(where, message, cure=cure),)
    always = np.flatnonzero(given.all(axis=0))
    if len(always) and int(given.sum()) == len(given):
        code = learned.coded.codes[int(always[0])]
        message = f"all {len(given)} segments have the same code, {code}, and no other"
        cure = "nothing can be learned of what tells codes apart: see whether that is meant"
        return (Problem(where, message, cure=cure),)
    return ()


def _leave_out(ground: Ground, coded: Coded, nearest: Nearest) -> Scores:
    """Return what models of other interviews say of the coded rows."""
    names = np.array(coded.interviews, dtype=object)
    said = [ground.languages[row] for row in coded.rows]
    languages = language_of_each(coded.interviews, said)
    number = len(languages) if len(languages) <= _FEW_INTERVIEWS else _PARTS
    chances = np.zeros((len(coded.rows), len(ground.codes)))
    for part in deal(languages, number):
        inside = np.isin(names, sorted(part))
        model = train(ground, coded, nearest, ~inside)
        chances[inside] = judge_rows(model, ground, coded, nearest, coded.rows[inside])
    return chances
