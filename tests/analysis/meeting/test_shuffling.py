"""The closed form of chance inside respondents: SciPy for one person, brute shuffling for many."""

from math import comb

import numpy as np
import pytest
from scipy.stats import hypergeom, norm

from qualcode.analysis.meeting import shuffling
from qualcode.analysis.meeting.shuffling import (
    Whole,
    distribute_meetings,
    expect_meetings,
    weigh_meetings,
    weigh_pairs,
)

# Units, units with the first and with the second thing, of five persons.
UNITS = np.array([40, 25, 60, 12, 8])
FIRST = np.array([10, 3, 20, 6, 0])
SECOND = np.array([8, 5, 9, 7, 4])


@pytest.mark.parametrize(
    ("n", "a", "b"), [(20, 6, 9), (12, 11, 10), (5, 5, 3), (7, 0, 4), (1, 1, 1)]
)
def test_one_person_is_scipys_hypergeometric(n: int, a: int, b: int) -> None:
    known = hypergeom(n, a, b)
    mean, variance = expect_meetings(n, a, b)
    k = np.arange(min(a, b) + 1)
    assert float(mean) == pytest.approx((k * known.pmf(k)).sum())
    assert float(variance) == pytest.approx((k**2 * known.pmf(k)).sum() - float(mean) ** 2)
    units, first, second = (np.array([one]) for one in (n, a, b))
    pmf = distribute_meetings(units, first, second)
    assert pmf == pytest.approx(known.pmf(k), abs=1e-12)
    for met in range(max(0, a + b - n), min(a, b) + 1):
        chance = weigh_meetings(met, units, first, second)
        expected = min(1.0, 2 * min(known.cdf(met), known.sf(met - 1)))
        assert chance.p == pytest.approx(expected, abs=1e-9)
        assert known.cdf(chance.low - 1) <= 0.025 < known.cdf(chance.low) + 1e-9
        assert known.sf(chance.high) <= 0.025 + 1e-9


def test_persons_together_are_what_shuffling_gives() -> None:
    """Within Monte Carlo error: four standard errors of 40,000 shuffles."""
    random = np.random.default_rng(7)
    shuffles = 40_000
    met = np.zeros(shuffles, dtype=int)
    for n, a, b in zip(UNITS, FIRST, SECOND, strict=True):
        order = random.random((shuffles, n)).argsort(axis=1)  # where each unit goes
        met += (order[:, :b] < a).sum(axis=1)
    chance = weigh_meetings(12, UNITS, FIRST, SECOND)
    error = met.std() / np.sqrt(shuffles)
    assert chance.expected == pytest.approx(met.mean(), abs=4 * error)
    assert chance.sd == pytest.approx(met.std(), rel=0.02)
    tail = (met >= 12).mean()
    assert chance.p == pytest.approx(2 * tail, abs=8 * np.sqrt(tail * (1 - tail) / shuffles))
    assert (met < chance.low).mean() < 0.03
    assert (met > chance.high).mean() < 0.03
    pmf = distribute_meetings(UNITS, FIRST, SECOND)
    seen = np.bincount(met, minlength=len(pmf)) / shuffles
    assert np.abs(pmf - seen).max() < 4 * np.sqrt(0.25 / shuffles)


def test_the_least_p_is_that_of_the_rarer_end() -> None:
    units, first, second = np.array([4, 3]), np.array([2, 1]), np.array([2, 1])
    # All three meet: 1/6 × 1/3; none: 1/6 × 2/3.
    assert weigh_meetings(3, units, first, second).least_p == pytest.approx(2 / 18)
    assert weigh_meetings(3, units, first, second).p == pytest.approx(2 / 18)
    stuck = weigh_meetings(3, np.array([5]), np.array([5]), np.array([3]))
    assert (stuck.p, stuck.least_p, stuck.low, stuck.high) == (1.0, 1.0, 3, 3)
    assert (stuck.expected, stuck.sd) == (3.0, 0.0)


@pytest.mark.parametrize(("units", "second"), [(40, 1), (80, 2), (120, 3), (200, 5), (2000, 50)])
def test_a_test_that_comes_down_to_the_level_exactly_is_shown(units: int, second: int) -> None:
    exactly = [np.array([count]) for count in (units, 1, second)]  # meets in second / units
    assert weigh_meetings(1, *exactly).least_p == pytest.approx(0.05, rel=1e-9)
    assert weigh_meetings(1, *exactly).shown
    assert not weigh_meetings(1, np.array([units - 1]), *exactly[1:]).shown


def test_nobody_meets_by_no_chance() -> None:
    nobody = np.array([], dtype=int)
    chance = weigh_meetings(0, nobody, nobody, nobody)
    assert (chance.expected, chance.sd, chance.low, chance.high) == (0, 0, 0, 0)
    assert (chance.p, chance.least_p) == (1.0, 1.0)


def test_many_pairs_are_what_each_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """In blocks of any size, in any order."""
    random = np.random.default_rng(3)
    first = random.integers(0, 8, (5, 60)).clip(max=UNITS[:, None])
    second = random.integers(0, 8, (5, 60)).clip(max=UNITS[:, None])
    lowest = np.maximum(0, first + second - UNITS[:, None]).sum(axis=0)
    met = random.integers(lowest, np.minimum(first, second).sum(axis=0) + 1)
    monkeypatch.setattr(shuffling, "BLOCK", 40)
    found = weigh_pairs(UNITS, np.hstack([first, second]), *columns(60), met)
    for pair in range(60):
        alone = weigh_meetings(int(met[pair]), UNITS, first[:, pair], second[:, pair])
        assert found.p[pair] == pytest.approx(alone.p, rel=1e-6, abs=1e-12)
        assert found.least_p[pair] == pytest.approx(alone.least_p)
        assert found.p[pair] >= found.least_p[pair]
        assert found.expected[pair] == pytest.approx(alone.expected)
        assert found.sd[pair] == pytest.approx(alone.sd)


def columns(pairs: int) -> tuple[Whole, Whole]:
    return np.arange(pairs), np.arange(pairs, 2 * pairs)


def test_above_five_hundred_the_normal_curve_is_as_good() -> None:
    units = np.full(200, 150)
    first, second = np.full((200, 3), 30), np.full((200, 3), 15)
    met = np.array([560, 600, 640])  # expected: 600
    counts = np.hstack([first, second])
    p = weigh_pairs(units, counts, *columns(3), met).p
    exact = weigh_pairs(units, counts, *columns(3), met, most_exact=1_000).p
    assert p == pytest.approx(exact, rel=0.03)
    assert p[1] == 1.0
    assert not np.array_equal(p, exact)
    sd = np.sqrt(200 * float(expect_meetings(150, 30, 15)[1]))
    assert p[2] == pytest.approx(2 * norm.sf(39.5 / sd))


def test_large_counts_keep_their_precision() -> None:
    exact = comb(900, 40) / comb(1000, 40)  # none of 40 among the 100
    pmf = distribute_meetings(np.array([1000]), np.array([100]), np.array([40]))
    assert pmf[0] == pytest.approx(exact, rel=1e-9)
    assert pmf.sum() == pytest.approx(1.0, abs=1e-9)
