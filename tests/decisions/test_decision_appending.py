"""Faults while saving: whatever fails, and when, nothing that was saved before is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from logbook import line

from qualcode.decisions import append, appending, read_log
from qualcode.errors import RefusedError
from qualcode.model.decision import Decision

ROOT = Path(__file__).parents[2]
PATIENCE = 30  # seconds until a process that hangs is given up


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "decisions" / "ANNA.jsonl"


def ids(path: Path) -> list[str]:
    return [one.id for one in read_log(path).decisions]


def test_the_same_line_sent_twice_is_one(path: Path) -> None:
    assert append(path, [line("1"), line("1")]) == (line("1"),)
    assert append(path, [line("1"), line("2")]) == (line("2"),)
    assert append(path, [line("2")]) == ()
    assert append(path, []) == ()
    assert ids(path) == ["1", "2"]


def test_an_id_inside_a_memo_is_no_line(path: Path) -> None:
    append(path, [line("1", "note", text='so: {"id": "2", "x": 1}'), line("3", code="care")])
    assert append(path, [line("2")]) == (line("2"),)


def test_nothing_is_written_for_another_coder(path: Path) -> None:
    append(path, [line("1")])
    before = path.read_bytes()
    for wrong in ([line("2", coder="BORIS")], [line("3"), line("4", coder="BORIS")]):
        with pytest.raises(RefusedError, match="is the log of ANNA, and cannot hold what BORIS"):
            append(path, wrong)
    assert path.read_bytes() == before


CALLS = ("write", "fsync", "ftruncate", "open")


class Failing:
    """The n-th of the calls that change a file fails; of a write half is done before it does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail: set[int], half: bool) -> None:
        self.count, self._fail, self._half = 0, fail, half
        self._real = {name: getattr(os, name) for name in CALLS}
        for name in CALLS:
            monkeypatch.setattr(appending.os, name, self._call(name))

    def _call(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            if name == "write" and self._half and len(arguments[1]) > 1:
                arguments = (arguments[0], arguments[1][: len(arguments[1]) // 2])
            self.count += 1
            if self.count in self._fail:
                raise OSError(28, "No space left on device")
            return self._real[name](*arguments)

        return call


def save(path: Path, lines: list[Decision]) -> str:
    """Append; return why that failed."""
    try:
        append(path, lines)
    except RefusedError as error:
        return str(error)
    return ""


def trials() -> Iterator[tuple[int, bool]]:
    """Yield which call fails, and whether all after it do too: cutting back fails then."""
    for all_after in (False, True):
        for number in range(1, 13):
            yield number, all_after


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("begun", [False, True])
def test_whatever_call_fails(
    path: Path, monkeypatch: pytest.MonkeyPatch, half: bool, begun: bool
) -> None:
    failed = 0
    for number, all_after in trials():
        place = path.with_name(f"{number}{all_after}") / "ANNA.jsonl"
        if begun:
            append(place, [line("1"), line("2")])
        before = place.read_bytes() if begun else b""
        wanted = [line("3", quote="Ж" * 40), line("4")]
        with monkeypatch.context() as patch:
            Failing(patch, set(range(number, 1000)) if all_after else {number}, half)
            told = save(place, wanted)
        held = place.read_bytes() if place.exists() else b""
        assert held.startswith(before)
        if not told:
            assert ids(place) == ["1", "2", "3", "4"][0 if begun else 2 :]
        else:
            failed += 1
            assert "No space left on device" in told
            assert all_after or held == before  # cut back, if that can be done
            old = {"1", "2"} if begun else set()
            assert old <= set(ids(place)) <= old | {"3", "4"}
        # what was not saved is sent again, and all is well
        append(place, wanted)
        assert ids(place) == ["1", "2", "3", "4"][0 if begun else 2 :]
        assert [one.message for one in read_log(place).problems] == []
    assert failed > 8


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_a_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(path, [line("1")])
    before = path.read_bytes()
    full = os.open("/dev/full", os.O_WRONLY)
    real = os.write
    monkeypatch.setattr(appending.os, "write", lambda _, data: real(full, data))
    with pytest.raises(RefusedError, match="cannot be saved: No space left on device"):
        append(path, [line("2")])
    os.close(full)
    assert path.read_bytes() == before


def test_what_others_wrote_meanwhile_is_not_cut_off(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(path, [line("1")])
    real = os.write

    def write_after_another(file: int, data: bytes) -> int:
        """Another machine on a shared drive knows nothing of the lock here."""
        with path.open("ab") as other:
            other.write(b'{"other": 1}\n')
        real(file, data[:9])
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(appending.os, "write", write_after_another)
    with pytest.raises(RefusedError):
        append(path, [line("2")])
    assert b'{"other": 1}\n{"id": "2' in path.read_bytes()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "decisions").write_text("mine")
    with pytest.raises(RefusedError, match="cannot be saved"):
        append(tmp_path / "decisions" / "ANNA.jsonl", [line("1")])
    assert (tmp_path / "decisions").read_text() == "mine"


def test_two_wait_for_each_other_and_not_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "_PATIENCE", 0.01)
    append(path, [line("1")])
    with (
        appending._lock(Path(os.path.realpath(path))),
        pytest.raises(RefusedError, match="is being written by another qualcode"),
    ):
        append(path, [line("2")])
    assert ids(path) == ["1"]


def test_no_sync_of_folders_where_there_is_none(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending.os, "name", "nt")
    appending._sync_folders([path / "none"])


WRITER = """
import sys
from pathlib import Path
from qualcode.decisions import append
from qualcode.model.decision import Decision
name, count = sys.argv[2], int(sys.argv[3])
for at in range(count):
    one = Decision(f"{name}{at}", "2026-11-22T10:00:00Z", "ANNA", "note", text="Ж" * 200)
    append(Path(sys.argv[1]), [one])
    print(one.id, flush=True)
"""


def start(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_two_processes_append(path: Path) -> None:
    writers = [start(path, name, 500) for name in "ab"]
    for writer in writers:
        writer.communicate(timeout=PATIENCE)
        assert writer.returncode == 0
    log = read_log(path)
    for name in "ab":
        own = [one.id for one in log.decisions if one.id.startswith(name)]
        assert own == [f"{name}{at}" for at in range(500)]
    assert log.problems == ()


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_killed_while_saving(path: Path) -> None:
    told: list[str] = []
    for turn in range(3):
        with start(path, f"{turn}-", 100_000) as writer:
            assert writer.stdout
            said = [writer.stdout.readline().strip() for _ in range(5)]
            time.sleep(0.01 * turn)
            writer.send_signal(signal.SIGKILL)
            said += writer.stdout.read().split()
        told += said
        assert set(told) <= set(ids(path))  # what was told to be saved is there
    append(path, [line("last")])
    assert ids(path)[-1] == "last"
