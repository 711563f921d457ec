"""How far a share may be off for the number of respondents it rests on."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def wilson_interval(count: int, total: int, level: float = 0.95) -> tuple[float, float]:
    """Return the limits of the share `count / total`; all of 0 to 1 when `total` is 0.

    Score interval without continuity correction: Wilson 1927, JASA 22:209-212; method 3 of
    Newcombe 1998, Statistics in Medicine 17:857-872.
    """
    if not total:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (2 * count + z**2) / (2 * (total + z**2))
    half = z * sqrt(z**2 + 4 * count * (total - count) / total) / (2 * (total + z**2))
    return max(0.0, middle - half), min(1.0, middle + half)
