"""Who was asked and never speaks of a code, counted by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from qualcode.analysis.results import Choices, Results, analyse
from qualcode.model.codebook import GuideItem, Text
from qualcode.runs.read import Record, Run
from tests.analysis.constructed_run import CODEBOOK, Said, make_run, make_table

GUIDE = (
    GuideItem("money", Text((("en", "What of money?"),)), topics=("efficiency",)),
    GuideItem("people", Text((("en", "What of people?"),)), topics=("humanization.care",)),
    GuideItem("never", Text((("en", "Never put."),)), topics=("humanization.care",)),
)
TABLE = make_table({"P1": "admin", "P2": "admin", "P3": "admin", "N1": "ngo", "N2": "ngo"})
SAVING, CARE = "{efficiency.saving:save money}", "{humanization.care:care}"
# Each line: who speaks, what, and the question it answers; `?` puts a question.
TALK: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "p1.txt": [("", "?", "money"), ("P1", f"We {SAVING}", "money"), ("P1", f"We {CARE}", "money")],
    "p2.txt": [("", "?", "money"), ("P2", "We do not know", "money"), ("P2", f"{SAVING}", "")],
    # a question that only P3's silent neighbour answers; nobody answers the second
    "p3.txt": [("", "?", "money"), ("P3", "We {efficiency.saving!:save money} never", "money")],
    "n1.txt": [("", "?", "people"), ("N1", f"We {CARE}", "people"), ("N1", f"{SAVING}", "")],
    "n2.txt": [("", "?", "people"), ("N2", "Well", ""), ("N2", "We {efficiency.targets:t}", "")],
}


def make_asked(talk: Mapping[str, Sequence[tuple[str, str, str]]]) -> Run:
    """Make a run whose segments know the questions they answer."""
    run = make_run(
        {id: [Said(who, words) for who, words, _ in said] for id, said in talk.items()},
        TABLE,
        replace(CODEBOOK, guide=GUIDE),
    )
    answers = {
        (id, at): said[at - 1][2] for id, said in talk.items() for at in range(1, len(said) + 1)
    }
    segments: list[Record] = [
        {**row, "question": answers[str(row["transcript"]), int(row["segment"])]}
        if row["respondent"]
        else row
        for row in run.tables["segments"]
    ]
    put: list[Record] = [
        {"transcript": id, "turn": at, "question": question, "score": 90.0, "how": "aligned",
         "near": "", "text": "?"}
        for id, said in talk.items()
        for at, (who, _, question) in enumerate(said, 1)
        if not who
    ]  # fmt: skip
    tables = {**run.tables, "segments": tuple(segments), "questions": tuple(put)}
    return replace(run, tables=tables)


@pytest.fixture(scope="module")
def results() -> Results:
    return analyse(make_asked(TALK))


def pick(results: Results, **where: Any) -> dict[str, Any]:
    table = results["absence"]
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return dict(table.iloc[0])


COUNTS = ("respondents", "asked", "answered", "with_code", "elsewhere", "never")


def counts(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(int(row[name]) for name in COUNTS)


def test_who_was_asked_answered_and_never_spoke_of_it(results: Results) -> None:
    saving = pick(results, question="money", code="efficiency.saving", group="admin")
    assert counts(saving) == (3, 3, 3, 1, 1, 1)  # what is denied is no mention
    assert (saving["topic"], saving["branch"], saving["coded"]) == (True, False, 1)
    assert saving["share"] == pytest.approx(2 / 3)
    care = pick(results, question="money", code="humanization.care", group="admin")
    assert (care["topic"], counts(care)) == (False, (3, 3, 3, 1, 0, 2))  # coded in an answer
    ngo = pick(results, question="money", code="efficiency.saving", group="ngo")
    assert counts(ngo) == (2, 0, 0, 0, 0, 0)  # never asked: nothing is known
    assert ngo[["share", "low", "high"][0]] != ngo["share"]  # missing


def test_a_question_that_nobody_answers_was_asked(results: Results) -> None:
    care = pick(results, question="people", code="humanization.care", group="ngo")
    assert counts(care) == (2, 2, 1, 1, 0, 1)


def test_a_branch_stands_there_where_it_is_a_topic(results: Results) -> None:
    branch = pick(results, question="money", code="efficiency", group="admin")
    assert branch["branch"]
    assert counts(branch) == (3, 3, 3, 1, 1, 1)
    absence = results["absence"]
    assert set(absence.loc[absence["branch"].astype(bool), "question"]) == {"money"}
    targets = pick(results, question="money", code="efficiency.targets", group="admin")
    assert counts(targets) == (3, 3, 3, 0, 0, 3)
    assert (targets["low"], targets["high"]) == (0.0, pytest.approx(1 - 0.05 ** (1 / 3)))


def test_limits_where_all_mention_it() -> None:
    talk = {"p1.txt": TALK["p1.txt"], "n1.txt": TALK["n1.txt"]}
    saving = pick(
        analyse(make_asked(talk)), question="money", code="efficiency.saving", group="admin"
    )
    assert (saving["low"], saving["high"]) == (pytest.approx(0.05), 1.0)


def test_questions_stand_in_the_order_of_the_guide(results: Results) -> None:
    assert list(results["absence"]["question"].unique()) == ["money", "people"]


def test_what_is_answered_was_asked() -> None:
    """A corrected table of questions may name no turn for it; an unknown question comes last."""
    talk = {"p1.txt": [("P1", f"We {SAVING}", "aside")], "n1.txt": TALK["n1.txt"]}
    results = analyse(make_asked(talk))
    assert list(results["absence"]["question"].unique()) == ["people", "aside"]
    saving = pick(results, question="aside", code="efficiency.saving", group="admin")
    assert counts(saving) == (1, 1, 1, 1, 0, 0)


def test_codes_can_be_chosen() -> None:
    chosen = analyse(make_asked(TALK), Choices(codes=("humanization",)))["absence"]
    assert set(chosen["code"]) == {"humanization.care"}


def test_without_a_guide_there_is_nothing() -> None:
    absence = analyse(make_run({"a.txt": [Said("P1", f"We {SAVING}")]}, TABLE))["absence"]
    assert absence.empty
    assert "never" in absence.columns
    types = {name: str(absence[name].dtype) for name in ("question", "topic", "never", "share")}
    assert types == {"question": "str", "topic": "bool", "never": "int64", "share": "float64"}
