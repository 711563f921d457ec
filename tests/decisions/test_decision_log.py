from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from logbook import TIME, line

from qualcode.decisions import append, load_logs, name_log, read_log, render_line, standing
from qualcode.decisions.lines import Head, render_head
from qualcode.errors import RefusedError


def write(path: Path, *lines: str, end: str = "\n") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(("\n".join(lines) + end).encode())
    return path


def head(coder: str = "ANNA", study: str = "") -> str:
    return render_head(Head(coder, study))


def told(path: Path) -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in read_log(path).problems]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions" / "ANNA.jsonl"


def test_what_is_appended_is_read(path: Path) -> None:
    lines = [line("1"), line("2", "reject"), line("3", "note", text="«Эх»\n— да")]
    assert append(path, lines, "Забота") == tuple(lines)
    log = read_log(path)
    assert (log.coder, log.study, log.file) == ("ANNA", "Забота", path)
    assert log.decisions == tuple(lines)
    assert log.problems == ()
    assert [log.lines[id].number for id in "123"] == [2, 3, 4]


def test_no_folder_and_no_file_are_no_logs(tmp_path: Path) -> None:
    assert load_logs(tmp_path / "none").logs == ()
    assert read_log(tmp_path / "BORIS.jsonl").decisions == ()
    assert read_log(tmp_path / "BORIS.jsonl").coder == "BORIS"


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "decisions").write_text("")
    (problem,) = load_logs(tmp_path / "decisions").problems
    assert "cannot be opened" in problem.message


def test_one_bad_line_stops_nothing(path: Path) -> None:
    good = [render_line(line(id)) for id in "123"]
    bad = '{"id": "9", "time": "x", "coder": "ANNA", "action": "erase"}'
    write(path, head(), good[0], bad, good[1], "", "{oops", "[1]}", good[2])
    assert [one.id for one in read_log(path).decisions] == ["1", "2", "3"]
    assert sorted(told(path)) == [
        (3, "has something else than it can have in `action`: 'erase'"),
        (6, "the line is torn: saving it was cut short, or the file was damaged"),
        (7, "is no JSON"),
    ]


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_torn_last_line(path: Path, cut: int) -> None:
    one, two = render_line(line("1")), render_line(line("2"))
    write(path, head(), one, two[:cut], end="")
    assert [decision.id for decision in read_log(path).decisions] == ["1"]
    ((number, message),) = told(path)
    assert (number, message[:24]) == (3, "the last line is torn: s")
    # the next line begins on its own, and the torn one stays what it is
    held = path.read_bytes()
    append(path, [line("3")])
    assert path.read_bytes() == held + b"\n" + render_line(line("3")).encode() + b"\n"
    assert [decision.id for decision in read_log(path).decisions] == ["1", "3"]


def test_a_line_torn_inside_a_letter(path: Path) -> None:
    write(path, head())
    data = path.read_bytes()
    path.write_bytes(data + render_line(line("1", quote="Ж")).encode()[:-3])
    assert [message[:13] for _, message in told(path)] == ["the last line"]


def test_a_torn_line_that_was_saved_again_is_no_fault(path: Path) -> None:
    write(path, head(), render_line(line("1"))[:60], end="")
    append(path, [line("1")])
    assert [one.id for one in read_log(path).decisions] == ["1"]
    assert told(path) == []


def test_a_torn_head(path: Path) -> None:
    write(path, head()[:20], end="")
    assert told(path)[0][1].startswith("the last line is torn")
    append(path, [line("1")], "Забота")
    log = read_log(path)
    assert (log.coder, log.study, len(log.decisions), log.problems) == ("ANNA", "Забота", 1, ())


def test_a_last_line_without_its_end_is_whole(path: Path) -> None:
    write(path, head(), render_line(line("1")), end="")
    assert told(path) == []
    append(path, [line("2")])
    assert [one.id for one in read_log(path).decisions] == ["1", "2"]


def test_other_editors_leave_marks_of_their_own(path: Path) -> None:
    write(path, head(), render_line(line("1")))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(path) == []
    append(path, [line("1"), line("2")])
    log = read_log(path)
    assert ([one.id for one in log.decisions], log.problems) == (["1", "2"], ())


