"""Coefficients of agreement for any number of coders, who may have left units out.

All of them are made of a few sums over units, the `Parts`. Parts of several respondents may be
added, each as often as a resample has drawn them: so limits cost little. Formulas with gaps are
those of Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 2-3, of alpha Krippendorff
2004, Content Analysis, 2nd ed., ch. 11. NaN is "no variation", as in `coefficients.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.coefficients import (
    alpha_of_coincidences,
    beyond_chance,
    divide,
    varies,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MISSING = -1  # the value of a unit that a coder has left out


@dataclass(frozen=True, slots=True)
class Parts:
    """Sums over units; axes in front (respondents, resamples, codes) are of what is counted."""

    coincidences: Floats  # … × categories × categories
    shares: Floats  # … × categories: of the values of each unit, the share of each category
    units: Floats  # … with a value or more
    paired: Floats  # … with two values or more
    agreeing: Floats  # … of these, summed: the share of the pairs of values that are equal
    uses: Floats  # … × coders × categories

    def over_respondents(self, drawn: Floats | None = None) -> Parts:
        """Add up the first axis, as it is or in the resamples `drawn` (resamples × respondents)."""

        def add(part: Floats) -> Floats:
            return part.sum(0) if drawn is None else np.tensordot(drawn, part, axes=1)

        return Parts(
            add(self.coincidences),
            add(self.shares),
            add(self.units),
            add(self.paired),
            add(self.agreeing),
            add(self.uses),
        )


def count_parts(
    values: Ints, categories: int, respondents: Ints, people: int, sizes: ArrayLike = 1.0
) -> Parts:
    """Count what coders say, for each respondent and item.

    `values` are coders × units × items, from 0 to `categories` - 1 or MISSING; `respondents` says
    whose each unit is, from 0 to `people` - 1; `sizes` how much each unit counts. The parts have
    the axes respondents × items in front.
    """
    chosen = np.stack([values == category for category in range(categories)], -1)
    size = np.broadcast_to(np.asarray(sizes, float), values.shape[1:2])
    order = np.argsort(respondents, kind="stable")
    present, firsts = np.unique(respondents[order], return_index=True)

    def gather(told: Floats) -> Floats:
        sums = np.zeros((people, *told.shape[1:]))
        if len(present):
            sized = told * size.reshape(-1, *[1] * (told.ndim - 1))
            sums[present] = np.add.reduceat(sized[order], firsts, axis=0)
        return sums

    coincidences, shares, units, paired, agreeing = map(gather, _of_each_unit(chosen.sum(0) * 1.0))
    uses = gather(np.moveaxis(chosen, 0, -2).astype(float))
    return Parts(coincidences, shares, units, paired, agreeing, uses)


def count_ratings(ratings: ArrayLike) -> Parts:
    """Count rating tables: a row for each unit, in each column how many gave that category.

    They may have further axes in front. Who gave what is not known, so `uses` is empty.
    """
    counts = np.asarray(ratings, dtype=float)
    if counts.ndim < 2 or counts.shape[-1] < 2:
        raise ValueError(f"rating tables are units × two categories or more: {counts.shape}")
    axis = counts.ndim - 2
    coincidences, shares, units, paired, agreeing = (
        part.sum(axis) for part in _of_each_unit(counts)
    )
    uses = np.zeros((*counts.shape[:-2], 0, counts.shape[-1]))
    return Parts(coincidences, shares, units, paired, agreeing, uses)


def _of_each_unit(counts: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return all parts but the last from how many coders gave each category, … × categories.

    A unit with m values gives each pair of them 1 / (m - 1) to the coincidences, one with a single
    value nothing: Krippendorff 2004, p. 230.
    """
    given = counts.sum(-1)
    some, paired = given > 0, given > 1
    weight = np.where(paired, 1 / np.where(paired, given - 1, 1), 0.0)[..., None]
    pairs = counts[..., :, None] * counts[..., None, :] * weight[..., None]
    alone = (counts * weight)[..., None] * np.eye(counts.shape[-1])
    equal = (counts * (counts - 1)).sum(-1)
    return (
        pairs - alone,
        np.where(some[..., None], counts / np.maximum(given, 1)[..., None], 0.0),
        some.astype(float),
        paired.astype(float),
        np.where(paired, equal / np.where(paired, given * (given - 1), 1), 0.0),
    )


def percent_agreement(parts: Parts) -> Floats:
    """Return the mean share of equal pairs of values, over units with two values or more."""
    return divide(parts.agreeing, parts.paired)


def positive_agreement(parts: Parts) -> Floats:
    """Return how often another coder gives the first category where one gives it.

    Of two coders 2a / (2a + b + c), which is F1; of more the proportion of specific agreement of
    Spitzer & Fleiss 1974, where units with more coders do not count for more. NaN where nobody
    gives it.
    """
    return divide(parts.coincidences[..., 0, 0], parts.coincidences[..., 0, :].sum(-1))


def krippendorff_alpha(parts: Parts, distances: ArrayLike | None = None) -> Floats:
    """Return Krippendorff's alpha; nominal where no `distances` (squared) are given."""
    return alpha_of_coincidences(parts.coincidences, distances)


def gwet_ac1(parts: Parts) -> Floats:
    """Return Gwet's AC1: chance is Σ p (1 - p) / (q - 1), p the mean share of a category."""
    use = _mean_shares(parts)
    expected = (use * (1 - use)).sum(-1) / (use.shape[-1] - 1)
    return _beyond(parts, expected)


def fleiss_kappa(parts: Parts) -> Floats:
    """Return Fleiss's kappa: chance is Σ p². Fleiss 1971, Psychological Bulletin 76:378-382."""
    return _beyond(parts, (_mean_shares(parts) ** 2).sum(-1))


def brennan_prediger(parts: Parts) -> Floats:
    """Return the coefficient of Brennan & Prediger 1981: chance is 1 / q of q categories."""
    categories = parts.shares.shape[-1]
    return _beyond(parts, np.full(parts.units.shape, 1 / categories))


def conger_kappa(parts: Parts) -> Floats:
    """Return Conger's kappa, chance by each coder's own use: of two coders it is Cohen's.

    Conger 1980, Psychological Bulletin 88:322-328. Who has judged nothing is no coder here.
    """
    judged = parts.uses.sum(-1, keepdims=True)
    present = judged > 0
    own = np.where(present, divide(parts.uses, judged), 0.0)
    coders = present.sum(-2)
    mean = divide(own.sum(-2), coders)
    spread = (np.where(present, own - mean[..., None, :], 0.0) ** 2).sum(-2)
    expected = (mean**2 - divide(spread, coders * (coders - 1))).sum(-1)
    return np.asarray(beyond_chance(percent_agreement(parts), expected))


COEFFICIENTS: Mapping[str, Callable[[Parts], Floats]] = {
    "agreement": percent_agreement,
    "positive": positive_agreement,
    "kappa": conger_kappa,
    "alpha": krippendorff_alpha,
    "ac1": gwet_ac1,
}


def _mean_shares(parts: Parts) -> Floats:
    return divide(parts.shares, parts.units[..., None])


def _beyond(parts: Parts, expected: Floats) -> Floats:
    """Correct for chance; NaN where only one category was used, although a formula has a number."""
    corrected = beyond_chance(percent_agreement(parts), expected)
    return np.where(varies(parts.shares), corrected, np.nan)
