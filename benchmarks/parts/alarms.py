"""How often tests find a difference that is not there, and one that is.

Respondents are made up (`benchmarks/persons.py`). The test of qualcode is called as it ships; every
run is one more item to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import process_time

import numpy as np
from numpy.typing import NDArray

from benchmarks.persons import (
    Counts,
    Talk,
    count_independent,
    draw_chances,
    draw_codes,
    draw_counts,
    make_design,
)
from benchmarks.report import Goal, Line, Row, monte_carlo_error, render_share, render_share_of
from qualcode.analysis.comparing.arrangements import enumerate_labels
from qualcode.analysis.comparing.design import Design, find_comparable
from qualcode.analysis.comparing.permutation import permute

LEVEL = 0.05
RUNS = 2_000
LOOKED_AT = 100  # runs whose every arrangement is looked at
FAMILIES = 800  # runs with many codes
CODES = 30
SHARED = 0.3
SEED = 2026

UNEQUAL = (  # nothing differs; the first four are those of the usual reproach
    Talk((8, 8), (0.20, 0.20), 30, 0.05),
    Talk((8, 8), (0.20, 0.20), 30, 0.10),
    Talk((8, 8), (0.20, 0.20), 30, 0.20),
    Talk((5, 5), (0.15, 0.15), 40, 0.15),
    Talk((4, 10), (0.20, 0.20), 30, 0.10),
)
DIFFERENT = (
    Talk((5, 5), (0.20, 0.35)),
    Talk((8, 8), (0.20, 0.35)),
    Talk((12, 12), (0.20, 0.35)),
    Talk((5, 5), (0.20, 0.40)),
    Talk((8, 8), (0.20, 0.40)),
    Talk((12, 12), (0.20, 0.40)),
)
CITIES = ((6, 2), (2, 6))  # respondents of both groups in two strata that talk differently
CITY_PREVALENCE = (0.35, 0.15)


def measure_alarms() -> Iterator[Line]:
    """Simulate false alarms and power."""
    yield from measure_false_alarms(RUNS)
    yield from measure_strata(RUNS)
    yield from measure_families(FAMILIES)
    yield from measure_power(RUNS)


def measure_false_alarms(runs: int) -> Iterator[Line]:
    """Count how often each test finds a difference where there is none."""
    for number, talk in enumerate(UNEQUAL):
        start = process_time()
        counts = draw_counts(talk, runs, np.random.default_rng([SEED, 1, number]))
        fisher = _share(p_of_segments(counts, talk))
        welch = _share(p_of_rates(counts, talk))
        ours = _share(permute(counts / talk.segments, talk.design).p)
        effect = count_independent(talk.segments, talk.likeness)
        told = f"Fisher on segments {render_share(fisher)}, Welch's t {render_share(welch)}, "
        told += f"qualcode {render_share_of(ours, runs)}; design effect {effect:.2f}"
        yield Row(f"false alarms: {talk.told}", process_time() - start, more=told)
        reached = reach_level(counts[:, :LOOKED_AT], talk.design)
        yield _near_level(f"false alarms: {talk.told}", ours, reached, runs)


def measure_strata(runs: int) -> Iterator[Line]:
    """Count false alarms where the groups sit in two cities that talk differently."""
    start = process_time()
    random = np.random.default_rng([SEED, 2])
    talk = UNEQUAL[1]
    counts = np.vstack(
        [
            random.binomial(
                talk.segments, draw_chances(mean, talk.likeness, (sum(sizes), runs), random)
            )
            for sizes, mean in zip(CITIES, CITY_PREVALENCE, strict=True)
        ]
    )
    design = make_design(list(CITIES))
    inside = _share(permute(counts, design).p)
    across = _share(permute(counts, replace(design, strata=("",) * len(design.strata))).p)
    what = "false alarms: 6 v 2 in a city of .35, 2 v 6 in one of .15"
    told = f"across cities {render_share(across)}, inside cities {render_share_of(inside, runs)}"
    yield Row(what, process_time() - start, more=told)
    yield _near_level(what, inside, reach_level(counts[:, :LOOKED_AT], design), runs)


def measure_families(runs: int) -> Iterator[Line]:
    """Count how often any of many codes is found to differ where none does."""
    start = process_time()
    random = np.random.default_rng([SEED, 3])
    talk = UNEQUAL[1]
    single, together = [], []
    for _ in range(runs):
        tested = permute(draw_codes(talk, CODES, SHARED, random), talk.design)
        single.append(tested.p.min())
        together.append(tested.p_family.min())
    ours = _share(np.array(together))
    told = f"any p {render_share(_share(np.array(single)))}, "
    told += f"any p_family {render_share_of(ours, runs)}"
    yield Row(f"any of {CODES} codes: {talk.told}", process_time() - start, more=told)
    yield _near_level(f"any p_family of {CODES} codes", ours, LEVEL, runs)


def measure_power(runs: int) -> Iterator[Line]:
    """Count how often a difference that is there is found."""
    for number, talk in enumerate(DIFFERENT):
        start = process_time()
        counts = draw_counts(talk, runs, np.random.default_rng([SEED, 4, number]))
        welch = _share(p_of_rates(counts, talk))
        ours = _share(permute(counts / talk.segments, talk.design).p)
        told = f"Welch's t {render_share(welch)}, qualcode {render_share_of(ours, runs)}"
        yield Row(f"found: {talk.told}", process_time() - start, more=told)


def p_of_segments(counts: Counts, talk: Talk) -> NDArray[np.float64]:
    """Return p of Fisher's test on the segments of all persons together: what is not to be done."""
    from scipy import stats

    first = talk.sizes[0]
    all_ = [size * talk.segments for size in talk.sizes]
    pairs = zip(counts[:first].sum(axis=0), counts[first:].sum(axis=0), strict=True)
    return np.array(
        [
            stats.fisher_exact([[one, all_[0] - one], [other, all_[1] - other]]).pvalue
            for one, other in pairs
        ]
    )


