from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_run import write_small_run
from small_study import contents, write

from qualcode.errors import RefusedError
from qualcode.runs.former import GENERATOR, check_sources
from qualcode.runs.output import recover, replace_folder, write_whole
from qualcode.runs.read import read_run
from qualcode.runs.write import write_run

REPORT = f'<!doctype html><html><head>{GENERATOR} 0.1.0"></head></html>'


def title(out: Path) -> str:
    found: str = read_run(out).manifest["study"]["title"]
    return found


def refused(out: Path, by: Callable[[Path], None] = lambda out: write_small_run(out, "new")) -> str:
    """Return the one line with which a run in `out` is refused; nothing may be touched."""
    top = out.parent
    before = contents(top)
    with pytest.raises(RefusedError) as error:
        by(out)
    assert error.value.exit_code == 4
    assert contents(top) == before
    (problem,) = error.value.problems
    return str(problem).removeprefix(f"{top}/")


def test_a_run_replaces_a_former_one_with_its_report(tmp_path: Path) -> None:
    out = tmp_path / "far" / "run"
    write_small_run(out, "old")
    write(out / "report.html", REPORT)
    write(out / ".DS_Store", b"\0")
    write_small_run(out, "new")
    assert title(out) == "new"
    assert "report.html" not in contents(out)
    assert [path.name for path in out.parent.iterdir()] == ["run"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    write_small_run(tmp_path / "run", "new")
    assert title(tmp_path / "run") == "new"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", "mine"),
        ("report.html", "<html>my own page</html>"),
        ("sub/interview.docx", "PK"),
        (".hidden", "mine"),
        ("codings.csv.bak", "mine"),
        ("report.htm", REPORT),
    ],
)
def test_foreign_files_are_never_replaced(tmp_path: Path, name: str, content: str) -> None:
    write_small_run(tmp_path / "run", "old")
    write(tmp_path / "run" / name, content)
    line = f"holds files of another kind: {name}; name a new or empty folder;"
    assert refused(tmp_path / "run") == f"run: {line} nothing was touched"


def test_a_folder_that_is_no_run_is_never_replaced(tmp_path: Path) -> None:
    for name in "abcd":
        write(tmp_path / "data" / f"{name}.txt", "I: a?")
    assert refused(tmp_path / "data").startswith(
        "data: holds files of another kind: a.txt, b.txt, c.txt …; "
    )


@pytest.mark.parametrize(
    "manifest",
    ["{}", "[]", '"x"', "{", '{"files": {"a.txt": "0"}}', '{"format": 1, "files": []}'],
)
def test_a_manifest_of_another_program_is_no_run(tmp_path: Path, manifest: str) -> None:
    write(tmp_path / "data/run.json", manifest)
    line = refused(tmp_path / "data")
    assert line.startswith("data: holds files of another kind: run.json")


def test_a_table_changed_by_hand_is_never_replaced(tmp_path: Path) -> None:
    write_small_run(tmp_path / "run", "old")
    with (tmp_path / "run/codings.csv").open("a") as file:
        file.write("mine\n")
    assert refused(tmp_path / "run") == (
        "run: codings.csv was changed after the run;"
        " move it away, or name another folder; nothing was touched"
    )


def test_links_in_a_run_are_foreign(tmp_path: Path) -> None:
    write(tmp_path / "vault/a.txt", "mine")
    write_small_run(tmp_path / "run", "old")
    (tmp_path / "run/data").symlink_to(tmp_path / "vault")
    (tmp_path / "run/gone").symlink_to(tmp_path / "nowhere")
    assert "of another kind: data, gone;" in refused(tmp_path / "run")


def test_a_file_put_there_during_the_run_is_kept(tmp_path: Path) -> None:
    write_small_run(tmp_path / "run", "old")

    def interfere(out: Path) -> None:
        with replace_folder(out) as fresh:
            write(fresh / "a.csv", "new")
            write(out / "notes.txt", "mine")

    with pytest.raises(RefusedError, match=r"of another kind: notes\.txt"):
        interfere(tmp_path / "run")
    assert contents(tmp_path)["run/notes.txt"] == b"mine"


def test_a_run_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    def fail(out: Path) -> None:
        with write_run(out):
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        fail(tmp_path / "far/away/run")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    write(tmp_path / "run", "mine")
    assert refused(tmp_path / "run") == "run: is a file; name a new or empty folder"
    below = refused(tmp_path / "run", lambda out: write_small_run(out / "below", "new"))
    assert below.startswith("run/below: cannot be written: Not a directory")


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk/run").mkdir(parents=True)
    (tmp_path / "run").symlink_to(tmp_path / "disk/run")
    for name in ("old", "new", "newest"):
        write_small_run(tmp_path / "run", name)
        assert title(tmp_path / "run") == title(tmp_path / "disk/run") == name
    assert (tmp_path / "run").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["disk", "run"]
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["run"]


