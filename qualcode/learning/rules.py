"""A run → what the codebook's indicators found in each segment, whatever people decided of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.learning.segments import Segments
from qualcode.runs.read import Record, Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]

_AGAINST = frozenset({"masked", "excluded", "negated", "vetoed"})  # a longer hit is no doubt


@dataclass(frozen=True, slots=True)
class Evidence:
    """What indicators say; arrays are segments × codes."""

    weights: Scores  # sum of the weights of distinct indicators found and not negated
    coded: Scores  # 1 where they reach what the code needs
    suppressed: Scores  # … of those that did not count
    lines: Mapping[tuple[int, int], tuple[str, ...]]  # segment and code → line and words of hits


def gather_evidence(run: Run, segments: Segments, codes: Sequence[str]) -> Evidence:
    """Add up the hits of a run; its codings are not asked, as people may have changed them."""
    columns = {code: at for at, code in enumerate(codes)}
    shape = len(segments), len(codes)
    weights, suppressed = np.zeros(shape), np.zeros(shape)
    lines: dict[tuple[int, int], list[str]] = defaultdict(list)
    known: set[tuple[tuple[int, int], int]] = set()
    for hit in run.tables["hits"]:
        place = _place(hit, segments, columns)
        if place is None or hit["polarity"] == "negated" or (place, int(hit["line"])) in known:
            continue
        known.add((place, int(hit["line"])))
        weights[place] += float(hit["score"])
        lines[place].append(f"{hit['line']}: {hit['words']}")
    for lost in run.tables["suppressed"]:
        place = _place(lost, segments, columns)
        if place is not None and lost["reason"] in _AGAINST:
            suppressed[place] += float(lost["score"])
    least = {code.id: code.min_score for code in run.codebook.codes}
    bars = np.array([least.get(code, 1.0) for code in codes])
    coded = ((weights > 0) & (weights >= bars)).astype(float)
    return Evidence(
        weights, coded, suppressed, {place: tuple(found) for place, found in lines.items()}
    )


def _place(hit: Record, segments: Segments, columns: Mapping[str, int]) -> tuple[int, int] | None:
    row = segments.rows.get((str(hit["transcript"]), int(hit["segment"])))
    column = columns.get(str(hit["code"]))
    return None if row is None or column is None else (row, column)
