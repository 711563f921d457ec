"""Designs to test with: sizes of groups for each stratum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations, product

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.comparing.design import Design


def make_design(*strata: Sequence[int]) -> Design:
    """Make a design: for each stratum how many respondents each group has."""
    rows = [
        (f"group {group}", f"stratum {stratum}")
        for stratum, sizes in enumerate(strata)
        for group, size in enumerate(sizes)
        for _ in range(size)
    ]
    groups, inside = (tuple(row[place] for row in rows) for place in (0, 1))
    names = tuple(f"person {number:03}" for number in range(len(rows)))
    return Design(names, groups, inside, tuple(f"group {one}" for one in range(len(strata[0]))))


def shuffle(design: Design, order: Sequence[int], groups: Sequence[str]) -> Design:
    """Put the respondents of a design into another order, and the groups."""
    return Design(
        *(
            tuple(column[row] for row in order)
            for column in (design.respondents, design.groups, design.strata)
        ),
        tuple(groups),
    )


def all_labels(design: Design) -> Iterator[tuple[str, ...]]:
    """Yield every arrangement of the labels once, with nothing but itertools."""
    strata = sorted(set(design.strata))
    inside = [[row for row, own in enumerate(design.strata) if own == one] for one in strata]
    choices = [sorted(set(permutations([design.groups[row] for row in rows]))) for rows in inside]
    for chosen in product(*choices):
        labels = list(design.groups)
        for rows, some in zip(inside, chosen, strict=True):
            for row, label in zip(rows, some, strict=True):
                labels[row] = label
        yield tuple(labels)


def weighted_difference(
    values: NDArray[np.float64], labels: Sequence[str], design: Design
) -> float:
    """Return the difference of two groups inside strata, weighted by n1·n2/n, by definition."""
    total = weight = 0.0
    for stratum in sorted(set(design.strata)):
        inside = np.array([own == stratum for own in design.strata])
        first, second = (
            values[inside & np.array([label == group for label in labels])]
            for group in design.order
        )
        if len(first) and len(second):
            share = len(first) * len(second) / (len(first) + len(second))
            total += share * (first.mean() - second.mean())
            weight += share
    return total / weight


def share_between(values: NDArray[np.float64], labels: Sequence[str], design: Design) -> float:
    """Return the share of variation between groups, of values less the mean of their stratum."""
    centred = values.copy()
    for stratum in set(design.strata):
        inside = np.array([own == stratum for own in design.strata])
        centred[inside] -= centred[inside].mean()
    between = 0.0
    for group in design.order:
        mine = centred[np.array([label == group for label in labels])]
        between += mine.sum() ** 2 / len(mine)
    return float(between / (centred**2).sum())
