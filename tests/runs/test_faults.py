"""Every write, sync, rename and removal fails once, or is the last before a crash."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from small_run import write_small_run
from small_study import contents

from qualcode.errors import RefusedError
from qualcode.runs.output import recover
from qualcode.runs.read import read_run


class Crash(BaseException):
    """The process is gone: nothing more is done, no clearing up either."""


class Faults:
    """Counts what is done to the disk, and lets it fail."""

    def __init__(self, at: int, last: int, crash: bool) -> None:
        self.at, self.last, self.crash = at, last, crash
        self.done = 0

    @property
    def dead(self) -> bool:
        return self.crash and self.done > self.at

    def step(self) -> None:
        self.done += 1
        if self.at < self.done <= self.last:
            raise Crash if self.crash else OSError(errno.ENOSPC, "No space left on device")

    def before(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def act_or_fail(*args: Any, **options: Any) -> Any:
            self.step()
            return act(*args, **options)

        return act_or_fail

    def remove(self, folder: Path, ignore_errors: bool = False) -> None:
        """Remove a folder, or half of it."""
        try:
            self.step()
        except BaseException as error:
            if not self.dead or self.done == self.at + 1:
                for path in [path for path in folder.rglob("*") if path.is_file()][:3]:
                    path.unlink()
            if not (ignore_errors and isinstance(error, OSError)):
                raise
        else:
            _remove(folder, ignore_errors=ignore_errors)


_remove = shutil.rmtree


class File:
    """A file whose writes and whose closing can fail."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file, self._faults = file, faults

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> File:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def write(self, data: Any) -> int:
        self._faults.step()
        written: int = self._file.write(data)
        return written

    def close(self) -> None:
        if not self._file.closed:
            self._file.close()
            self._faults.step()


@contextmanager
def faults(at: int = 10**6, last: int = 10**6, crash: bool = False) -> Iterator[Faults]:
    """Let all from step `at` (0-based) up to step `last` fail."""
    injected = Faults(at, last, crash)
    opened = Path.open

    def open_file(path: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        if set(mode).isdisjoint("wax"):
            return opened(path, mode, *args, **options)
        injected.step()
        return File(opened(path, mode, *args, **options), injected)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", open_file)
        for name in ("rename", "mkdir"):
            patch.setattr(Path, name, injected.before(getattr(Path, name)))
        patch.setattr(os, "fsync", injected.before(os.fsync))
        patch.setattr(shutil, "rmtree", injected.remove)
        yield injected


def whole(folder: Path, title: str) -> dict[str, bytes]:
    write_small_run(folder / title, title)
    return contents(folder / title)


def count_steps(folder: Path) -> int:
    write_small_run(folder / "run", "old")
    with faults() as counted:
        write_small_run(folder / "run", "new")
    return counted.done


@pytest.mark.parametrize("kind", ["one failure", "disk full from then on", "crash"])
@pytest.mark.parametrize("former", [True, False])
def test_the_old_run_or_the_new_one_is_there(tmp_path: Path, kind: str, former: bool) -> None:
    old, new = whole(tmp_path, "old"), whole(tmp_path, "new")
    steps = count_steps(tmp_path / "counted")
    assert steps > 30
    outcomes = set()
    for at in range(steps):
        folder = tmp_path / f"at{at}"
        out = folder / "run"
        if former:
            write_small_run(out, "old")
        last = at + 1 if kind == "one failure" else 10**6
        told = False
        with faults(at, last, crash=kind == "crash"):
            try:
                write_small_run(out, "new")
            except (RefusedError, Crash):
                told = True
        recover(out)
        found = contents(out)
        assert found in (old if former else {}, new), at
        assert told or found == new
        outcomes.add("new" if found == new else "old")
        if kind == "one failure":
            assert not out.with_name(".run.new").exists()
        write_small_run(out, "new")
        assert contents(out) == new
        assert [path.name for path in folder.iterdir()] == ["run"]
    assert outcomes == {"old", "new"}


def test_a_reader_puts_the_former_run_back(tmp_path: Path) -> None:
    write_small_run(tmp_path / "run", "old")
    (tmp_path / "run").rename(tmp_path / ".run.previous")
    assert read_run(tmp_path / "run").manifest["study"]["title"] == "old"
    assert not (tmp_path / ".run.previous").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("name", ["turns.csv", "codebook.yaml", "run.json"])
def test_a_full_disk_is_told_in_one_line(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_small_run(tmp_path / "run", "old")
    before = contents(tmp_path)
    opened = Path.open

    def open_full(path: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        full = path.name == name and "w" in mode
        return opened(Path("/dev/full") if full else path, mode, *args, **options)

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(RefusedError) as refused:
        write_small_run(tmp_path / "run", "new")
    assert str(refused.value) == (
        f"{tmp_path}/run: cannot be written: No space left on device; choose another place"
    )
    assert contents(tmp_path) == before
