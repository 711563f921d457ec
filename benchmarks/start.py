"""The weights that suggestions begin at, fitted anew: `python -m benchmarks.start`.

    python -m benchmarks.start --study RUN CODINGS… --study RUN CODINGS…

prints them as `qualcode/learning/start.py` holds them. A run and the tables of its coders come from
a study that is in no test and in no figure of `docs/suggest.md`: coded interviews that weights were
fitted to say nothing of how good they are.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement import load_coders
from qualcode.learning.coded import lay_codes
from qualcode.learning.fixed import FIXED
from qualcode.learning.ground import prepare
from qualcode.learning.logistic import fit_logistic
from qualcode.learning.segments import gather_segments
from qualcode.learning.threads import one_thread
from qualcode.runs.read import read_run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PENALTY = 20.0  # towards 0: features say much the same, and their weights are not to outbid another
FREE = 0.01  # … of the intercept


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is known of all pairs of coded segments and codes, and what people say of them."""

    features: Floats  # pairs × FIXED
    labels: Floats  # shares of coders who gave the code
    segments: int


def main() -> None:
    """Fit the weights to what is named, and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument(
        "--study", nargs="+", type=Path, action="append", required=True, metavar="PATH"
    )
    studies: Sequence[Sequence[Path]] = parser.parse_args().study
    with one_thread():
        print(render_start([gather_pairs(run, tables) for run, *tables in studies]))


def gather_pairs(folder: Path, tables: Sequence[Path]) -> Pairs:
    """Gather the pairs of a run that the coders of some tables have judged."""
    run = read_run(folder)
    segments = gather_segments(run)
    coded = lay_codes(run, load_coders(tables, run.codebook), run.codebook, segments)
    ground = prepare(run, run.codebook, coded.codes, segments)
    features = ground.fixed[coded.rows].reshape(-1, len(FIXED))
    return Pairs(features, coded.labels.ravel(), len(coded.rows))


def render_start(studies: Iterable[Pairs]) -> str:
    """Return means, spreads, weights and the intercept as lines of Python."""
    told = list(studies)
    features = np.concatenate([one.features for one in told])
    labels = np.concatenate([one.labels for one in told])
    means, scales = features.mean(0), np.maximum(features.std(0), 1e-9)
    measured = np.hstack([(features - means) / scales, np.ones((len(features), 1))])
    penalties = np.append(np.full(len(FIXED), PENALTY), FREE)
    weights = fit_logistic(measured, labels, np.zeros(len(penalties)), penalties)
    rows = zip(FIXED, means, scales, weights, strict=False)  # the intercept is behind them
    return "\n".join(
        [
            f"# {sum(one.segments for one in told):,} segments, {len(labels):,} pairs",
            "_WEIGHTS = {",
            *(f'    "{name}": ({a:.4f}, {b:.4f}, {c:.4f}),' for name, a, b, c in rows),
            "}",
            f"INTERCEPT = {weights[-1]:.4f}",
        ]
    )


if __name__ == "__main__":
    main()
