"""Logistic regression that leaves a known place only as far as the data ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]

_CLOSE = 1e-8  # of the loss, between two steps
_MOST_STEPS = 100
_SHORTEST = 1e-6  # of a step


def fit_logistic(features: Scores, labels: Scores, around: Scores, penalties: Scores) -> Scores:
    """Return the weights w that minimise the log-loss + ½ Σ penalties · (w − around)².

    Labels may lie between 0 and 1. By Newton's steps, halved until they lead downwards: the loss
    is convex, so they end at the least.
    """
    weights = around.copy()
    loss = _loss(features, labels, weights, around, penalties)
    for _ in range(_MOST_STEPS):
        chances = to_chances(features @ weights)
        slope = features.T @ (chances - labels) + penalties * (weights - around)
        bend = features.T @ (features * (chances * (1 - chances))[:, None]) + np.diag(penalties)
        step = np.linalg.solve(bend, slope)
        length = 1.0
        while length > _SHORTEST:
            tried = weights - length * step
            reached = _loss(features, labels, tried, around, penalties)
            if reached <= loss:
                break
            length /= 2
        else:
            break
        gained, weights, loss = loss - reached, tried, reached
        if gained <= _CLOSE * max(1.0, abs(loss)):
            break
    return weights


def _loss(
    features: Scores, labels: Scores, weights: Scores, around: Scores, penalties: Scores
) -> float:
    odds = features @ weights
    misfit = np.logaddexp(0.0, odds).sum() - (labels * odds).sum()
    return float(misfit + 0.5 * (penalties * (weights - around) ** 2).sum())


def to_chances(odds: Scores) -> Scores:
    """Return probabilities for log odds."""
    chances: Scores = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
    return chances
