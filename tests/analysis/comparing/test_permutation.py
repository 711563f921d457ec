"""The permutation test: against SciPy, against enumeration by hand, and what must not change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from qualcode.analysis.comparing import permutation
from qualcode.analysis.comparing.arrangements import draw_labels
from qualcode.analysis.comparing.attainable import attain_p
from qualcode.analysis.comparing.design import Design, find_comparable, least_p
from qualcode.analysis.comparing.permutation import Permuted, permute
from tests.analysis.comparing.made_designs import (
    all_labels,
    make_design,
    share_between,
    shuffle,
    weighted_difference,
)

SAME = 1e-9
STRATA = [[(3, 3)], [(4, 2)], [(3, 2), (2, 2)], [(3, 1), (1, 2), (2, 0)], [(1, 1), (1, 1), (1, 1)]]
MORE = [[(2, 2, 2)], [(3, 2, 1)], [(2, 1, 1), (1, 2, 0)], [(2, 0, 1), (1, 2, 1)], [(2, 1, 1, 1)]]


def draw_rates(persons: int, items: int, seed: int = 1) -> NDArray[np.float64]:
    """Draw rates as of segments: many of them the same."""
    random = np.random.default_rng(seed)
    segments = random.integers(3, 7, size=(persons, 1))
    return random.binomial(segments, 0.3, size=(persons, items)) / segments


def test_the_worked_example() -> None:
    # (.10 .15 .20) v (.30 .35 .50): enumeration of the 20 arrangements
    values = np.array([[0.10], [0.15], [0.20], [0.30], [0.35], [0.50]])
    found = permute(values, make_design((3, 3)))
    assert found.statistic == pytest.approx([-0.2333], abs=0.00005)
    assert found.p == pytest.approx([0.10])
    assert found.least_p == pytest.approx([0.10])
    assert found.p_family == pytest.approx([0.10])
    assert (found.arrangements, found.exact, found.draws) == (20, True, 0)
    assert (found.groups, found.respondents) == (("group 0", "group 1"), 6)


@pytest.mark.parametrize("sizes", [(3, 3), (6, 5), (2, 9)])
def test_two_groups_as_scipy_has_it(sizes: tuple[int, int]) -> None:
    values = draw_rates(sum(sizes), 25)
    found = permute(values, make_design(sizes))
    for item in range(25):
        one, other = np.split(values[:, item], [sizes[0]])
        expected = stats.permutation_test(
            (one, other),
            lambda x, y, axis: x.mean(axis=axis) - y.mean(axis=axis),
            vectorized=True,
            n_resamples=np.inf,
        )
        assert found.statistic[item] == pytest.approx(expected.statistic, abs=1e-12)
        assert found.p[item] == pytest.approx(expected.pvalue)


@pytest.mark.parametrize("strata", STRATA)
def test_two_groups_in_strata_by_enumeration(strata: list[tuple[int, int]]) -> None:
    design = make_design(*strata)
    values = draw_rates(len(design.groups), 12)
    found = permute(values, design)
    met = np.array(
        [
            [weighted_difference(column, labels, design) for column in values.T]
            for labels in all_labels(design)
        ]
    )
    observed = np.array([weighted_difference(one, design.groups, design) for one in values.T])
    above, below = (met >= observed - SAME).mean(axis=0), (met <= observed + SAME).mean(axis=0)
    assert found.statistic == pytest.approx(observed, abs=1e-12)
    assert found.p == pytest.approx(np.minimum(1, 2 * np.minimum(above, below)))
    largest, least = met.max(axis=0), met.min(axis=0)
    ends = [(met >= largest - SAME).mean(axis=0), (met <= least + SAME).mean(axis=0)]
    assert found.least_p == pytest.approx(np.minimum(1, 2 * np.minimum(*ends)))
    spread = met.std(axis=0)
    sizes = np.abs(met) / np.where(spread > SAME, spread, np.inf)
    assert found.p_family == pytest.approx(
        step_down(sizes, np.abs(observed) / np.where(spread > SAME, spread, np.inf), found.p)
    )


def step_down(
    met: NDArray[np.float64], observed: NDArray[np.float64], p: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Adjust by Westfall & Young's steps, item by item."""
    adjusted = np.ones_like(observed)
    order = sorted(range(len(observed)), key=lambda item: -observed[item])
    last = 0.0
    for rank, item in enumerate(order):
        largest = met[:, order[rank:]].max(axis=1)
        last = max(last, p[item], (largest >= observed[item] - SAME).mean())
        adjusted[item] = last
    return adjusted


