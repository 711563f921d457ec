"""The weights that suggestions begin at, fitted anew: `python -m benchmarks.start`.

    python -m benchmarks.start --study RUN CODINGS… --study RUN CODINGS…

prints them as `qualcode/learning/start.py` holds them. A run and the tables of its coders come from
a study that is in no test and in no figure of `docs/suggest.md`: coded interviews that weights were
fitted to say nothing of how good they are.

Codebooks are taken whole and with few of their indicators, for a young study has no others; and
what is learned is learned from a few interviews at a time, drawn by lot, and said of others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement import load_coders
from qualcode.learning.coded import Coded, lay_codes
from qualcode.learning.fixed import FIXED
from qualcode.learning.folds import deal, language_of_each
from qualcode.learning.ground import Ground, prepare
from qualcode.learning.logistic import fit_logistic
from qualcode.learning.nearest import find_nearest
from qualcode.learning.segments import gather_segments
from qualcode.learning.taught import LEARNED, ask, teach
from qualcode.learning.threads import one_thread
from qualcode.runs.read import Run, read_run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PENALTY = 20.0  # towards 0: features say much the same, and their weights are not to outbid another
FREE = 0.01  # … of the intercept
KEPT = (1.0, 1.0, 0.3, 0.1, 0.05)  # shares of indicators; as they are counts twice
SIZES = (4, 4, 4, 4, 6, 6, 6, 6, 10, 10, 16, 16)  # interviews that are learned from at a time
PARTS = 5
SEED = 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is known of all pairs of coded segments and codes, and what people say of them."""

    features: Floats  # pairs × FIXED
    labels: Floats  # shares of coders who gave the code
    segments: int
    learned: Floats  # pairs × (FIXED and LEARNED, these by their own mean and spread)
    learned_labels: Floats


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
    coders = load_coders(tables, run.codebook)
    segments = gather_segments(run)
    coded = lay_codes(run, coders, run.codebook, segments)
    grounds = []
    for share in KEPT:
        young = thin_out(run, share)
        grounds.append(prepare(young, young.codebook, coded.codes, segments))
    told = [pair for ground in grounds for pair in _learn_from_few(ground, coded)]
    return Pairs(
        np.concatenate([one.fixed[coded.rows].reshape(-1, len(FIXED)) for one in grounds]),
        np.tile(coded.labels.ravel(), len(grounds)),
        len(coded.rows),
        np.concatenate([features for features, _ in told]),
        np.concatenate([labels for _, labels in told]),
    )


def thin_out(run: Run, share: float) -> Run:
    """Leave a share of the indicators, drawn by lot, and what they have found."""
    lines = sorted({one.line for code in run.codebook.codes for one in code.indicators})
    drawn = np.random.default_rng(SEED).random(len(lines)) < share
    kept = {line for line, is_in in zip(lines, drawn, strict=True) if is_in}
    codes = tuple(
        replace(code, indicators=tuple(one for one in code.indicators if one.line in kept))
        for code in run.codebook.codes
    )
    left = {
        name: tuple(one for one in run.tables[name] if one["line"] in kept)
        for name in ("hits", "suppressed")
    }
    codebook = replace(run.codebook, codes=codes)
    return replace(run, codebook=codebook, tables={**run.tables, **left})


def _learn_from_few(ground: Ground, coded: Coded) -> Iterator[tuple[Floats, Floats]]:
    """Yield what a few interviews, drawn by lot, say of each other, and what people say."""
    names = np.array(coded.interviews, dtype=object)
    spoken = [ground.languages[row] for row in coded.rows]
    languages = language_of_each(coded.interviews, spoken)
    texts = ground.segments.column("transcript")
    nearest = find_nearest(ground.words, texts, ground.words[coded.rows], coded.interviews)
    random = np.random.default_rng(SEED)
    for size in SIZES:
        some = random.permutation(sorted(languages))[:size].tolist()
        allowed = np.isin(names, some)
        learned = np.zeros((len(names), len(ground.codes), len(LEARNED)))
        for part in deal({name: languages[name] for name in some}, PARTS):
            inside = np.isin(names, sorted(part)) & allowed
            taught = teach(ground, coded, allowed & ~inside)
            learned[inside] = ask(taught, ground, coded, nearest, coded.rows[inside])
        own = learned[allowed]
        spread = np.maximum(own.std((0, 1)), 1e-9)
        features = [ground.fixed[coded.rows[allowed]], (own - own.mean((0, 1))) / spread]
        flat = np.concatenate(features, axis=2).reshape(-1, len(FIXED) + len(LEARNED))
        yield flat, coded.labels[allowed].ravel()


def render_start(told: Sequence[Pairs]) -> str:
    """Return means, spreads, weights and intercepts as lines of Python."""
    features = np.concatenate([one.features for one in told])
    labels = np.concatenate([one.labels for one in told])
    means, scales = features.mean(0), np.maximum(features.std(0), 1e-9)
    alone = _fit((features - means) / scales, labels)
    learned = np.concatenate([one.learned for one in told])
    learned[:, : len(FIXED)] = (learned[:, : len(FIXED)] - means) / scales
    beside = _fit(learned, np.concatenate([one.learned_labels for one in told]))
    rows = zip(FIXED, means, scales, alone, beside, strict=False)  # the intercepts are behind them
    own = zip(LEARNED, beside[len(FIXED) :], strict=False)
    segments = sum(one.segments for one in told)
    return "\n".join(
        [
            f"# {segments:,} segments, {len(labels):,} pairs",
            "_WEIGHTS = {",
            *(f'    "{name}": ({a:.4f}, {b:.4f}, {c:.4f}, {d:.4f}),' for name, a, b, c, d in rows),
            "}",
            "_LEARNED = {",
            *(f'    "{name}": {weight:.4f},' for name, weight in own),
            "}",
            f"INTERCEPT, INTERCEPT_LEARNED = {alone[-1]:.4f}, {beside[-1]:.4f}",
            f"SHARE = {labels.mean():.4f}",
        ]
    )


def _fit(features: Floats, labels: Floats) -> Floats:
    measured = np.hstack([features, np.ones((len(features), 1))])
    penalties = np.append(np.full(features.shape[1], PENALTY), FREE)
    return fit_logistic(measured, labels, np.zeros(len(penalties)), penalties)


if __name__ == "__main__":
    main()
