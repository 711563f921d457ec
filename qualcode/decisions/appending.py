"""New lines at the end of a log: on the disk before anybody is told so, or not there at all."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir

from qualcode.decisions.lines import FORMAT, Head, parse_line, render_head, render_line
from qualcode.errors import Problem, RefusedError
from qualcode.model.decision import Decision

_PATIENCE = 30  # seconds that one writer waits for another
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


def append(path: Path, decisions: Iterable[Decision], study: str = "") -> tuple[Decision, ...]:
    """Write decisions of one coder to the end of the log; return those that were not there yet.

    They are on the disk when this returns. Nothing that stands in the file is ever changed: after
    a failure it is cut back to what it was, if that can be done, and else ends in a torn line,
    which is told when it is read and does no harm. `study` is the title a new log bears.
    RefusedError when the file is another coder's, or cannot be written.
    """
    meant = tuple({decision.id: decision for decision in decisions}.values())
    if not meant:
        return ()
    with _refusing(path):
        place = Path(os.path.realpath(path))
        made = [folder for folder in place.parents if not folder.exists()]
        place.parent.mkdir(parents=True, exist_ok=True)
        with _lock(place):
            new = not place.exists()
            file = os.open(place, _FLAGS, 0o666)
            try:
                folders = (place.parent, *(folder.parent for folder in made)) if new else ()
                return _append(path, file, meant, study, folders)
            except BaseException:
                with suppress(OSError):
                    if new and os.fstat(file).st_size == 0:
                        place.unlink()  # made by us a moment ago, and empty
                raise
            finally:
                os.close(file)


def _append(
    path: Path, file: int, decisions: tuple[Decision, ...], study: str, folders: Iterable[Path]
) -> tuple[Decision, ...]:
    if not stat.S_ISREG(os.fstat(file).st_mode):
        raise RefusedError(Problem(str(path), "is no file", cure="name a place for the log"))
    held = _read(file)
    head = _find_head(held)
    coder = head.coder if head else decisions[0].coder
    _check(path, head, coder, decisions)
    new = tuple(decision for decision in decisions if not _holds(held, decision))
    text = "" if head else render_head(Head(coder, study)) + "\n"
    text += "".join(f"{render_line(decision)}\n" for decision in new)
    data = text.encode()
    if held and not held.endswith(b"\n"):
        data = b"\n" + data  # the last line was torn, or its end was lost
    _put(file, len(held), data if new else b"", folders)
    return new


def _check(path: Path, head: Head | None, coder: str, decisions: Iterable[Decision]) -> None:
    others = sorted({decision.coder for decision in decisions} - {coder})
    if others:
        message = f"is the log of {coder}, and cannot hold what {', '.join(others)} decided"
        raise RefusedError(Problem(str(path), message, cure="every coder has a log of their own"))
    if head and head.format != FORMAT:
        message = f"is of format {head.format}, and this qualcode writes {FORMAT}"
        raise RefusedError(Problem(str(path), message, cure="install a newer qualcode"))


def _read(file: int) -> bytes:
    parts = []
    while part := os.read(file, 1 << 24):
        parts.append(part)
    return b"".join(parts)


def _find_head(held: bytes) -> Head | None:
    """Find the first head; it may come late where a crash has torn the first line."""
    at = held.find(b'"qualcode"')
    while at >= 0:
        parsed = parse_line(_line_at(held, at))
        if isinstance(parsed.line, Head):
            return parsed.line
        at = held.find(b'"qualcode"', at + 1)
    return None


def _holds(held: bytes, decision: Decision) -> bool:
    """Tell whether the decision stands in the file, in a line that is whole.

    The bytes are searched, as reading every line takes too long between two keys; inside a
    string they cannot be met, where quotation marks have a backslash.
    """
    sought = f'"id": {json.dumps(decision.id, ensure_ascii=False)}'.encode()
    at = held.find(sought)
    while at >= 0:
        line = parse_line(_line_at(held, at)).line
        if isinstance(line, Decision) and line.id == decision.id:
            return True
        at = held.find(sought, at + 1)
    return False


def _line_at(held: bytes, at: int) -> str:
    start = held.rfind(b"\n", 0, at) + 1
    stop = held.find(b"\n", at)
    line = held[start : stop if stop >= 0 else len(held)]
    return line.decode(errors="replace").lstrip("\ufeff")


def _put(file: int, length: int, data: bytes, folders: Iterable[Path]) -> None:
    """Write at the end of the file of this length and have it on the disk, or cut it back.

    `folders`: those in which the file, or a folder on the way to it, is new.
    """
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        os.fsync(file)  # with nothing new too: an earlier try may have failed here
        _sync_folders(folders)
    except BaseException:
        with suppress(OSError):
            _cut_back(file, length, data)
        raise


def _cut_back(file: int, length: int, data: bytes) -> None:
    """Take our own bytes off the end; where others stand behind them, they stay."""
    os.lseek(file, length, os.SEEK_SET)
    rest = _read(file)
    if rest and data.startswith(rest):
        os.ftruncate(file, length)
        os.fsync(file)


def _sync_folders(folders: Iterable[Path]) -> None:
    """Have the name of a new file on the disk; Windows has no such call for folders."""
    if os.name == "nt":
        return
    for folder in folders:
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def _lock(place: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    name = hashlib.sha256(str(place).encode(errors="surrogateescape")).hexdigest()[:16]
    lock = FileLock(Path(gettempdir()) / f"qualcode-{name}.lock")
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        message = "is being written by another qualcode"
        raise RefusedError(Problem(str(place), message, cure="try again in a moment")) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say in one line that the disk is full, or the folder read-only."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        cure = "nothing was lost that was saved before; make room or choose another place"
        raise RefusedError(
            Problem(str(path), f"decisions cannot be saved: {reason}", cure=cure)
        ) from None
