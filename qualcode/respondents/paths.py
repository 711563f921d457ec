r"""When two paths may mean one file: `C:\data\ru01.txt`, `data/ru01.txt` and `ru01.txt`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

Parts = tuple[str, ...]


def path_parts(path: str) -> Parts:
    """Return the folders of a path and its name, in the form in which they are compared."""
    folded = unicodedata.normalize("NFC", path).replace("\\", "/").casefold()
    return tuple(part for part in folded.split("/") if part not in ("", ".", ".."))


def ends_with(path: Parts, end: Parts) -> bool:
    """Tell whether a path ends with these parts."""
    return path[-len(end) :] == end


def split_interview(transcript: str) -> tuple[str, str]:
    """Part the id of one of several interviews: `talks.docx#2` → `talks.docx` and `2`."""
    file, _, number = transcript.rpartition("#")
    return (file, number) if file and number.isdecimal() else (transcript, "")


def index_by_name(paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Gather paths that end with the same name; an interview's stands with that of its file."""
    named: dict[str, list[str]] = {}
    for path in paths:
        name = (path_parts(split_interview(path)[0]) or ("",))[-1]
        named.setdefault(name, []).append(path)
    return {name: tuple(found) for name, found in named.items()}


def find_path(wanted: str, by_name: Mapping[str, tuple[str, ...]]) -> str:
    r"""Return the path that means `wanted`; empty where there is none, or no telling which.

    The longest that `wanted` ends with (`ru01.txt` for `north/ru01.txt`), else the only one that
    ends with `wanted` (`C:\data\north\ru01.txt`).
    """
    parts = path_parts(wanted)
    name = (path_parts(split_interview(wanted)[0]) or ("",))[-1]
    written = [(path_parts(path), path) for path in by_name.get(name, ())]
    shorter = [(len(own), path) for own, path in written if own and ends_with(parts, own)]
    if shorter:
        return max(shorter)[1]
    longer = [path for own, path in written if parts and ends_with(own, parts)]
    return longer[0] if len(longer) == 1 else ""
