"""Permutation tests over respondents: many items at once, exact where the arrangements allow.

Ernst 2004, Statistical Science 19:676-685; Phipson & Smyth 2010, SAGMB 9:39 (draws); Tarone 1990,
Biometrics 46:515-522 (least p of an item); Westfall & Young 1993, algorithm 2.8, and Ge, Dudoit &
Speed 2003, Test 12:1-77, box 2 (the family of items).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.analysis.comparing.arrangements import Labels, draw_labels, enumerate_labels
from qualcode.analysis.comparing.attainable import attain_p
from qualcode.analysis.comparing.design import (
    Comparable,
    Design,
    count_arrangements,
    find_comparable,
)
from qualcode.analysis.comparing.values import SAME, Floats, check_values

LIMIT = 20_000  # arrangements that are all looked at; beyond, some are drawn
DRAWS = 9_999
SEED = 1
MOST_DENSE = 8  # groups; with more it is quicker to look at the respondents of each alone
CELLS = 1 << 20  # of a block of statistics: 8 MiB

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Permuted:
    """What the permutation of labels says; each array has a place for each item.

    An item that does not vary inside the strata has p, least_p and p_family 1.
    """

    groups: tuple[str, ...]  # compared, in the order of the design
    respondents: int  # compared: those in strata of two groups or more
    statistic: Floats  # two groups: difference first − second; more: share of variation, 0 to 1
    p: Floats
    least_p: Floats  # the smallest p that the item's values can give in this design
    p_family: Floats  # adjusted for all items tested together; never below p
    arrangements: int  # that there are, whether looked at or not
    exact: bool  # all arrangements were looked at
    draws: int  # looked at when not exact, else 0


def permute(
    values: ArrayLike,
    design: Design,
    *,
    reach: float = 1.0,
    limit: int = LIMIT,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Permuted:
    """Test whether groups of respondents differ, for all items (columns of `values`) at once.

    `values` has a row for each respondent of the design and a column for each item. Labels are
    exchanged inside strata. Two groups: the difference of their means inside strata, averaged with
    weights n1·n2/n; p is twice the smaller tail, 1 at most. More groups: the share of the variation
    inside strata that lies between groups; p is one tail. All arrangements are looked at if there
    are no more than `limit`; else so many are drawn, and the observed one is counted with them.

    An item that cannot reach a p of `reach` is not tested: its p and p_family are NaN, and the
    family is without it. Which these are does not depend on who is in which group, so that leaving
    them out raises no false alarms. With fewer than two groups to compare, the statistic is NaN and
    every p is 1. ValueError for values that are not numbers or do not fit the design.
    """
    table = check_values(values, design)
    compared = find_comparable(design)
    arrangements = count_arrangements(design)
    exact = arrangements <= limit
    groups = tuple(group for group in design.order if group in compared.groups)
    if len(groups) < 2:
        ones, nothing = np.ones(table.shape[1]), np.full(table.shape[1], np.nan)
        return Permuted(groups, 0, nothing, ones, ones, ones, arrangements, exact=True, draws=0)
    measured = _measure(table[list(compared.rows)], compared)
    least = attain_p(measured.scaled, compared)
    p, p_family = np.full((2, table.shape[1]), np.nan)
    rising = np.argsort(np.abs(measured.observed), kind="stable")
    tested = rising[least[rising] <= reach]
    blocks = enumerate_labels(compared) if exact else draw_labels(compared, draws, seed)
    counted = _count(measured.scaled[:, tested], measured.observed[tested], compared, blocks)
    p[tested], p_family[tested] = _judge(counted, least[tested], unseen=0 if exact else 1)
    sign = -1 if len(groups) == 2 and groups != compared.groups else 1
    return Permuted(
        groups=groups,
        respondents=len(compared.rows),
        statistic=sign * measured.observed * measured.unit,
        p=p,
        least_p=least,
        p_family=p_family,
        arrangements=arrangements,
        exact=exact,
        draws=0 if exact else draws,
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """Values centred inside strata, in units of their spread: so all items are alike.

    Two groups: the sum over one of them has the standard deviation 1 over all arrangements. More:
    the squares sum to 1. An item that does not vary is 0 throughout.
    """

    scaled: Floats  # respondents × items
    observed: Floats  # the statistic of each item in these units
    unit: Floats  # observed × unit is what is told


def _measure(values: Floats, compared: Comparable) -> _Measured:
    two = len(compared.groups) == 2
    centred = np.empty_like(values)
    spread, weight, start = np.zeros(values.shape[1]), 0.0, 0
    for sizes in compared.sizes:
        persons = sum(sizes)
        inside = slice(start, start + persons)
        centred[inside] = _centre(values[inside])
        squares = (centred[inside] ** 2).sum(axis=0)
        product = sizes[0] * sizes[1]
        spread += squares * product / (persons * (persons - 1)) if two else squares
        weight += product / persons
        start += persons
    deviation = np.sqrt(spread)
    scaled = centred / np.where(deviation > 0, deviation, 1.0)
    observed = _statistics(scaled, compared, np.array([compared.labels], dtype=np.int16))[0]
    return _Measured(scaled, observed, deviation / weight if two else np.array(1.0))


def _centre(values: Floats) -> Floats:
    """Take away the mean of each item; what varies in the last bits alone does not vary."""
    largest = np.abs(values).max(axis=0, initial=0.0)
    varies = np.ptp(values, axis=0) > SAME * largest
    return np.where(varies, values - values.mean(axis=0), 0.0)


def _statistics(scaled: Floats, compared: Comparable, labels: Labels) -> Floats:
    """Return arrangements × items: the sum over one of two groups, the share between more."""
    groups = len(compared.groups)
    if groups == 2:
        return _sum_over(labels == 0, scaled)
    persons = np.array(compared.sizes).sum(axis=0)
    if groups > MOST_DENSE:
        return _sum_squares(scaled, persons, labels)
    shares = np.zeros((len(labels), scaled.shape[1]))
    rest = np.zeros_like(shares)
    for group in range(groups - 1):
        sums = _sum_over(labels == group, scaled)
        shares += sums**2 / persons[group]
        rest -= sums  # all groups together come to 0
    shares += rest**2 / persons[-1]
    return shares


def _sum_over(chosen: NDArray[np.bool_], scaled: Floats) -> Floats:
    sums: Floats = chosen.astype(np.float64) @ scaled
    return sums


def _sum_squares(scaled: Floats, persons: Counts, labels: Labels) -> Floats:
    """Return the shares between many groups, looking at the few respondents of each."""
    from scipy.sparse import csr_array

    shares = np.empty((len(labels), scaled.shape[1]))
    starts = np.concatenate([[0], np.cumsum(persons)])
    ones = np.ones(len(scaled))
    for number, places in enumerate(np.argsort(labels, axis=1, kind="stable")):
        members = csr_array((ones, places, starts), shape=(len(persons), len(scaled)))
        shares[number] = ((members @ scaled) ** 2 / persons[:, np.newaxis]).sum(axis=0)
    return shares


@dataclass(slots=True)
class _Counted:
    """How many arrangements are as extreme as the observed one, for each item."""

    tails: list[Counts]  # the statistic is as large or larger; of two groups, as small or smaller
    family: Counts  # the largest size of this and all less extreme items is as large or larger
    looked_at: int = 0


def _count(
    scaled: Floats, observed: Floats, compared: Comparable, blocks: Iterator[Labels]
) -> _Counted:
    """Compare every arrangement with the observed one; the items are from the least extreme up."""
    two = len(compared.groups) == 2
    counts = np.zeros((3, len(observed)), dtype=np.int64)
    counted = _Counted([counts[0], counts[1]] if two else [counts[0]], counts[2])
    rows = max(1, CELLS // max(1, len(observed)))
    for block in blocks:
        for start in range(0, len(block), rows):
            found = _statistics(scaled, compared, block[start : start + rows])
            counts[0] += _count_true(found >= observed - SAME)
            if two:
                counts[1] += _count_true(found <= observed + SAME)
                np.abs(found, out=found)
            largest = np.maximum.accumulate(found, axis=1, out=found)
            counts[2] += _count_true(largest >= np.abs(observed) - SAME)
            counted.looked_at += len(found)
    return counted


def _count_true(found: NDArray[np.bool_]) -> NDArray[np.uint16]:
    """Count down the columns; a block has too few rows for more than 16 bits."""
    counts: NDArray[np.uint16] = np.add.reduce(found, axis=0, dtype=np.uint16)
    return counts


def _judge(counted: _Counted, least: Floats, *, unseen: int) -> tuple[Floats, Floats]:
    """Return p and p_family; `unseen` is 1 where the observed arrangement was not counted.

    p is held above what is possible, which draws may fall short of. p_family steps down: the
    most extreme item is compared with the largest of all, the next with that of all but the first.
    """
    looked_at = counted.looked_at + unseen
    tail = np.minimum.reduce(counted.tails) + unseen
    p = np.maximum(np.minimum(1.0, len(counted.tails) * tail / looked_at), least)
    family = np.maximum((counted.family + unseen) / looked_at, p)
    return p, np.maximum.accumulate(family[::-1])[::-1]
