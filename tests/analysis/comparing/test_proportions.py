"""Limits of shares and tests of counts: published examples, SciPy and statsmodels."""

from __future__ import annotations

from itertools import product
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from qualcode.analysis.comparing.proportions import (
    fisher_exact,
    newcombe_difference,
    wilson_interval,
    zero_limit,
)

PAIR = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_published_examples(count: int, total: int, low: float, high: float) -> None:
    assert wilson_interval(count, total) == pytest.approx((low, high), abs=0.00005)


def test_nobody_asked_says_nothing() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)
    assert zero_limit(0) == 1.0
    assert newcombe_difference(0, 0, 3, 5) == newcombe_difference(3, 5, 0, 0) == (-1.0, 1.0)


@given(PAIR)
def test_the_share_lies_inside(pair: tuple[int, int]) -> None:
    count, total = pair
    low, high = wilson_interval(count, total)
    assert 0 <= low <= count / total + 1e-12
    assert count / total - 1e-12 <= high <= 1


@given(PAIR)
def test_the_other_side_is_the_mirror(pair: tuple[int, int]) -> None:
    count, total = pair
    low, high = wilson_interval(count, total)
    assert wilson_interval(total - count, total) == pytest.approx((1 - high, 1 - low))


@given(PAIR, st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_as_statsmodels_has_it(pair: tuple[int, int], level: float) -> None:
    expected = proportion_confint(*pair, alpha=1 - level, method="wilson")
    assert wilson_interval(*pair, level) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("total", "one_sided", "two_sided"),
    [  # 1 − 0.05^(1/n), exact; upper limit of Wilson 1927
        (5, 0.45, 0.43),
        (8, 0.31, 0.32),
        (10, 0.26, 0.28),
        (12, 0.22, 0.24),
        (20, 0.14, 0.16),
    ],
)
def test_what_none_of_so_many_is_compatible_with(
    total: int, one_sided: float, two_sided: float
) -> None:
    assert round(zero_limit(total), 2) == one_sided
    assert round(wilson_interval(0, total)[1], 2) == two_sided
    exact = proportion_confint(0, total, alpha=0.1, method="beta")[1]
    assert zero_limit(total) == pytest.approx(exact)


def test_the_published_difference() -> None:
    # Newcombe 1998, Statistics in Medicine 17:873-890, table II, example (a), method 10
    assert newcombe_difference(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=0.00005)


@given(PAIR, PAIR)
def test_the_difference_as_statsmodels_has_it(one: tuple[int, int], other: tuple[int, int]) -> None:
    expected = confint_proportions_2indep(*one, *other, method="newcomb")
    assert newcombe_difference(*one, *other) == pytest.approx(expected, abs=1e-9)
    low, high = newcombe_difference(*other, *one)
    assert (-high, -low) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("table", "p"),
    [
        ([[3, 1], [1, 3]], 0.485714),  # Fisher 1935, the lady tasting tea
        ([[2, 10], [15, 3]], 0.000536724),  # R, ?fisher.test: twins of convicts
    ],
)
def test_the_published_tables(table: list[list[int]], p: float) -> None:
    assert fisher_exact(table) == pytest.approx(p, rel=1e-5)


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4))
def test_two_by_two_as_scipy_has_it(counts: list[int]) -> None:
    table = [counts[:2], counts[2:]]
    expected = 1.0 if sum(counts) == 0 else stats.fisher_exact(table).pvalue
    assert fisher_exact(table) == pytest.approx(expected)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_more_groups_by_enumeration(pairs: list[tuple[int, int]]) -> None:
    sizes = [sum(pair) for pair in pairs]
    mentioning = [one for one, _ in pairs]
    weights = {
        counts: weigh(sizes, counts)
        for counts in product(*(range(size + 1) for size in sizes))
        if sum(counts) == sum(mentioning)
    }
    observed = weights[tuple(mentioning)]
    extreme = sum(weight for weight in weights.values() if weight <= observed)
    assert fisher_exact(pairs) == pytest.approx(extreme / sum(weights.values()))
    assert fisher_exact(list(zip(*pairs, strict=True))) == fisher_exact(pairs)


def weigh(sizes: list[int], counts: tuple[int, ...]) -> int:
    weight = 1
    for size, count in zip(sizes, counts, strict=True):
        weight *= comb(size, count)
    return weight


def test_three_types() -> None:
    # 3, 1 and 2 of 4 each: of C(12, 6) = 924 ways 708 make tables as improbable or more
    assert fisher_exact([[3, 1], [1, 3], [2, 2]]) == pytest.approx(708 / 924)


def test_many_groups_are_drawn_and_the_same_each_time() -> None:
    table = [[30, 40], [40, 35], [30, 20], [25, 30], [30, 45], [20, 31]]
    p = fisher_exact(table)
    assert p == fisher_exact(table)
    assert p == pytest.approx(stats.chi2_contingency(table).pvalue, abs=0.03)


@pytest.mark.parametrize(
    ("table", "what"),
    [([[1, 2, 3], [4, 5, 6], [7, 8, 9]], "two rows"), ([[1, -2], [3, 4]], "below")],
)
def test_what_is_refused(table: list[list[int]], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        fisher_exact(table)
