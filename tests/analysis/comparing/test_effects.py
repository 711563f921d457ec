"""Effect sizes by their definitions, and what many p come to together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike
from scipy import stats

from qualcode.analysis.comparing.effects import cliffs_delta
from qualcode.analysis.comparing.families import Floats, benjamini_hochberg, holm

# Benjamini & Hochberg 1995, JRSS B 57:289-300, section 4: 15 tests of one trial
P = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
)


def test_pairs_are_counted() -> None:
    # of 3 × 2 pairs the first is larger in 4 and smaller in 1; one is a tie
    found = cliffs_delta([[1.0], [3.0], [4.0]], [[1.0], [2.0]])
    assert found.tolist() == [(4 - 1) / 6]


def test_wholly_apart_and_wholly_alike() -> None:
    assert cliffs_delta([[5.0], [6.0]], [[1.0], [2.0]]).tolist() == [1.0]
    assert cliffs_delta([[1.0], [2.0]], [[5.0], [6.0]]).tolist() == [-1.0]
    assert cliffs_delta([[0.1 + 0.2]], [[0.3]]).tolist() == [0.0]
    assert np.isnan(cliffs_delta(np.empty((0, 2)), np.ones((3, 2)))).all()


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=9),
    st.lists(st.integers(0, 5), min_size=1, max_size=9),
)
def test_delta_is_a_form_of_mann_whitney(one: list[int], other: list[int]) -> None:
    larger = stats.mannwhitneyu(one, other).statistic  # ties counted as halves
    found = cliffs_delta(np.array([one]).T, np.array([other]).T)
    assert found[0] == pytest.approx(2 * larger / (len(one) * len(other)) - 1)


def test_holm_and_benjamini_hochberg() -> None:
    assert (holm(P) <= 0.05).sum() == 3
    assert (benjamini_hochberg(P) <= 0.05).sum() == 4
    six = [0.0015, 0.0030, 0.0095, 0.0356, 0.0603, 0.0639]
    assert benjamini_hochberg(P)[:6] == pytest.approx(six, abs=0.00005)


def test_the_same_example_by_bonferroni_and_benjamini_yekutieli() -> None:
    """What is not offered finds no more here: 3 by either."""
    from statsmodels.stats.multitest import multipletests

    assert [multipletests(P, method=one)[0].sum() for one in ("bonferroni", "fdr_by")] == [3, 3]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_keep_their_places(p: list[float]) -> None:
    order = np.random.default_rng(1).permutation(len(p))
    for adjust in (holm, benjamini_hochberg):
        found = adjust(p)
        assert (found >= np.array(p) - 1e-12).all()
        assert (found <= 1).all()
        assert adjust(np.array(p)[order]) == pytest.approx(found[order])


@settings(max_examples=12)  # statsmodels collects garbage at every call
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_as_statsmodels_has_them(p: list[float]) -> None:
    from statsmodels.stats.multitest import multipletests

    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_tests_that_were_not_made_do_not_count(adjust: Callable[[ArrayLike], Floats]) -> None:
    found = adjust([np.nan, 0.04, np.nan, 0.01])
    assert np.isnan(found[[0, 2]]).all()
    assert found[[1, 3]] == pytest.approx(adjust([0.04, 0.01]))
    assert np.isnan(adjust([np.nan, np.nan])).all()


def test_each_row_is_a_family_of_its_own() -> None:
    rows = np.array([[0.01, 0.04, 0.03], [np.nan, 0.2, 0.02]])
    assert holm(rows) == pytest.approx(np.array([holm(row) for row in rows]), nan_ok=True)
    assert holm(rows)[0] == pytest.approx([0.03, 0.06, 0.06])
    assert holm(rows)[1, 1:] == pytest.approx([0.2, 0.04])


def test_no_tests() -> None:
    assert holm([]).shape == benjamini_hochberg([]).shape == (0,)
