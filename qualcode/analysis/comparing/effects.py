"""How far two groups are apart, in a measure that needs no unit.

The share of variation between more groups is the statistic of `permutation.permute`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from qualcode.analysis.comparing.values import SAME, Floats


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
