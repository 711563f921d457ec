"""Coefficients of agreement from counts: pure functions on arrays.

A *confusion matrix* has a row for each category of one coder and a column for each of the other. It
may have further axes in front (codes, resamples): the results have these axes. What there is for
more coders than two is in `several.py`.

What is undefined is NaN, never 0 or 1: a coefficient that corrects for chance says nothing where
all coders used one and the same category ("no variation").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def precision(confusion: ArrayLike) -> Floats:
    """Return the share of what the second coder found that the first has too.

    For 2 × 2 matrices whose first category is `present` and whose first coder is the gold
    standard. NaN where the second found nothing.
    """
    table = _matrices(confusion)
    return divide(table[..., 0, 0], table[..., :, 0].sum(-1))


def recall(confusion: ArrayLike) -> Floats:
    """Return the share of what the first coder has that the second found too; else as precision."""
    table = _matrices(confusion)
    return divide(table[..., 0, 0], table[..., 0, :].sum(-1))


def f1(confusion: ArrayLike) -> Floats:
    """Return 2a / (2a + b + c), the harmonic mean of precision and recall.

    It does not change when the coders change places: the positive specific agreement of Dice 1945
    and of Spitzer & Fleiss 1974. NaN where neither has the code.
    """
    table = _matrices(confusion)
    both = 2 * table[..., 0, 0]
    return divide(both, both + table[..., 0, 1] + table[..., 1, 0])


def percent_agreement(confusion: ArrayLike) -> Floats:
    """Return the share of units in which two coders agree; NaN without units."""
    table = _matrices(confusion)
    return divide(_diagonal(table), table.sum((-2, -1)))


def cohen_kappa(confusion: ArrayLike) -> Floats:
    """Return Cohen's kappa, chance by each coder's own use of the categories.

    Cohen 1960, Educational and Psychological Measurement 20:37-46.
    """
    shares = _shares(confusion)
    expected = (shares.sum(-1) * shares.sum(-2)).sum(-1)
    return beyond_chance(_diagonal(shares), expected)


def scott_pi(confusion: ArrayLike) -> Floats:
    """Return Scott's pi, chance by both coders' use of the categories together.

    Scott 1955, Public Opinion Quarterly 19:321-325.
    """
    shares = _shares(confusion)
    return beyond_chance(_diagonal(shares), (_mean_use(shares) ** 2).sum(-1))


def gwet_ac1(confusion: ArrayLike) -> Floats:
    """Return Gwet's AC1 of two coders, which does not sink where a category is rare.

    Chance is the sum of p (1 - p) over the q categories, divided by q - 1, where p is the mean
    use of a category: Gwet 2008, British Journal of Mathematical and Statistical Psychology
    61:29-48. NaN where only one category was used, although the formula has 1 there.
    """
    shares = _shares(confusion)
    use = _mean_use(shares)
    expected = (use * (1 - use)).sum(-1) / (use.shape[-1] - 1)
    return np.where(varies(use), beyond_chance(_diagonal(shares), expected), np.nan)


def krippendorff_alpha(confusion: ArrayLike) -> Floats:
    """Return Krippendorff's alpha of two coders for nominal data, in the small-sample form.

    Each unit gives two pairs of values to the coincidence matrix, one either way: Krippendorff
    2004, Content Analysis, 2nd ed., ch. 11.
    """
    table = _matrices(confusion)
    return alpha_of_coincidences(table + np.swapaxes(table, -1, -2))


def weighted_kappa(confusion: ArrayLike, distances: ArrayLike) -> Floats:
    """Return Cohen's kappa in which disagreements count by their distance.

    `distances` are categories × categories. Cohen 1968, Psychological Bulletin 70:213-220.
    """
    shares = _shares(confusion)
    chance = shares.sum(-1)[..., :, None] * shares.sum(-2)[..., None, :]
    apart = np.asarray(distances, float)
    return np.asarray(1 - divide((shares * apart).sum((-2, -1)), (chance * apart).sum((-2, -1))))


def _matrices(confusion: ArrayLike) -> Floats:
    table = np.asarray(confusion, dtype=float)
    if table.ndim < 2 or table.shape[-1] != table.shape[-2] or table.shape[-1] < 2:
        raise ValueError(f"confusion matrices are square, of two categories or more: {table.shape}")
    return table


def _shares(confusion: ArrayLike) -> Floats:
    table = _matrices(confusion)
    return divide(table, table.sum((-2, -1))[..., None, None])


def _diagonal(table: Floats) -> Floats:
    return np.asarray(np.trace(table, axis1=-2, axis2=-1))


def _mean_use(shares: Floats) -> Floats:
    return np.asarray((shares.sum(-1) + shares.sum(-2)) / 2)


def varies(use: Floats) -> NDArray[np.bool_]:
    """Tell whether more than one category was used."""
    return np.asarray((use > 0).sum(-1) > 1)


def beyond_chance(observed: Floats, expected: Floats) -> Floats:
    """Return (po - pe) / (1 - pe); NaN where chance alone would agree always."""
    return divide(observed - expected, 1 - expected)


def alpha_of_coincidences(coincidences: Floats, distances: ArrayLike | None = None) -> Floats:
    """Return alpha = 1 - Do / De = 1 - (n - 1) Σ o_ck δ_ck / Σ n_c n_k δ_ck of coincidences.

    Nominal where no `distances` δ (categories × categories, squared) are given.
    """
    uses = coincidences.sum(-1)
    total = uses.sum(-1)
    if distances is None:
        disagreed = total - _diagonal(coincidences)
        expected = total**2 - (uses**2).sum(-1)
    else:
        apart = np.asarray(distances, float)
        disagreed = (coincidences * apart).sum((-2, -1))
        expected = (uses[..., :, None] * uses[..., None, :] * apart).sum((-2, -1))
    return np.asarray(1 - divide((total - 1) * disagreed, expected))


def divide(above: ArrayLike, below: ArrayLike) -> Floats:
    """Divide; NaN where there is nothing to divide by, but for what arithmetic leaves of 0."""
    top, bottom = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    some = np.abs(bottom) > 1e-12
    return np.where(some, top / np.where(some, bottom, 1.0), np.nan)