def p_of_rates(counts: Counts, talk: Talk) -> NDArray[np.float64]:
    """Return p of Welch's t test of the rates of persons; 1 where nobody varies."""
    from scipy import stats

    parts = np.split(counts / talk.segments, [talk.sizes[0]])
    told = [part for one in parts for part in (one.mean(axis=0), one.std(axis=0, ddof=1), len(one))]
    with np.errstate(invalid="ignore", divide="ignore"):
        p = stats.ttest_ind_from_stats(*told, equal_var=False).pvalue
    return np.nan_to_num(p, nan=1.0)


def _share(p: NDArray[np.float64]) -> float:
    """Return how often p is at the level or below it."""
    return float((p <= LEVEL + 1e-12).mean())


def reach_level(counts: Counts, design: Design) -> float:
    """Return the share of arrangements with a p of the level: what an exact test can reach.

    p moves in steps, and further where respondents have the same count, so this stays below the
    level. Mean over runs; counted in whole numbers, by no code of the test. The rows are in the
    order of the strata.
    """
    shares = []
    sums = np.vstack(
        [(labels == 0) @ counts for labels in enumerate_labels(find_comparable(design))]
    )
    for some in sums.T:
        _, which, times = np.unique(some, return_inverse=True, return_counts=True)
        below, above = np.cumsum(times), np.cumsum(times[::-1])[::-1]
        p = 2 * np.minimum(below, above)[which] / len(some)
        shares.append(_share(p))
    return float(np.mean(shares))


def _near_level(what: str, share: float, reached: float, runs: int) -> Goal:
    """Judge whether false alarms are as many as can be, two standard errors aside."""
    most = 2 * monte_carlo_error(LEVEL, runs)
    goal = f"5 %; the steps of p allow {render_share(reached)} ± {100 * most:.1f}"
    return Goal(what, goal, render_share(share), abs(share - reached) <= most)
