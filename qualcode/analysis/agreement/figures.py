"""The coefficients of two coders for many codes, with their limits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement import coefficients
from qualcode.analysis.agreement.intervals import (
    FEWEST_RESPONDENTS,
    draw_resamples,
    find_limits,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

COEFFICIENTS: Mapping[str, Callable[[Floats], Floats]] = {
    "precision": coefficients.precision,
    "recall": coefficients.recall,
    "f1": coefficients.f1,
    "agreement": coefficients.percent_agreement,
    "kappa": coefficients.cohen_kappa,
    "alpha": coefficients.krippendorff_alpha,
    "ac1": coefficients.gwet_ac1,
}
NAMES = tuple(COEFFICIENTS)


@dataclass(frozen=True, slots=True)
class Value:
    """A coefficient: None where it is undefined, limits None where there are none."""

    value: float | None
    low: float | None = None
    high: float | None = None


UNDEFINED = Value(None)


@dataclass(frozen=True, slots=True)
class Figures:
    """How two coders agree on one code."""

    units: int  # that both have judged
    first: int  # in which the first coder (the gold) has the code
    second: int
    both: int
    values: Mapping[str, Value]  # by the names of COEFFICIENTS

    @property
    def first_share(self) -> float | None:
        """The prevalence of the code with the first coder."""
        return self.first / self.units if self.units else None

    @property
    def second_share(self) -> float | None:
        """The prevalence of the code with the second coder."""
        return self.second / self.units if self.units else None


@dataclass(frozen=True, slots=True)
class Total:
    """How two coders agree on all codes: never a kappa, for codes are no one scale."""

    respondents: int
    units: int
    first: int  # codes given, over all units
    second: int
    both: int
    micro: Mapping[str, Value]  # precision, recall, f1 of all codes thrown together
    macro: Mapping[str, Value]  # means over the codes for which they are defined
    codes: int  # for which F1 is defined: at least one of the two has them


def count_by_respondent(
    first: Flags,
    second: Flags,
    known: Flags,
    respondents: Ints,
    people: int,
    sizes: ArrayLike = 1.0,
) -> Floats:
    """Return confusion matrices, respondents × codes × 2 × 2.

    `first`, `second` and `known` (which units count for which code) are units × codes;
    `respondents` says whose each unit is, from 0 to `people` - 1; `sizes` how much each counts.
    """
    counts = np.zeros((people, first.shape[1], 2, 2))
    size = np.broadcast_to(np.asarray(sizes, float), len(first))[:, None]
    for row, one in enumerate((first, ~first)):
        for column, other in enumerate((second, ~second)):
            np.add.at(counts[:, :, row, column], respondents, (one & other & known) * size)
    return counts


def draw_for(counts: Floats, resamples: int) -> Floats | None:
    """Draw resamples of the respondents who have units; None where they are too few.

    Shape (resamples, respondents). Who has none is never drawn: where two coders are compared,
    the sample are the respondents whom both have read.
    """
    heard = counts.sum((1, 2, 3)) > 0
    people = int(heard.sum())
    if resamples == 0 or people < FEWEST_RESPONDENTS:
        return None
    drawn = np.zeros((resamples, len(counts)))
    drawn[:, heard] = draw_resamples(people, resamples)
    return drawn


def figure_codes(
    counts: Floats, drawn: Floats | None, plain_counts: Floats | None = None
) -> tuple[Figures, ...]:
    """Return the coefficients of each code from the counts of `count_by_respondent`.

    `plain_counts`: where units are weighted, the counts without weights, which are told.
    """
    sums = (counts if plain_counts is None else plain_counts).sum(0)
    told = {name: _measure(counts, drawn, how) for name, how in COEFFICIENTS.items()}
    return tuple(
        Figures(
            units=int(sums[at].sum()),
            first=int(sums[at, 0].sum()),
            second=int(sums[at, :, 0].sum()),
            both=int(sums[at, 0, 0]),
            values={name: values[at] for name, values in told.items()},
        )
        for at in range(len(sums))
    )


def figure_total(
    counts: Floats, units: int, drawn: Floats | None, plain_counts: Floats | None = None
) -> Total:
    """Return the figures over all codes from the counts of `count_by_respondent`; as above."""
    sums = (counts if plain_counts is None else plain_counts).sum((0, 1))
    names = ("precision", "recall", "f1")
    return Total(
        respondents=int((counts.sum((1, 2, 3)) > 0).sum()),
        units=units,
        first=int(sums[0].sum()),
        second=int(sums[:, 0].sum()),
        both=int(sums[0, 0]),
        micro={name: _measure(counts, drawn, _over_all(COEFFICIENTS[name]))[0] for name in names},
        macro={
            name: _measure(counts, drawn, _mean_over_codes(COEFFICIENTS[name]))[0] for name in names
        },
        codes=int((~np.isnan(coefficients.f1(counts.sum(0)))).sum()),
    )


def mean_defined(values: Floats, axis: int = -1) -> Floats:
    """Return the mean of what is defined; NaN where nothing is."""
    told = ~np.isnan(values)
    counts = told.sum(axis)
    sums = np.where(told, values, 0.0).sum(axis)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def plain(number: float) -> float | None:
    """Return a number for people and tables: None where it is NaN."""
    return None if math.isnan(number) else float(number)


def _over_all(how: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    return lambda counts: how(counts.sum(-3, keepdims=True))


def _mean_over_codes(how: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    return lambda counts: mean_defined(how(counts))[..., None]


def _measure(
    counts: Floats, drawn: Floats | None, how: Callable[[Floats], Floats]
) -> tuple[Value, ...]:
    values = how(counts.sum(0))
    nothing = np.full(values.shape, np.nan)
    low, high = (nothing, nothing) if drawn is None else find_limits(counts, drawn, how)
    return tuple(_values(values, low, high))


def _values(values: Floats, low: Floats, high: Floats) -> Iterator[Value]:
    for value, lower, upper in zip(values, low, high, strict=True):
        told = plain(value)
        yield UNDEFINED if told is None else Value(told, plain(lower), plain(upper))
