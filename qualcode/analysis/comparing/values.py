"""Numbers of respondents × items: what is refused, and what counts as the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.analysis.comparing.design import Design

SAME = 1e-9  # of an item's largest value or its spread: what is closer differs by rounding alone

Floats = NDArray[np.float64]


def check_values(values: ArrayLike, design: Design) -> Floats:
    """Return `values` as an array with a row for each respondent and a column for each item.

    ValueError when they are not of that shape, or not finite.
    """
    table = np.asarray(values, dtype=np.float64)
    if table.ndim != 2 or len(table) != len(design.respondents):
        raise ValueError("values need a row for each respondent and a column for each item")
    if not np.isfinite(table).all():
        raise ValueError("values are to be finite numbers")
    return table
