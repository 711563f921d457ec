"""Correcting shares by what people coded: by hand, and where truth and errors are known."""

from __future__ import annotations

from math import exp, log, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from scipy.stats import t
from statsmodels.stats.proportion import proportion_confint

from qualcode.analysis.errors.correction import (
    Limited,
    correct_shares,
    judge_differences,
    limit_ratios,
    limit_shares,
    subtract,
)

Z = NormalDist().inv_cdf(0.975)


def column(*numbers: float) -> Any:
    """Return the counts of one item, a row for each respondent."""
    return np.array(numbers, dtype=float)[:, None]


def limited(value: float, low: float, high: float) -> Limited:
    return Limited(*(np.array([one]) for one in (value, low, high)))


def test_shares_of_respondents_who_are_alike_have_wilsons_limits() -> None:
    share = limit_shares(column(2, 2, 2, 2), column(5, 5, 5, 5))
    low, high = proportion_confint(8, 20, method="wilson")
    assert share.value[0] == pytest.approx(0.4)
    assert (share.low[0], share.high[0]) == pytest.approx((low, high))


def test_shares_of_respondents_who_differ_rest_on_fewer_units() -> None:
    share = limit_shares(column(0, 0, 10, 10), column(10, 10, 10, 10))
    clustered = 4 / 3 * (4 * 5**2) / 40**2
    effect = clustered / (0.5 * 0.5 / 40)
    effective = 40 / (effect * (t.ppf(0.975, 3) / Z) ** 2)
    low, high = proportion_confint(effective / 2, effective, method="wilson")
    assert (share.low[0], share.high[0]) == pytest.approx((low, high))
    assert share.high[0] - share.low[0] > 0.85  # two of four persons: next to nothing is known


def test_a_share_of_nothing_and_of_one_person() -> None:
    nothing = limit_shares(column(0, 0, 0), column(0, 0, 0))
    assert np.isnan([nothing.value, nothing.low, nothing.high]).all()
    one = limit_shares(column(3, 0), column(6, 0))
    assert one.value[0] == 0.5
    assert np.isnan([one.low, one.high]).all()
    assert limit_shares(np.zeros((0, 2)), np.zeros((0, 2))).value.shape == (2,)


def test_the_ratio_is_precision_by_recall() -> None:
    gold, found, both = column(4, 6, 2, 8), column(3, 3, 2, 4), column(2, 3, 1, 3)
    ratio = limit_ratios(gold, found, both)
    precision, recall = 9 / 12, 9 / 20
    assert ratio.value[0] == pytest.approx(precision / recall) == pytest.approx(20 / 12)
    residuals = [g / 20 - m / 12 for g, m in zip((4, 6, 2, 8), (3, 3, 2, 4), strict=True)]
    clustered = t.ppf(0.975, 3) * sqrt(4 / 3 * sum(one**2 for one in residuals))
    paired = Z * sqrt((3 + 11 + 1) / (20.5 * 12.5))
    half = max(clustered, paired)
    assert half == paired
    assert log(ratio.high[0]) == pytest.approx(log(20 / 12) + half)
    assert ratio.low[0] == pytest.approx(20 / 12 * exp(-half))


def test_the_example_of_the_document() -> None:
    """Of 20 by people, 12 by the machine, 9 by both: .24 becomes .40."""
    ratio = limit_ratios(column(4, 6, 2, 8), column(3, 3, 2, 4), column(2, 3, 1, 3))
    assert correct_shares(np.array([0.24]), ratio).value[0] == pytest.approx(0.40)


def test_a_tagger_without_a_mistake_may_yet_make_one() -> None:
    same = column(5, 5, 5, 5)
    ratio = limit_ratios(same, same, same)
    assert ratio.value[0] == 1
    assert 0.85 < ratio.low[0] < 0.95
    assert 1.05 < ratio.high[0] < 1.2


@pytest.mark.parametrize(
    ("gold", "found"),
    [((4, 0, 0), (9, 9, 9)), ((9, 9, 9), (1, 1, 2)), ((9, 9), (9, 9)), ((0, 0, 0), (0, 0, 0))],
)
def test_of_too_little_nothing_is_said(gold: tuple[int, ...], found: tuple[int, ...]) -> None:
    first, second = column(*gold), column(*found)
    ratio = limit_ratios(first, second, np.minimum(first, second))
    assert np.isnan([ratio.value, ratio.low, ratio.high]).all()


def test_corrected_shares_stay_between_none_and_all() -> None:
    corrected = correct_shares(np.array([0.6]), limited(1.5, 1.2, 3.0))
    assert (corrected.value[0], corrected.low[0], corrected.high[0]) == pytest.approx(
        (0.9, 0.72, 1)
    )


def test_differences_square_and_add() -> None:
    told = subtract(limited(0.8, 0.6999, 0.8863), limited(0.6, 0.4597, 0.7253))
    assert told.value[0] == pytest.approx(0.2)
    assert told.low[0] == pytest.approx(0.2 - sqrt(0.1001**2 + 0.1253**2))
    assert told.high[0] == pytest.approx(0.2 + sqrt(0.0863**2 + 0.1403**2))


