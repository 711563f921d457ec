"""A folder written whole or not at all, and never over anybody's own files.

The new folder is made beside the old one and takes its place by two renames. A crash between
them leaves the old folder under `.NAME.previous`; the next use puts it back.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir

from qualcode.errors import Problem, RefusedError
from qualcode.runs.former import RUN, check_replaceable, is_report


@contextmanager
def replace_folder(out: Path, kind: str = RUN) -> Iterator[Path]:
    """Give a new folder to fill; it becomes `out` when the block ends well, else it is removed.

    RefusedError when `out` holds anything but an unchanged former run (or other `kind`), is
    being written, or cannot be written.
    """
    with _refusing(out):
        out = _real(out)
        with _lock(out):
            _recover(out)
            check_replaceable(out, kind)
            fresh = _beside(out, "new")
            shutil.rmtree(fresh, ignore_errors=True)
            made = [parent for parent in fresh.parents if not parent.exists()]
            fresh.mkdir(parents=True)
            try:
                yield fresh
                _sync(fresh)
                check_replaceable(out, kind)  # again: a long run leaves time to put a file there
                _swap(fresh, out)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
                for parent in made:
                    with suppress(OSError):  # with the run in it, it stays
                        parent.rmdir()


def recover(out: Path) -> None:
    """Put the former folder back where a crash struck between the two renames."""
    with _refusing(out):
        out = _real(out)
        if _beside(out, "previous").exists():
            with _lock(out):
                _recover(out)


def _recover(out: Path) -> None:
    previous = _beside(out, "previous")
    if previous.exists() and not out.exists():
        previous.rename(out)
    elif previous.exists():
        shutil.rmtree(previous)


@contextmanager
def _refusing(out: Path) -> Iterator[None]:
    """Say in one line that the disk is full, or the folder read-only."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.filename:
            reason += f" ({error.filename})"
        raise RefusedError(
            Problem(str(out), f"cannot be written: {reason}", cure="choose another place")
        ) from None


def _real(out: Path) -> Path:
    """Return the folder itself where `out` is a link to it."""
    try:
        real = out.resolve()
    except RuntimeError:  # a link to itself
        raise RefusedError(
            Problem(str(out), "is a link that leads nowhere", cure="choose another place")
        ) from None
    if not real.name:
        raise RefusedError(Problem(str(out), "is no folder for a run", cure="name one inside it"))
    return real


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.{what}")


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    place = hashlib.sha256(str(out).encode(errors="surrogateescape")).hexdigest()[:16]
    lock = FileLock(Path(gettempdir()) / f"qualcode-{place}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RefusedError(
            Problem(str(out), "is being written by another qualcode", cure="wait for it to end")
        ) from None
    try:
        yield
    finally:
        lock.release()


def _sync(folder: Path) -> None:
    """Have everything in `folder` on the disk before it takes its place."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:  # Windows syncs only what may be written
                os.fsync(file.fileno())


def _swap(fresh: Path, out: Path) -> None:
    previous = _beside(out, "previous")
    if out.exists():
        out.rename(previous)
    try:
        fresh.rename(out)
    except OSError:
        _recover(out)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Write one file, whole or not at all; RefusedError over a file not our own."""
    with _refusing(path):
        if path.is_dir() or (path.exists() and not is_report(path)):
            raise RefusedError(
                Problem(
                    str(path), "exists and is no report of qualcode", cure="choose another name"
                )
            )
    put_whole(path, text.encode("utf-8"))


def put_whole(path: Path, data: bytes) -> None:
    """Write one file beside its place, then put it there, over whatever stands there."""
    fresh = _beside(path, "new")
    with _refusing(path):
        try:
            with fresh.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
