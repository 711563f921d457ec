"""What the tagger's errors do to a share of units: numbers in, numbers out.

People have coded some of a group's units, and the machine all of them. In the units of both, G
have the code by the people and M by the machine, B by both: precision = B / M, recall = B / G. The
machine's share of all units is corrected by precision / recall = G / M, the ratio estimator of
survey sampling (Cochran 1977, Sampling Techniques, 3rd ed., ch. 6).

Why not the (share + specificity - 1) / (sensitivity + specificity - 1) of Rogan & Gladen 1978
(American Journal of Epidemiology 107:71-76): it takes error rates from one sample to another whose
prevalence differs, and for a rare code the small share of wrong finds, subtracted from a small
share of finds, decides everything. Here the units are drawn from the same group. Then precision
holds for all its talk, and correcting by what is true of the finds errs less (Marshall 1990,
Journal of Clinical Epidemiology 43:941-947). Where share and prevalence of the sample are those
of the group, both formulas give the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST_RESPONDENTS = 3  # whose talk people coded; of two there are no limits worth the name
FEWEST_UNITS = 5  # with the code by the people, and by the machine
LEVEL = 0.95

Verdict = Literal["holds", "uncertain", "turns", "unknown"]


@dataclass(frozen=True, slots=True)
class Limited:
    """Estimates with limits, one for each item; NaN where there are none."""

    value: Floats
    low: Floats
    high: Floats


def limit_shares(part: Floats, whole: Floats) -> Limited:
    """Return the share of `part` in `whole` with limits; both are respondents × items.

    Wilson's limits on the effective number of units: units of a respondent are alike, so their
    number is divided by the design effect (never below 1), and by the square of the quantile of
    t with respondents - 1 degrees of freedom over that of the normal distribution. Korn &
    Graubard 1998, Survey Methodology 24:193-201; with Wilson's limits: Franco, Little, Louis &
    Slud 2019, Journal of Survey Statistics and Methodology 7:334-364. No limits for a single
    respondent.
    """
    from statsmodels.stats.proportion import proportion_confint

    total = whole.sum(0)
    safe = np.maximum(total, 1)
    share = np.where(total > 0, part.sum(0) / safe, np.nan)
    people = (whole > 0).sum(0)
    clustered = _variance_between(part - np.nan_to_num(share) * whole, people) / safe**2
    alone = share * (1 - share) / safe
    told = (total > 0) & (people > 1)
    varies = told & (alone > 0)
    effect = np.where(varies, clustered / np.where(varies, alone, 1), 0.0)
    shrink = np.maximum(1.0, effect * (_t_quantile(people) / _z()) ** 2)
    effective = np.where(told, safe / shrink, 1.0)
    low, high = proportion_confint(
        np.nan_to_num(share) * effective, effective, alpha=1 - LEVEL, method="wilson"
    )
    return Limited(share, np.where(told, low, np.nan), np.where(told, high, np.nan))


def limit_ratios(gold: Floats, found: Floats, both: Floats) -> Limited:
    """Return G / M with limits, from the counts of respondents × items.

    Limits on the log scale. Their variance is that of a ratio over respondents, by the residuals
    g / G - m / M of each (Cochran 1977, section 6.13) with the quantile of t; but never below that
    of paired proportions, wrong and missed units / GM (Bonett & Price 2006, Statistics in Medicine
    25:3039-3047), with half a unit added to each count: a tagger that made no mistake in twenty
    units may make one in the next. Nothing below FEWEST_RESPONDENTS or FEWEST_UNITS.
    """
    sums = gold.sum(0), found.sum(0), both.sum(0)
    people = ((gold > 0) | (found > 0)).sum(0)
    seen = (sums[0] >= FEWEST_UNITS) & (sums[1] >= FEWEST_UNITS)
    told = seen & (people >= FEWEST_RESPONDENTS)
    of_gold, of_found, of_both = (np.where(seen, one, 1.0) for one in sums)
    residuals = gold / of_gold - found / of_found
    clustered = np.sqrt(_variance_between(residuals, people)) * _t_quantile(people)
    wrong = of_gold + of_found - 2 * of_both
    paired = np.sqrt((wrong + 1) / ((of_gold + 0.5) * (of_found + 0.5))) * _z()
    half = np.maximum(clustered, paired)
    ratio = of_gold / of_found
    low, high = ratio * np.exp(-half), ratio * np.exp(half)
    return Limited(*(np.where(told, one, np.nan) for one in (ratio, low, high)))


def correct_shares(shares: Floats, ratios: Limited) -> Limited:
    """Return shares times ratios, each between 0 and 1; the limits speak of the errors alone."""
    told = (np.clip(shares * one, 0, 1) for one in (ratios.value, ratios.low, ratios.high))
    return Limited(*told)


def subtract(first: Limited, second: Limited) -> Limited:
    """Return differences of independent estimates with limits.

    Square-and-add: Zou & Donner 2008, Statistics in Medicine 27:1693-1702, after Newcombe 1998.
    """
    value = first.value - second.value
    below = np.hypot(first.value - first.low, second.high - second.value)
    above = np.hypot(first.high - first.value, second.value - second.low)
    return Limited(value, np.maximum(-1, value - below), np.minimum(1, value + above))


def judge_differences(observed: Floats, corrected: Limited) -> tuple[Verdict, ...]:
    """Say of each difference whether it stands when the errors are taken into account.

    `holds`: all of the range has the sign of what was observed; `turns`: all of it has another;
    `uncertain`: it has nought in it; `unknown`: it could not be corrected.
    """
    return tuple(map(_judge, observed, corrected.low, corrected.high))


def _judge(observed: float, low: float, high: float) -> Verdict:
    if np.isnan(low):
        return "unknown"
    if low <= 0 <= high:
        return "uncertain"
    return "holds" if observed * low > 0 else "turns"


def _variance_between(residuals: Floats, people: NDArray[np.int64]) -> Floats:
    """Return the variance of a sum of residuals over respondents, k / (k - 1) Σ e²."""
    factor = people / np.maximum(people - 1, 1)
    return np.asarray(factor * (residuals**2).sum(0), dtype=float)


def _t_quantile(people: NDArray[np.int64]) -> Floats:
    from scipy.stats import t

    return np.asarray(t.ppf((1 + LEVEL) / 2, np.maximum(people - 1, 1)), dtype=float)


def _z() -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + LEVEL) / 2)
