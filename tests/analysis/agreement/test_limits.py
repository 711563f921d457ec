"""Limits by bootstrap: the same each time, wide where persons differ, none where none can be."""

from __future__ import annotations

import time

import numpy as np
import pytest

from qualcode.analysis.agreement.coefficients import cohen_kappa, f1, recall
from qualcode.analysis.agreement.figures import (
    COEFFICIENTS,
    count_by_respondent,
    draw_for,
    figure_codes,
    figure_total,
    mean_defined,
)
from qualcode.analysis.agreement.intervals import FEWEST_RESPONDENTS, draw_resamples, find_limits


def counts_of(*people: tuple[int, int, int, int]) -> np.ndarray:
    """Make counts of one code: both, only first, only second, neither, for each person."""
    return np.array(people, dtype=float).reshape(-1, 1, 2, 2)


EVEN = counts_of(*[(4, 1, 1, 14)] * 8)
UNEVEN = counts_of(*[(8, 0, 0, 12)] * 4, *[(0, 2, 2, 16)] * 4)


def test_resamples_draw_as_many_as_there_are() -> None:
    drawn = draw_resamples(8, 50)
    assert drawn.shape == (50, 8)
    assert set(drawn.sum(1)) == {8}
    assert (drawn == draw_resamples(8, 50)).all()
    assert (drawn != draw_resamples(8, 50, seed=1)).any()


def test_limits_lie_around_the_value_and_are_those_of_the_resamples() -> None:
    drawn = draw_resamples(8, 2_000)
    low, high = find_limits(UNEVEN, drawn, f1)
    value = f1(UNEVEN.sum(0))
    assert low[0] < value[0] < high[0]
    # Drawn one after the other: the same numbers.
    slow = [float(f1((UNEVEN * row[:, None, None, None]).sum(0))[0]) for row in drawn]
    assert low[0] == pytest.approx(np.percentile(slow, 2.5))
    assert high[0] == pytest.approx(np.percentile(slow, 97.5))


def test_whole_persons_are_drawn() -> None:
    """Shuffled over persons, the same stretches would give much narrower limits."""
    drawn = draw_resamples(8, 1_000)
    shuffled = counts_of(*[(4, 1, 1, 14)] * 8) + 0
    shuffled[:4] += np.array([[1, -1], [0, 0]])
    uneven = np.diff(np.array(find_limits(UNEVEN, drawn, cohen_kappa)), axis=0)
    mixed = np.diff(np.array(find_limits(shuffled, drawn, cohen_kappa)), axis=0)
    assert uneven[0, 0] > 3 * mixed[0, 0]


def test_what_resampling_cannot_tell_has_no_limits() -> None:
    drawn = draw_resamples(8, 500)
    never_found = counts_of(*[(0, 1, 0, 9)] * 8)
    rare = counts_of((0, 1, 0, 9), *[(0, 0, 0, 10)] * 7)  # in a third of the resamples not at all
    nothing = counts_of(*[(0, 0, 0, 10)] * 8)
    for counts in (EVEN, never_found, rare, nothing):
        low, high = find_limits(counts, drawn, recall)
        assert np.isnan(low).all()
        assert np.isnan(high).all()


def test_few_respondents_get_no_limits() -> None:
    few = UNEVEN[: FEWEST_RESPONDENTS - 1]
    assert draw_for(few, 1_000) is None
    assert draw_for(UNEVEN, 0) is None
    silent = np.concatenate([few, np.zeros((5, 1, 2, 2))])
    assert draw_for(silent, 1_000) is None
    some = np.concatenate([np.zeros((3, 1, 2, 2)), UNEVEN])
    (of_some,), (of_all,) = (figure_codes(one, draw_for(one, 1_000)) for one in (some, UNEVEN))
    assert of_some == of_all  # the silent ones are never drawn, so they widen nothing
    (figures,) = figure_codes(few, draw_for(few, 1_000))
    assert figures.values["f1"].value is not None
    assert all(value.low is None for value in figures.values.values())


def test_counts_are_those_of_the_units_that_count() -> None:
    first = np.array([[1], [1], [0], [0], [1]], bool)
    second = np.array([[1], [0], [1], [0], [1]], bool)
    known = np.array([[1], [1], [1], [1], [0]], bool)
    counts = count_by_respondent(first, second, known, np.array([0, 0, 1, 1, 1]), 2)
    assert counts[0, 0].tolist() == [[1, 1], [0, 0]]
    assert counts[1, 0].tolist() == [[0, 0], [1, 1]]
    (figures,) = figure_codes(counts, None)
    assert (figures.units, figures.first, figures.second, figures.both) == (4, 2, 2, 1)
    assert (figures.first_share, figures.second_share) == (0.5, 0.5)


def test_totals_throw_codes_together_or_take_their_mean() -> None:
    counts = np.array([[[[4, 0], [0, 6]], [[0, 1], [1, 8]], [[0, 0], [0, 10]]]], float)
    total = figure_total(counts, 10, None)
    assert (total.first, total.second, total.both, total.codes) == (5, 5, 4, 2)
    assert total.micro["f1"].value == pytest.approx(0.8)
    assert total.macro["f1"].value == pytest.approx(0.5)  # the code nobody has is left out
    empty = figure_total(np.zeros((1, 2, 2, 2)), 0, None)
    assert (empty.micro["f1"].value, empty.macro["f1"].value, empty.codes) == (None, None, 0)


def test_means_leave_out_what_is_undefined() -> None:
    assert mean_defined(np.array([0.5, np.nan, 1.0])) == pytest.approx(0.75)
    assert np.isnan(mean_defined(np.array([np.nan])))


def test_thirty_codes_take_no_time() -> None:
    random = np.random.default_rng(7)
    counts = random.integers(0, 20, size=(40, 30, 2, 2)).astype(float)
    began = time.perf_counter()
    figures = figure_codes(counts, draw_for(counts, 1_000))
    assert time.perf_counter() - began < 2
    assert all(one.values[name].low is not None for one in figures for name in COEFFICIENTS)
