"""What stands where a run is to be written: a former run as it was written, or anybody's files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from qualcode.errors import Problem, RefusedError

MANIFEST = "run.json"
RUN, TEXTS = "run", "texts"  # kinds of folders: none is ever replaced by the other
PSEUDONYMISED = "pseudonymised"  # one more; it is read like any folder of transcripts
GENERATOR = '<meta name="generator" content="qualcode'  # stands in the head of every report
_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
CACHE = ".qualcode-cache"  # a folder of pieces beside runs; it may go at any moment
CACHE_MARKS = ("CACHEDIR.TAG", ".gitignore")
KEPT, HALF = ".piece", ".half"  # endings in it: pieces, and what is not whole yet
_KEPT_NAME = re.compile(rf"[0-9a-f]{{64}}\{KEPT}|\.[0-9a-f]{{32}}\{HALF}")
_UNTOUCHED = "name a new or empty folder; nothing was touched"


def check_replaceable(out: Path, kind: str = RUN) -> None:
    """Refuse a place that holds anything but a former run (or other `kind`) as it was written."""
    if not out.exists():
        return
    if not out.is_dir():
        raise RefusedError(Problem(str(out), "is a file", cure="name a new or empty folder"))
    if out in (Path.cwd(), *Path.cwd().parents):
        # It is replaced by a new folder of its name, and the shell would stand in the old one.
        raise RefusedError(
            Problem(str(out), "is the folder you work in", cure="name a folder inside it")
        )
    present = list_names(out)
    written = _written(out, kind)
    _refuse_foreign(out, [name for name in present if not _is_ours(out, name, written)])
    changed = find_changed(out, {name: written[name] for name in present if name in written})
    if changed:
        raise RefusedError(
            Problem(
                str(out),
                f"{', '.join(changed)} was changed after the run",
                cure="move it away, or name another folder; nothing was touched",
            )
        )


def _is_ours(out: Path, name: str, written: Mapping[str, str]) -> bool:
    if name in written or (name == MANIFEST and bool(written)) or is_report(out / name):
        return True
    folder, _, file = name.rpartition("/")
    return folder == CACHE and (file in CACHE_MARKS or is_kept(file))


def is_kept(name: str) -> bool:
    """Tell whether a file in a cache is a piece of a run, whole or half."""
    return _KEPT_NAME.fullmatch(name) is not None


def _refuse_foreign(out: Path, foreign: list[str]) -> None:
    if foreign:
        shown = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise RefusedError(
            Problem(str(out), f"holds files of another kind: {shown}", cure=_UNTOUCHED)
        )


def check_sources(out: Path, sources: Iterable[Path]) -> None:
    """Refuse to replace a folder with something in it that is read to fill it.

    A former run or its texts may be read, but not into the place where they stand.
    """
    place = out.resolve()
    inside = sorted(str(source) for source in sources if place in source.resolve().parents)
    if inside:
        raise RefusedError(
            Problem(str(out), f"holds {inside[0]}, which is to be read", cure=_UNTOUCHED)
        )


def _written(out: Path, kind: str) -> Mapping[str, str]:
    """Return the files of a former `kind` in `out` with their hashes, none where there is none."""
    try:
        manifest: Any = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        if manifest["kind"] != kind or not manifest["versions"]["qualcode"]:
            return {}
        return {str(name): str(hash) for name, hash in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def is_former(folder: Path) -> bool:
    """Tell whether a folder was written by qualcode: a run, or the texts of `qualcode read`."""
    return any(_written(folder, kind) for kind in (RUN, TEXTS))


def is_pseudonymised(path: Path) -> bool:
    """Tell whether a file lies in a folder that `qualcode pseudonymise` has written."""
    return any(_written(folder, PSEUDONYMISED) for folder in path.parents)


def find_changed(folder: Path, written: Mapping[str, str]) -> list[str]:
    """Return the names of files that are not as they were written; OSError when one is gone."""
    return [name for name, hash in written.items() if digest(folder / name) != hash]


def list_names(folder: Path) -> list[str]:
    """Return the names of all files and links in `folder`, below it too, in order."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if (path.is_symlink() or not path.is_dir()) and path.name not in _LEFT_BY_SYSTEMS
    )


def list_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in `folder` by its name: what a manifest keeps."""
    return {name: digest(folder / name) for name in list_names(folder)}


def is_report(path: Path) -> bool:
    """Tell whether the file is a report made from a run: derived, so it may go."""
    if path.suffix != ".html" or not path.is_file():
        return False
    with path.open("rb") as file:
        return GENERATOR.encode() in file.read(4096)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
