"""All codes of a unit taken together, as a set: how far the sets of coders are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.coefficients import divide
from qualcode.analysis.agreement.metrics import jaccard_distances, masi_distances
from qualcode.analysis.agreement.several import MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

METRICS = {"masi": masi_distances, "jaccard": jaccard_distances}


@dataclass(frozen=True, slots=True)
class Sets:
    """What alpha of sets is made of, for each respondent."""

    uses: Floats  # respondents × sets: values of units that two or more judged
    apart: dict[str, Floats]  # by metric, for each respondent: Σ distances of pairs / (m - 1)
    distances: dict[str, Floats]  # by metric, sets × sets

    def alpha(self, metric: str, drawn: Floats | None = None) -> Floats:
        """Return alpha with the distances of a metric; in resamples × respondents if these are."""
        often = np.ones((1, len(self.uses))) if drawn is None else drawn
        uses = often @ self.uses
        total = uses.sum(-1)
        expected = ((uses @ self.distances[metric]) * uses).sum(-1)
        told = 1 - divide((total - 1) * (often @ self.apart[metric]), expected)
        return np.asarray(told[0] if drawn is None else told)


def number_sets(coded: Flags, seen: Flags) -> tuple[Ints, Flags]:
    """Return for coders × units the number of their set of codes, or MISSING, and the sets.

    `coded` is coders × units × codes; the sets are rows of flags for the codes.
    """
    if not coded.shape[-1]:
        return np.where(seen, 0, MISSING), np.zeros((1, 0), bool)
    rows = coded.reshape(-1, coded.shape[-1])
    different, numbers = np.unique(rows, axis=0, return_inverse=True)
    return np.where(seen, numbers.reshape(seen.shape), MISSING), different


def count_sets(values: Ints, sets: Flags, respondents: Ints, people: int, sizes: Floats) -> Sets:
    """Count what alpha of sets is made of; `values` and `sets` are of `number_sets`."""
    given = values != MISSING
    judged = given.sum(0)
    paired = judged > 1
    uses = np.zeros((people, len(sets)))
    apart = {metric: np.zeros(people) for metric in METRICS}
    distances = {metric: how(sets) for metric, how in METRICS.items()}
    for one in range(len(values)):
        here = given[one] & paired
        np.add.at(uses, (respondents[here], values[one, here]), sizes[here])
        for other in range(len(values)):
            both = here & given[other]
            if one == other or not both.any():
                continue
            for metric, table in distances.items():
                far = table[values[one, both], values[other, both]]
                weight = sizes[both] / (judged[both] - 1)
                np.add.at(apart[metric], respondents[both], far * weight)
    return Sets(uses, apart, distances)
