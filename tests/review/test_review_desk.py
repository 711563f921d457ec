"""What becomes of lines: whole or not at all, once, checked, completed, seen by others."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reviewed import Line, Reviewed, of_segment, on, opened

from qualcode.decisions import append, read_log, standing
from qualcode.errors import RefusedError
from qualcode.guidance.taking_out import CUT
from qualcode.model.decision import Decision
from qualcode.review.desk import MOST_LINES, Desk, LinesRefusedError
from qualcode.review.material import narrow
from qualcode.review.opening import Asked, open_desk
from qualcode.review.texts import WholeTexts


def log_of(desk: Desk) -> tuple[Decision, ...]:
    log = read_log(desk.log.path)
    assert log.problems == ()
    return log.decisions


def refused(desk: Desk, *lines: object) -> str:
    with pytest.raises(LinesRefusedError) as told:
        desk.save(lines)
    assert not desk.log.path.exists()
    return str(told.value)


def test_a_line_is_completed_here_whatever_the_page_says(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru01.txt")
    sent = on(said, "Экономия мешает заботе", "add", code="care", coder="EVE", time="1999")
    sent |= {"blind": True, "codebook": "x", "sample": "s", "weight": 9.0}
    answer = desk.save([sent])
    [line] = log_of(desk)
    assert answer["saved"] == [sent["id"]] == [line.id]
    assert answer["count"] == 1
    assert (line.coder, line.blind, line.sample, line.weight) == ("ANNA", False, "", 1.0)
    assert line.codebook == reviewed.run.codebook.sha256
    assert line.time.startswith("20")
    assert line.time.endswith("+00:00")
    assert answer["lines"] == [json.loads(desk.log.path.read_text().splitlines()[1])]
    assert read_log(desk.log.path).study == "Reviewed study"


def test_every_action_is_taken(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru01.txt")
    coding = said["codings"][0]
    place = {"code": coding["code"]}
    segment = next(one["number"] for one in said["segments"] if one["start"] == coding["start"])
    turn = said["turns"][1]
    [met, *_] = [one for one in said["tensions"] if one["level"] == "segment"]
    lines = [
        of_segment(said, segment, "accept", **place),
        of_segment(said, segment, "reject", **place),
        of_segment(said, segment, "recode", to="care", **place),
        of_segment(said, segment, "border", to_start=turn["start"], to_stop=turn["stop"], **place),
        of_segment(said, segment, "seen"),
        on(said, "Началась", "add", code="care", origin="suggestion"),
        of_segment(said, segment, "relate", tension=met["tension"], level="segment")
        | {"relation": "unstated"},
        of_segment(said, segment, "flag", about="segment"),
        of_segment(said, segment, "note", about="coding", text="why?", **place),
        {"id": "note-on-study", "action": "note", "about": "study", "text": "a\nb"},
        {"id": "note-on-code", "action": "note", "about": "code", "code": "care", "text": "x"},
        {
            "id": "note-on-transcript",
            "action": "note",
            "about": "transcript",
            "text": "x",
            "transcript": "ru01.txt",
            "text_sha256": said["text_sha256"],
        },
        {"id": "draft-one", "action": "draft", "code": "draft.new_one", "name": "New"},
        on(said, "Началась", "add", code="draft.new_one"),
    ]
    lines.append({"id": "undo-0001", "action": "undo", "supersedes": lines[0]["id"]})
    answer = desk.save(lines)
    assert answer["saved"] == [one["id"] for one in lines]
    assert [one.action for one in log_of(desk)] == [one["action"] for one in lines]
    desk.save([{"id": "undo-0002", "action": "undo", "supersedes": "undo-0001"}])
    desk.save([on(said, "Экономия", "add", code="draft.new_one")])  # the draft is in the log


WRONG: dict[str, tuple[Line, str]] = {
    "no object": ({}, "no object"),
    "unknown action": ({"action": "delete"}, "action"),
    "unknown field": ({"colour": "red"}, "not known"),
    "unknown code": ({"code": "wealth"}, "no code of the codebook"),
    "unknown draft": ({"code": "draft.none"}, "no draft"),
    "unknown transcript": ({"transcript": "../x"}, "no transcript of the run"),
    "another text": ({"text_sha256": "0" * 64}, "another than in the run"),
    "another quote": ({"quote": "что-то"}, "the quote is not what stands"),
    "half a sign": ({"quote": "\ud83d"}, "the quote is not"),
    "outside": ({"start": 10, "stop": 10**6}, "is no place"),
    "backwards": ({"start": 90, "stop": 20}, "ends before it begins"),
    "no number": ({"start": "12"}, "something else"),
    "no id": ({"id": "x"}, "no id of its own"),
    "strange id": ({"id": "../../etc/passwd"}, "no id of its own"),
    "long memo": ({"text": "x" * 20_001}, "20,000 characters"),
    "long name": ({"name": "x" * 201}, "200 characters"),
    "supersedes nothing": ({"supersedes": "none-such-id"}, "not in the log"),
    "undo of nothing": ({"action": "undo", "supersedes": "none-such-id"}, "not in the log"),
    "undo of no line": ({"action": "undo"}, "supersedes"),
    "no segment": ({"action": "seen"}, "no segment"),
    "recode to nothing": ({"action": "recode", "to": "wealth"}, "`wealth` is no code"),
    "borders nowhere": ({"action": "border", "to_start": 1, "to_stop": 3}, "new borders"),
    "no tension": ({"action": "relate", "tension": "x", "relation": "conflict"}, "no tension"),
    "no level": (
        {"action": "relate", "tension": "saving_vs_care", "level": "day", "relation": "conflict"},
        "no level",
    ),
    "no relation": (
        {"action": "relate", "tension": "saving_vs_care", "level": "turn", "relation": "love"},
        "no relation",
    ),
    "note about nothing": ({"action": "note", "text": "x"}, "about what"),
    "draft with a strange id": ({"action": "draft", "code": "draft.<b>", "name": "x"}, "no id of"),
    "draft without a name": ({"action": "draft", "code": "draft.x"}, "name"),
}


@pytest.mark.parametrize("which", WRONG)
def test_what_is_no_decision_about_the_run_is_refused(reviewed: Reviewed, which: str) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru01.txt")
    right = on(said, "Экономия мешает", "add", code="saving")
    changed, why = WRONG[which]
    told = refused(desk, right, {**right, "id": "another-line", **changed} if changed else 7)
    assert why in told


def test_what_crosses_turns_is_no_coding(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru02.txt")
    first, last = said["turns"][1], said["turns"][3]
    quote = said["text"][first["start"] : last["stop"]]
    line = on(said, "Забота", "add", code="care") | {"stop": last["stop"], "quote": quote}
    assert "does not lie in one turn of a respondent" in refused(desk, line)
    desk.save([{**line, "action": "accept"}])  # a coding of an answer may


@pytest.mark.parametrize("action", ["add", "accept", "border"])
def test_what_the_interviewer_says_has_no_code(reviewed: Reviewed, action: str) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru02.txt")
    question = on(said, "А деньги?", action, code="care")
    if action == "border":
        borders = {"to_start": question["start"], "to_stop": question["stop"]}
        question = on(said, "Забота.", action, code="care", **borders)
    assert "in one turn of a respondent" in refused(desk, question)
    desk.save([on(said, "А деньги?", "note", about="segment", text="leading")])


def test_too_many_lines_are_refused(reviewed: Reviewed) -> None:
    assert "at most" in refused(reviewed.desk(), *[{}] * (MOST_LINES + 1))


def test_the_same_line_twice_is_one(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    line = on(opened(desk, "ru01.txt"), "Экономия", "add", code="saving")
    assert desk.save([line, line])["count"] == 1
    assert desk.save([line], after=0)["lines"][0]["id"] == line["id"]
    assert len(log_of(desk)) == 1


def test_two_desks_on_one_log_see_all_lines(reviewed: Reviewed) -> None:
    one, other = reviewed.desk(), reviewed.desk()
    said = opened(one, "ru01.txt")
    words = ("Началась", "экономия", "заботе", "людях", "времени")
    for number, word in enumerate(words):
        (one, other)[number % 2].save([on(said, word, "add", code="care")])
    for desk in (one, other):
        lines, count = desk.changes(0)
        assert [line["quote"] for line in lines] == list(words)
        assert count == 5
        assert [line["quote"] for line in desk.changes(3)[0]] == list(words[3:])
        assert desk.changes(99)[0] == lines  # who knows more than there is gets all of it
    answer = one.save([on(said, "сокращение", "add", code="saving")], after=2)
    assert [line["quote"] for line in answer["lines"]] == [*words[2:], "сокращение"]


def test_a_log_that_is_put_there_anew_is_read_anew(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru01.txt")
    desk.save([on(said, "Началась", "add", code="care"), on(said, "людях", "add", code="care")])
    head, first, _ = desk.log.path.read_bytes().splitlines(keepends=True)
    desk.log.path.write_bytes(head + first)  # shorter
    assert desk.changes(0)[1] == 1
    other = desk.log.path.with_suffix(".new")
    other.write_bytes(
        head + first.replace(b"care", b"saving") + first.replace(b'"id": "', b'"id": "x')
    )
    os.replace(other, desk.log.path)  # another file
    assert [line["code"] for line in desk.changes(0)[0]] == ["saving", "care"]
    desk.log.path.unlink()
    assert desk.changes(0) == ([], 0)


def test_a_line_that_is_half_written_is_waited_for(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru01.txt")
    desk.save([on(said, "Началась", "add", code="care")])
    whole = desk.log.path.read_bytes()
    torn = whole.splitlines()[1].replace(b'"id": "', b'"id": "second-')
    with desk.log.path.open("ab") as file:
        file.write(torn[:30])
    assert desk.changes(0)[1] == 1
    with desk.log.path.open("ab") as file:
        file.write(torn[30:] + b"\n\xff\xfe no line\n")
    assert desk.changes(0)[1] == 2


def test_after_a_torn_line_everything_is_saved(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru01.txt")
    desk.save([on(said, "Началась", "add", code="care")])
    with desk.log.path.open("ab") as file:
        file.write(b'{"id": "torn')
    desk.save([on(said, "людях", "add", code="care")])
    log = read_log(desk.log.path)
    assert [line.quote for line in log.decisions] == ["Началась", "людях"]
    assert len(log.problems) == 1


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_nothing_half(
    reviewed: Reviewed, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru01.txt")
    desk.save([on(said, "Началась", "add", code="care")])
    before = desk.log.path.read_bytes()
    line = on(said, "людях", "add", code="care")
    real = getattr(os, call)

    def full(file: int, *data: Any) -> int:
        if call == "write":
            real(file, bytes(data[0])[:20])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(RefusedError, match="No space left"):
            desk.save([line])
    assert desk.log.path.read_bytes() == before
    assert desk.changes(0)[1] == 1
    assert desk.save([line])["count"] == 2  # the page sends it again


def test_surroundings_come_from_the_file(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    whole = (reviewed.study / "transcripts" / "ru02.txt").read_text(encoding="utf-8")
    said = opened(desk, "ru02.txt")
    passages = desk.material.passages
    known = Desk(
        desk.material, desk.task, desk.log, WholeTexts(passages, lambda _: {"ru02.txt": whole})
    )
    line = on(said, "Да.", "add", code="care")
    known.save([line])
    [kept] = log_of(desk)
    assert kept.before == whole[kept.start - 60 : kept.start]
    assert kept.before.endswith("А деньги?\nРеспондент: ")
    assert kept.after == whole[kept.stop : kept.stop + 60]


@pytest.mark.parametrize("text", [None, "Another text altogether."])
def test_without_the_file_they_end_with_the_turn(reviewed: Reviewed, text: str | None) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru02.txt")
    texts = WholeTexts(desk.material.passages, lambda name: {name: text} if text else {})
    known = Desk(desk.material, desk.task, desk.log, texts)
    known.save([on(said, "Да.", "add", code="care"), on(said, "там экономия", "add", code="care")])
    answer, inside = log_of(desk)
    assert (answer.before, answer.after) == ("", "")
    assert inside.before == "Тут экономия, "
    assert inside.after.startswith(", а работать некому. <script>")


def test_a_log_of_another_coder_is_not_written(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    other = Decision(id="12345678", time="2026-01-01T00:00:00Z", coder="BORIS", action="flag")
    append(desk.log.path, [other], "")
    with pytest.raises(RefusedError, match="log of BORIS"):
        desk.save([on(opened(desk, "ru01.txt"), "Началась", "add", code="care")])


def test_there_are_no_other_transcripts(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    for index in (-1, 4):
        with pytest.raises(IndexError):
            desk.transcript_json(index)
    assert json.loads(desk.transcript(0)) == desk.transcript_json(0)
    assert desk.transcript(0) is desk.transcript(0)  # made once


def test_a_sample_weighs_its_lines(reviewed: Reviewed) -> None:
    desk = reviewed.desk(blind=True, sample=4, seed=3)
    sample = desk.task.sample
    assert desk.head()["queue"] == [
        [desk.material.ids.index(one.transcript), one.segment] for one in sample.drawn
    ]
    first = max(sample.drawn, key=lambda one: one.weight)
    assert first.weight > 1
    said = opened(desk, first.transcript)
    outside = next(
        one
        for one in said["segments"]
        if one["role"] == "respondent" and (first.transcript, one["number"]) not in sample.queue
    )
    answer = desk.save(
        [
            of_segment(said, first.segment, "seen"),
            of_segment(said, outside["number"], "add", code="care"),
        ]
    )
    inside, other = log_of(desk)
    assert (inside.sample, inside.weight, inside.blind) == (sample.name, first.weight, True)
    assert (other.sample, other.weight, other.blind) == ("", 1.0, True)
    assert all("weight" not in one for one in answer["lines"])
    assert Path(desk.log.path).name == "ANNA.jsonl"


def test_in_a_changed_text_lines_stand_where_their_words_are(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru02.txt")
    coded = on(said, "Тут экономия, там экономия", "add", code="saving")
    gone = on(said, "И последнее?", "note", about="segment", text="gone")
    turn = said["turns"][-1]
    wider = on(said, "там экономия, а работать", "border", code="saving")
    wider |= {"to_start": turn["start"], "to_stop": turn["start"] + 40}
    memo = on(said, "экономия, а работать некому", "note", about="segment", text="stays")
    desk.save([coded, gone, wider, memo])
    rows = reviewed.run.tables["turns"]
    added = "Ну вот, начну с начала. "
    turns: list[Any] = []
    grown = 0
    for row in rows:
        if row["transcript"] != "ru02.txt":
            turns.append(row)
            continue
        text = added + row["text"] if row["turn"] == 2 else row["text"].replace("И последнее", "?")
        start = int(row["start"]) + grown
        turns.append({**row, "text": text, "start": start, "stop": start + len(text)})
        grown += len(text) - len(row["text"])
    described = [
        {**one, "text_sha256": "f" * 64} if one["transcript"] == "ru02.txt" else one
        for one in reviewed.run.manifest["transcripts"]
    ]
    run = replace(
        reviewed.run,
        manifest={**reviewed.run.manifest, "transcripts": described},
        tables={**reviewed.run.tables, "turns": tuple(turns)},
    )
    now = replace(reviewed, run=run).desk()
    line, border, note = now.head()["decisions"]  # the words of one memo are not there any more
    assert (note["text"], border["id"]) == ("stays", wider["id"])
    now_turn = now.material.rows("turns", "ru02.txt")[-1]["start"]
    assert (border["to_start"], border["to_stop"]) == (now_turn, now_turn + 40)
    text = now.material.passages["ru02.txt"].text
    assert line["id"] == coded["id"]
    assert text[line["start"] : line["stop"]] == coded["quote"] == line["quote"]
    assert line["text_sha256"] == "f" * 64
    head = now.head()
    [lost] = head["lost"]  # with its words: there is nothing else to tell it by
    assert "reworded" not in line  # it only stands elsewhere
    assert (head["count"], lost["action"], lost["quote"]) == (4, "note", "И последнее?")
    withdrawing = replace(run, manifest={**run.manifest, "withdrawal": "0" * 64})
    [lost] = replace(reviewed, run=withdrawing).desk().head()["lost"]
    assert "quote" not in lost  # the words may be those that were withdrawn
    note = {"note": {"phrase": CUT, "values": {}}, "warning": False}
    cut = [{**one, "notes": [note]} for one in described]
    of_cut = replace(withdrawing, manifest={**withdrawing.manifest, "transcripts": cut})
    assert replace(reviewed, run=of_cut).desk().head()["lost"] == []  # nothing of them is left
    assert desk.head()["lost"] == []
    again = on({"id": "ru02.txt", "text_sha256": "f" * 64, "text": text}, coded["quote"], "reject")
    now.save([{**again, "code": "saving"}])
    *_, kept = read_log(now.log.path).decisions
    assert (desk.head()["blind_counts"], kept.polarity) == (False, "")
    assert kept.supersedes == coded["id"]  # else both would stand
    left = [one.action for one in standing(read_log(now.log.path).decisions)]
    assert left == ["note", "border", "note", "reject"]


def test_what_was_decided_about_other_words_says_so(reviewed: Reviewed) -> None:
    """Until the person says it again of the words as they are."""
    whole = (reviewed.study / "transcripts" / "ru02.txt").read_text(encoding="utf-8")
    shelf = replace(reviewed.shelf, read=lambda _: {"ru02.txt": whole})
    desk = open_desk(shelf, Asked("ANNA"))
    said = opened(desk, "ru02.txt")
    number = said["segments"][-1]["number"]
    desk.save([of_segment(said, number, "add", code="saving"), of_segment(said, number, "seen")])

    def reword(row: Any) -> Any:
        return {**row, "text": str(row["text"]).replace("Тут эк", "Там эк")}

    turns, segments = (
        tuple(reword(row) if row["transcript"] == "ru02.txt" else row for row in table)
        for table in (reviewed.run.tables["turns"], reviewed.run.tables["segments"])
    )
    described = [
        {**one, "text_sha256": "f" * 64} if one["transcript"] == "ru02.txt" else one
        for one in reviewed.run.manifest["transcripts"]
    ]
    manifest = {**reviewed.run.manifest, "transcripts": described}
    tables = {**reviewed.run.tables, "turns": turns, "segments": segments}
    changed = replace(reviewed, run=replace(reviewed.run, manifest=manifest, tables=tables))
    now = changed.desk()
    lines = now.head()["decisions"]
    assert [one["reworded"] for one in lines] == [True, True]
    assert lines[0]["was"].startswith("Тут экономия")
    assert lines[0]["quote"].startswith("Там экономия")
    hidden = replace(changed.run, manifest={**manifest, "withdrawal": "0" * 64})
    assert replace(changed, run=hidden).desk().head()["decisions"][0]["was"] == ""
    now.save([of_segment(opened(now, "ru02.txt"), number, "seen")])
    again = [one.get("reworded", False) for one in changed.desk().head()["decisions"]]
    assert again == [True, True, False]
    assert len(standing(read_log(now.log.path).decisions)) == 2  # the code, and that it is read


def test_renamed_codes_and_drafts_taken_up_are_called_as_they_are_now(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "en01.txt")
    draft = {"id": "draft-of-fear", "action": "draft", "code": "draft.fear", "name": "Fear"}
    recode = of_segment(said, 2, "recode", code="care", to="draft.fear")
    desk.save([draft, recode])
    book = reviewed.run.codebook
    names = {"care": ("tending", ("care",)), "saving": ("saving", ("draft.fear",))}
    codes = (replace(one, id=names[one.id][0], replaces=names[one.id][1]) for one in book.codes)
    codebook = replace(book, codes=tuple(codes))
    now = replace(reviewed, run=replace(reviewed.run, codebook=codebook)).desk()
    [line] = now.head()["decisions"]
    assert (line["code"], line["to"]) == ("tending", "saving")
    borders = {"to_start": recode["start"], "to_stop": recode["stop"] - 9}
    now.save([of_segment(said, 2, "border", code="tending", **borders)])
    *_, one = standing(read_log(now.log.path).decisions)
    assert (one.code, one.to, one.to_stop) == ("tending", "draft.fear", borders["to_stop"])


def test_what_the_run_does_not_have_is_not_shown(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru02.txt")
    desk.save([of_segment(said, 2, "seen"), of_segment(opened(desk, "en01.txt"), 2, "seen")])
    run = narrow(reviewed.run, {"en01.txt"})  # the other was withdrawn
    withdrawn = replace(reviewed, run=run).desk()
    assert [line["transcript"] for line in withdrawn.head()["decisions"]] == ["en01.txt"]
    assert withdrawn.head()["lost"] == []
    assert "Забота" not in str(withdrawn.head()["decisions"])


def test_what_has_no_place_is_counted_as_in_the_run(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    said = opened(desk, "ru02.txt")
    given = on(said, "Тут экономия, там экономия", "add", code="saving")
    read = of_segment(said, said["segments"][-1]["number"], "seen")
    desk.save([given, read])

    def lost(*known: tuple[str, str]) -> list[Any]:
        rows = tuple(
            {"coder": "ANNA", "decision": id, "transcript": "ru02.txt", "outcome": outcome}
            for id, outcome in known
        )
        tables = {**reviewed.run.tables, "decisions": rows}
        run = replace(reviewed.run, tables=tables)
        told: list[Any] = replace(reviewed, run=run).desk().head()["lost"]
        return told

    assert lost() == []
    [one] = lost((given["id"], "orphan"), (read["id"], "noted"))
    assert (one["action"], one["transcript"]) == ("add", "ru02.txt")
    elsewhere = narrow(reviewed.run, {"en01.txt"})
    row = {"coder": "ANNA", "decision": given["id"], "transcript": "", "outcome": "orphan"}
    away = replace(
        elsewhere,
        tables={**elsewhere.tables, "decisions": (row,)},
        manifest={**elsewhere.manifest, "withdrawal": "0" * 64},
    )
    [one] = replace(reviewed, run=away).desk().head()["lost"]
    assert "transcript" not in one  # it may be an interview that was withdrawn
