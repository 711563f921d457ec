"""How often 95 % limits of a few respondents hold the truth: qualcode's, and the usual ones.

Respondents are made up (`benchmarks/persons.py`); every run is one more item.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time

import numpy as np
from numpy.typing import NDArray

from benchmarks.persons import Talk, draw_counts
from benchmarks.report import Goal, Line, Row, render_share, render_share_of
from qualcode.analysis.comparing.resampling import bootstrap_difference, bootstrap_mean

RUNS = 2_000
LEAST = 0.92  # of limits that promise 0.95, where both groups speak of the matter
SEED = 2026

ESTIMATED = (
    Talk((4, 4), (0.20, 0.40)),
    Talk((5, 5), (0.20, 0.40)),
    Talk((8, 8), (0.20, 0.40)),
    Talk((12, 12), (0.20, 0.40)),
    Talk((4, 10), (0.20, 0.40)),
    Talk((8, 8), (0.05, 0.15)),
)


def measure_limits() -> Iterator[Line]:
    """Simulate how often limits hold the truth."""
    yield from measure_coverage(RUNS)


def measure_coverage(runs: int) -> Iterator[Line]:
    """Count how often 95 % limits hold the true difference and the true means."""
    for number, talk in enumerate(ESTIMATED):
        start = process_time()
        counts = draw_counts(talk, runs, np.random.default_rng([SEED, 5, number]))
        rates = counts / talk.segments
        one, other = talk.prevalence
        limits = bootstrap_difference(rates, talk.design)
        ours = _hold(limits.low, limits.high, one - other)
        usual = {name: hold_usual(rates, talk, name) for name in ("percentile", "BCa")}
        means = bootstrap_mean(rates, talk.design)
        held = [
            _hold(low, high, mean)
            for low, high, mean in zip(means.low, means.high, talk.prevalence, strict=True)
        ]
        told = f"difference: qualcode {render_share_of(ours, runs)}"
        told += "".join(f", {name} {render_share(share)}" for name, share in usual.items())
        told += f"; means: qualcode {' and '.join(render_share(share) for share in held)}"
        yield Row(f"limits hold: {talk.told}", process_time() - start, more=told)
        if other >= 0.2:
            met = ours >= LEAST
            yield Goal(
                f"limits hold: {talk.told}",
                f"95 %, ≥ {render_share(LEAST)}",
                render_share(ours),
                met,
            )


def hold_usual(rates: NDArray[np.float64], talk: Talk, method: str) -> float:
    """Return how often SciPy's bootstrap limits hold the true difference."""
    from scipy import stats

    first = talk.sizes[0]
    found = stats.bootstrap(
        (rates[:first], rates[first:]),
        lambda one, other, axis: one.mean(axis=axis) - other.mean(axis=axis),
        n_resamples=1_999,
        batch=100,
        axis=0,
        vectorized=True,
        method=method,
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return _hold(found.low, found.high, talk.prevalence[0] - talk.prevalence[1])


def _hold(low: NDArray[np.float64], high: NDArray[np.float64], truth: float) -> float:
    """Return the share of limits that hold the truth; where there are none, they do not."""
    return float(((low <= truth) & (truth <= high)).mean())
