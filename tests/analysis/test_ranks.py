"""Rank correlations: against SciPy, by hand, and what cannot be said."""

from __future__ import annotations

from math import atanh, sqrt, tanh

import numpy as np
import pytest
from scipy.stats import permutation_test, rankdata, spearmanr

from qualcode.analysis.ranking.ranks import correlate_ranks

RANDOM = np.random.default_rng(3)
FIGURES = RANDOM.normal(size=7)
COLUMNS = np.column_stack([RANDOM.normal(size=(7, 3)), [0, 0, 1, 1, 2, 2, 2]])
ALONE = [""] * 7


def test_rho_is_spearmans() -> None:
    told = correlate_ranks(FIGURES, COLUMNS, ALONE)
    for at in range(4):
        assert told.rho[at] == pytest.approx(spearmanr(FIGURES, COLUMNS[:, at]).statistic)


def test_p_is_exact() -> None:
    told = correlate_ranks(FIGURES, COLUMNS, ALONE)
    assert (told.arrangements, told.exact) == (5040, True)
    for at in range(4):
        exact = permutation_test(
            (FIGURES,),
            lambda some, at=at: spearmanr(some, COLUMNS[:, at]).statistic,
            permutation_type="pairings",
            n_resamples=10_000,
        )
        far = np.abs(exact.null_distribution) >= abs(told.rho[at]) - 1e-9
        assert told.p[at] == pytest.approx(far.mean())
    assert told.least_p[:3] == pytest.approx(2 / 5040)
    assert told.least_p[3] == pytest.approx(2 * 2 * 2 * 6 / 5040)  # ties leave fewer
    assert (told.p_family >= told.p).all()


def test_the_example_of_the_document() -> None:
    shares = np.array([0, 0.1, 0.3, 0.2, 0.5, 0.4])[:, None]
    told = correlate_ranks(np.array([1.5, 2, 3, 4, 5, 6]), shares, [""] * 6)
    assert round(told.rho[0], 3) == 0.886
    assert told.p[0] == pytest.approx(24 / 720)
    assert told.least_p[0] == pytest.approx(2 / 720)


def test_limits_are_those_of_bonett_and_wright() -> None:
    told = correlate_ranks(FIGURES, COLUMNS[:, :1], ALONE)
    rho = told.rho[0]
    half = 1.959964 * sqrt((1 + rho**2 / 2) / 4)
    assert told.low[0] == pytest.approx(tanh(atanh(rho) - half), abs=1e-6)
    assert told.high[0] == pytest.approx(tanh(atanh(rho) + half), abs=1e-6)


def test_units_in_perfect_order_have_no_limits() -> None:
    told = correlate_ranks(np.arange(5.0), np.arange(5.0)[:, None] ** 3, [""] * 5)
    assert told.rho[0] == pytest.approx(1)
    assert np.isnan([told.low[0], told.high[0]]).all()
    assert told.p[0] == pytest.approx(2 / 120)


def test_strata_are_ranked_apart() -> None:
    """Inside each stratum the order is the same, between them the opposite."""
    figures = np.array([1.0, 2, 3, 11, 12, 13])
    column = np.array([21.0, 22, 23, 1, 2, 3])[:, None]
    strata = ["a"] * 3 + ["b"] * 3
    assert correlate_ranks(figures, column, [""] * 6).rho[0] < 0
    told = correlate_ranks(figures, column, strata)
    assert told.rho[0] == pytest.approx(1)
    assert (told.arrangements, told.exact) == (36, True)
    assert np.isnan(told.p[0])  # 2 of 36 is above 0.05: no test can be shown
    assert told.least_p[0] == pytest.approx(2 / 36)


def test_strata_of_different_sizes() -> None:
    figures = np.array([1.0, 4, 2, 3, 7, 6, 9])
    column = np.array([2.0, 1, 4, 3, 5, 9, 8])[:, None]
    strata = ["a"] * 4 + ["b"] * 3
    own, other = (
        np.concatenate([rankdata(one[:4]) / 5 - 0.5, rankdata(one[4:]) / 4 - 0.5])
        for one in (figures, column[:, 0])
    )
    expected = own @ other / sqrt((own @ own) * (other @ other))
    assert correlate_ranks(figures, column, strata).rho[0] == pytest.approx(expected)


def test_many_arrangements_are_drawn() -> None:
    figures, columns = RANDOM.normal(size=12), RANDOM.normal(size=(12, 5))
    told = correlate_ranks(figures, columns, [""] * 12, draws=999)
    again = correlate_ranks(figures, columns, [""] * 12, draws=999)
    other = correlate_ranks(figures, columns, [""] * 12, draws=999, seed=2)
    assert (told.arrangements, told.exact) == (999, False)
    assert told.least_p == pytest.approx(1 / 1000)
    assert (told.p == again.p).all()
    assert (told.p != other.p).any()
    exact = [spearmanr(figures, columns[:, at]).pvalue for at in range(5)]
    assert told.p == pytest.approx(exact, abs=0.06)


def test_false_alarms_are_as_promised() -> None:
    random = np.random.default_rng(5)
    told = correlate_ranks(random.normal(size=6), random.normal(size=(6, 2000)), [""] * 6)
    assert 0.015 < np.mean(told.p <= 0.05) <= 0.05  # six units give p of 0.03 and 0.06
    assert np.mean(told.p_family <= 0.05) < 0.01


def test_what_cannot_be_said() -> None:
    few = correlate_ranks(np.arange(4.0), COLUMNS[:4], [""] * 4)
    assert np.isnan(few.rho).all()
    same = correlate_ranks(FIGURES, np.ones((7, 1)), ALONE)
    assert np.isnan([same.rho, same.p, same.least_p]).all()
    figures = correlate_ranks(np.ones(7), COLUMNS, ALONE)
    assert np.isnan(figures.rho).all()
    assert correlate_ranks(FIGURES, np.zeros((7, 0)), ALONE).rho.shape == (0,)
    one = correlate_ranks(FIGURES, np.eye(7)[:, :1], ALONE)
    assert not np.isnan(one.rho[0])
    assert np.isnan(one.p[0])  # one unit of seven: 2 of 7 at best
    assert one.least_p[0] == pytest.approx(2 / 7)
