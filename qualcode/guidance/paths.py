"""Which of the files read a path in `reading.yaml` means."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from qualcode.respondents.paths import Parts, ends_with, path_parts

FOREIGN = re.compile(r"[A-Za-z]:[\\/]|[\\/~]")  # a path of another computer


def write_path(file: Path, folder: Path) -> str:
    """Return the path of a file as it is written in a `reading.yaml` that lies in `folder`."""
    place, start = file.parent.resolve() / file.name, folder.resolve()
    try:
        written = Path(os.path.relpath(place, start)).as_posix()
    except ValueError:  # on another drive
        written = file.name
    return unicodedata.normalize("NFC", written)


def find_meant(
    paths: Iterable[str], files: Mapping[str, Path], folder: Path | None
) -> dict[str, tuple[str, ...]]:
    """Return the ids of the files that each path means; `files` are those read, by their ids.

    The path of a file means that file alone, whatever its id. Any other is taken by its end:
    `ru01.txt` may be `north/ru01.txt`, and the whole path of another computer may be `ru01.txt`.
    Two ids for one path mean that it cannot be told which is meant.
    """
    placed = {_place(path): id for id, path in files.items()}
    meant: dict[str, tuple[str, ...]] = {}
    open_paths: list[str] = []
    for written in paths:
        path = folder / written.replace("\\", "/") if folder else None
        if path is not None and (id := placed.get(_place(path))):
            meant[written] = (id,)
        elif path is not None and path.is_file():
            meant[written] = ()  # a file that is not read now
        else:
            open_paths.append(written)
    taken = {id for ids in meant.values() for id in ids}
    ends = _Ends({id: path for id, path in files.items() if id not in taken})
    # of two paths that fit one file, the longer means it
    for written in sorted(open_paths, key=lambda path: -len(path_parts(path))):
        meant[written] = tuple(id for id in ends.find(written) if id not in taken)
        taken.update(meant[written] if len(meant[written]) == 1 else ())
    return meant


class _Ends:
    """Files by the last part of their paths."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files: dict[str, list[tuple[str, Parts, Parts]]] = {}
        for id, path in files.items():
            own = path_parts(id)
            self._files.setdefault(own[-1], []).append((id, own, path_parts(str(path))))

    def find(self, written: str) -> tuple[str, ...]:
        """Return the ids of the files that a path may mean."""
        parts = path_parts(written)
        alike = self._files.get(parts[-1], []) if parts else []
        same = tuple(id for id, own, _ in alike if own == parts)
        elsewhere = FOREIGN.match(written) is not None
        return same or tuple(_fitting(parts, alike, elsewhere))


def _fitting(
    parts: Parts, files: Iterable[tuple[str, Parts, Parts]], elsewhere: bool
) -> Iterator[str]:
    # `south/ru01.txt` is no `ru01.txt` of another folder, `C:\\data\\ru01.txt` may be
    for id, own, path in files:
        if ends_with(path, parts) or (elsewhere and ends_with(parts, own)):
            yield id


def _place(path: Path) -> str:
    # as `files.find_transcripts` gives it, the letters put together as in ids
    try:
        place = path.parent.resolve() / path.name
    except (OSError, RuntimeError):  # a link to itself
        place = path
    return unicodedata.normalize("NFC", str(place))
