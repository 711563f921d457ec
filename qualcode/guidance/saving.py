"""Writes `reading.yaml` whole or not at all, and never over what somebody saves meanwhile."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir

from qualcode.codebook.formatting.rewrite import rewrite
from qualcode.errors import Problem, RefusedError

CURE = "save it everywhere, and run it again"


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Keep any other qualcode from writing the same file; RefusedError while one does."""
    from filelock import FileLock, Timeout

    place = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:16]
    lock = FileLock(Path(gettempdir()) / f"qualcode-{place}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        message = "is being written by another qualcode"
        raise RefusedError(Problem(str(path), message, cure="wait for it to end")) from None
    try:
        yield
    finally:
        lock.release()


def save_readings(path: Path, before: str | None, text: str) -> None:
    """Write the text in the place of `before`, None where there was no file."""
    if before is not None:
        if text != before:
            rewrite(path, before, text)
        return
    fresh = path.with_name(f".{path.name}.new")
    try:
        try:
            with fresh.open("wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            _put(fresh, path)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
    except FileExistsError:
        raise RefusedError(Problem(str(path), "was made meanwhile", cure=CURE)) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RefusedError(
            Problem(str(path), f"cannot be written: {reason}", cure="check who may write there")
        ) from None


def _put(fresh: Path, path: Path) -> None:
    """Give the file its name, unless somebody has taken it."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without further names for a file
        if path.exists():
            raise FileExistsError from None
        fresh.replace(path)
