"""How much more one side uses a word than the other: numbers in, numbers out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

PRIOR_WORDS = 500.0  # what the prior weighs, in words


def scale_prior(counts: Counts, words: float = PRIOR_WORDS) -> Floats:
    """Return the counts of a whole corpus as a prior that weighs as much as `words` words."""
    return np.asarray(words * counts / counts.sum(), dtype=np.float64)


def weigh_log_odds(first: Counts, second: Counts, prior: Floats) -> tuple[Floats, Floats]:
    """Return the difference of log-odds of each word between two sides, and its z.

    `first`, `second` and `prior` have one place for each word of the vocabulary, the prior above
    zero. Positive: the first side uses the word more. Log-odds with informative Dirichlet prior:
    Monroe, Colaresi & Quinn 2008, Political Analysis 16:372-403. 0 where there is one word alone:
    it is all that either side says.
    """
    if len(prior) < 2:
        return np.zeros(len(prior)), np.zeros(len(prior))
    shrunk = [side + prior for side in (first, second)]
    odds = [np.log(side / (side.sum() - side)) for side in shrunk]
    difference = odds[0] - odds[1]
    return difference, difference / np.sqrt(1 / shrunk[0] + 1 / shrunk[1])


def find_keyness(first: Counts, second: Counts) -> Floats:
    """Return G² of each word's counts on two sides against the sizes of the sides.

    0 where a word is said by neither. Log-likelihood of Dunning 1993, Computational Linguistics
    19:61-74, in the two-cell form of Rayson & Garside 2000.
    """
    sizes = first.sum(), second.sum()
    share = (first + second) / max(sizes[0] + sizes[1], 1)
    g2 = np.zeros(len(first), dtype=np.float64)
    for side, size in zip((first, second), sizes, strict=True):
        said = side > 0
        g2[said] += 2 * side[said] * np.log(side[said] / (size * share[said]))
    return np.maximum(g2, 0.0)  # rounding must not make it negative
