"""Paths given by a person → the transcripts meant, each with an id of its own."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Problem
from qualcode.reading import SELDOM, SUFFIXES, is_broken_workbook, is_transcript_table
from qualcode.runs.former import is_former, is_report

_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """A file to be read."""

    id: str  # path relative to the folder given; with the folder above where two collide
    path: Path


@dataclass(frozen=True, slots=True)
class Found:
    """The files found, in the order of their ids, and the paths that led to none."""

    files: tuple[TranscriptFile, ...]
    problems: tuple[Problem, ...]
    passed_over: tuple[Path, ...] = ()  # perhaps transcripts, in other formats or broken

    @property
    def places(self) -> dict[str, Path]:
        """Where the files lie, by their ids."""
        return {file.id: file.path for file in self.files}


# Formats that transcripts come in and that are not read: worth a word when they are met.
OTHER_FORMATS = frozenset({".pages", ".wps", ".wpd", ".sxw"})


PAGES = frozenset({".html", ".htm", ".xhtml"})
ENDINGS = (
    f"transcripts end in {' '.join(sorted(SUFFIXES))}; {' '.join(sorted(set(SELDOM) - PAGES))} are"
    f" read where they name speakers and words, {' '.join(sorted(PAGES))} where they are no reports"
)


def find_transcripts(paths: Iterable[Path]) -> Found:
    """Find the transcripts meant by `paths`: files, and folders with all that is in them.

    A file named outright is taken whatever its ending; in folders the endings decide, and
    names that begin with a dot or `~$` are left out, and so is what qualcode has written. A
    file reached twice is taken once, by the longer of its names. Ids do not depend on the order
    of `paths`.
    """
    found: dict[Path, int] = {}  # where a file lies → how many of its last parts name it
    problems: list[Problem] = []
    passed_over: list[Path] = []
    for path in paths:
        meant = _meant_by(path)
        if isinstance(meant, Problem):
            problems.append(meant)
            continue
        if path.is_dir():
            problems += _not_entered(path)
            passed_over += _passed_over(path)
        for file, depth in meant:
            place = _place(file)
            found[place] = max(depth, found.get(place, 0))
    files: dict[str, TranscriptFile] = {}
    for place, name in _name_apart(_once(found)).items():
        problem = _check_name(name, files)
        if problem:
            problems.append(problem)
        else:
            files[name] = TranscriptFile(name, place)
    unread = tuple(path for path in passed_over if _place(path) not in found)  # nor named outright
    return Found(tuple(files[name] for name in sorted(files)), tuple(problems), unread)


def _place(file: Path) -> Path:
    """Tell where a file lies; a link stays what it is."""
    return file.parent.resolve() / file.name


def _meant_by(path: Path) -> list[tuple[Path, int]] | Problem:
    """Return the files meant, each with the number of its last parts that name it."""
    try:
        if path.is_dir():
            return list(_inside(path)) or _no_transcript(path)
        if path.is_file():
            return [(path, 1)]
        if path.exists():
            return _no_file(path)
    except OSError as error:
        return Problem(str(path), f"cannot be opened: {error.strerror}", cure="check the path")
    return Problem(str(path), "does not exist", cure="check the path")


def _inside(folder: Path) -> Iterator[tuple[Path, int]]:
    for path in _visible_files(folder):
        if _may_be_transcript(path):
            yield path, len(path.relative_to(folder).parts)


def _may_be_transcript(path: Path) -> bool:
    """Tell by its ending; by a look into it for tables and pages, which are often another thing."""
    suffix = path.suffix.lower()
    if suffix not in SELDOM:
        return suffix in SUFFIXES
    return is_transcript_table(path) if suffix not in PAGES else not is_report(path)


def _passed_over(folder: Path) -> Iterator[Path]:
    for path in _visible_files(folder):
        if path.suffix.lower() in OTHER_FORMATS or is_broken_workbook(path):
            yield path


def _not_entered(folder: Path) -> Iterator[Problem]:
    """Tell what looks like transcripts in a folder or below it, and cannot be looked at."""
    closed: list[OSError] = []
    top = os.path.realpath(folder)
    for place, folders, names in _walk(folder, closed.append):
        for path in (place / name for name in folders):
            target = os.path.realpath(path)
            # what lies in the folder itself is found under its own name
            if path.is_symlink() and not Path(target).is_relative_to(top):
                cure = f"name the folder it leads to: {target}"
                yield Problem(str(path), "is a link to a folder, and was not followed", cure=cure)
        for path in (place / name for name in names if Path(name).suffix.lower() in SUFFIXES):
            yield from _why_unreadable(path)
    yield from map(_closed, closed)


def _why_unreadable(path: Path) -> Iterator[Problem]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield _no_file(path)
    except OSError as error:
        if path.is_symlink():
            cure = "bring back the file it leads to, or remove it"
            yield Problem(str(path), "is a link that leads to no file", cure=cure)
        else:
            yield _closed(error)


def _closed(error: OSError) -> Problem:
    reason = error.strerror or str(error)
    return Problem(str(error.filename), f"cannot be opened ({reason})", cure="check its rights")


def _no_file(path: Path) -> Problem:
    message = "is a pipe, a socket or a device"
    return Problem(str(path), message, cure="save the transcript to a file")


def _visible_files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and below it, without hidden ones and former runs and texts."""
    for place, _, names in _walk(folder):
        yield from (file for name in names if os.path.isfile(file := place / name))


def _walk(
    folder: Path, onerror: Callable[[OSError], object] | None = None
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Yield folders with what is in them, as `os.walk` does, without hidden names and runs."""
    for path, folders, names in os.walk(folder, onerror=onerror):
        place = Path(path)
        if place != folder and is_former(place):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
        yield place, folders, sorted(name for name in names if not name.startswith(_HIDDEN))


def _no_transcript(folder: Path) -> Problem:
    return Problem(str(folder), "holds no transcript", cure=ENDINGS)


def _once(found: Mapping[Path, int]) -> dict[Path, int]:
    """Leave out further links to a file, and put the rest in an order of their own."""
    kept: dict[Path, Path] = {}
    for place in sorted(found, key=lambda place: (-found[place], place)):
        kept.setdefault(place.resolve(), place)
    return {place: found[place] for place in sorted(kept.values())}


def _name_apart(depths: Mapping[Path, int]) -> dict[Path, str]:
    """Name each file by its last parts, one more for those that share a name, and so on up."""
    depths = dict(depths)
    while True:
        names = {place: _name(place, depth) for place, depth in depths.items()}
        # Two places of the same whole name cannot be told apart: `_check_name` refuses them.
        counts = Counter({_name(place, 0): names[place] for place in depths}.values())
        longer = {
            place: depth + 1
            for place, depth in depths.items()
            if counts[names[place]] > 1 and depth < len(place.parts) - 1
        }
        if not longer:
            return names
        depths |= longer


def _name(place: Path, depth: int) -> str:
    # macOS takes letters apart (и + ̆), others do not: the id is the same everywhere.
    return unicodedata.normalize("NFC", "/".join(place.parts[-depth:]))


def _check_name(name: str, others: Iterable[str]) -> Problem | None:
    """Refuse a name that no table can hold, or that differs from another only in how й is made."""
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name):
        shown = "".join(sign if sign.isprintable() else "?" for sign in name)
        return Problem(shown, "has signs in its name that are no text", cure="rename it")
    if name in others:
        return Problem(name, "has the same name as another file", cure="rename one of them")
    return None
