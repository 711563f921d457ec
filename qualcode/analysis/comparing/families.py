"""Many tests at once: what their p come to together.

A p that is NaN is of a test that was not made: it stays NaN, and the others are fewer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def holm(p: ArrayLike) -> Floats:
    """Adjust p so that any false alarm among the tests of a row stays below the level.

    Holm 1979, Scandinavian Journal of Statistics 6:65-70. Shape and order as `p`, whose last axis
    has the tests that belong together; none is below its p.
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, axis=-1, kind="stable")  # missing ones last
    rising = np.take_along_axis(values, order, axis=-1)
    left = (~np.isnan(values)).sum(axis=-1, keepdims=True) - np.arange(values.shape[-1])
    stepped = np.minimum(1.0, np.maximum.accumulate(rising * left, axis=-1))
    adjusted = np.empty_like(values)
    np.put_along_axis(adjusted, order, stepped, axis=-1)
    return adjusted


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Adjust p so that the share of false alarms among what is found stays below the level.

    False discovery rate: Benjamini & Hochberg 1995, JRSS B 57:289-300. For exploring alone.
    `p` has one axis; order as there, none is below its p.
    """
    values = np.asarray(p, dtype=np.float64)
    adjusted = np.full_like(values, np.nan)
    order = np.argsort(values)[: np.count_nonzero(~np.isnan(values))]  # missing ones stand last
    stepped = values[order] * (len(order) / np.arange(1, len(order) + 1))
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(stepped[::-1])[::-1])
    return adjusted
