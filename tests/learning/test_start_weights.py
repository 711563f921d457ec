"""Where suggestions begin: the lines of `start.py`, and what fits them anew."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import expecting
from benchmarks import start as bench
from qualcode.learning import start
from qualcode.learning.fixed import FIXED
from qualcode.learning.indicators.expecting import FEATURES
from qualcode.learning.logistic import to_chances
from qualcode.learning.taught import LEARNED

pytestmark = pytest.mark.no_cover

SOURCE = Path(start.__file__).read_text(encoding="utf-8")


def _parse(lines: str) -> dict[str, Any]:
    """Return the values of lines like `NAME = …`."""
    told: dict[str, Any] = {}
    for line in ast.parse(lines).body:
        assert isinstance(line, ast.Assign)
        told[ast.unparse(line.targets[0])] = ast.literal_eval(line.value)
    return told


def _make_pairs(number: int) -> bench.Pairs:
    """Make pairs that people judge by the weights of `start.py`."""
    random = np.random.default_rng(1)
    features = random.normal(start.MEANS, start.SCALES, (number, len(FIXED)))
    measured = (features - start.MEANS) / start.SCALES
    learned = random.normal(0, 1, (number, len(LEARNED)))
    alone = measured @ start.WEIGHTS + start.INTERCEPT
    beside = measured @ start.WEIGHTS_LEARNED + learned @ start.OF_LEARNED + start.INTERCEPT_LEARNED

    def judge(odds: Any) -> Any:
        return (random.random(number) < to_chances(odds)).astype(float)

    return bench.Pairs(features, judge(alone), 10, np.hstack([features, learned]), judge(beside))


def test_weights_are_found_again() -> None:
    half = _make_pairs(60_000)
    told = _parse(bench.render_start([half, half]))
    weights = told["_WEIGHTS"]
    assert list(weights) == list(FIXED)
    _, _, alone, beside = np.array(list(weights.values())).T
    assert alone == pytest.approx(start.WEIGHTS, abs=0.1)
    assert beside == pytest.approx(start.WEIGHTS_LEARNED, abs=0.1)
    assert np.array(list(told["_LEARNED"].values())) == pytest.approx(start.OF_LEARNED, abs=0.1)
    intercepts = told["(INTERCEPT, INTERCEPT_LEARNED)"]
    assert intercepts == pytest.approx((start.INTERCEPT, start.INTERCEPT_LEARNED), abs=0.15)


def test_lines_stand_in_the_file_as_they_are_printed() -> None:
    lines = bench.render_start([_make_pairs(200)]).splitlines()
    layout = [line.split(":")[0].split("=")[0] for line in lines[1:] if line != "}"]
    held = [line.split(":")[0].split("=")[0] for line in SOURCE.splitlines()]
    assert [line for line in held if line in layout] == layout


def test_weights_of_proposals_are_found_again() -> None:
    """Each case is counted on four finds elsewhere, right as often as some weights say."""
    random = np.random.default_rng(1)
    meant = random.normal(0, 0.5, len(FEATURES))
    features = np.hstack([np.ones((20_000, 1)), random.normal(0, 1, (20_000, len(FEATURES) - 1))])
    right = random.binomial(4, to_chances(features @ meant))[:, None]
    told = _parse(expecting.render_weights(np.hstack([features, right, 4 - right])))["_WEIGHTS"]
    assert list(told) == list(FEATURES)
    assert np.array(list(told.values())) == pytest.approx(meant, abs=0.06)