@pytest.mark.parametrize("strata", MORE)
def test_more_groups_by_enumeration(strata: list[tuple[int, ...]]) -> None:
    design = make_design(*strata)
    values = draw_rates(len(design.groups), 8)
    values = values[:, [len(set(column)) > 2 for column in values.T]]
    found = permute(values, design)
    met = np.array(
        [
            [share_between(column, labels, design) for column in values.T]
            for labels in all_labels(design)
        ]
    )
    observed = np.array([share_between(one, design.groups, design) for one in values.T])
    assert found.statistic == pytest.approx(observed, abs=1e-12)
    assert found.p == pytest.approx((met >= observed - SAME).mean(axis=0))
    assert found.least_p == pytest.approx((met >= met.max(axis=0) - SAME).mean(axis=0))
    assert found.p_family == pytest.approx(step_down(met, observed, found.p))


@pytest.mark.parametrize("strata", [*STRATA[:4], *MORE])
def test_values_all_different_can_reach_what_the_design_can(strata: list[tuple[int, ...]]) -> None:
    design = make_design(*strata)
    values = np.random.default_rng(4).random((len(design.groups), 3))
    assert permute(values, design).least_p == pytest.approx([least_p(design)] * 3)


@given(st.integers(0, 6), st.integers(0, 5))
def test_ones_and_noughts_are_hypergeometric(ones: int, others: int) -> None:
    values = np.array(
        [[1.0]] * ones + [[0.0]] * (6 - ones) + [[1.0]] * others + [[0.0]] * (5 - others)
    )
    found = permute(values, make_design((6, 5)))
    table = [[ones, 6 - ones], [others, 5 - others]]
    sides = [stats.fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
    assert found.p[0] == pytest.approx(min(1.0, 2 * min(sides)))


def test_rates_that_differ_in_the_last_bits_are_the_same() -> None:
    thirds = np.array([1 / 3, 2 / 3, 1.0, 1 - 2 / 3, 1 - 1 / 3, 0.1 + 0.2 + 0.7, 1 / 3, 2 / 3])
    exact = np.round(thirds * 3)
    assert len(set(thirds)) > len(set(exact))
    both = permute(np.column_stack([thirds, exact]), make_design((4, 4)))
    assert both.p[0] == both.p[1]
    assert both.least_p[0] == both.least_p[1]
    assert both.p_family[0] == both.p_family[1]


@pytest.mark.parametrize("strata", [[(3, 4)], [(3, 2), (2, 2)], [(2, 2, 2)], [(20, 15), (9, 9)]])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_order_of_respondents_and_groups_says_nothing(
    strata: list[tuple[int, ...]], data: st.DataObject
) -> None:
    design = make_design(*strata)
    values = draw_rates(len(design.groups), 5)
    order = data.draw(st.permutations(range(len(values))))
    groups = data.draw(st.permutations(design.order))
    one = permute(values, design, draws=99)
    other = permute(values[list(order)], shuffle(design, order, groups), draws=99)
    turned = len(groups) == 2 and list(groups) != list(design.order)
    assert (other.statistic == (-one.statistic if turned else one.statistic)).all()
    for name in ("p", "least_p", "p_family"):
        assert (getattr(one, name) == getattr(other, name)).all()


@pytest.mark.parametrize("strata", [[(3, 2), (2, 2)], [(2, 1, 1), (1, 2, 1)], [(20, 20), (9, 9)]])
@pytest.mark.parametrize("shift", [0.1, 1 / 3, -7.0, 1_000.0])
def test_what_a_stratum_has_in_common_says_nothing(
    strata: list[tuple[int, ...]], shift: float
) -> None:
    design = make_design(*strata)
    values = draw_rates(len(design.groups), 6)
    moved = values + np.array([[shift * (own == "stratum 0")] for own in design.strata])
    assert_alike(permute(values, design, draws=199), permute(moved, design, draws=199))


def assert_alike(one: Permuted, other: Permuted) -> None:
    assert one.statistic == pytest.approx(other.statistic, abs=1e-9)
    for name in ("p", "least_p", "p_family"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


def test_the_unit_of_the_measure_says_nothing() -> None:
    design = make_design((5, 4))
    values = draw_rates(9, 6)
    one, other = permute(values, design), permute(values * 1000 / 7, design)
    assert other.statistic == pytest.approx(one.statistic * 1000 / 7)
    assert (one.p.tolist(), one.p_family.tolist()) == (other.p.tolist(), other.p_family.tolist())


@pytest.mark.parametrize("sizes", [(5, 5), (4, 3, 3)])
def test_p_family_is_no_less_than_p_and_falls_with_the_statistic(sizes: tuple[int, ...]) -> None:
    design = make_design(sizes)
    values = np.column_stack([draw_rates(10, 30), np.ones(10)])
    found = permute(values, design)
    assert (found.p_family >= found.p).all()
    assert (found.p >= found.least_p).all()
    spread = values.std(axis=0)
    sizes_found = np.abs(found.statistic) / np.where(spread > 0, spread, 1) ** (len(sizes) == 2)
    order = np.argsort(-sizes_found)
    assert (np.diff(found.p_family[order]) >= 0).all()


def test_one_item_is_its_own_family() -> None:
    values = draw_rates(10, 1)
    found = permute(values, make_design((5, 5)))
    assert found.p_family == pytest.approx(found.p)


def test_a_lopsided_item_is_not_more_certain_in_the_family() -> None:
    """One large value: twice the smaller tail is more than both tails together."""
    values = np.array([[9.0], [1.0], *([[1.0], [0.0], [2.0]] * 3)])
    found = permute(values, make_design((2, 9)))
    assert found.p[0] > 2 / 11  # how often the large value is in the small group
    assert found.p_family == pytest.approx(found.p)


def test_items_weigh_by_their_own_spread_whatever_stratum_it_lies_in() -> None:
    values = np.zeros((14, 2))
    values[12, 0] = 1.0  # varies in the small stratum alone: always one standard deviation away
    values[:12, 1] = [3, 1, 4, 1, 5, 5, 2, 1, 3, 1, 2, 1]
    design = make_design((6, 6), (1, 1))
    found = permute(values, design)
    assert 0.1 < found.p[1] < 0.3
    assert found.p_family[1] == pytest.approx(found.p[1])


def test_the_family_of_draws_by_hand() -> None:
    design = make_design((9, 8), (6, 7))
    values = draw_rates(30, 6)
    found = permute(values, design, draws=199)
    compared = find_comparable(design)
    drawn = np.vstack([compared.labels, *draw_labels(compared, 199, permutation.SEED)])
    names = np.array(compared.groups)
    met = np.array(
        [[weighted_difference(one, names[row], design) for one in values.T] for row in drawn]
    )
    spread = np.sqrt(sum(spreads(values, design)))
    sizes = np.abs(met) / spread
    assert found.p_family == pytest.approx(step_down(sizes, sizes[0], found.p))


def spreads(values: NDArray[np.float64], design: Design) -> Iterator[NDArray[np.float64]]:
    """Yield the part of each stratum in the variance of the weighted sum over all arrangements."""
    for stratum in sorted(set(design.strata)):
        rows = [row for row, own in enumerate(design.strata) if own == stratum]
        one = sum(design.groups[row] == design.order[0] for row in rows)
        share = one * (len(rows) - one) / len(rows)
        yield values[rows].var(axis=0, ddof=1) * share


def test_orders_that_mirror_each_other_are_equally_extreme() -> None:
    values = (np.array([[1, 2, 3, 4, 5, 6]]).T - 3.5) * 0.1 / 3  # the same on both sides
    design = make_design((1, 2, 3))
    found = permute(values, design)
    met = np.array([share_between(values[:, 0], one, design) for one in all_labels(design)])
    assert (met >= met.max() - SAME).sum() == 6
    assert found.least_p[0] == pytest.approx(6 / 60)


def test_an_item_that_does_not_vary() -> None:
    values = np.column_stack([np.full(8, 0.1), draw_rates(8, 1), np.full(8, 1 / 3)])
    values[3, 2] = 1 - 2 / 3  # the same third, less exactly
    found = permute(values, make_design((4, 4)))
    for item in (0, 2):
        assert found.statistic[item] == 0
        assert (found.p[item], found.least_p[item], found.p_family[item]) == (1, 1, 1)


def test_the_share_between_groups_is_that_of_the_analysis_of_variance() -> None:
    values = np.random.default_rng(2).random((12, 1))
    f = stats.f_oneway(*(part[:, 0] for part in np.split(values, 3))).statistic
    found = permute(values, make_design((4, 4, 4)), draws=9)
    assert found.statistic == pytest.approx([f * 2 / (f * 2 + 9)])


def test_one_mention_among_many_cannot_tell() -> None:
    values = np.zeros((16, 1))
    values[0] = 1
    found = permute(values, make_design((8, 8)))
    assert found.least_p == pytest.approx([1.0])
    assert permute(values, make_design((2, 14))).least_p == pytest.approx([0.25])


def test_draws_come_near_to_all_arrangements() -> None:
    values = draw_rates(16, 40)
    design = make_design((8, 8))
    exact, drawn = permute(values, design), permute(values, design, limit=1)
    assert exact.exact
    assert (drawn.exact, drawn.draws, drawn.arrangements) == (False, 9_999, 12_870)
    error = 4 * np.sqrt(exact.p * (1 - exact.p / 2) * 2 / 9_999) + 1e-3
    assert (abs(exact.p - drawn.p) < error).all()
    assert abs(exact.p_family - drawn.p_family).max() < 0.02
    assert (drawn.least_p == exact.least_p).all()


def test_the_observed_arrangement_is_counted_with_the_draws() -> None:
    values = np.arange(40.0)[:, np.newaxis]
    found = permute(values, make_design((20, 20)), draws=99)
    assert found.p[0] == 2 / 100  # Phipson & Smyth 2010: never 0
    several = permute(values, make_design((10, 10, 20)), draws=99)
    assert several.p[0] == 1 / 100


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    values = draw_rates(30, 20)
    design = make_design((8, 7), (8, 7))
    one, again, other = (permute(values, design, draws=199, seed=seed) for seed in (1, 1, 2))
    assert all(map(np.array_equal, astuple(one)[2:6], astuple(again)[2:6]))
    assert not np.array_equal(one.p, other.p)


def test_p_of_an_item_does_not_depend_on_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    values = draw_rates(40, 30)
    design = make_design((20, 20))
    whole = permute(values, design, draws=1_500)
    assert (permute(values[:, :3], design, draws=1_500).p == whole.p[:3]).all()
    monkeypatch.setattr(permutation, "CELLS", 100)  # blocks of three arrangements
    assert (permute(values, design, draws=1_500).p_family == whole.p_family).all()


def test_draws_never_fall_below_what_is_possible() -> None:
    values = np.zeros((40, 200))
    values[np.random.default_rng(1).integers(40, size=200), np.arange(200)] = 1.0
    found = permute(values, make_design((10, 30)), draws=99)
    assert found.least_p == pytest.approx(np.full(200, 0.5))
    assert (found.p >= found.least_p).all()


def test_more_groups_than_orders_can_be_tried() -> None:
    design = make_design((2, 2, 2, 2, 2, 2))
    values = np.column_stack([draw_rates(12, 2), np.zeros(12)])
    found = permute(values, design, draws=99)
    assert found.least_p.tolist() == [least_p(design), least_p(design), 1.0]


def test_many_groups_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    design = make_design((3, 2, 2, 3), (1, 2, 0, 2))
    values = draw_rates(15, 6)
    few = permute(values, design, draws=300)
    monkeypatch.setattr(permutation, "MOST_DENSE", 2)
    assert_alike(few, permute(values, design, draws=300))


def test_items_out_of_reach_are_not_tested() -> None:
    values = np.column_stack([np.eye(10, 3), draw_rates(10, 5)])
    design = make_design((5, 5))
    found = permute(values, design, reach=0.05)
    alone = permute(values[:, 3:], design)
    assert (
        np.isnan(found.p).tolist() == np.isnan(found.p_family).tolist() == [True] * 3 + [False] * 5
    )
    assert (found.p[3:] == alone.p).all()
    assert (found.p_family[3:] == alone.p_family).all()
    assert found.least_p[:3] == pytest.approx([1.0] * 3)
    assert np.isfinite(found.statistic).all()
    assert np.isnan(permute(values[:, :3], design, reach=0.05).p).all()


@pytest.mark.parametrize("strata", [[(5, 0)], [(5, 0), (0, 5)]])
def test_nobody_to_compare(strata: list[tuple[int, int]]) -> None:
    design = make_design(*strata)
    found = permute(draw_rates(len(design.groups), 3), design)
    assert np.isnan(found.statistic).all()
    assert [found.p.tolist(), found.least_p.tolist(), found.p_family.tolist()] == [[1.0] * 3] * 3
    assert (found.respondents, found.arrangements) == (0, 1)


def test_no_items() -> None:
    found = permute(np.empty((6, 0)), make_design((3, 3)))
    assert found.p.shape == found.least_p.shape == found.p_family.shape == (0,)


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda values: values[:-1], "a row for each"),
        (lambda values: values[:, 0], "a row for each"),
        (lambda values: np.where(values == values[0, 0], np.nan, values), "finite"),
        (lambda values: np.where(values == values[0, 0], np.inf, values), "finite"),
    ],
)
def test_values_that_are_none(
    spoil: Callable[[NDArray[np.float64]], NDArray[np.float64]], what: str
) -> None:
    with pytest.raises(ValueError, match=what):
        permute(spoil(draw_rates(6, 2)), make_design((3, 3)))


def test_two_thousand_items_of_two_hundred_respondents() -> None:
    values = draw_rates(200, 2_000)
    found = permute(values, make_design((30, 40), (60, 70)), draws=499)
    assert found.p.shape == (2_000,)
    assert (found.p_family >= found.p).all()


@given(st.lists(st.integers(0, 3), min_size=7, max_size=7))
@settings(max_examples=40, deadline=None)
def test_what_an_item_can_reach_is_what_some_arrangement_reaches(values: list[int]) -> None:
    design = make_design((2, 1, 1), (1, 1, 1))
    column = np.array(values, dtype=np.float64)[:, np.newaxis] / 3
    found = permute(column, design)
    all_p = []
    for labels in all_labels(design):
        other = type(design)(design.respondents, labels, design.strata, design.order)
        all_p.append(permute(column, other).p[0])
    assert found.least_p[0] == pytest.approx(min(all_p))


def test_many_strata() -> None:
    design = make_design(*[(2, 1)] * 12)
    compared = find_comparable(design)
    least = attain_p(np.zeros((36, 1)), compared)
    assert least.tolist() == [1.0]
    assert permute(draw_rates(36, 4), design, draws=99).arrangements == 3**12
