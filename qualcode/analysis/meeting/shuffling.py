"""How often two things meet where each person's are shuffled among the person's own units.

Where the units of a person are shuffled class by class, each class counts as a person here.
A person of `units` units, `first` of them with one thing and `second` with the other, has both in
a hypergeometric number of units when either is shuffled (Kendall & Stuart, Advanced Theory of
Statistics 1, 5.18). Persons are independent: means and variances add up, distributions convolve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.comparing.design import SHOWN

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

CENTRAL = 0.95  # of the distribution lies between its limits
SAME = 1e-9  # of a p: what logarithms round
MOST_EXACT = 500  # meetings of a pair; above it the normal curve is as good and much faster
BLOCK = 400_000  # cells of distributions kept at once


@dataclass(frozen=True, slots=True)
class Chance:
    """What meets by chance, and how unusual what was met is."""

    expected: float
    sd: float
    low: int  # central 95 % of the distribution, both ends inside
    high: int
    p: float  # twice the smaller tail, at most 1
    least_p: float  # the smallest that any number of meetings could give; 1 when nothing can vary
    shown: bool  # a p of SHOWN is within reach


@dataclass(frozen=True, slots=True)
class Weighed:
    """The same of many pairs, without limits."""

    expected: Real
    sd: Real
    p: Real
    least_p: Real
    shown: NDArray[np.bool_]


def expect_meetings(units: Any, first: Any, second: Any) -> tuple[Real, Real]:
    """Return the mean and the variance of the meetings of single persons, cell by cell."""
    n, a, b = (np.asarray(one, dtype=np.float64) for one in (units, first, second))
    mean = a * b / np.maximum(n, 1)
    return mean, mean * (n - a) * (n - b) / (np.maximum(n, 1) * np.maximum(n - 1, 1))


def distribute_meetings(units: Whole, first: Whole, second: Whole) -> Real:
    """Return the probabilities of 0, 1, 2 … meetings of all persons (1-d arrays) together."""
    logs = _log_factorials(int(units.max(initial=0)))
    whole = np.ones(1)
    for n, a, b in zip(units, first, second, strict=True):
        most = np.arange(min(a, b) + 1)
        whole = np.convolve(whole, np.exp(_log_pmf(logs, n, a, b, most)))
    return whole


def weigh_meetings(met: int, units: Whole, first: Whole, second: Whole) -> Chance:
    """Set the meetings of all persons together against chance."""
    cumulated = np.cumsum(distribute_meetings(units, first, second))
    below, above = (1 - CENTRAL) / 2, (1 + CENTRAL) / 2
    counts = np.column_stack([first, second])
    pair = (np.array([one]) for one in (0, 1, met))
    weighed = weigh_pairs(units, counts, *pair, most_exact=len(cumulated))
    return Chance(
        expected=float(weighed.expected[0]),
        sd=float(weighed.sd[0]),
        low=int(np.searchsorted(cumulated, below + 1e-12, side="right")),
        high=int(np.searchsorted(cumulated, above - 1e-12)),
        p=float(weighed.p[0]),
        least_p=float(weighed.least_p[0]),
        shown=bool(weighed.shown[0]),
    )


def weigh_pairs(
    units: Whole,
    counts: Whole,
    first: Whole,
    second: Whole,
    met: Whole,
    *,
    most_exact: int = MOST_EXACT,
) -> Weighed:
    """Set many pairs at once against chance.

    `units` has one number for each person, `counts` is persons × things; `first` and `second` are
    the columns of each pair's things, `met` its meetings. Above `most_exact` meetings p is that of
    the normal curve with correction for continuity, else exact.
    """
    logs = _log_factorials(int(units.max(initial=0)))
    mean, variance, ends = np.zeros(len(met)), np.zeros(len(met)), np.zeros((2, len(met)))
    for n, some, a, b in _meet_persons(units, counts, first, second):
        means, variances = expect_meetings(n, a, b)
        mean[some] += means
        variance[some] += variances
        ends[0, some] += _log_pmf(logs, n, a, b, np.maximum(0, a + b - n))
        ends[1, some] += _log_pmf(logs, n, a, b, np.minimum(a, b))
    sd, least_p = np.sqrt(variance), np.minimum(1.0, 2 * np.exp(ends.min(axis=0)))
    p = np.ones(len(met))
    for some in _in_blocks(np.flatnonzero(met <= most_exact), met):
        p[some] = _exact_p(logs, units, counts, first[some], second[some], met[some])
    many = np.flatnonzero(met > most_exact)
    p[many] = _normal_p(mean[many], sd[many], met[many])
    shown = least_p <= SHOWN * (1 + SAME)
    return Weighed(mean, sd, np.maximum(p, least_p), least_p, shown)


def _meet_persons(
    units: Whole, counts: Whole, first: Whole, second: Whole
) -> Iterator[tuple[int, Whole, Whole, Whole]]:
    """Yield each person's units, the pairs of which the person has both, and how many of either."""
    for n, own in zip(units, counts, strict=True):
        a, b = own[first], own[second]
        some = np.flatnonzero((a > 0) & (b > 0))
        if len(some):
            yield int(n), some, a[some], b[some]


