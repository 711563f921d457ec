"""What is put on the desk: suggestions, their order, a narrower run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reviewed import Reviewed, opened

from qualcode.errors import RunError
from qualcode.learning.folder import write_suggestions
from qualcode.learning.suggestion import Reason, Suggestion
from qualcode.review.opening import Asked, open_desk


@pytest.fixture
def suggested(reviewed: Reviewed) -> Reviewed:
    """Return the study with suggestions for three segments."""

    def one(transcript: str, segment: int, score: float) -> Suggestion:
        [row] = [
            row
            for row in reviewed.run.tables["segments"]
            if (row["transcript"], row["segment"]) == (transcript, segment)
        ]
        start, stop = int(row["start"]), int(row["stop"])
        reasons = (Reason("words", "roof"), Reason("like", "Забота", "ru02.txt", 2))
        return Suggestion(transcript, segment, start, stop, "care", score, 1, reasons)

    found = replace(one("ru01.txt", 4, 0.7), code="saving", found=True)
    some = (one("en02.txt", 2, 0.9), one("ru02.txt", 4, 0.5), one("ru01.txt", 2, 0.2), found)
    write_suggestions(reviewed.shelf.suggestions, reviewed.run, some, {})
    return reviewed


def test_suggestions_bear_their_reasons(suggested: Reviewed) -> None:
    desk = suggested.desk()
    [first] = opened(desk, "en02.txt")["suggestions"]
    assert first == {
        "segment": 2,
        "code": "care",
        "score": 0.9,
        "reasons": [
            {"kind": "words", "text": "roof", "transcript": "", "segment": 0},
            {"kind": "like", "text": "Забота", "transcript": "ru02.txt", "segment": 2},
        ],
    }
    assert desk.task.queue is None


def test_what_the_rules_have_coded_is_not_suggested_again(suggested: Reviewed) -> None:
    said = opened(suggested.desk(order="find"), "ru01.txt")
    assert [one["code"] for one in said["suggestions"]] == ["care"]


@pytest.mark.parametrize(("order", "first"), [("find", "en02.txt"), ("teach", "ru02.txt")])
def test_what_is_worth_most_comes_first(suggested: Reviewed, order: str, first: str) -> None:
    desk = suggested.desk(order=order)
    assert desk.task.queue is not None
    assert desk.task.queue[0][0] == first
    assert len(desk.task.queue) == 4


def test_a_pack_has_only_transcripts_with_something_to_do(suggested: Reviewed) -> None:
    asked = Asked("VERA", order="find")
    desk = open_desk(suggested.shelf, asked, whole=False)
    assert desk.material.ids == ("en02.txt", "ru01.txt", "ru02.txt")
    assert desk.head()["queue"][0] == [0, 2]
    assert open_desk(suggested.shelf, asked).head()["queue"][0] == [1, 2]
    everything = open_desk(suggested.shelf, Asked("VERA"), whole=False)
    assert len(everything.material.ids) == 4


def test_a_blind_coder_is_suggested_nothing(suggested: Reviewed) -> None:
    desk = suggested.desk(blind=True, sample=3)
    said = [opened(desk, id) for id in desk.material.ids]
    assert not any("suggestions" in one for one in said)
    assert "roof" not in str(desk.head())
    assert opened(suggested.desk(sample=3), "en02.txt")["suggestions"]


def test_a_run_without_talk_has_no_sample(reviewed: Reviewed) -> None:
    rows = reviewed.run.tables["segments"]
    asked = tuple(row for row in rows if row["role"] != "respondent")
    run = replace(reviewed.run, tables={**reviewed.run.tables, "segments": asked})
    with pytest.raises(RunError, match="no talk of respondents"):
        replace(reviewed, run=run).desk(sample=3)
    assert not reviewed.decisions.joinpath("samples").exists()
