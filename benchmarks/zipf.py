"""How often the word of each rank is said: the law of Zipf and Mandelbrot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

COMMONEST = 10_000


@dataclass(frozen=True, slots=True)
class Law:
    """The word of rank r is said in proportion to 1 / (r + shift) ** power."""

    ranks: int
    power: float
    shift: float

    def sums(self) -> list[float]:
        """Return the running sums of the weights of all ranks."""
        return list(accumulate((rank + self.shift) ** -self.power for rank in self._all()))

    def _all(self) -> range:
        return range(1, self.ranks + 1)


def expect_distinct(sums: Sequence[float], tokens: int) -> float:
    """Return how many distinct words so many drawn tokens are expected to have."""
    whole, before, distinct = sums[-1], 0.0, 0.0
    for reached in sums:
        distinct += -math.expm1(-tokens * (reached - before) / whole)
        before = reached
    return distinct


def expect_cover(sums: Sequence[float]) -> float:
    """Return the share of running words that are among the commonest."""
    return sums[min(COMMONEST, len(sums)) - 1] / sums[-1]
