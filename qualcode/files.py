"""Paths given by a person → the transcripts meant, each with an id of its own."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Problem
from qualcode.reading import SUFFIXES


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


def find_transcripts(paths: Iterable[Path]) -> Found:
    """Find the transcripts meant by `paths`: files, and folders with all that is in them.

    A file named outright is taken whatever its ending; in folders the endings decide, and
    names that begin with a dot or `~$` are left out. A file reached twice is taken once, with
    the longer of its names. Ids depend neither on the order of the paths nor on the system.
    """
    found: list[tuple[int, Path]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found += _meant_by(path)
        except _Nothing as nothing:
            problems.append(nothing.problem)
    distinct: dict[Path, tuple[int, Path]] = {}
    for depth, path in sorted(found, key=lambda one: (-one[0], str(one[1]))):
        distinct.setdefault(path.resolve(), (depth, path))
    names = _name_apart({path.parent.resolve() / path.name: n for n, path in distinct.values()})
    files: dict[str, TranscriptFile] = {}
    for name, path in ...