def _in_blocks(pairs: Whole, met: Whole) -> Iterator[Whole]:
    """Yield pairs of similar numbers of meetings, as many as fit into a block."""
    order = pairs[np.argsort(met[pairs], kind="stable")]
    start = 0
    while start < len(order):
        widest = 2 * met[order[start]] + 4
        stop = start + max(1, min(BLOCK // widest, len(order)))
        stop = min(stop, int(np.searchsorted(met[order], widest)))
        yield order[start:stop]
        start = stop


def _log_factorials(most: int) -> Real:
    from scipy.special import gammaln

    factorials: Real = gammaln(np.arange(most + 1, dtype=np.float64) + 1)
    return factorials


def _log_pmf(logs: Real, n: Any, a: Any, b: Any, k: Any) -> Real:
    """Return the logarithm of P(k of `a` and `b` meet in `n` units), cell by cell."""
    possible = (k <= a) & (k <= b) & (k >= a + b - n)
    k = np.where(possible, k, np.maximum(0, a + b - n))
    ways = (
        (logs[a] - logs[k] - logs[a - k])
        + (logs[n - a] - logs[b - k] - logs[n - a - b + k])
        - (logs[n] - logs[b] - logs[n - b])
    )
    return np.where(possible, ways, -np.inf)


def _exact_p(
    logs: Real, units: Whole, counts: Whole, first: Whole, second: Whole, met: Whole
) -> Real:
    """Convolve the persons' distributions, kept only up to the meetings that there are."""
    width = int(met.max(initial=0)) + 1
    whole = np.zeros((len(met), width))
    whole[:, 0] = 1
    for n, some, a, b in _meet_persons(units, counts, first, second):
        former = whole[some]
        most = np.arange(min(int(np.minimum(a, b).max()), width - 1) + 1)
        chances = np.exp(_log_pmf(logs, n, a[:, None], b[:, None], most[None, :]))
        latter = np.zeros_like(former)
        for k in most:
            latter[:, k:] += chances[:, k, None] * former[:, : width - k]
        whole[some] = latter
    lines = np.arange(len(met))
    upto = whole.cumsum(axis=1)[lines, met]
    return _twice_smaller(upto, 1 - upto + whole[lines, met])


def _normal_p(mean: Real, sd: Real, met: Whole) -> Real:
    from scipy.special import ndtr  # scipy.stats, which has it too, is slow to import

    width = np.maximum(sd, 1e-6)
    return _twice_smaller(ndtr((met + 0.5 - mean) / width), ndtr(-((met - 0.5 - mean) / width)))


def _twice_smaller(lower: Any, upper: Any) -> Real:
    twice: Real = np.clip(2 * np.minimum(lower, upper), 0.0, 1.0)
    return twice
