"""How far groups are apart, in measures that need no unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.analysis.comparing.design import Design, find_comparable

SAME = 1e-9  # of the largest value: values closer than that are the same

Floats = NDArray[np.float64]


def cliffs_delta(first: ArrayLike, second: ArrayLike) -> Floats:
    """Return for each item how much oftener the first group has the larger value than the smaller.

    Over all pairs of a respondent of the first and one of the second group: the share in which the
    first is larger less the share in which it is smaller, −1 to 1 (Cliff 1993, Psychological
    Bulletin 114:494-509). `first` and `second` are respondents × items. There is no form of it
    for strata here: it compares across them. NaN where a group is empty.
    """
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if not len(one) or not len(other):
        return np.full(one.shape[1], np.nan)
    same = SAME * np.maximum(np.abs(one).max(axis=0), np.abs(other).max(axis=0))
    balance = np.zeros(one.shape[1])
    for person in one:
        balance += (person - other > same).sum(axis=0)
        balance -= (other - person > same).sum(axis=0)
    delta: Floats = balance / (len(one) * len(other))
    return delta


def share_of_variation(values: ArrayLike, design: Design) -> Floats:
    """Return for each item the share of variation between respondents that lies between groups.

    Eta squared: the sum of squares between groups by the whole, 0 to 1 (Fisher 1925, Statistical
    Methods for Research Workers, section 40), of values less the mean of their stratum. It is the
    statistic of `permute` for three groups and more. NaN with nobody to compare or no variation.
    """
    compared = find_comparable(design)
    table = np.asarray(values, dtype=np.float64)[list(compared.rows)]
    start = 0
    for sizes in compared.sizes:
        inside = slice(start, start + sum(sizes))
        table[inside] -= table[inside].mean(axis=0)
        start += sum(sizes)
    labels = np.array(compared.labels)
    between = np.zeros(table.shape[1])
    for group in range(len(compared.groups)):
        between += table[labels == group].sum(axis=0) ** 2 / (labels == group).sum()
    whole = (table**2).sum(axis=0)
    same = (SAME * np.abs(np.asarray(values)).max(axis=0, initial=0.0)) ** 2
    varies = whole > same
    return np.where(varies, between / np.where(varies, whole, 1.0), np.nan)
