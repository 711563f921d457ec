"""How far two values are apart: squared distances between categories, as alpha takes them.

Krippendorff 2004, Content Analysis, 2nd ed., p. 232-235; of sets Passonneau 2006, LREC, 831-836.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def interval_distances(values: ArrayLike) -> Floats:
    """Return (c - k)² of numbers whose differences mean something."""
    numbers = np.asarray(values, float)
    return np.asarray((numbers[:, None] - numbers[None, :]) ** 2)


def ratio_distances(values: ArrayLike) -> Floats:
    """Return ((c - k) / (c + k))² of numbers with a zero."""
    numbers = np.asarray(values, float)
    sums = numbers[:, None] + numbers[None, :]
    share = (numbers[:, None] - numbers[None, :]) / np.where(sums == 0, 1, sums)
    return np.asarray(share**2)


def ordinal_distances(uses: ArrayLike) -> Floats:
    """Return the distances of ranks: what lies between two, half of their own uses taken off.

    `uses` says how many values of pairs each category has, lowest rank first.
    """
    counts = np.asarray(uses, float)
    middle = np.cumsum(counts) - counts / 2
    return np.asarray((middle[:, None] - middle[None, :]) ** 2)


def jaccard_distances(sets: ArrayLike) -> Floats:
    """Return the share of the codes of both that only one has; 0 between two empty sets.

    `sets` are rows of flags, a column for each code. Distances of sets are not squared.
    """
    shared, either, _ = _compare(sets)
    return np.asarray(1 - np.where(either > 0, shared / np.maximum(either, 1), 1.0))


def masi_distances(sets: ArrayLike) -> Floats:
    """Return Jaccard's likeness taken from 1, less of it where neither set lies in the other."""
    shared, either, least = _compare(sets)
    likeness = 1 - jaccard_distances(sets)
    kept = np.where(shared == either, 1.0, np.where(shared == least, 2 / 3, 1 / 3))
    return np.asarray(1 - likeness * kept)


def _compare(sets: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return of every two sets how many codes both have, either has, and the smaller one has."""
    flags = np.asarray(sets, float)
    sizes = flags.sum(1)
    shared = flags @ flags.T
    either = sizes[:, None] + sizes[None, :] - shared
    return shared, either, np.minimum(sizes[:, None], sizes[None, :])
