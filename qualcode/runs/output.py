"""A folder written whole or not at all, and never over anybody's own files.

The new folder is made beside the old one and takes its place by two renames. A crash between
them leaves the old folder under `.NAME.previous`; the next use puts it back.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from qualcode.errors import Problem, RefusedError

MANIFEST = "run.json"
GENERATOR = '<meta name="generator" content="qualcode'  # stands in the head of every report
_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@contextmanager
def replace_folder(out: Path) -> Iterator[Path]:
    """Give a new folder to fill; it becomes `out` when the block ends well, else it is removed.

    RefusedError when `out` holds anything but an unchanged former run, or is being written.
    """
    out = out.absolute()
    with _lock(out):
        recover(out)
        check_replaceable(out)
        fresh = _beside(out, "new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        try:
            yield fresh
            _sync(fresh)
            _swap(fresh, out)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def recover(out: Path) -> None:
    """Put the former folder back where a crash struck between the two renames."""
    previous = _beside(out.absolute(), "previous")
    if previous.exists() and not out.exists():
        previous.rename(out)
    elif previous.exists():
        shutil.rmtree(previous)


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.{what}")


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    place = hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:16]
    try:
        with FileLock(Path(gettempdir()) / f"qualcode-{place}.lock", timeout=0):
            yield
    except Timeout:
        raise RefusedError(
            Problem(str(out), "is being written by another qualcode", cure="wait for it to end")
        ) from None


def check_replaceable(out: Path) -> None:
    """Refuse a place that holds anything but a former run as it was written."""
    if not out.exists():
        return
    if not out.is_dir():
        raise RefusedError(Problem(str(out), "is a file", cure="name a new or empty folder"))
    present = list_names(out)
    if not present:
        return
    written = _written(out)
    foreign = [
        name
        for name in present
        if name not in written and name != MANIFEST and not _is_report(out / name)
    ]
    if foreign:
        shown = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise RefusedError(
            Problem(
                str(out),
                f"holds files that are not of a run: {shown}",
                cure="name a new or empty folder; nothing was touched",
            )
        )
    changed = [name for name in present if name in written and written[name] != digest(out / name)]
    if changed:
        raise RefusedError(
            Problem(
                str(out),
                f"{', '.join(changed)} was changed after the run",
                cure="move it away, or name another folder; nothing was touched",
            )
        )


def _written(out: Path) -> Mapping[str, str]:
    """Return the files the run in `out` wrote with their hashes; none when it is no run."""
    try:
        manifest: Any = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        files = manifest["files"]
        return {str(name): str(files[name]) for name in files}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def list_names(folder: Path) -> list[str]:
    """Return the names of all files in `folder`, below it too, in order."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in _LEFT_BY_SYSTEMS
    )


def list_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in `folder` by its name: what a manifest keeps."""
    return {name: digest(folder / name) for name in list_names(folder)}


def _is_report(path: Path) -> bool:
    """Tell whether the file is a report made from a run: derived, so it may go."""
    if path.suffix != ".html":
        return False
    with path.open("rb") as file:
        return GENERATOR.encode() in file.read(4096)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Have everything in `folder` on the disk before it takes its place."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _swap(fresh: Path, out: Path) -> None:
    previous = _beside(out, "previous")
    if out.exists():
        out.rename(previous)
    fresh.rename(out)
    shutil.rmtree(previous, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Write one file beside its place, then put it there; RefusedError over a file not our own."""
    if path.is_dir() or (path.exists() and not _is_report(path)):
        raise RefusedError(
            Problem(str(path), "exists and is no report of qualcode", cure="choose another name")
        )
    fresh = _beside(path, "new")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise RefusedError(
            Problem(str(path), f"cannot be written: {error.strerror}", cure="choose another place")
        ) from None
    finally:
        fresh.unlink(missing_ok=True)
