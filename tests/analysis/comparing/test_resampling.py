"""Limits by resampling respondents: what they are of, and where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from qualcode.analysis.comparing import resampling
from qualcode.analysis.comparing.permutation import permute
from qualcode.analysis.comparing.resampling import Limits, bootstrap_difference, bootstrap_mean
from tests.analysis.comparing.made_designs import make_design, shuffle


def draw_rates(persons: int, items: int = 4, seed: int = 3) -> NDArray[np.float64]:
    return np.random.default_rng(seed).binomial(30, 0.3, size=(persons, items)) / 30


def limits_of(found: Limits) -> list[list[float]]:
    return [found.low.tolist(), found.high.tolist()]


@pytest.mark.parametrize("strata", [[(5, 6)], [(5, 4), (3, 6)], [(7, 5), (4, 0)]])
def test_the_difference_is_what_is_tested(strata: list[tuple[int, int]]) -> None:
    design = make_design(*strata)
    values = draw_rates(len(design.groups))
    found = bootstrap_difference(values, design)
    assert found.estimate == pytest.approx(permute(values, design).statistic)
    assert (found.low < found.estimate).all()
    assert (found.estimate < found.high).all()


def test_the_mean_of_each_group_in_the_order_of_the_report() -> None:
    design = make_design((4, 6, 2, 0))
    values = draw_rates(12)
    found = bootstrap_mean(values, design)
    assert found.estimate[:3] == pytest.approx(
        np.array([part.mean(axis=0) for part in np.split(values, [4, 10])])
    )
    assert (found.low[:2] < found.estimate[:2]).all()
    assert (found.estimate[:2] < found.high[:2]).all()
    assert np.isnan(found.low[2:]).all()  # two persons; nobody
    assert np.isnan(found.high[2:]).all()
    assert np.isnan(found.estimate[3]).all()


def test_large_groups_have_the_limits_of_student_and_welch() -> None:
    values = np.random.default_rng(1).normal(size=(120, 3))
    design = make_design((50, 70))
    found = bootstrap_difference(values, design, resamples=20_000)
    one, other = values[:50], values[50:]
    expected = stats.ttest_ind(one, other, equal_var=False).confidence_interval()
    assert found.low == pytest.approx(expected.low, abs=0.03)
    assert found.high == pytest.approx(expected.high, abs=0.03)
    mean = bootstrap_mean(values, design, resamples=20_000)
    half = stats.t.ppf(0.975, 49) * one.std(axis=0, ddof=1) / np.sqrt(50)
    assert mean.high[0] - mean.low[0] == pytest.approx(2 * half, abs=0.03)


def test_limits_of_few_are_wider_than_percentiles() -> None:
    """Hesterberg 2015, American Statistician 69:371-386: n = 10 takes the 0.86 % quantile."""
    values = np.random.default_rng(1).normal(size=(10, 1))
    found = bootstrap_mean(values, make_design((10,)), resamples=50_000)
    share = stats.norm.cdf(-np.sqrt(10 / 9) * stats.t.ppf(0.975, 9))
    assert share == pytest.approx(0.0086, abs=0.00005)
    random = np.random.default_rng(2)
    means = random.choice(values[:, 0], size=(50_000, 10)).mean(axis=1)
    expected = np.quantile(means, [share, 1 - share])
    assert [found.low[0, 0], found.high[0, 0]] == pytest.approx(expected, abs=0.02)


def test_a_lower_level_has_narrower_limits() -> None:
    design = make_design((8, 8))
    wide, narrow = (bootstrap_difference(draw_rates(16), design, level=one) for one in (0.95, 0.8))
    assert (wide.low < narrow.low).all()
    assert (narrow.high < wide.high).all()


@pytest.mark.parametrize(
    ("strata", "told"),
    [
        ([(3, 8)], False),
        ([(4, 4)], True),
        ([(2, 4), (2, 4)], False),  # four persons, two means taken away
        ([(3, 4), (2, 4)], True),
        ([(4, 3), (0, 5)], False),  # the five have nobody to be compared with
    ],
)
def test_too_few_have_no_limits(strata: list[tuple[int, int]], told: bool) -> None:
    design = make_design(*strata)
    found = bootstrap_difference(draw_rates(len(design.groups)), design)
    assert np.isfinite(found.estimate).all()
    assert np.isfinite(found.low).all() == np.isfinite(found.high).all() == told


def test_nothing_that_varies_has_no_limits() -> None:
    values = np.column_stack([np.full(12, 0.1), draw_rates(12, 1), np.zeros(12)])
    values[6:, 2] = 1 / 3
    design = make_design((6, 6))
    found = bootstrap_difference(values, design)
    assert np.isnan(found.low).tolist() == [True, False, True]
    assert found.estimate[[0, 2]] == pytest.approx([0, -1 / 3])
    means = bootstrap_mean(values, design)
    assert np.isnan(means.high).tolist() == [[True, False, True]] * 2


def test_one_group_that_varies_is_enough_for_a_difference() -> None:
    values = np.concatenate([np.zeros((6, 1)), draw_rates(6, 1)])
    found = bootstrap_difference(values, make_design((6, 6)))
    assert found.low[0] < found.estimate[0] < found.high[0] < 0


def test_means_stay_among_what_was_observed() -> None:
    values = np.array([[0.0], [0.0], [0.0], [0.9], [0.0], [0.0], [0.1], [0.0]])
    found = bootstrap_mean(values, make_design((4,), (4,)))
    assert found.low[0, 0] == 0.0
    assert found.high[0, 0] <= 0.9


def test_strata_are_resampled_apart() -> None:
    """Two cities that differ widely make the mean no less certain than people inside them do."""
    random = np.random.default_rng(1)
    values = random.normal(size=(40, 1)) + np.repeat([0.0, 100.0], 20)[:, np.newaxis]
    inside = bootstrap_mean(values, make_design((20,), (20,)))
    across = bootstrap_mean(values, make_design((40,)))
    assert inside.high[0, 0] - inside.low[0, 0] < 2
    assert across.high[0, 0] - across.low[0, 0] > 20


def test_the_same_bytes_for_any_order() -> None:
    design = make_design((5, 4), (3, 6))
    values = draw_rates(18)
    order = np.random.default_rng(1).permutation(18).tolist()
    one = bootstrap_difference(values, design)
    other = bootstrap_difference(values[order], shuffle(design, order, design.order))
    assert limits_of(one) == limits_of(other)
    turned = bootstrap_difference(values[order], shuffle(design, order, design.order[::-1]))
    assert turned.low == pytest.approx(-one.high, abs=1e-12)
    means, again = (
        bootstrap_mean(values, design),
        bootstrap_mean(values[order], shuffle(design, order, design.order)),
    )
    assert limits_of(means) == limits_of(again)


def test_limits_of_an_item_do_not_depend_on_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    design = make_design((6, 6))
    values = draw_rates(12, 9)
    whole = bootstrap_difference(values, design)
    monkeypatch.setattr(resampling, "CELLS", 4_000)  # two items at once
    parts = bootstrap_difference(values, design)
    assert parts.low == pytest.approx(whole.low, abs=1e-12)
    assert bootstrap_difference(values, design, seed=2).low.tolist() != whole.low.tolist()


def test_nobody_to_compare() -> None:
    found = bootstrap_difference(draw_rates(10), make_design((5, 0), (0, 5)))
    assert np.isnan([found.estimate, found.low, found.high]).all()


def test_no_items() -> None:
    assert bootstrap_difference(np.empty((8, 0)), make_design((4, 4))).low.shape == (0,)
    assert bootstrap_mean(np.empty((8, 0)), make_design((4, 4))).low.shape == (2, 0)


def test_what_is_refused() -> None:
    with pytest.raises(ValueError, match="two groups"):
        bootstrap_difference(draw_rates(9), make_design((3, 3, 3)))
    with pytest.raises(ValueError, match="a row for each"):
        bootstrap_mean(draw_rates(9), make_design((4, 4)))
    with pytest.raises(ValueError, match="finite"):
        bootstrap_mean(np.full((8, 1), np.nan), make_design((4, 4)))
