"""The smallest p that an item's own values can give in a design.

Tarone 1990, Biometrics 46:515-522, for tables of counts; here for any values. The most extreme
arrangements deal the values of every stratum out to the groups in order of size, so it is enough
to count those: no arrangement need be looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations
from math import factorial, prod

import numpy as np

from qualcode.analysis.comparing.design import Comparable, bound_p, count_ways
from qualcode.analysis.comparing.values import SAME, Floats

MOST_GROUPS = 5  # 120 orders of groups; with more groups the bound of the design is told

Order = tuple[int, ...]  # the groups, that of the largest values first
Placed = list[tuple[int, ...]]  # for each value of each stratum: how many of each group have it


def attain_p(scaled: Floats, compared: Comparable) -> Floats:
    """Return the least p of each item (column); the rows are the respondents of `compared`.

    Two groups: twice the share of the arrangements at the rarer end. More: the share of those at
    which most of the variation lies between groups; for more than five, the bound of the design.
    """
    if len(compared.groups) > MOST_GROUPS:
        bound = bound_p(compared)
        return np.where(np.abs(scaled).max(axis=0, initial=0.0) > SAME, bound, 1.0)
    arrangements = prod(count_ways(sizes) for sizes in compared.sizes)
    ends = np.cumsum([sum(sizes) for sizes in compared.sizes])[:-1]
    strata = [-np.sort(-part, axis=0) for part in np.split(scaled, ends)]
    count = _count_rarer_end if len(compared.groups) == 2 else _count_furthest
    return np.array([min(1.0, ways / arrangements) for ways in count(strata, compared)])


def _count_rarer_end(strata: list[Floats], compared: Comparable) -> Iterator[int]:
    """Yield for each item twice the number of arrangements with the largest or smallest sum."""
    for runs in _find_runs(strata):
        ends = (_deal(runs, compared, order) for order in ((0, 1), (1, 0)))
        yield 2 * min(prod(map(count_ways, end)) for end in ends)


def _count_furthest(strata: list[Floats], compared: Comparable) -> Iterator[int]:
    """Yield for each item the number of arrangements that set the groups furthest apart.

    A convex function of the sums is largest at a corner: there the values are dealt out in one
    order of the groups in all strata. Groups of the same sizes can be exchanged at every corner.
    """
    columns = list(zip(*compared.sizes, strict=True))
    alike = [
        [group for group, own in enumerate(columns) if own == column]
        for column in dict.fromkeys(columns)
    ]
    orders = [
        order
        for order in permutations(range(len(columns)))
        if all(sorted(some, key=order.index) == some for some in alike)
    ]
    shares = np.array([_share_between(strata, compared, order) for order in orders])
    extreme = shares >= shares.max(axis=0) - SAME
    for item, runs in enumerate(_find_runs(strata)):
        corners = {}
        for order in (order for order, kept in zip(orders, extreme[:, item], strict=True) if kept):
            placed = _deal(runs, compared, order)
            of_groups = list(zip(*placed, strict=True))
            sets = [Counter(of_groups[group] for group in some) for some in alike]
            exchanged = prod(
                factorial(same.total()) // prod(map(factorial, same.values())) for same in sets
            )
            corner = tuple(frozenset(same.items()) for same in sets)
            corners[corner] = exchanged * prod(map(count_ways, placed))
        yield sum(corners.values())


def _share_between(strata: list[Floats], compared: Comparable, order: Order) -> Floats:
    """Return for each item the squares between groups when the values are dealt out in order."""
    sums = np.zeros((len(order), strata[0].shape[1]))
    for descending, sizes in zip(strata, compared.sizes, strict=True):
        start = 0
        for group in order:
            sums[group] += descending[start : start + sizes[group]].sum(axis=0)
            start += sizes[group]
    persons = np.array(compared.sizes).sum(axis=0)
    shares: Floats = (sums**2 / persons[:, np.newaxis]).sum(axis=0)
    return shares


def _find_runs(strata: list[Floats]) -> Iterator[list[list[int]]]:
    """Yield for each item, stratum by stratum, how often each value stands there."""
    steps = [descending[:-1] - descending[1:] > SAME for descending in strata]
    for item in range(strata[0].shape[1]):
        runs = []
        for step in steps:
            breaks = (np.flatnonzero(step[:, item]) + 1).tolist()
            runs.append([stop - start for start, stop in pairwise([0, *breaks, len(step) + 1])])
        yield runs


def _deal(runs: list[list[int]], compared: Comparable, order: Sequence[int]) -> Placed:
    """Deal the values out in order; all arrangements with these numbers are equally extreme."""
    placed = []
    for stratum, sizes in zip(runs, compared.sizes, strict=True):
        left = list(sizes)
        for times in stratum:
            got = [0] * len(sizes)
            for group in order:
                got[group] = min(left[group], times - sum(got))
                left[group] -= got[group]
            placed.append(tuple(got))
    return placed
