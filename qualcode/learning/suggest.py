"""What was learned and a run → suggestions for every segment of its respondents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from qualcode.learning.figures import take_first
from qualcode.learning.ground import Ground, prepare
from qualcode.learning.learn import FIRST, Learned
from qualcode.learning.model import judge_rows
from qualcode.learning.nearest import Nearest, find_nearest
from qualcode.learning.reasons import Reasons
from qualcode.learning.segments import gather_segments
from qualcode.learning.suggestion import Place, Suggestion
from qualcode.learning.threads import one_thread
from qualcode.runs.read import Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]


def suggest(learned: Learned, run: Run, first: int = FIRST) -> tuple[Suggestion, ...]:
    """Suggest the `first` likeliest codes of each segment, in the order of the run.

    A segment that was learned from is judged by models that have not seen its interview.
    """
    with one_thread():
        ground, nearest = _prepare(learned, run)
        rows = np.arange(len(ground.segments))
        chances = judge_rows(learned.model, ground, learned.coded, nearest, rows)
        seen = _find_seen(learned, ground)
        for row, at in seen.items():
            chances[row] = learned.left_out[at]
        return tuple(_list(learned, run, ground, nearest, chances, seen, first))


def _prepare(learned: Learned, run: Run) -> tuple[Ground, Nearest]:
    """Return the run as the models see it; for the run they learned from all is there already."""
    if run is learned.run:
        return learned.ground, learned.nearest
    known = learned.ground
    segments = gather_segments(run)
    ground = prepare(run, run.codebook, known.codes, segments, known.reader)
    nearest = find_nearest(
        ground.words,
        segments.column("transcript"),
        known.words[learned.coded.rows],
        learned.coded.interviews,
    )
    return ground, nearest


def _find_seen(learned: Learned, ground: Ground) -> dict[int, int]:
    """Map rows to coded rows: segments of the run that were learned from, unless they changed."""
    known = learned.ground.segments.records
    seen: dict[int, int] = {}
    for at, coded_row in enumerate(learned.coded.rows):
        record = known[coded_row]
        place = str(record["transcript"]), int(record["segment"])
        row = ground.segments.rows.get(place)
        if row is not None and ground.segments.records[row]["text"] == record["text"]:
            seen[row] = at
    return seen


def _list(
    learned: Learned,
    run: Run,
    ground: Ground,
    nearest: Nearest,
    chances: Scores,
    seen: Mapping[int, int],
    first: int,
) -> list[Suggestion]:
    found = _find_codings(run)
    reasons = Reasons(learned, ground, nearest, run.codebook)
    top = take_first(chances, first)
    suggestions: list[Suggestion] = []
    for row, record in enumerate(ground.segments.records):
        columns = sorted(map(int, np.flatnonzero(top[row])), key=lambda at: (-chances[row, at], at))
        place = str(record["transcript"]), int(record["segment"])
        told = zip(columns, reasons.give(row, columns), strict=True)
        suggestions += (
            Suggestion(
                *place,
                int(record["start"]),
                int(record["stop"]),
                ground.codes[column],
                round(float(chances[row, column]), 6),
                rank,
                why,
                (place, ground.codes[column]) in found,
                row in seen,
            )
            for rank, (column, why) in enumerate(told, start=1)
        )
    return suggestions


def _find_codings(run: Run) -> frozenset[tuple[Place, str]]:
    """Return what is coded already, by the rules or by people."""
    return frozenset(
        ((str(one["transcript"]), int(one["segment"])), str(one["code"]))
        for one in run.tables["codings"]
        if one["polarity"] != "negated"
    )
