"""Rank correlation of a few units with many columns: numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from math import factorial, prod
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.comparing.design import SHOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST_UNITS = 5  # of four the smallest p that is possible is 0.083
LEVEL = 0.95
EXACT = 50_000  # arrangements, of eight units 40,320; of more they are drawn
_BLOCK = 4_000_000  # numbers held at once
_NEAR = 1e-9  # what sums of the same numbers may differ by


@dataclass(frozen=True, slots=True)
class RankCorrelations:
    """What is known of each column; NaN where nothing can be said."""

    rho: Floats
    low: Floats
    high: Floats
    p: Floats
    least_p: Floats  # the smallest p that the ties of the column leave possible
    p_family: Floats
    arrangements: int  # gone through
    exact: bool  # all there are


def correlate_ranks(
    figures: Floats,
    columns: Floats,
    strata: Sequence[str],
    *,
    exact: int = EXACT,
    draws: int = 9_999,
    seed: int = 1,
) -> RankCorrelations:
    """Correlate the figures of units with each of their columns (units × columns), by ranks.

    Spearman's rho: the correlation of mid-ranks. With several strata, units are ranked inside
    each, ranks divided by the stratum's size + 1 and centred (van Elteren 1960, Bulletin of the
    International Statistical Institute 37:351-361), and these are correlated.
    Limits: Fisher's z with the standard error √((1 + rho² / 2) / (n - 3)) of Bonett & Wright 2000,
    Psychometrika 65:23-28; n less one for each stratum but the first; none where rho is 1 or -1.
    p: two-sided share of the arrangements of the figures inside strata whose rho is as far from
    nought, all of them up to `exact`, else (b + 1) / (draws + 1). p_family: the same with the
    farthest of all columns (Westfall & Young 1993, Resampling-Based Multiple Testing).
    Nothing is said below FEWEST_UNITS, of columns or figures that do not vary inside any
    stratum, and no p where none up to SHOWN is possible.
    """
    count = columns.shape[1]
    nothing = _nothing(count)
    if len(figures) < FEWEST_UNITS or not count:
        return nothing
    places = [np.flatnonzero(np.array(strata) == one) for one in dict.fromkeys(strata)]
    own = _centred_ranks(figures[:, None], places)[:, 0]
    others = _centred_ranks(columns, places)
    lengths = np.sqrt((others**2).sum(0) * (own @ own))
    varies = lengths > _NEAR
    if not varies.any():
        return nothing
    scaled = np.where(varies, others / np.where(varies, lengths, 1), 0.0)
    rho = np.where(varies, own @ scaled, np.nan)
    ways = prod(factorial(len(one)) for one in places)
    all_of_them = ways <= exact
    rows = _all_rows(own, places) if all_of_them else _drawn_rows(own, places, draws, seed)
    p, least_p, p_family = _count_as_far(rows, scaled, rho, exact=all_of_them)
    shown = varies & (least_p <= SHOWN)
    low, high = _limits(rho, len(figures) - len(places) + 1)
    return RankCorrelations(
        rho,
        low,
        high,
        np.where(shown, p, np.nan),
        np.where(varies, least_p, np.nan),
        np.where(shown, p_family, np.nan),
        len(rows),
        all_of_them,
    )


def _nothing(columns: int) -> RankCorrelations:
    blank = np.full(columns, np.nan)
    return RankCorrelations(blank, blank, blank, blank, blank, blank, 0, False)


def _centred_ranks(columns: Floats, places: Sequence[NDArray[np.intp]]) -> Floats:
    from scipy.stats import rankdata

    ranks = np.zeros(columns.shape)
    for one in places:
        ranks[one] = rankdata(columns[one], axis=0) / (len(one) + 1) - 0.5
    return ranks


def _all_rows(own: Floats, places: Sequence[NDArray[np.intp]]) -> Floats:
    """Return the figures' ranks in all arrangements inside strata, arrangements × units."""
    inside = [np.array(list(permutations(own[one]))) for one in places]
    rows = np.empty((prod(map(len, inside)), len(own)))
    chosen = np.array(list(product(*(range(len(one)) for one in inside))))
    for number, (at, some) in enumerate(zip(places, inside, strict=True)):
        rows[:, at] = some[chosen[:, number]]
    return rows


def _drawn_rows(own: Floats, places: Sequence[NDArray[np.intp]], draws: int, seed: int) -> Floats:
    random = np.random.default_rng(seed)
    rows = np.empty((draws, len(own)))
    for at in places:
        rows[:, at] = random.permuted(np.tile(own[at], (draws, 1)), axis=1)
    return rows


def _count_as_far(
    rows: Floats, scaled: Floats, rho: Floats, *, exact: bool
) -> tuple[Floats, Floats, Floats]:
    """Return p, the least p and the p of the family for each column."""
    more, total = (0, len(rows)) if exact else (1, len(rows) + 1)
    far = np.abs(rho)
    p, least = np.full(len(rho), np.nan), np.full(len(rho), 1 / total)
    farthest = np.zeros(len(rows))
    for some in _blocks(len(rho), len(rows)):
        told = np.abs(rows @ scaled[:, some])
        p[some] = ((told >= far[some] - _NEAR).sum(0) + more) / total
        if exact:
            least[some] = (told >= told.max(0) - _NEAR).sum(0) / total
        farthest = np.maximum(farthest, told.max(1))
    ordered = np.sort(farthest)
    reached = len(ordered) - np.searchsorted(ordered, np.nan_to_num(far) - _NEAR)
    return p, least, (reached + more) / total


def _blocks(columns: int, rows: int) -> Iterator[slice]:
    size = max(1, _BLOCK // rows)
    return (slice(at, at + size) for at in range(0, columns, size))


def _limits(rho: Floats, units: int) -> tuple[Floats, Floats]:
    from scipy.stats import norm

    inside = np.abs(rho) < 1 - _NEAR
    told = inside & (units > 3)
    safe = np.where(told, rho, 0.0)
    half = norm.ppf((1 + LEVEL) / 2) * np.sqrt((1 + safe**2 / 2) / max(units - 3, 1))
    low, high = np.tanh(np.arctanh(safe) - half), np.tanh(np.arctanh(safe) + half)
    return np.where(told, low, np.nan), np.where(told, high, np.nan)
