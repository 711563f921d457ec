"""Packs: made, coded elsewhere, and back in the log with nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reviewed import Line, Reviewed, of_segment, on, opened

from qualcode.decisions import read_log, standing
from qualcode.errors import CodersError, RefusedError
from qualcode.model.decision import Decision
from qualcode.review.importing import Imported, import_lines
from qualcode.review.opening import Asked, open_desk
from qualcode.review.pack import render_pack

TIME = "2026-03-01T10:00:00.000+00:00"


def saved(path: Path, *lines: object, coder: str = "VERA", **head: Any) -> Path:
    """Write what a pack saves."""
    first = {"qualcode": "decisions", "format": 1, "coder": coder, "study": "Reviewed study"}
    texts = (json.dumps(one, ensure_ascii=False) + "\n" for one in ({**first, **head}, *lines))
    path.write_text("".join(texts), encoding="utf-8")
    return path


def packed(line: Line, **more: Any) -> Line:
    """Return a line as a pack writes it: with all that the server sets elsewhere."""
    return {**line, "time": TIME, "coder": "VERA", "codebook": "c" * 64, "blind": True, **more}


def log_of(done: Imported) -> tuple[Decision, ...]:
    return read_log(done.log).decisions


def test_a_pack_holds_what_it_needs_and_no_more(reviewed: Reviewed) -> None:
    asked = Asked("VERA", blind=True, sample=2, seed=4)
    desk = open_desk(reviewed.shelf, asked, whole=False)
    page = render_pack(desk, "pack-1", TIME)
    start = page.index('id="material">') + len('id="material">')
    head = json.loads(page[start : page.index("</script>", start)])
    drawn = {one.transcript for one in desk.task.sample.drawn}
    assert {one["id"] for one in head["transcripts_full"]} == drawn
    assert {one["id"] for one in head["transcripts"]} == drawn
    assert len(drawn) < 4
    assert head["pack"] == {"id": "pack-1", "made": TIME}
    assert (head["mode"], head["token"]) == ("packed", "")
    for index, number in head["queue"]:
        numbers = [one["number"] for one in head["transcripts_full"][index]["segments"]]
        assert number in numbers
    assert "<script>alert" not in page
    assert "connect-src" not in page or "connect-src 'self'" not in page


def test_lines_come_into_the_log_with_weights_and_times(reviewed: Reviewed, tmp_path: Path) -> None:
    desk = reviewed.desk("VERA", blind=True, sample=4, seed=3)
    sample = desk.task.sample
    one = max(sample.drawn, key=lambda drawn: drawn.weight)
    said = opened(desk, one.transcript)
    lines = [
        packed(of_segment(said, one.segment, "add", code="care"), sample=sample.name),
        packed(of_segment(said, one.segment, "seen"), sample=sample.name),
        packed(of_segment(said, 1, "note", about="segment", text="so?"), sample=sample.name),
    ]
    done = import_lines(saved(tmp_path / "v.jsonl", *lines, pack="p"), reviewed.shelf)
    assert (done.coder, done.lines, done.new, done.problems) == ("VERA", 3, 3, ())
    added, seen, note = log_of(done)
    assert (added.weight, added.sample, added.blind) == (one.weight, sample.name, True)
    assert (added.time, added.codebook) == (TIME, "c" * 64)
    assert seen.weight == one.weight
    assert (note.sample, note.weight) == ("", 1.0)  # outside the sample
    again = import_lines(saved(tmp_path / "v.jsonl", *lines), reviewed.shelf)
    assert (again.new, again.problems) == (0, ())
    assert len(log_of(again)) == 3


def test_surroundings_come_from_the_file(reviewed: Reviewed, tmp_path: Path) -> None:
    whole = (reviewed.study / "transcripts" / "ru02.txt").read_text(encoding="utf-8")
    shelf = replace(reviewed.shelf, read=lambda _: {"ru02.txt": whole})
    line = packed(on(opened(reviewed.desk(), "ru02.txt"), "Да.", "add", code="care"))
    [kept] = log_of(import_lines(saved(tmp_path / "v.jsonl", line), shelf))
    assert kept.before == whole[kept.start - 60 : kept.start]


def test_what_was_said_of_a_former_text_holds_together_with_what_comes_in(
    reviewed: Reviewed, tmp_path: Path
) -> None:
    said = opened(reviewed.desk(), "ru01.txt")
    now = packed(on(said, "Экономия мешает заботе", "border", code="care"), blind=False)
    now |= {"to_start": now["start"], "to_stop": now["stop"] - 7, "polarity": "negated"}
    former = {"start": now["start"] + 5, "stop": now["stop"] + 5, "text_sha256": "0" * 64}
    recode = {**now, **former, "action": "recode", "to": "saving", "id": "recoded-before"}
    reviewed.decisions.mkdir()
    log = saved(reviewed.decisions / "VERA.jsonl", recode)
    file = saved(tmp_path / "v.jsonl", now)
    done = import_lines(file, reviewed.shelf)
    assert (done.log, done.problems) == (log, ())
    kept = log_of(done)[1]
    assert (kept.supersedes, kept.polarity) == (recode["id"], "negated")
    [one] = standing(log_of(done))
    assert (one.id, one.to, one.to_stop) == (now["id"], "saving", now["to_stop"])
    assert import_lines(file, reviewed.shelf).new == 0


def test_a_sample_that_is_not_kept_is_drawn_again(reviewed: Reviewed, tmp_path: Path) -> None:
    desk = reviewed.desk("VERA", blind=True, sample=4, seed=3)
    sample = desk.task.sample
    one = max(sample.drawn, key=lambda drawn: drawn.weight)
    line = packed(of_segment(opened(desk, one.transcript), one.segment, "seen"))
    file = saved(tmp_path / "v.jsonl", {**line, "sample": sample.name})
    elsewhere = replace(reviewed, decisions=tmp_path / "elsewhere")
    [kept] = log_of(import_lines(file, elsewhere.shelf))
    assert kept.weight == one.weight
    unknown = saved(
        tmp_path / "w.jsonl", {**line, "id": "another-line", "sample": "1-2-" + "0" * 12}
    )
    done = import_lines(unknown, elsewhere.shelf)
    assert "is not known here" in str(done.problems[0])
    assert log_of(done)[1].sample == "1-2-" + "0" * 12


def test_what_does_not_fit_is_kept_and_listed(reviewed: Reviewed, tmp_path: Path) -> None:
    said = opened(reviewed.desk(), "ru01.txt")
    right = packed(on(said, "Началась", "add", code="care"))
    lines = [
        right,
        {**right, "id": "other-text", "text_sha256": "0" * 64},
        {**right, "id": "gone-code", "code": "wealth"},
        {**right, "id": "peeked-at", "action": "accept"},
        {**right, "id": "no-such-file", "transcript": "zz.txt"},
        packed({"id": "draft-one", "action": "draft", "code": "draft.new", "name": "New"}),
        {**right, "id": "of-draft", "code": "draft.new"},
        {**right, "id": "not-a-line", "start": "x"},
    ]
    file = saved(tmp_path / "v.jsonl", *lines)
    with file.open("a", encoding="utf-8") as torn:
        torn.write('{"id": "torn')
    done = import_lines(file, reviewed.shelf)
    kept = [one["id"] for one in lines[:-1]]
    assert [one.id for one in log_of(done)] == kept
    assert (done.lines, done.new) == (7, 7)
    told = "\n".join(map(str, done.problems))
    for number, what in (
        (3, "another than in the run"),
        (4, "`wealth` is no code"),
        (5, "none is shown to a blind coder"),
        (6, "no transcript of the run"),
        (9, "this decision is not imported"),
        (10, "torn"),
    ):
        assert any(f":{number}:" in str(one) and what in str(one) for one in done.problems), what
    assert len(done.problems) == 6, told


def test_files_that_are_none_are_refused(reviewed: Reviewed, tmp_path: Path) -> None:
    said = opened(reviewed.desk(), "ru01.txt")
    line = packed(on(said, "Началась", "add", code="care"))
    page = tmp_path / "pack.html"
    page.write_text("<!doctype html><p>a page</p>")
    refused: list[tuple[Path, str]] = [
        (page, "is a page, and what was decided"),
        (tmp_path / "none.jsonl", "does not exist"),
        (saved(tmp_path / "empty.jsonl"), "holds no decisions"),
        (saved(tmp_path / "m.jsonl", {**line, "coder": "qualcode"}, coder="qualcode"), "qualcode"),
        (saved(tmp_path / "two.jsonl", line, {**line, "id": "12345678", "coder": "EVE"}), "EVE"),
        (
            saved(tmp_path / "o.jsonl", {**line, "transcript": "zz.txt"}, study="Other"),
            "not in the run: zz.txt … (“Other”)",
        ),
    ]
    for file, why in refused:
        with pytest.raises(CodersError) as told:
            import_lines(file, reviewed.shelf)
        assert why in str(told.value)
    strange = saved(tmp_path / "s.jsonl", {**line, "coder": "../up"}, coder="../up")
    with pytest.raises(RefusedError, match="cannot name a file"):
        import_lines(strange, reviewed.shelf)
    assert not reviewed.decisions.exists()


def test_a_log_of_another_study_with_the_same_names_is_refused(
    reviewed: Reviewed, tmp_path: Path
) -> None:
    said = opened(reviewed.desk(), "ru01.txt")
    right = packed(on(said, "Экономия мешает заботе о людях", "add", code="care"))
    other = {**right, "text_sha256": "0" * 64, "quote": "Совсем не о том говорили"}
    with pytest.raises(CodersError) as told:
        import_lines(saved(tmp_path / "o.jsonl", other, study="Other"), reviewed.shelf)
    assert len(told.value.problems) == 1
    assert "of the study “Other”" in str(told.value)
    assert not reviewed.decisions.exists()
    # In doubt it is taken in, and what does not fit is listed.
    for number, (line, study) in enumerate(
        [
            (right, "Other"),  # the study was renamed
            ({**right, "text_sha256": "0" * 64}, "Other"),  # and the transcript changed
            (other, "Reviewed study"),
            (other, "Обзор"),
            (other, ""),
        ]
    ):
        file = saved(tmp_path / f"{number}.jsonl", {**line, "id": f"line-{number}xx"}, study=study)
        assert import_lines(file, reviewed.shelf).new == 1, number


def test_a_file_under_another_name_is_refused_whole(reviewed: Reviewed, tmp_path: Path) -> None:
    said = opened(reviewed.desk(), "ru01.txt")
    lines = [packed(on(said, words, "add", code="care")) for words in ("Началась", "экономия")]
    import_lines(saved(tmp_path / "v.jsonl", lines[0]), reviewed.shelf)
    named = [{**one, "coder": "ANNA"} for one in lines]
    file = saved(tmp_path / "a.jsonl", *named, coder="ANNA")
    with pytest.raises(CodersError) as told:
        import_lines(file, reviewed.shelf)
    assert str(told.value) == (
        f"{file}: says that it is of ANNA, and 1 of its 2 lines stand in the log of VERA; "
        "nothing is imported; import the file as it was saved, under its own name"
    )
    assert [path.name for path in reviewed.decisions.iterdir()] == ["VERA.jsonl"]


def test_what_cannot_be_read_in_a_line_is_told_plainly(reviewed: Reviewed, tmp_path: Path) -> None:
    said = opened(reviewed.desk(), "ru01.txt")
    line = packed(on(said, "Началась", "add", code="care"), time="yesterday")
    wrong = {**line, "id": "another-line", "start": -5}
    done = import_lines(saved(tmp_path / "v.jsonl", line, wrong), reviewed.shelf)
    assert done.new == 1
    assert [str(one).partition(": ")[2] for one in done.problems] == [
        "'yesterday' is no time; the decision is imported all the same",
        "`start` cannot be '-5'; this decision is not imported: it must be made again on the page",
    ]


def test_a_file_that_is_no_log_is_told_in_one_line(reviewed: Reviewed, tmp_path: Path) -> None:
    table = tmp_path / "respondents.csv"
    table.write_text("file,speaker\nru01.txt,R1\nru02.txt,R2\n", encoding="utf-8")
    with pytest.raises(CodersError) as told:
        import_lines(table, reviewed.shelf)
    assert str(told.value) == (
        f"{table}: is no log of decisions; name the file that the page has saved (.jsonl)"
    )
