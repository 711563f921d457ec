"""Suggestions that rest on an extra too: believed as far as coded interviews show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from missed_study import RESPONDENTS, talk_of, write_missed_study
from shipped_study import tag_study

from qualcode.analysis.agreement import Coder, load_coders
from qualcode.errors import Problem
from qualcode.learning.extras.blending import suggest_with
from qualcode.learning.extras.extra import Opinion, Passage, Progress, no_progress
from qualcode.learning.learn import Learned, learn
from qualcode.learning.suggest import suggest
from qualcode.learning.suggestion import Reason
from qualcode.model.codebook import Code
from qualcode.runs.read import Run, read_run
from qualcode.study import load_study

CODES = {text: codes for number in RESPONDENTS for text, codes in talk_of(number)}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = write_missed_study(tmp_path_factory.mktemp("blended"))
    tag_study(load_study(folder / "study.yaml"), folder / "run")
    return read_run(folder / "run")


@pytest.fixture(scope="module")
def coder(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Coder:
    folder = write_missed_study(tmp_path_factory.mktemp("coder"))
    return load_coders([folder / "anna.csv"], run.codebook)[0]


@pytest.fixture(scope="module")
def learned(run: Run, coder: Coder) -> Learned:
    return learn(run, [coder], run.codebook)


class Stand:
    """An extra that says of each passage and code what a function says."""

    name = "stand-in"

    def __init__(self, say: Callable[[str, str], float], quotes: bool = False) -> None:
        self._say = say
        self._quotes = quotes
        self.read_by: list[Passage] = []

    def read(
        self,
        passages: Sequence[Passage],
        codes: Sequence[Code],
        progress: Progress = no_progress,
    ) -> Opinion:
        self.read_by += passages
        progress(len(passages))
        scores = np.array([[self._say(one.text, code.id) for code in codes] for one in passages])
        reasons = {
            (int(row), int(column)): (Reason("quote", passages[row].text[:9]),)
            for row, column in zip(*np.nonzero(scores == 1), strict=True)
        }
        told = (Problem("there", "was slow"),)
        return Opinion(scores, reasons if self._quotes else {}, {"asked": len(passages)}, told)


def knows(text: str, code: str) -> float:
    return float(code in CODES.get(text, "").split())


def test_what_knows_is_believed(run: Run, learned: Learned) -> None:
    stand = Stand(knows, quotes=True)
    blended = suggest_with(learned, run, [stand], first=1)
    (worth,) = blended.worth
    assert worth.used
    assert worth.segments == 15
    assert worth.after == 1.0 >= worth.before
    texts = {(one["transcript"], one["segment"]): one["text"] for one in run.tables["segments"]}
    for one in blended.suggestions:
        given = CODES.get(str(texts[one.transcript, one.segment]), "")
        if given:
            assert (one.code, one.rank) == (given, 1)
            assert one.reasons[0].kind == "quote"
    assert [problem.message for problem in blended.problems] == ["was slow"]


def test_what_is_wrong_is_not_believed(run: Run, learned: Learned) -> None:
    worth = suggest_with(learned, run, [Stand(lambda text, code: 1 - knows(text, code), True)])
    assert worth.worth[0].after <= 1.0
    lies = {one.code for one in worth.suggestions if one.rank == 1 and one.score > 0.5}
    assert lies <= {"work.targets", "work.deal", "care"}


def test_what_says_nothing_changes_nothing(run: Run, learned: Learned) -> None:
    blended = suggest_with(learned, run, [Stand(lambda *_: np.nan)])
    assert not blended.worth[0].used
    plain = suggest(learned, run)
    assert [(one.code, one.rank, one.reasons) for one in blended.suggestions] == [
        (one.code, one.rank, one.reasons) for one in plain
    ]


def test_no_name_is_shown_to_it(run: Run, learned: Learned) -> None:
    stand = Stand(knows)
    suggest_with(learned, run, [stand])
    assert {one.question for one in stand.read_by} == {"Что ещё?"}
    assert {one.text for one in stand.read_by} == set(CODES)
    assert {one.language for one in stand.read_by} == {"ru"}


def test_before_anybody_has_coded(run: Run) -> None:
    """Quotes count then as well, likeness does not."""
    nothing = learn(run, [], run.codebook)
    plain = suggest(nothing, run)
    likeness = suggest_with(nothing, run, [Stand(lambda text, code: knows(text, code) / 2)])
    assert not likeness.worth[0].used
    assert [one.code for one in likeness.suggestions] == [one.code for one in plain]
    quoted = suggest_with(nothing, run, [Stand(knows, quotes=True)])
    assert quoted.worth[0].used
    assert quoted.worth[0].segments == 0
    scores = {(one.transcript, one.segment, one.code): one.score for one in plain}
    raised = [
        one.score > scores[one.transcript, one.segment, one.code]
        for one in quoted.suggestions
        if one.reasons and one.reasons[0].kind == "quote"
        if (one.transcript, one.segment, one.code) in scores
    ]
    assert raised
    assert all(raised)
