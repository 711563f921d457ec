"""Pieces kept beside a run, so that an unchanged transcript is not tagged again.

A kept piece holds what was said in an interview: it stays in the folder that holds the run, and
may be deleted at any moment. What cannot be kept or read is made anew.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qualcode.runs.former import CACHE, CACHE_MARKS, HALF, KEPT, is_kept
from qualcode.runs.piece import Piece, parse_pieces, render_pieces

DAYS = 30  # that a piece is kept after its last use
ROOM = 2 * 1024**3  # bytes of all pieces; what was used within the hour may be more
_DAY, _HOUR = 24 * 60 * 60, 60 * 60
_TAG = """\
Signature: 8a477f597d28d172789f06886806bc55
# Made by qualcode. It holds what was said in interviews, and may be deleted at any moment.
"""
_MARKS = dict(zip(CACHE_MARKS, (_TAG, "*\n"), strict=True))


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of pieces, each a file named by its key."""

    folder: Path

    def holds(self, key: str) -> bool:
        """Tell whether there is a piece, whole or torn."""
        return self._place(key).is_file()

    def load(self, key: str) -> tuple[Piece, ...] | None:
        """Return the pieces kept under a key; None when there are none as they were written."""
        try:
            told, _, body = self._place(key).read_bytes().partition(b"\n")
            if told.decode() != _seal(key, body):
                return None
            pieces = parse_pieces(body)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        with suppress(OSError):
            os.utime(self._place(key))  # used today
        return pieces

    def store(self, key: str, pieces: Sequence[Piece]) -> None:
        """Keep the pieces of a file; where that cannot be done, they are not kept."""
        with suppress(OSError, ValueError):
            body = render_pieces(pieces).encode()
            self.folder.mkdir(exist_ok=True)
            for name, text in _MARKS.items():
                if not (self.folder / name).exists():
                    _write_whole(self.folder / name, text.encode())
            _write_whole(self._place(key), b"\n".join([_seal(key, body).encode(), body]))

    def expire(self, unused_since: float | None = None) -> None:
        """Delete what was not used for long, and what was used longest ago of too much.

        Also whatever was not used since `unused_since`, in seconds of the epoch: where something
        is withdrawn, a piece that nobody uses may hold it.
        """
        now, room = time.time(), ROOM
        for used, size, path in sorted(self._kept(), reverse=True):
            room -= size
            longest = _HOUR if room < 0 else _DAY if path.suffix == HALF else DAYS * _DAY
            if now - used > longest or (unused_since is not None and used < unused_since):
                with suppress(OSError):
                    path.unlink()

    def _kept(self) -> Iterator[tuple[float, int, Path]]:
        """Yield when each piece, whole or half, was used, its size and where it lies."""
        with suppress(OSError), os.scandir(self.folder) as files:
            for file in files:
                if is_kept(file.name):
                    with suppress(OSError):
                        about = file.stat(follow_symlinks=False)
                        yield about.st_mtime, about.st_size, Path(file.path)

    def _place(self, key: str) -> Path:
        return self.folder / f"{key}{KEPT}"


def cache_beside(out: Path) -> Cache:
    """Return the cache in the folder that holds the run, where the run really lies."""
    return Cache(Path(os.path.realpath(out)).parent / CACHE)


def _seal(key: str, body: bytes) -> str:
    return hashlib.sha256(key.encode() + body).hexdigest()


def _write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place when it is whole; OSError when it cannot be written."""
    half = path.with_name(f".{secrets.token_hex(16)}{HALF}")
    try:
        with half.open("xb") as file:
            file.write(content)
        half.replace(path)
    except BaseException:
        with suppress(OSError):
            half.unlink()
        raise