def test_the_square_and_add_of_newcombe() -> None:
    """56/70 − 48/80: .0524 to .3339 (Newcombe 1998, Statistics in Medicine 17:873-890)."""
    first = limited(56 / 70, *proportion_confint(56, 70, method="wilson"))
    second = limited(48 / 80, *proportion_confint(48, 80, method="wilson"))
    told = subtract(first, second)
    assert (round(told.low[0], 4), round(told.high[0], 4)) == (0.0524, 0.3339)


def test_what_becomes_of_a_difference() -> None:
    low = np.array([0.1, -0.3, -0.1, 0.1, 0.1, np.nan])
    high = np.array([0.2, -0.2, 0.1, 0.2, 0.2, np.nan])
    observed = np.array([0.3, 0.3, 0.3, -0.3, 0.0, 0.3])
    verdicts = judge_differences(observed, Limited((low + high) / 2, low, high))
    assert verdicts == ("holds", "turns", "uncertain", "turns", "turns", "unknown")


def draw_group(
    random: np.random.Generator, shares: tuple[float, float], recall: float, wrong: float
) -> tuple[float, float, Limited]:
    """Draw a group of people whose shares and recalls differ; return truth, observed, corrected.

    People coded a third of each one's hundred units.
    """
    persons = random.beta(*shares, 6)[:, None]
    found = random.beta(8 * recall, 8 * (1 - recall), 6)[:, None]
    truth = random.random((6, 100)) < persons
    machine = random.random((6, 100)) < np.where(truth, found, wrong)
    counts = (one[:, :33].sum(1, keepdims=True).astype(float) for one in _three(truth, machine))
    corrected = correct_shares(np.array([machine.mean()]), limit_ratios(*counts))
    return float(truth.mean()), float(machine.mean()), corrected


def _three(truth: Any, machine: Any) -> tuple[Any, Any, Any]:
    return truth, machine, truth & machine


def test_the_truth_lies_in_the_range() -> None:
    """Where truth and errors are known: the range holds the true share, the raw share is off."""
    random = np.random.default_rng(7)
    drawn = [draw_group(random, (2, 6), 0.5, 0.03) for _ in range(400)]
    told = [one for one in drawn if not np.isnan(one[2].low[0])]
    assert len(told) > 380
    inside = [one.low[0] <= truth <= one.high[0] for truth, _, one in told]
    assert np.mean(inside) > 0.95
    observed, corrected = (
        np.mean([seen - truth for truth, seen, _ in told]),
        np.mean([one.value[0] - truth for truth, _, one in told]),
    )
    assert observed < -0.08
    assert abs(corrected) < 0.02


def test_the_ratio_errs_less_than_rates_of_another_sample() -> None:
    """The share corrected by sensitivity and specificity (Rogan & Gladen 1978) is farther off."""
    random = np.random.default_rng(10)
    ratios, rates = [], []
    for _ in range(400):
        persons = random.beta(2, 18, 8)[:, None]
        truth = random.random((8, 60)) < persons
        machine = random.random((8, 60)) < np.where(truth, 0.4, 0.02)
        coded = truth[:4, :40], machine[:4, :40]
        counts = [one.sum(1, keepdims=True).astype(float) for one in _three(*coded)]
        ratio = limit_ratios(*counts).value[0]
        if np.isnan(ratio):
            continue
        sensitivity = counts[2].sum() / counts[0].sum()
        specificity = (~coded[0] & ~coded[1]).sum() / (~coded[0]).sum()
        rogan = (machine.mean() + specificity - 1) / (sensitivity + specificity - 1)
        ratios.append(abs(machine.mean() * ratio - truth.mean()))
        rates.append(abs(min(1.0, max(0.0, rogan)) - truth.mean()))
    assert np.mean(rates) > 1.2 * np.mean(ratios)


def test_a_difference_made_by_errors_alone_does_not_hold() -> None:
    """Both groups speak alike, in one the tagger misses twice as much: it is seldom believed."""
    random = np.random.default_rng(8)
    verdicts = []
    for _ in range(300):
        (_, one, first), (_, other, second) = (
            draw_group(random, (200, 600), recall, 0.03) for recall in (0.8, 0.4)
        )
        verdicts += judge_differences(np.array([one - other]), subtract(first, second))
    known = [one for one in verdicts if one != "unknown"]
    assert len(known) > 280
    assert known.count("holds") / len(known) < 0.05


def test_a_large_difference_holds() -> None:
    random = np.random.default_rng(9)
    verdicts = []
    for _ in range(200):
        (_, one, first), (_, other, second) = (
            draw_group(random, shares, 0.8, 0.02) for shares in ((8, 8), (1, 12))
        )
        verdicts += judge_differences(np.array([one - other]), subtract(first, second))
    known = [one for one in verdicts if one != "unknown"]
    assert known.count("holds") / len(known) > 0.8
    assert known.count("turns") == 0
