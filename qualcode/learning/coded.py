"""Coders and a run → the segments that people have read, and which codes they gave them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.units import Judged, judge
from qualcode.errors import Problem
from qualcode.learning.segments import Segments
from qualcode.learning.suggestion import Place
from qualcode.model.codebook import Codebook
from qualcode.model.decision import CONSENSUS
from qualcode.runs.read import Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Scores = NDArray[np.float64]
    Flags = NDArray[np.bool_]

FEWEST_EXAMPLES = 5  # segments with a code, below which nothing is learned of its words
FEWEST_INTERVIEWS = 2  # … and the interviews they must come from
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Coded:
    """What people say of the segments somebody has read; a row each, in the order of the run."""

    codes: tuple[str, ...]  # that are suggested
    rows: Rows  # numbers of the segments
    interviews: tuple[str, ...]  # of each row
    labels: Scores  # rows × codes: the share of those who read it that gave it the code
    known: Flags  # rows × codes: somebody who read it had the code; else the label says nothing
    problems: tuple[Problem, ...]  # what coders said that has no place in the run

    @property
    def right(self) -> Flags:
        """Which codes most of those who read a segment gave it."""
        flags: Flags = self.labels > HALF
        return flags

    @property
    def given(self) -> Flags:
        """Which codes half of them gave it at least: an example of the code."""
        flags: Flags = self.labels >= HALF
        return flags


def lay_codes(run: Run, coders: Sequence[Coder], codebook: Codebook, segments: Segments) -> Coded:
    """Lay what coders said over the segments of a run.

    Where people have settled a segment together, that alone counts. Codes that are suggested are
    those with indicators, and those that somebody gave; retired ones are not.
    """
    listed = [code for code in codebook.codes if code.status != "retired"]
    judged = judge(run, coders, [code.id for code in listed], "segment")
    rows = np.array(
        [segments.rows[unit.transcript, unit.segment] for unit in judged.units], dtype=np.int64
    )
    seen = let_settle(judged)
    told = judged.told & seen[:, :, None]
    labels = (judged.coded & told).sum(axis=0) / np.maximum(told.sum(axis=0), 1)
    known: Flags = np.asarray(told.any(axis=0))
    given = labels.any(axis=0) if len(labels) else np.zeros(len(listed), bool)
    kept = [at for at, code in enumerate(listed) if code.sought or given[at]]
    order = np.argsort(rows, kind="stable")
    return Coded(
        tuple(listed[at].id for at in kept),
        rows[order],
        tuple(judged.units[at].transcript for at in order),
        labels[:, kept][order].astype(float),
        known[:, kept][order],
        judged.problems,
    )


def find_read(run: Run, coders: Sequence[Coder]) -> frozenset[Place]:
    """Return the segments that any of some coders has read."""
    judged = judge(run, coders, (), "segment")
    return frozenset(
        (unit.transcript, unit.segment)
        for unit, seen in zip(judged.units, np.asarray(judged.seen.any(axis=0)), strict=True)
        if seen
    )


def let_settle(judged: Judged) -> Flags:
    """Return who counts as having seen a unit: where people settled it together, only that."""
    seen = judged.seen.copy()
    for at, coder in enumerate(judged.coders):
        if coder.name == CONSENSUS:
            others = np.arange(len(seen)) != at
            seen[np.ix_(others, judged.seen[at])] = False
    return seen


def find_learnable(given: Flags, interviews: Sequence[str]) -> Flags:
    """Tell for each code whether there are enough examples, from enough interviews."""
    names = np.array(interviews, dtype=object)
    return np.array(
        [
            column.sum() >= FEWEST_EXAMPLES and len(set(names[column])) >= FEWEST_INTERVIEWS
            for column in given.T
        ],
        dtype=bool,
    )
