"""Hostile and broken input on the command line: one line each, and the rest is read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command_line import Cli
from hostile_files import ARCHIVES, GOOD, PIPE, TEXTS, THINGS, Hostile, sparse
from small_study import write

from qualcode.files import find_transcripts
from qualcode.reading import read_interviews

ALL = [*ARCHIVES, *TEXTS, *THINGS]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work above a folder with one sound interview."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "data" / "good.txt", GOOD)
    return tmp_path / "data"


def other(number: int) -> str:
    """Return a few words more, so that no two interviews are the same."""
    return f"Р: И ещё раз, {number}.\n"


def told(case: Hostile) -> str:
    return f"{case.name if case.found else f'data/{case.name}'}: {case.line}"


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_what_is_hostile_is_told_in_one_line_and_the_rest_is_read(
    case: Hostile, cli: Cli, folder: Path
) -> None:
    case.make(folder / case.name)
    done = cli("read", "data", *([f"data/{case.name}"] if case.seldom else []))
    assert (done.code, done.lines) == (1, [told(case)])
    assert "good.txt: txt, utf-8, labels" in done.out
    alone = cli("read", f"data/{case.name}")
    assert (alone.code, alone.out, len(alone.lines)) == (3, "", 1)


def test_all_of_it_at_once(cli: Cli, folder: Path) -> None:
    for case in ALL:
        case.make(folder / case.name)
    done = cli("read", "data", *(f"data/{case.name}" for case in ALL if case.seldom), "--json")
    assert done.code == 1
    assert sorted(done.lines) == sorted(map(told, ALL))
    assert [one["transcript"] for one in json.loads(done.out)["transcripts"]] == ["good.txt"]


def test_a_broken_workbook_in_a_folder_is_named(cli: Cli, folder: Path) -> None:
    write(folder / "half.xlsx", b"PK\x03\x04 and no more")
    write(folder / "old.wps", GOOD)
    done = cli("read", "data")
    assert (done.code, done.lines) == (
        0,
        [
            "1 file was not read: old.wps; save as .docx or .txt",
            "1 file was not read: half.xlsx; cannot be opened: save again",
        ],
    )


@pytest.mark.no_cover  # large: what it runs is measured by other tests
def test_three_bad_files_among_hundreds(cli: Cli, study: Path) -> None:
    for number in range(298):
        write(study / f"transcripts/{number:03}.txt", GOOD)
    bad = {"010.txt": b"a\0b", "150.docx": b"no zip", "empty.txt": b""}
    for name, data in bad.items():
        write(study / "transcripts" / name, data)
    for command in ("read", "tag"):
        done = cli(command)
        assert done.code == 1
        assert [line.partition(":")[0] for line in done.lines[-3:]] == sorted(bad)
        assert not any("Traceback" in line for line in done.lines)
    assert len(list((study / "transcripts").iterdir())) == 302
    described = json.loads((study / "run/run.json").read_text(encoding="utf-8"))
    assert len(described["transcripts"]) == 299


def test_folders_and_links_to_folders(cli: Cli, folder: Path) -> None:
    write(folder / "x.docx" / "inside.txt", GOOD + other(1))
    (folder / "y.docx").mkdir()
    (folder / "round").symlink_to(folder)
    (folder / "deep").mkdir()
    (folder / "deep" / "up").symlink_to("..")
    elsewhere = write(folder.parent / "elsewhere" / "a.txt", GOOD).parent
    (folder / "away").symlink_to(elsewhere)
    done = cli("read", "data", "--json")
    names = [one["transcript"] for one in json.loads(done.out)["transcripts"]]
    assert names == ["good.txt", "x.docx/inside.txt"]
    cure = f"name the folder it leads to: {elsewhere}"
    assert done.lines == [f"data/away: is a link to a folder, and was not followed; {cure}"]
    assert cli("read", "data/y.docx").code == 3


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/stdin", "/dev/tty"])
def test_devices_given_outright_are_not_read(cli: Cli, folder: Path, device: str) -> None:
    if not Path(device).exists() or Path(device).is_file():
        pytest.skip("there is no such device here")
    assert cli("read", device, "data").lines == [f"{device}: {PIPE}"]


def test_what_must_not_be_opened_is_told(cli: Cli, folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may open everything")
    write(folder / "shut.txt", GOOD).chmod(0)
    write(folder / "closed/a.txt", GOOD).parent.chmod(0)
    done = cli("read", "data")
    (folder / "closed").chmod(0o700)
    assert done.code == 1
    assert done.lines == [
        "data/closed: cannot be opened (Permission denied); check its rights",
        "shut.txt: cannot be opened (Permission denied)",
    ]


def test_a_folder_that_cannot_be_listed_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "closed/a.txt", GOOD)
    scan = os.scandir

    def scandir(path: object) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", scandir)
    found = find_transcripts([folder])
    assert [file.id for file in found.files] == ["good.txt"]
    (line,) = map(str, found.problems)
    assert line == f"{folder}/closed: cannot be opened (Permission denied); check its rights"


def test_files_that_vanish_grow_or_shrink_meanwhile(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = {
        "gone.txt": lambda path: path.unlink(),
        "grown.txt": sparse(100 * 1024 * 1024 + 1),
        "shrunk.txt": sparse(0),
        "turned.txt": lambda path: (path.unlink(), path.mkdir()),
    }
    for name in changes:
        write(folder / name, GOOD)

    def read_changed(path: Path, id: str, declare: object) -> object:
        if id in changes:
            changes[id](path)
        return read_interviews(path, id, declare)  # type: ignore[arg-type]

    monkeypatch.setattr("qualcode.pipeline.read_interviews", read_changed)
    done = cli("read", "data")
    assert (done.code, "good.txt" in done.out) == (1, True)
    assert done.lines == [
        "gone.txt: cannot be opened (No such file or directory)",
        "grown.txt: is larger than 100 MB; split it",
        "shrunk.txt: is empty; export the transcript again",
        "turned.txt: is no file that can be read; save the transcript to a file",
    ]


NAMES = [
    *(
        "CON.txt",
        "aux.TXT",
        "A.txt",
        "a.txt",
        "😀.txt",
        "с пробелом .txt",
        "-x.txt",
        "'\"$(x)`.txt",
    ),
    *("<b>x.txt", "=1+1.txt", "%s{0}.txt", "\u202eгпj.txt", "C:\\a\\b.txt", "я" * 120 + ".txt"),
]


def test_names_of_every_kind_are_read(cli: Cli, folder: Path) -> None:
    for number, name in enumerate(NAMES):
        write(folder / name, GOOD + other(number))
    os.link(folder / "good.txt", folder / "hard.txt")
    (folder / "soft.txt").symlink_to("good.txt")
    write(folder / ".hidden.txt", b"\0")
    write(folder / "~$lock.docx", b"\0")
    for name in (b"a\nb.txt", b"\xff.txt", b"e\x1b[2J.wps"):
        write(folder / os.fsdecode(name), GOOD)
    done = cli("read", "data", "--json", "--out", "texts", "--page", "page.html")
    names = [one["transcript"] for one in json.loads(done.out)["transcripts"]]
    assert sorted(names) == sorted([*NAMES, "good.txt", "hard.txt"])
    assert done.lines == [
        "written: page.html",
        "good.txt: has the same text, letter for letter, as hard.txt; keep one of them, or two"
        " people are counted where one has spoken",
        "1 file was not read: e?[2J.wps; save as .docx or .txt",
        "a?b.txt: has signs in its name that are no text; rename it",
        "?.txt: has signs in its name that are no text; rename it",
    ]
    assert "<b>x" not in (folder.parent / "page.html").read_text(encoding="utf-8")