def test_an_empty_log(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert told(path) == [(0, "is empty")]
    append(path, [line("1")])
    assert told(path) == []


def test_a_log_without_a_head(path: Path) -> None:
    write(path, render_line(line("1")))
    assert told(path) == [(0, "does not say whose log it is")]
    append(path, [line("2")])
    log = read_log(path)
    assert (log.coder, len(log.decisions), log.problems) == ("ANNA", 2, ())


def test_the_same_id_with_another_content(path: Path) -> None:
    write(
        path,
        head(),
        render_line(line("1")),
        render_line(line("1")),
        render_line(line("1", "reject")),
    )
    assert [one.action for one in read_log(path).decisions] == ["add"]
    assert told(path) == [(4, "has the id of line 2, and says another thing")]


def test_a_clock_that_went_back(path: Path) -> None:
    times = ["2026-11-22T10:00:00Z", "2026-11-22T09:00:00Z", "2026-11-22T09:30:00Z", "soon"]
    times += ["2026-11-22T09:15:00+00:00"]
    write(path, head(), *(render_line(line(str(at), time=one)) for at, one in enumerate(times)))
    assert len(read_log(path).decisions) == 5
    assert told(path) == [
        (5, "has a time that is none: 'soon'"),
        (3, "the clock went back here, 2 times in all"),
    ]


def test_a_log_of_another_and_lines_of_others(path: Path) -> None:
    write(path, head("BORIS"), render_line(line("1", coder="BORIS")), render_line(line("2")))
    write(path.with_name("CARL.jsonl"), head("CARL"), render_line(line("3", coder="CARL")))
    logs = load_logs(path.parent)
    assert {log.coder: [one.id for one in log.decisions] for log in logs.logs} == {
        "ANNA": ["2"],
        "BORIS": ["1"],
        "CARL": ["3"],
    }
    assert [(one.line, one.message) for one in logs.problems] == [
        (3, "is by ANNA, in the log of BORIS"),
        (0, "is the log of BORIS, and its name says ANNA"),
    ]
    assert logs.logs[0].lines["2"].number == 3


def test_two_heads_in_one_file(path: Path) -> None:
    lines = [render_line(line(id)) for id in "12"]
    write(path, head(), lines[0], head("BORIS"), lines[1])
    assert told(path) == [(3, "here begins a log of BORIS, in one of ANNA")]


def test_two_files_of_one_coder_are_one_log(path: Path) -> None:
    texts = [render_line(line(id, stop=int(id) + 1)) for id in "1234"]
    write(path, head(), texts[0], texts[1], texts[2])
    write(path.with_name("ANNA (2).jsonl"), head(), texts[0], texts[3])
    (log,) = load_logs(path.parent).logs
    assert [one.id for one in log.decisions] == ["1", "4", "2", "3"]
    assert log.file == path
    (problem,) = load_logs(path.parent).problems
    assert "lines in both 1, only here 1, only there 2" in problem.message
    assert {log.lines[id].file.name for id in "123"} == {"ANNA.jsonl"}
    assert log.lines["4"].file.name == "ANNA (2).jsonl"


def test_what_only_a_copy_holds_can_be_taken_back(path: Path) -> None:
    """New lines go to the file that bears the name: whatever the copies are called."""
    mine = [line("1"), line("2", stop=12), line("3", stop=13)]
    copied = [line("c1", stop=21), mine[0], line("c2", stop=22), line("c3", stop=23)]
    for name in ("ANNA (conflicted copy).jsonl", "AAA.jsonl"):
        other = path.with_name(name)
        write(path, head(), *map(render_line, mine))
        write(other, head(), *map(render_line, copied))
        (log,) = load_logs(path.parent).logs
        assert [one.id for one in log.decisions] == ["c1", "1", "c2", "c3", "2", "3"]
        undo = line("u", "undo", supersedes="c3")
        append(log.file, [undo, line("f", stop=99, supersedes="c1"), line("x", "reject", stop=22)])
        (log,) = load_logs(path.parent).logs
        assert [one.id for one in standing(log.decisions)] == ["1", "2", "3", "f", "x"]
        other.unlink()


def test_the_copy_is_told_of_not_the_file_that_bears_the_name(path: Path) -> None:
    write(path, head(), render_line(line("1")))
    write(path.with_name("ANNA (2).jsonl"), head(), render_line(line("1", "reject")))
    (problem,) = load_logs(path.parent).problems
    assert Path(problem.file).name == "ANNA (2).jsonl"
    assert "is a log of ANNA as ANNA.jsonl is: lines in both 1" in problem.message
    assert "with one id and another content 1" in problem.message
    assert [one.action for one in load_logs(path.parent).decisions] == ["add"]


def test_a_log_copied_under_another_name(path: Path) -> None:
    """Nothing of either is lost, and nobody is taken to agree with themselves."""
    for coder in ("ANNA", "BORIS"):
        lines = [render_line(line(id, coder=coder)) for id in "12"]
        write(path.with_name(f"{coder}.jsonl"), head(coder), *lines)
    logs = load_logs(path.parent)
    assert [[one.id for one in log.decisions] for log in logs.logs] == [["1", "2"], ["1", "2"]]
    assert [one.message for one in logs.problems] == [
        "lines by BORIS with the ids of lines by ANNA in ANNA.jsonl: 2"
    ]


def test_lines_in_the_log_of_another_have_a_file_to_be_put_right_in(path: Path) -> None:
    for coder, file in (("AARON", "AARON.jsonl"), ("A/B", "ANNA.jsonl")):
        write(path, head(), render_line(line("1", coder=coder)), render_line(line("2")))
        log = next(one for one in load_logs(path.parent).logs if one.coder == coder)
        assert log.file.name == file
    write(path, head(), render_line(line("1", coder="AARON")), render_line(line("2")))
    append(path.with_name("AARON.jsonl"), [line("3", stop=20, coder="AARON", supersedes="1")])
    aaron = load_logs(path.parent).logs[0]
    assert [one.id for one in standing(aaron.decisions)] == ["3"]


def test_a_newer_format_is_read_and_not_written(path: Path) -> None:
    write(path, json.dumps({"qualcode": "decisions", "format": 2, "coder": "ANNA"}))
    assert "knows 1" in told(path)[0][1]
    with pytest.raises(RefusedError, match="newer qualcode"):
        append(path, [line("1")])


def test_what_is_no_file(path: Path) -> None:
    path.mkdir(parents=True)
    assert told(path) == [(0, "is no file")]
    with pytest.raises(RefusedError, match="cannot be saved"):
        append(path, [line("1")])


@pytest.mark.skipif(os.name == "nt" or not os.path.exists("/dev/zero"), reason="no devices")
def test_a_device_is_not_read_to_its_end(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to("/dev/zero")
    assert told(path) == [(0, "is no file")]
    with pytest.raises(RefusedError, match="is no file"):
        append(path, [line("1")])


def test_a_file_nobody_may_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path, head())

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told(path) == [(0, "cannot be read: Permission denied")]


@pytest.mark.parametrize("name", ["ANNA", "Анна-Мария", "a b", "Йосиф", "o.k", "Zoë", "अनि"])
def test_names_of_logs(tmp_path: Path, name: str) -> None:
    path = name_log(tmp_path, name)
    assert path == tmp_path / f"{name}.jsonl"
    append(path, [line("1", coder=name)])
    assert read_log(path).coder == name
    assert load_logs(tmp_path).problems == ()


@pytest.mark.parametrize(
    "name",
    ["", " ", "a/b", "..", ".a", "a\\b", "a\nb", "CON", "nul.x", "x" * 61, " a", "a.", "a:b"],
)
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="cannot name a file"):
        name_log(tmp_path, name)


def test_hidden_and_other_files_are_passed_over(path: Path) -> None:
    write(path, head(), render_line(line("1")))
    write(path.with_name(".ANNA.jsonl"), "{")
    write(path.with_name("README.md"), "{")
    assert load_logs(path.parent).problems == ()


def test_time_of_lines_is_kept() -> None:
    assert line("1").time == TIME
