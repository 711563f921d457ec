from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.errors import RefusedError
from qualcode.guidance.saving import save_readings, writing

OLD, NEW = "files:\n  a.txt:\n", "files:\n  a.txt:\n  b.txt:\n"


class CrashError(Exception):
    """The power goes."""


def crash(*_: Any, **__: Any) -> None:
    raise CrashError


def test_written_anew_and_over_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "reading.yaml"
    save_readings(path, None, OLD)
    save_readings(path, OLD, OLD)
    save_readings(path, OLD, NEW)
    assert path.read_text() == NEW
    assert os.listdir(tmp_path) == ["reading.yaml"]


@pytest.mark.parametrize("step", ["os.fsync", "os.link", "pathlib.Path.replace"])
@pytest.mark.parametrize("before", [None, OLD])
def test_a_crash_at_any_step_leaves_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, before: str | None
) -> None:
    path = tmp_path / "reading.yaml"
    if before:
        path.write_text(before)
    with monkeypatch.context() as broken:
        broken.setattr(step, crash)
        try:
            save_readings(path, before, NEW)
        except CrashError:
            assert (path.read_text() if path.exists() else None) == before
        else:
            assert path.read_text() == NEW
    assert set(os.listdir(tmp_path)) <= {"reading.yaml"}


def test_what_somebody_saves_meanwhile_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "reading.yaml"
    path.write_text("mine\n")
    with pytest.raises(RefusedError, match="was made meanwhile"):
        save_readings(path, None, NEW)
    with pytest.raises(RefusedError, match="was changed meanwhile"):
        save_readings(path, OLD, NEW)
    assert path.read_text() == "mine\n"


def no_links(*_: Any) -> None:
    raise OSError(1, "Operation not permitted")


@pytest.mark.parametrize("taken", [False, True])
def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    monkeypatch.setattr("os.link", no_links)
    path = tmp_path / "reading.yaml"
    if not taken:
        save_readings(path, None, NEW)
        assert path.read_text() == NEW
        return
    path.write_text(OLD)
    with pytest.raises(RefusedError, match="was made meanwhile"):
        save_readings(path, None, NEW)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="cannot be written: no such file"):
        save_readings(tmp_path / "x" / "reading.yaml", None, NEW)


def test_two_at_once_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "reading.yaml"

    def nested(inner: Callable[[], None]) -> None:
        with writing(path):
            inner()

    with pytest.raises(RefusedError, match="being written by another qualcode"):
        nested(lambda: nested(lambda: None))
    nested(lambda: None)
