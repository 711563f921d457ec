from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logbook import TIME, line

from qualcode.decisions.lines import (
    FORMAT,
    Head,
    parse_decision,
    parse_line,
    render_head,
    render_line,
)
from qualcode.model.decision import Decision

WHOLE = line("1", start=3, quote="и заботы")


def test_a_line_holds_what_is_not_empty() -> None:
    said = json.loads(render_line(WHOLE))
    assert said == {
        "id": "1",
        "time": TIME,
        "coder": "ANNA",
        "action": "add",
        "transcript": "ru01.txt",
        "text_sha256": "old",
        "start": 3,
        "stop": 10,
        "quote": "и заботы",
        "code": "care",
    }
    assert "заботы" in render_line(WHOLE)  # for people who look into the file


def test_a_head_says_whose_log_it_is() -> None:
    head = Head("ANNA", "Забота")
    assert parse_line(render_head(head)).line == head
    assert json.loads(render_head(head)) == {
        "qualcode": "decisions",
        "format": FORMAT,
        "coder": "ANNA",
        "study": "Забота",
    }


@given(st.text(), st.text(), st.booleans(), st.floats(min_value=1e-9, max_value=1e9))
def test_a_line_is_one_line_and_comes_back(
    text: str, quote: str, blind: bool, weight: float
) -> None:
    made = line("1", text=text, quote=quote, blind=blind, weight=weight)
    written = render_line(made)
    written.encode()
    assert "\n" not in written
    back = parse_line(written)
    assert back.faults == ()
    assert isinstance(back.line, Decision)
    assert back.line == parse_line(render_line(back.line)).line
    if "\ufffd" not in back.line.text + back.line.quote:
        assert back.line == made


def test_what_no_table_can_hold_becomes_a_sign_for_it() -> None:
    said = json.loads(render_line(WHOLE)) | {"text": "a\x00b\ud800c\td\ne"}
    back = parse_decision(said)
    assert isinstance(back.line, Decision)
    assert back.line.text == "a\ufffdb\ufffdc\td\ne"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"polarity": "no"}, "has something else than it can have in `polarity`: 'no'"),
        ({"voice": "ANNA"}, "has something else than it can have in `voice`: 'ANNA'"),
        ({"modality": 1}, "has something else than it can have in `modality`: '1'"),
        ({"action": "erase"}, "has something else than it can have in `action`: 'erase'"),
        ({"id": ""}, "has no `id`"),
        ({"coder": None}, "has no `coder`"),
        ({"coder": 7}, "has something else than it can have in `coder`: '7'"),
        ({"start": -1}, "has something else than it can have in `start`: '-1'"),
        ({"start": 1.5}, "has something else than it can have in `start`: '1.5'"),
        ({"stop": True}, "has something else than it can have in `stop`: 'True'"),
        ({"stop": 2**60}, f"has something else than it can have in `stop`: '{2**60}'"),
        ({"start": 10}, "ends before it begins: `start` is not less than `stop`"),
        ({"blind": "yes"}, "has something else than it can have in `blind`: 'yes'"),
        ({"weight": 0}, "has nothing in `weight` that can be read"),
        ({"weight": float("nan")}, "has something else than it can have in `weight`: 'nan'"),
        ({"quote": None}, "has nothing in `quote` that can be read"),
        ({"code": ""}, "is a decision to add, and has no `code`"),
        ({"transcript": ""}, "is a decision to add, and has no `transcript`"),
        ({"stop": 0, "start": 0}, "is a decision to add, and has no `stop`"),
        ({"action": "recode"}, "is a decision to recode, and has no `to`"),
        ({"action": "border"}, "is a decision to border, and has no `to_stop`"),
        (
            {"action": "border", "to_start": 9, "to_stop": 8},
            "ends before it begins: `to_start` is not less than `to_stop`",
        ),
        ({"action": "relate"}, "is a decision to relate, and has no `tension`"),
        ({"action": "note"}, "is a decision to note, and has no `text`"),
        ({"action": "undo"}, "is a decision to undo, and has no `supersedes`"),
        ({"action": "draft", "name": "X"}, "is a draft, and its `code` does not begin with draft."),
        ({"action": "undo", "supersedes": "1"}, "takes its own place: `supersedes` is its `id`"),
        ({"about": "weather"}, "has something else than it can have in `about`: 'weather'"),
        ({"origin": "oracle"}, "has something else than it can have in `origin`: 'oracle'"),
    ],
)
def test_a_line_that_cannot_be_used(change: dict[str, object], told: str) -> None:
    parsed = parse_decision(json.loads(render_line(WHOLE)) | change)
    assert parsed.line is None
    assert told in parsed.faults


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"mood": "good"}, "has a field that is not known: 'mood'"),
        ({"time": "yesterday"}, "has a time that is none: 'yesterday'"),
        ({"time": "2026-11-22T10:00:00"}, "has a time that is none: '2026-11-22T10:00:00'"),
    ],
)
def test_faults_that_do_no_harm(change: dict[str, object], told: str) -> None:
    parsed = parse_decision(json.loads(render_line(WHOLE)) | change)
    assert isinstance(parsed.line, Decision)
    assert parsed.line.code == "care"
    assert parsed.faults == (told,)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("1" * 5_000, "is no JSON"),
        ("[1]", "is no JSON object"),
        ('{"qualcode": "run"}', "is no head of decisions"),
        ('{"qualcode": "decisions", "format": 1}', "is no head of decisions"),
    ],
)
def test_what_is_no_line(source: str, told: str) -> None:
    assert parse_line(source) == parse_line(source)
    assert parse_line(source).line is None
    assert parse_line(source).faults == (told,)


@pytest.mark.parametrize("form", [2, "1", None, True])
def test_a_head_of_another_format(form: object) -> None:
    said = {"qualcode": "decisions", "format": form, "coder": "ANNA", "study": 5}
    parsed = parse_line(json.dumps(said))
    assert isinstance(parsed.line, Head)
    assert parsed.line.coder == "ANNA"
    assert parsed.line.format != FORMAT
    assert "this qualcode knows 1" in parsed.faults[0]
