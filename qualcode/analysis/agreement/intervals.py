"""How far a coefficient may be off: bootstrap over respondents, for their talk hangs together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SEED = 20_240_501  # fixed: the same table gives the same limits
RESAMPLES = 1_000
FEWEST_RESPONDENTS = 6  # of fewer there are too few different resamples for limits
MOST_UNDEFINED = 0.1  # of the resamples: with more there are no limits


def draw_resamples(respondents: int, resamples: int, seed: int = SEED) -> Floats:
    """Draw how often each respondent is in each resample, shape (resamples, respondents)."""
    random = np.random.default_rng(seed)
    shares = np.full(respondents, 1 / respondents)
    return random.multinomial(respondents, shares, size=resamples).astype(float)


def find_limits(
    counts: Floats, drawn: Floats, coefficient: Callable[[Floats], Floats], level: float = 0.95
) -> tuple[Floats, Floats]:
    """Return the lower and upper limits of a coefficient, by the percentiles of its resamples.

    `counts` are summed over the respondents on the first axis; `coefficient` takes the sums, with
    the resamples on the first axis, and may leave out axes behind it. Percentile method: Efron &
    Tibshirani 1993, An Introduction to the Bootstrap, ch. 13, with whole respondents drawn (their
    stretches are not independent). NaN where over a tenth of the resamples leave the coefficient
    undefined, or all give the same number: there is nothing to be learnt from them then.
    """
    return limits_of(coefficient(np.tensordot(drawn, counts, axes=1)), level)


def limits_of(values: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the limits of a coefficient from its values in the resamples, on the first axis."""
    undefined = np.isnan(values)
    filled = np.where(undefined.all(0), 0.0, values)  # quiet: these get no limits anyway
    tail = 100 * (1 - level) / 2
    low, high = np.nanpercentile(filled, [tail, 100 - tail], axis=0)
    told = (undefined.mean(0) <= MOST_UNDEFINED) & (low < high)
    return np.where(told, low, np.nan), np.where(told, high, np.nan)
