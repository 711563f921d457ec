"""Paths given by a person → the transcripts meant, each with an id of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
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
    names that begin with a dot or `~$` are left out.
    """
    found: list[tuple[str, Path]] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            inside = list(_inside(path))
            if not inside:
                problems.append(_no_transcript(path))
            found += inside
        elif path.exists():
            found.append((path.name, path))
        else:
            problems.append(Problem(str(path), "does not exist", cure="check the path"))
    distinct = {path.resolve(): (name, path) for name, path in reversed(found)}
    files = [TranscriptFile(*one) for one in _name_apart(list(distinct.values()))]
    return Found(tuple(sorted(files, key=lambda file: file.id)), tuple(problems))


def _inside(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "~$")) for part in parts)
        if path.is_file() and path.suffix.lower() in SUFFIXES and not hidden:
            yield "/".join(parts), path


def _no_transcript(folder: Path) -> Problem:
    return Problem(
        str(folder), "holds no transcript", cure=f"transcripts end in {' '.join(sorted(SUFFIXES))}"
    )


def _name_apart(found: list[tuple[str, Path]]) -> Iterator[tuple[str, Path]]:
    """Put the folder above before names that stand twice, and so on up."""
    names = [name for name, _ in found]
    parents = [path.resolve().parents for _, path in found]
    for level in range(max((len(above) for above in parents), default=0)):
        counts = Counter(names)
        clashing = {name for name, count in counts.items() if count > 1}
        if not clashing:
            break
        names = [
            f"{parents[at][name.count('/')].name}/{name}" if name in clashing else name
            for at, name in enumerate(names)
            if level < len(parents[at])
        ]
    for name, (_, path) in zip(names, found, strict=True):
        yield name, path
