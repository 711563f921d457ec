"""How many respondents mention a thing at all: limits of shares, and tests of tables of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import comb, prod, sqrt
from statistics import NormalDist

LEVEL = 0.95
MOST_TABLES = 100_000  # that are all looked at; beyond, some are drawn
DRAWS = 9_999
SEED = 1


def wilson_interval(count: int, total: int, level: float = LEVEL) -> tuple[float, float]:
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


def zero_limit(total: int, level: float = LEVEL) -> float:
    """Return the share that none of `total` respondents is still compatible with.

    Exact and one-sided: the share at which none of so many happens with probability 1 − level
    (Clopper & Pearson 1934, Biometrika 26:404-413). 1.0 when `total` is 0.
    """
    return 1 - (1 - level) ** (1 / total) if total else 1.0


def newcombe_difference(
    count: int, total: int, other_count: int, other_total: int, level: float = LEVEL
) -> tuple[float, float]:
    """Return the limits of the difference of two shares, first − other.

    Hybrid of two Wilson intervals without continuity correction: method 10 of Newcombe 1998,
    Statistics in Medicine 17:873-890. All of −1 to 1 when there is nobody in either.
    """
    if not total or not other_total:
        return -1.0, 1.0
    share, other = count / total, other_count / other_total
    low, high = wilson_interval(count, total, level)
    other_low, other_high = wilson_interval(other_count, other_total, level)
    below = sqrt((share - low) ** 2 + (other_high - other) ** 2)
    above = sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return max(-1.0, share - other - below), min(1.0, share - other + above)


def fisher_exact(table: Sequence[Sequence[int]]) -> float:
    """Return the two-sided p of Fisher's exact test of a table of counts, groups × 2 or 2 × groups.

    The share of all tables with these sums that are as improbable as this one or more (Fisher
    1935; Freeman & Halton 1951, Biometrika 38:141-149). Counted in whole numbers; a table of so
    many groups that there are more than 100,000 such tables is compared with 9,999 drawn ones,
    always the same. 1.0 where all sums but one of a side are 0.
    """
    pairs = [tuple(row) for row in (table if len(table[0]) == 2 else zip(*table, strict=True))]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError("one side of the table must have two rows")
    if any(count < 0 for pair in pairs for count in pair):
        raise ValueError("counts are not below 0")
    if prod(sum(pair) + 1 for pair in pairs) > MOST_TABLES * (max(map(sum, pairs)) + 1):
        return _draw_tables(pairs)
    return _count_tables([(one, one + other) for one, other in pairs])


def _count_tables(groups: list[tuple[int, int]]) -> float:
    """Weigh all ways to give as many respondents a mention; `groups` are (mentioning, all)."""
    wanted = sum(mentioning for mentioning, _ in groups)
    left = sum(size for _, size in groups)
    ways = Counter({(0, 1): 1})  # mentions given out, weight → tables so far
    for _, size in groups:
        left -= size
        grown: Counter[tuple[int, int]] = Counter()
        for (given, weight), times in ways.items():
            for more in range(max(0, wanted - given - left), min(size, wanted - given) + 1):
                grown[given + more, weight * comb(size, more)] += times
        ways = grown
    observed = prod(comb(size, mentioning) for mentioning, size in groups)
    extreme = sum(weight * times for (_, weight), times in ways.items() if weight <= observed)
    return extreme / sum(weight * times for (_, weight), times in ways.items())


def _draw_tables(pairs: list[tuple[int, ...]]) -> float:
    import numpy as np
    from scipy import stats

    method = stats.MonteCarloMethod(n_resamples=DRAWS, rng=np.random.default_rng(SEED))
    return float(stats.fisher_exact(np.array(pairs), method=method).pvalue)
