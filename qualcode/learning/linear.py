"""A linear model for each code, all solved at once: ridge regression on words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Sparse = Any  # scipy's matrices in rows

_CLOSE = 1e-4
_MOST_STEPS = 60


def fit_ridge(vectors: Sparse, labels: Scores, penalty: float) -> tuple[Scores, Scores]:
    """Return the weights (marks × codes) and the means of least squares with a penalty.

    Of `min ‖Xw + m − y‖² + penalty·‖w‖²` the dual `(XXᵀ + penalty·I) a = y − m`, `w = Xᵀa`, is
    solved for all codes by conjugate gradients (Hestenes & Stiefel 1952), a column each.
    """
    means = labels.mean(axis=0)
    left = labels - means
    solution = np.zeros_like(left)
    direction = left.copy()
    size = (left**2).sum(axis=0)
    goal = _CLOSE**2 * size
    for _ in range(_MOST_STEPS):
        if (size <= goal).all():
            break
        turned = vectors @ (vectors.T @ direction) + penalty * direction
        along = (direction * turned).sum(axis=0)
        step = np.divide(size, along, out=np.zeros_like(size), where=along > 0)
        solution += step * direction
        left -= step * turned
        former, size = size, (left**2).sum(axis=0)
        turn = np.divide(size, former, out=np.zeros_like(size), where=former > 0)
        direction = left + turn * direction
    return np.asarray(vectors.T @ solution), means
