"""Blindness: nothing that anybody found can be had by any way out of a blind review."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from asking import PORT, TOKEN, get, post
from reviewed import Reviewed, of_segment, on, opened

from qualcode.decisions import append, name_log
from qualcode.model.decision import Decision
from qualcode.review.blind import without_findings
from qualcode.review.desk import Desk, LinesRefusedError
from qualcode.review.pack import render_pack
from qualcode.review.server import make_app
from qualcode.runs.read import Run

OTHER = "ZLATA"  # another coder
MEMO = "machine-says-care"


@pytest.fixture
def told(reviewed: Reviewed) -> Reviewed:
    """Return the study with a log of another coder, and an open review of the same one."""
    other = reviewed.desk(OTHER)
    said = opened(other, "ru01.txt")
    coding = said["codings"][0]
    accept = of_segment(said, coding["segment"], "accept", code=coding["code"])
    other.save([accept, of_segment(said, coding["segment"], "note", about="segment", text=MEMO)])
    own = reviewed.desk("ANNA")
    accepted = {**accept, "id": "own-open-line"}
    undone = {"id": "own-open-undo", "action": "undo", "supersedes": "own-open-line"}
    own.save([accepted, undone, {**accept, "id": "own-open-two", "action": "reject"}])
    return reviewed


def all_answers(desk: Desk) -> Iterator[str]:
    """Yield every answer there is, the page and the pack included."""
    app = make_app(desk, TOKEN, PORT)
    yield get(app, f"/?token={TOKEN}").text
    for index in range(len(desk.material.ids) + 1):
        answer = get(app, f"/api/transcripts/{index}")
        yield answer.text + repr(sorted(answer.headers.items()))
    yield get(app, "/api/changes?after=0").text
    yield get(app, "/api/codings").text
    said = opened(desk, "ru01.txt")
    for action in ("accept", "reject", "recode", "border", "seen"):
        for number in (1, 2, 3):
            line = of_segment(said, number, action, code="care", to="wrong")
            yield post(app, {"lines": [line]}).text
    yield render_pack(desk, "pack-id", "2026-01-01")


def test_no_answer_tells_of_others(told: Reviewed) -> None:
    desk = told.desk("ANNA", blind=True, sample=4)
    for answer in all_answers(desk):
        assert OTHER not in answer
        assert MEMO not in answer
        assert "own-open" not in answer
        assert '"codings":' not in answer
        assert '"suggestions":' not in answer
        assert '"others":' not in answer


def test_answers_are_the_same_whatever_was_found(told: Reviewed) -> None:
    """What cannot depend on findings cannot tell of them: not by a length, not by an order."""
    first = told.desk("ANNA", blind=True, sample=4)
    nothing = replace(told, run=_never_coded(told.run))
    second = nothing.desk("ANNA", blind=True, sample=4)
    assert told.run.tables["codings"]
    for one, other in zip(_steady(first), _steady(second), strict=True):
        assert one == other


def _never_coded(run: Run) -> Run:
    empty = {name: () for name in run.tables if name not in ("turns", "segments")}
    return replace(run, tables={**run.tables, **empty})


def _steady(desk: Desk) -> Iterator[str]:
    yield json.dumps(desk.head(), sort_keys=True)
    yield from (desk.transcript(index).decode() for index in range(len(desk.material.ids)))
    yield render_pack(desk, "id", "made")


def test_the_run_of_a_blind_desk_holds_no_findings(told: Reviewed) -> None:
    run = without_findings(told.run)
    assert set(run.tables) == {"turns", "segments"}
    assert '"saving"' not in json.dumps(list(map(dict, run.tables["segments"])))
    desk = told.desk("ANNA", blind=True)
    assert desk.material.run.tables == run.tables
    assert set(opened(desk, "ru01.txt")) == {"id", "text_sha256", "text", "turns", "segments"}
    assert {"codings", "tensions", "suggestions"} <= set(opened(told.desk(), "ru01.txt"))


def test_own_blind_lines_come_again_without_their_weights(told: Reviewed) -> None:
    desk = told.desk("ANNA", blind=True, sample=4)
    one = max(desk.task.sample.drawn, key=lambda drawn: drawn.weight)
    said = opened(desk, one.transcript)
    seen = of_segment(said, one.segment, "seen")
    desk.save(
        [
            seen,
            {"id": "undo-of-seen", "action": "undo", "supersedes": seen["id"]},
            {"id": "undo-of-undo", "action": "undo", "supersedes": "undo-of-seen"},
        ]
    )
    lines, count = told.desk("ANNA", blind=True, sample=4).changes(0)
    assert [line["id"] for line in lines] == [seen["id"], "undo-of-seen", "undo-of-undo"]
    assert all("weight" not in line for line in lines)
    assert count == 6  # lines, those not shown included: where to go on
    assert len(told.desk("ANNA").changes(0)[0]) == 6


def test_own_drafts_are_known_to_a_blind_coder(told: Reviewed) -> None:
    draft = {"id": "draft-line", "action": "draft", "code": "draft.mine", "name": "Mine"}
    told.desk("ANNA").save([draft])
    blind = told.desk("ANNA", blind=True)
    assert [line["id"] for line in blind.head()["decisions"]] == ["draft-line"]
    blind.save([on(opened(blind, "ru01.txt"), "Началась", "add", code="draft.mine")])


@pytest.mark.parametrize("change", [{"action": "accept"}, {"action": "reject"}])
def test_what_speaks_of_a_coding_is_refused(told: Reviewed, change: dict[str, Any]) -> None:
    desk = told.desk("ANNA", blind=True)
    line = on(opened(desk, "ru01.txt"), "Началась", "add", code="care")
    with pytest.raises(LinesRefusedError, match="none is shown to a blind coder"):
        desk.save([{**line, **change}])
    with pytest.raises(LinesRefusedError, match="nothing is suggested"):
        desk.save([{**line, "origin": "suggestion"}])


def test_suggestions_do_not_reach_a_blind_coder(told: Reviewed) -> None:
    suggested = {"transcript": "ru01.txt", "segment": 2, "code": "care", "score": 0.9}
    desk = told.desk("ANNA")
    desk.material._suggested["ru01.txt"].append(suggested)
    assert opened(desk, "ru01.txt")["suggestions"] == [suggested]
    assert "suggestions" not in opened(told.desk("ANNA", blind=True), "ru01.txt")


def test_another_coder_of_the_same_sample_is_not_seen(told: Reviewed) -> None:
    first = told.desk(OTHER, blind=True, sample=4, seed=5)
    one = first.task.sample.drawn[0]
    first.save([of_segment(opened(first, one.transcript), one.segment, "add", code="care")])
    second = told.desk("BORIS", blind=True, sample=4, seed=5)
    assert second.task.queue == first.task.queue
    assert second.head()["decisions"] == []
    assert second.head()["count"] == 0
    memo = Decision(id="12345678", time="2026-01-01T00:00:00Z", coder=OTHER, action="flag")
    append(name_log(told.decisions, OTHER), [memo])
    assert second.changes(0) == ([], 0)
