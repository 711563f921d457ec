"""Distances, and alpha of sets with them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from qualcode.analysis.agreement.among.sets import count_sets, number_sets
from qualcode.analysis.agreement.metrics import (
    interval_distances,
    jaccard_distances,
    masi_distances,
    ordinal_distances,
    ratio_distances,
)


def test_numbers() -> None:
    assert interval_distances([1, 4]).tolist() == [[0, 9], [9, 0]]
    assert ratio_distances([0, 1, 3]).tolist() == [[0, 1, 1], [1, 0, 0.25], [1, 0.25, 0]]
    # Between the first and the third rank lie all of the second, half of either end: 1 + 4 + 3.
    assert ordinal_distances([2, 4, 6]).tolist()[0] == [0, 9, 64]


@pytest.mark.parametrize(
    ("one", "other", "jaccard", "masi"),
    [
        ("", "", 0, 0),
        ("", "a", 1, 1),
        ("a", "b", 1, 1),
        ("ab", "ab", 0, 0),
        ("a", "ab", 1 / 2, 1 - 1 / 2 * 2 / 3),
        ("ab", "ac", 2 / 3, 1 - 1 / 3 * 1 / 3),
        ("abc", "bcd", 1 / 2, 1 - 1 / 2 * 1 / 3),
    ],
)
def test_sets(one: str, other: str, jaccard: float, masi: float) -> None:
    """Passonneau 2006: 1, 2/3 where one lies in the other, 1/3 where both have their own."""
    flags = [[code in some for code in "abcd"] for some in (one, other)]
    assert jaccard_distances(flags) == pytest.approx(np.array([[0, jaccard], [jaccard, 0]]))
    assert masi_distances(flags) == pytest.approx(np.array([[0, masi], [masi, 0]]))


PAIRS = ["|", "a|", "a|a", "a|b", "ab|a", "ab|ac", "abc|abc", "c|ac", "c|ac"]


def sets_of(pairs: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return coders × units × codes, and who has seen what: `-` is not seen."""
    rows = list(zip(*(pair.split("|") for pair in pairs), strict=True))
    coded = np.array([[[code in one for code in "abc"] for one in row] for row in rows])
    return coded, np.array([[one != "-" for one in row] for row in rows])


@pytest.mark.parametrize("metric", ["jaccard", "masi"])
def test_alpha_of_sets(metric: str) -> None:
    """Alpha by its definition, over all pairs of values."""
    coded, seen = sets_of(PAIRS)
    values, sets = number_sets(coded, seen)
    people = np.zeros(len(PAIRS), int)
    told = count_sets(values, sets, people, 1, np.ones(len(PAIRS))).alpha(metric)
    how = {"jaccard": jaccard_distances, "masi": masi_distances}[metric]
    distances = how(coded.reshape(-1, 3))  # the values of the first coder, then of the second
    n, units = len(distances), len(PAIRS)
    observed = 2 * np.trace(distances[:units, units:]) / n
    expected = distances.sum() / (n * (n - 1))
    assert told == pytest.approx(1 - observed / expected)


def test_units_that_one_coder_judged_say_nothing_of_sets() -> None:
    whole = sets_of(PAIRS)
    more = sets_of([*PAIRS, "a|-", "abc|-"])
    told = []
    for coded, seen in (whole, more):
        values, sets = number_sets(coded, seen)
        size = seen.shape[1]
        told.append(count_sets(values, sets, np.zeros(size, int), 1, np.ones(size)).alpha("masi"))
    assert told[0] == pytest.approx(told[1])


def test_the_same_set_everywhere_is_no_variation() -> None:
    coded, seen = sets_of(["a|a"] * 3)
    values, sets = number_sets(coded, seen)
    counted = count_sets(values, sets, np.zeros(3, int), 1, np.ones(3))
    assert math.isnan(counted.alpha("masi"))
    assert np.isnan(counted.alpha("jaccard", np.ones((4, 1)))).all()
