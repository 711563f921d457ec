"""Bootstrap over respondents: how far means and differences of a few persons may be off.

Percentile limits, widened for small samples by the quantile of Student's t and by n/(n−1): the
expanded percentile interval of Hesterberg 2015, The American Statistician 69:371-386. Plain
percentile and BCa limits hold the truth far too seldom here; docs/statistics.md has the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from qualcode.analysis.comparing.design import Design, find_comparable
from qualcode.analysis.comparing.values import SAME, Floats, check_values

RESAMPLES = 2_000
SEED = 1
LEVEL = 0.95
LEAST_FREEDOM = 3  # respondents of a group less their strata: four persons where there is one
CELLS = 1 << 20  # resamples × items looked at together: 8 MiB


@dataclass(frozen=True, slots=True)
class Limits:
    """Estimates with their limits, which are NaN where there is too little to have any."""

    estimate: Floats
    low: Floats
    high: Floats


def bootstrap_mean(
    values: ArrayLike,
    design: Design,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> Limits:
    """Return the mean of each group with its limits, as groups of `design.order` × items.

    `values` has a row for each respondent and a column for each item. No limits for fewer than
    four respondents (with strata: three more than strata), nor where all are the same inside
    their strata. The mean of nobody is NaN.
    """
    table = check_values(values, design)
    told = np.full((3, len(design.order), table.shape[1]), np.nan)
    for place, group in enumerate(design.order):
        rows = _rows_of(design, group)
        if rows:
            mine = table[rows]
            part = _Part.of(design, rows, np.full(len(rows), 1 / len(rows)))
            low, high = _bootstrap(table, [part], resamples, seed, level)
            # residuals of other strata can lead a little out of what was observed
            low, high = np.maximum(low, mine.min(axis=0)), np.minimum(high, mine.max(axis=0))
            told[:, place] = mine.mean(axis=0), low, high
    return Limits(*told)


def bootstrap_difference(
    values: ArrayLike,
    design: Design,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> Limits:
    """Return the difference first − second of two groups with its limits, for each item.

    It is the statistic of `permute`: differences inside strata, weighted by n1·n2/n; respondents
    in strata with one of the groups alone are left out. No limits where a group then has fewer
    than four respondents (with strata: three more than strata), nor where nothing varies.
    ValueError when the design has not two groups.
    """
    if len(design.order) != 2:
        raise ValueError("a difference is between two groups")
    table = check_values(values, design)
    compared = find_comparable(design).rows
    if not compared:
        return Limits(*np.full((3, table.shape[1]), np.nan))
    parts = [
        _Part.of(design, rows, sign * _weigh(design, rows))
        for sign, group in zip((1, -1), design.order, strict=True)
        if (rows := _rows_of(design, group, compared))
    ]
    difference = sum(part.weights @ table[part.rows] for part in parts)
    return Limits(np.asarray(difference), *_bootstrap(table, parts, resamples, seed, level))


def _rows_of(design: Design, group: str, among: Sequence[int] | None = None) -> list[int]:
    """Return the rows of a group, in an order that does not depend on that of the design."""
    rows = range(len(design.groups)) if among is None else among
    mine = [row for row in rows if design.groups[row] == group]
    return sorted(mine, key=lambda row: (design.strata[row], design.respondents[row]))


def _weigh(design: Design, rows: Sequence[int]) -> Floats:
    """Return what each respondent counts in the difference: n1·n2/n of the stratum, shared out."""
    compared = find_comparable(design)
    persons = Counter(design.strata[row] for row in compared.rows)
    mine = Counter(design.strata[row] for row in rows)
    weights = {
        stratum: count * (persons[stratum] - count) / persons[stratum]
        for stratum, count in mine.items()
    }
    total = sum(weights.values())
    shared = [weights[design.strata[row]] / mine[design.strata[row]] / total for row in rows]
    return np.array(shared)


@dataclass(frozen=True, slots=True)
class _Part:
    """Respondents who stand for one another in resamples, and what each counts in the estimate."""

    rows: list[int]
    strata: list[str]  # of these rows
    weights: Floats  # of these rows
    name: int  # of the random stream: the same for any order of groups

    @classmethod
    def of(cls, design: Design, rows: list[int], weights: Floats) -> _Part:
        name = sorted(design.order).index(design.groups[rows[0]])
        return cls(rows, [design.strata[row] for row in rows], weights, name)

    @property
    def freedom(self) -> int:
        """Return the degrees of freedom: respondents less strata."""
        return len(self.rows) - len(set(self.strata))

    def centre(self, values: Floats) -> Floats:
        """Return how each differs from the mean of the stratum, as respondents × items."""
        residuals = values[self.rows]
        for stratum in set(self.strata):
            inside = [own == stratum for own in self.strata]
            residuals[inside] -= residuals[inside].mean(axis=0)
        return residuals

    def draw(self, resamples: int, seed: int) -> Floats:
        """Return resamples × respondents: what each counts when others may stand in any place."""
        persons = len(self.rows)
        drawn = np.random.default_rng([seed, self.name]).integers(
            persons, size=(resamples, persons)
        )
        counts = np.zeros((resamples, persons))
        np.add.at(counts, (np.arange(resamples)[:, np.newaxis], drawn), self.weights)
        return counts


def _bootstrap(
    values: Floats, parts: list[_Part], resamples: int, seed: int, level: float
) -> tuple[Floats, Floats]:
    """Return the limits of the sum of `values` over all parts, for each item."""
    limits = np.full((2, values.shape[1]), np.nan)
    if min(part.freedom for part in parts) < LEAST_FREEDOM:
        return limits[0], limits[1]
    drawn = [part.draw(resamples, seed) for part in parts]
    step = max(1, CELLS // resamples)
    for start in range(0, values.shape[1], step):
        some = values[:, start : start + step]
        residuals = [part.centre(some) for part in parts]
        errors = np.zeros((resamples, some.shape[1]))
        for counts, residual in zip(drawn, residuals, strict=True):
            errors += counts @ residual
        tail = _widen(parts, residuals, level)
        estimate = sum(part.weights @ some[part.rows] for part in parts)
        errors.sort(axis=0)
        varies = np.ptp(errors, axis=0) > SAME * np.abs(some).max()
        for side, share in enumerate((tail, 1 - tail)):
            found = estimate + _take(errors, share)
            limits[side, start : start + step] = np.where(varies, found, np.nan)
    return limits[0], limits[1]


def _widen(parts: list[_Part], residuals: list[Floats], level: float) -> Floats:
    """Return for each item the share of resamples that is cut off at either end.

    Resamples spread less than estimates do, as n−1 to n, and a spread known from few respondents
    asks for the quantile of Student's t (Welch's degrees of freedom) instead of the normal one.
    """
    from scipy.special import ndtr, stdtrit

    freedom = np.array([[float(part.freedom)] for part in parts])
    persons = np.array([[len(part.rows)] for part in parts])
    spread = np.array(
        [
            (part.weights**2).sum() * (residual**2).sum(axis=0)
            for part, residual in zip(parts, residuals, strict=True)
        ]
    )
    spread[:, spread.sum(axis=0) == 0] = 1.0  # nothing varies: no limits will be told
    variance = spread / freedom
    together = variance.sum(axis=0)
    welch = together**2 / (variance**2 / freedom).sum(axis=0)
    ratio = np.sqrt(together / (spread / persons).sum(axis=0))
    tail: Floats = ndtr(ratio * stdtrit(welch, (1 - level) / 2))
    return tail


def _take(rising: Floats, share: Floats) -> Floats:
    """Return the quantile `share` of each sorted column, straight between its neighbours."""
    place = share * (len(rising) - 1)
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, len(rising) - 1)
    items = np.arange(rising.shape[1])
    lower, upper = rising[below, items], rising[above, items]
    taken: Floats = lower + (place - below) * (upper - lower)
    return taken
