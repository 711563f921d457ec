"""What to expect of proposed indicators, fitted anew: `python -m benchmarks.expecting`.

    python -m benchmarks.expecting --study RUN CODINGS… --study RUN CODINGS…

prints the weights as `qualcode/learning/indicators/expecting.py` holds them. What finds coded
units in some interviews of a run, drawn by lot, is counted on the others. Runs are made with a
codebook of few indicators: what is right because it was written for these interviews says nothing.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement import load_coders
from qualcode.learning.folds import language_of_each
from qualcode.learning.indicators.candidates import Candidate, list_candidates
from qualcode.learning.indicators.choosing import Tried, count_all, count_new, count_people
from qualcode.learning.indicators.expecting import FEATURES, list_features
from qualcode.learning.indicators.ground import Said, gather
from qualcode.learning.indicators.heard import hear
from qualcode.learning.indicators.measuring import find_trials
from qualcode.learning.indicators.talk import restore_talk
from qualcode.learning.indicators.told import Told
from qualcode.learning.logistic import fit_logistic
from qualcode.runs.read import Run, read_run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

DRAWN = (3, 5, 5, 5, 5, 8)  # interviews of each language
LEAST_RIGHT = 0.7  # of the decided units a candidate is found in, to be judged
MOST_COUNTED = 4  # finds on other interviews: a common word is one case, not a hundred
PENALTY = 1.0


def main() -> None:
    """Fit the weights to what is named, and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.expecting", description=__doc__)
    parser.add_argument(
        "--study", nargs="+", type=Path, action="append", required=True, metavar="PATH"
    )
    cases = [
        case
        for seed, (run, *tables) in enumerate(parser.parse_args().study, 1)
        for case in gather_cases(read_run(run), tables, seed)
    ]
    print(render_weights(np.array(cases)))


def gather_cases(run: Run, tables: Sequence[Path], seed: int) -> Iterator[Sequence[float]]:
    """Yield a candidate's features, then how often it was right and wrong on other interviews."""
    codes = [code.id for code in run.codebook.codes if code.status != "retired"]
    said = gather(run, load_coders(tables, run.codebook), codes)
    talks = restore_talk(run, sorted({unit.transcript for unit in said.units}))
    offers = [list_candidates(unit) for unit in hear(said.units, talks)]
    wanted = [
        (shown, key, candidate)
        for shown in draw(said, Random(seed))
        for key, candidate in _list_wanted(said, offers, shown)
    ]
    trials = sorted({(code, language, one) for _, (_, code, language), one in wanted})
    found = find_trials(run, talks, said.units, trials)
    told = {language: Told(run.codebook, language) for language in said.languages}
    for shown, (column, code, language), candidate in wanted:
        units = np.array(sorted(found.get((code, language, candidate), ())), np.int64)
        one = Tried(candidate, units, told[language].of(code, candidate))
        every = said.ground(column, language)
        ground, others = every.only(shown), every.only(~shown)
        right, wrong = count_all(units, ground)
        if count_new(units, ground, every.found).right and right >= LEAST_RIGHT * (right + wrong):
            features = list_features(right, wrong, count_people(one, ground), one.saying)
            yield (*features, *count_new(units, others, every.found))


def draw(said: Said, random: Random) -> Iterator[Flags]:
    """Draw interviews; yield which units are theirs."""
    names = [unit.transcript for unit in said.units]
    by_language: dict[str, list[str]] = defaultdict(list)
    for name, language in language_of_each(names, [unit.language for unit in said.units]).items():
        by_language[language].append(name)
    for number in DRAWN:
        drawn = {
            name
            for some in by_language.values()
            for name in random.sample(sorted(some), min(number, len(some) // 2))
        }
        yield np.array([name in drawn for name in names], bool)


def _list_wanted(
    said: Said, offers: Sequence[set[Candidate]], shown: Flags
) -> Iterator[tuple[tuple[int, str, str], Candidate]]:
    """Yield what stands in units that have a code and are not found: words, else twice at least."""
    units: dict[Candidate, list[int]] = defaultdict(list)
    for unit in np.flatnonzero(shown):
        for one in offers[unit]:
            units[one].append(unit)
    for key in said.by_language():
        ground = said.ground(key[0], key[2]).only(shown)
        counts = Counter(
            one for unit in np.flatnonzero(ground.right & ~ground.found) for one in offers[unit]
        )
        for one, number in sorted(counts.items()):
            if number > 1 or one.shape == "word":
                right, wrong = count_all(np.array(units[one]), ground)
                if right >= LEAST_RIGHT * (right + wrong):
                    yield key, one


def render_weights(cases: Floats) -> str:
    """Return the weights as lines of Python."""
    features, counts = cases[:, :-2], cases[:, -2:]
    finds = counts.sum(1)
    cases_of = np.minimum(finds, MOST_COUNTED) / np.maximum(finds, 1)
    rows = np.repeat(np.arange(len(cases)), 2)
    weights = (counts * cases_of[:, None]).ravel()
    labels = np.tile([1.0, 0.0], len(cases))
    # Repeated by whole halves of finds: the fit takes each row once.
    times = np.round(2 * weights).astype(int)
    rows, labels = np.repeat(rows, times), np.repeat(labels, times)
    zeros = np.zeros(len(FEATURES))
    fitted = fit_logistic(features[rows], labels, zeros, np.full(len(FEATURES), 2 * PENALTY))
    return "\n".join(
        [
            f"# {len(cases):,} cases",
            "_WEIGHTS = {",
            *(
                f'    "{name}": {weight:.3f},'
                for name, weight in zip(FEATURES, fitted, strict=True)
            ),
            "}",
        ]
    )


if __name__ == "__main__":
    main()
