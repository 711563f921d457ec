"""Many tests at once: what their p come to together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Adjust p so that any false alarm among the tests stays below the level.

    Holm 1979, Scandinavian Journal of Statistics 6:65-70. Same order as `p`; none is below its p.
    """
    return _adjust(p, "holm")


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    """Adjust p so that the share of false alarms among what is found stays below the level.

    False discovery rate: Benjamini & Hochberg 1995, JRSS B 57:289-300. For exploring alone.
    """
    return _adjust(p, "fdr_bh")


def _adjust(p: ArrayLike, method: str) -> NDArray[np.float64]:
    from statsmodels.stats.multitest import multipletests

    values = np.asarray(p, dtype=np.float64)
    if not values.size:
        return values
    adjusted: NDArray[np.float64] = multipletests(values, method=method)[1]
    return adjusted
