"""The simulation of false alarms and limits: few runs, the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.parts import ONCE
from benchmarks.parts.alarms import (
    CODES,
    DIFFERENT,
    UNEQUAL,
    measure_false_alarms,
    measure_families,
    measure_power,
    measure_strata,
    p_of_rates,
    p_of_segments,
    reach_level,
)
from benchmarks.parts.limits import ESTIMATED, measure_coverage
from benchmarks.persons import Talk, count_independent, draw_codes, draw_counts, make_design
from benchmarks.report import Goal, Row, monte_carlo_error, render_share_of
from qualcode.analysis.comparing.permutation import permute


@pytest.mark.parametrize(
    ("segments", "likeness", "effect"),
    [(20, 0.05, 1.95), (20, 0.1, 2.9), (40, 0.2, 8.8)],  # 1 + (m − 1) · ICC: Kish 1965, 5.4
)
def test_the_design_effect(segments: int, likeness: float, effect: float) -> None:
    assert count_independent(segments, likeness) == pytest.approx(effect)


def test_persons_are_as_alike_as_said() -> None:
    talk = Talk((4, 4), (0.2, 0.4), segments=20, likeness=0.15)
    rates = draw_counts(talk, 20_000, np.random.default_rng(1)) / 20
    for rows, mean in ((rates[:4], 0.2), (rates[4:], 0.4)):
        assert rows.mean() == pytest.approx(mean, abs=0.003)
        one_by_one = mean * (1 - mean) / 20  # the variance of the share, were segments independent
        assert rows.var() / one_by_one == pytest.approx(count_independent(20, 0.15), rel=0.02)


def test_codes_of_a_person_go_together() -> None:
    talk = Talk((400, 400), (0.2, 0.2), segments=30, likeness=0.1)
    counts = draw_codes(talk, 10, 0.3, np.random.default_rng(1))
    assert counts.shape == (800, 10)
    assert counts.mean() / 30 == pytest.approx(0.2, abs=0.02)
    between = np.corrcoef(counts.T)[np.triu_indices(10, 1)]
    assert 0.1 < between.mean() < 0.3


def test_segments_taken_for_persons_raise_alarms() -> None:
    talk = UNEQUAL[2]
    counts = draw_counts(talk, 120, np.random.default_rng(1))
    alarms = {
        "segments": (p_of_segments(counts, talk) <= 0.05).mean(),
        "persons": (p_of_rates(counts, talk) <= 0.05).mean(),
        "ours": (permute(counts / talk.segments, talk.design).p <= 0.05).mean(),
    }
    assert alarms["segments"] > 0.3
    assert alarms["persons"] < 0.12
    assert alarms["ours"] < 0.12


def test_what_an_exact_test_can_reach() -> None:
    # 4 v 4: of 70 arrangements the outermost on either side has p = 2/70, the next 4/70 > 0.05
    different = np.array([[1, 2, 4, 8, 16, 32, 64, 128]]).T
    assert reach_level(different, make_design([(4, 4)])) == pytest.approx(2 / 70)
    assert reach_level(np.array([[1, 0, 0, 0, 0, 0, 0, 0]]).T, make_design([(4, 4)])) == 0.0
    assert reach_level(different[:6], make_design([(2, 2), (1, 1)])) == 0.0


def test_nothing_that_varies_is_no_alarm() -> None:
    talk = Talk((3, 3), (0.1, 0.1))
    assert p_of_rates(np.zeros((6, 2), dtype=np.int64), talk).tolist() == [1.0, 1.0]


def test_what_is_printed() -> None:
    lines = [*measure_false_alarms(20), *measure_strata(20), *measure_families(3)]
    lines += [*measure_power(20), *measure_coverage(20)]
    rows = [line.what for line in lines if isinstance(line, Row)]
    assert len(rows) == len(UNEQUAL) + 2 + len(DIFFERENT) + len(ESTIMATED)
    assert f"any of {CODES} codes: {UNEQUAL[1].told}" in rows
    told = [line.more for line in lines if isinstance(line, Row)]
    assert all("±" in more for more in told)
    goals = [line for line in lines if isinstance(line, Goal)]
    assert goals[0].goal == "5 %; the steps of p allow 4.0 % ± 9.7"
    again = [line.more for line in measure_false_alarms(20) if isinstance(line, Row)]
    assert told[: len(again)] == again
    assert {"alarms", "limits"} <= ONCE.keys()


def test_monte_carlo_errors() -> None:
    assert monte_carlo_error(0.05, 400) == pytest.approx(0.0109, abs=0.00005)
    assert render_share_of(0.05, 400) == "5.0 % (± 1.1)"
