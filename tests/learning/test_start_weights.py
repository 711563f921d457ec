"""Where suggestions begin: the lines of `start.py`, and what fits them anew."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import start as bench
from qualcode.learning import start
from qualcode.learning.fixed import FIXED
from qualcode.learning.logistic import to_chances

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
    odds = np.asarray((features - start.MEANS) / start.SCALES @ start.WEIGHTS, float)
    return bench.Pairs(
        features, (random.random(number) < to_chances(odds + start.INTERCEPT)).astype(float), 10
    )


def test_weights_are_found_again() -> None:
    half = _make_pairs(60_000)
    told = _parse(bench.render_start([half, half]))
    weights = told["_WEIGHTS"]
    assert list(weights) == list(FIXED)
    assert np.array([one for *_, one in weights.values()]) == pytest.approx(start.WEIGHTS, abs=0.1)
    assert told["INTERCEPT"] == pytest.approx(start.INTERCEPT, abs=0.15)


def test_lines_stand_in_the_file_as_they_are_printed() -> None:
    lines = bench.render_start([_make_pairs(200)]).splitlines()
    layout = [line.split(":")[0].split("=")[0] for line in lines[1:]]
    held = [line.split(":")[0].split("=")[0] for line in SOURCE.splitlines()]
    assert [line for line in held if line in layout] == layout