def test_a_link_to_somebodys_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "data/a.txt", "mine")
    (tmp_path / "run").symlink_to(tmp_path / "data")
    assert "holds files of another kind: a.txt" in refused(tmp_path / "run")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").symlink_to(tmp_path / "run")
    with pytest.raises(RefusedError, match=r"leads nowhere|cannot be written"):
        write_small_run(tmp_path / "run", "new")


def test_the_top_of_the_disk_is_refused() -> None:
    with pytest.raises(RefusedError, match="is no folder for a run; name one inside it"):
        write_small_run(Path("/"), "new")


def test_the_folder_people_work_in_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_small_run(tmp_path / "run", "old")
    (tmp_path / "run/sub").mkdir()
    for place in ("run", "run/sub"):
        monkeypatch.chdir(tmp_path / place)
        assert refused(tmp_path / "run").startswith("run: is the folder you work in; ")


def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def mkdir(path: Path, *args: Any, **options: Any) -> None:
        if path.parent == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        make(path, *args, **options)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    assert refused(tmp_path / "run") == (
        f"run: cannot be written: Permission denied ({tmp_path}/.run.new); choose another place"
    )


def test_a_disk_mounted_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").mkdir()

    def rename(path: Path, target: Path) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy", str(path))

    monkeypatch.setattr(Path, "rename", rename)
    assert "cannot be written: Device or resource busy" in refused(tmp_path / "run")


def test_a_second_run_into_one_place_is_refused(tmp_path: Path) -> None:
    write_small_run(tmp_path / "run", "old")
    (tmp_path / "link").symlink_to(tmp_path / "run")
    (tmp_path / ".run.previous").mkdir()
    busy = "is being written by another qualcode; wait for it to end"
    with replace_folder(tmp_path / "run") as fresh:
        write(fresh / "a.csv", "new")
        (tmp_path / ".run.previous").mkdir()
        assert refused(tmp_path / "run") == f"run: {busy}"
        assert refused(tmp_path / "link").endswith(busy)
        assert refused(tmp_path / "run", recover) == f"run: {busy}"
        (tmp_path / ".run.previous").rmdir()
    assert contents(tmp_path / "run") == {"a.csv": b"new"}


SLOW_RUN = """
import sys
import time
from pathlib import Path
from qualcode.runs.output import replace_folder
with replace_folder(Path(sys.argv[1])) as fresh:
    (fresh / "half.csv").write_text("half")
    print("writing", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_run_harms_nothing(tmp_path: Path) -> None:
    write_small_run(tmp_path / "run", "old")
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", SLOW_RUN, str(tmp_path / "run")]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        with pytest.raises(RefusedError, match="is being written by another qualcode"):
            write_small_run(tmp_path / "run", "new")
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert title(tmp_path / "run") == "old"
    for _ in range(50):  # the system frees the lock soon
        try:
            write_small_run(tmp_path / "run", "new")
            break
        except RefusedError:
            time.sleep(0.02)
    assert title(tmp_path / "run") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_what_is_read_is_never_replaced(tmp_path: Path) -> None:
    text = write(tmp_path / "texts/sub/a.txt", "I: a?")
    check_sources(tmp_path / "run", [text])
    check_sources(tmp_path / "texts/sub/a.txt.run", [text])
    (tmp_path / "link").symlink_to(tmp_path / "texts")
    for out in ("texts", "texts/sub", ".", "link"):
        line = refused(tmp_path / out, lambda out: check_sources(out, [text]))
        assert line.endswith("a.txt, which is to be read; name a new or empty folder;"
                             " nothing was touched")  # fmt: skip


def test_a_report_replaces_only_a_report(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_whole(path, REPORT)
    write_whole(path, REPORT + "\n")
    assert path.read_text() == REPORT + "\n"
    write(tmp_path / "mine.html", "<html>")
    (tmp_path / "folder.html").mkdir()
    for name in ("mine.html", "folder.html"):
        line = refused(tmp_path / name, lambda out: write_whole(out, REPORT))
        assert line == f"{name}: exists and is no report of qualcode; choose another name"


@pytest.mark.parametrize("name", ["none/report.html", "file/report.html", "x" * 300 + ".html"])
def test_a_report_that_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path / "file", "mine")
    with pytest.raises(RefusedError, match="cannot be written"):
        write_whole(tmp_path / name, REPORT)
    assert contents(tmp_path) == {"file": b"mine"}


def test_a_report_is_written_whole_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.html"
    write_whole(path, REPORT)

    def fsync(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(RefusedError, match="No space left on device"):
        write_whole(path, REPORT * 2)
    assert contents(tmp_path) == {"report.html": REPORT.encode()}


def test_the_manifest_names_every_file(tmp_path: Path) -> None:
    write_small_run(tmp_path / "run", "old")
    names = set(contents(tmp_path / "run"))
    manifest = json.loads((tmp_path / "run/run.json").read_text())
    assert set(manifest["files"]) == names - {"run.json"}
    assert names == {
        *("run.json", "codebook.yaml", "respondents.csv", "turns.csv", "segments.csv"),
        *("codings.csv", "hits.csv", "tensions.csv", "suppressed.csv", "questions.csv"),
        *("scores.csv", "overruled.csv", "decisions.csv"),
    }
