"""The figures that the documents give of the sample are those that come out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode.analysis.agreement import load_coders
from qualcode.learning.as_text import render_learned
from qualcode.learning.learn import Learned, learn
from qualcode.learning.suggest import suggest
from qualcode.runs.read import read_run

pytestmark = pytest.mark.no_cover  # the whole sample; what it runs is measured by smaller tests

DOCS = Path(__file__).parents[2] / "docs"
LEAST = {"ru": 0.70, "en": 0.60}  # of people's codes among the first three of a segment


@pytest.fixture(scope="module")
def learned(sample: Path) -> Learned:
    run = read_run(sample / "run")
    tables = [sample / "codings" / f"simulated_{coder}.csv" for coder in "AB"]
    return learn(run, load_coders(tables, run.codebook), run.codebook)


def test_figures_in_the_documents(learned: Learned) -> None:
    page = (DOCS / "suggest.md").read_text(encoding="utf-8")
    told = re.search(r"```text\n(.*?)\n```", page, re.DOTALL)
    assert told is not None
    assert told[1] in render_learned(learned, ("simulated_A", "simulated_B"), 3)


def test_suggestions_hold_far_more_than_the_rules(learned: Learned) -> None:
    recall = {(one.name, one.method): one.recall or 0.0 for one in learned.figures}
    for language, least in LEAST.items():
        assert recall[language, "suggestions"] > least
        assert recall[language, "suggestions"] > recall[language, "rules"] + 0.1
        assert recall[language, "suggestions"] > recall[language, "commonest"] + 0.3


def test_probabilities_come_true(learned: Learned) -> None:
    whole = learned.figures[0]
    assert (whole.group, whole.method) == ("all", "suggestions")
    assert whole.calibration_error is not None
    assert whole.calibration_error < 0.06


def test_each_suggestion_has_reasons(learned: Learned) -> None:
    suggestions = suggest(learned, learned.run)
    assert len(suggestions) == 3 * len(learned.ground.segments)
    sure = [one for one in suggestions if one.score > 0.3]
    assert len(sure) > 300
    assert all(one.reasons for one in sure)
    alike = [reason for one in sure for reason in one.reasons if reason.kind == "like"]
    assert len(alike) > 200
