"""The files of a trained spaCy pipeline: found, described and hashed without running any code."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qualcode.errors import ModelMissingError, Problem

_PACKAGE = re.compile(r"\w[\w.-]*")  # of a requirement: pymorphy3>=1.0.0
_CURE = (
    "give the folder of a trained spaCy pipeline, or the name of one that is installed;"
    " qualcode downloads none"
)


def find_folder(name: str) -> Path:
    """Return the folder with the pipeline's files; a package is found without running its code."""
    path = Path(name)
    if name and path.is_dir():
        return path
    if not name.isidentifier():
        near = name.replace("-", "_")
        cure = f"installed models are written with `_`: `{near}`" if near.isidentifier() else _CURE
        raise refuse(name, "no such folder", cure)
    try:
        spec = find_spec(name)
    except ValueError:  # a module without a file of its own, like __main__
        spec = None
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise refuse(name, "no model of this name is installed, and no such folder is here", _CURE)
    package = Path(next(iter(places)))
    inside = sorted(package.glob(f"{name}-*/meta.json"))
    return inside[-1].parent if inside else package


def read_meta(name: str, folder: Path) -> dict[str, Any]:
    """Read what the makers say of the pipeline; ModelMissingError when the folder holds none."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        meta = None
    complete = isinstance(meta, dict) and {"lang", "name"} <= meta.keys()
    if meta is None or not complete or not (folder / "config.cfg").is_file():
        raise refuse(
            name, "is no trained spaCy pipeline: it has no meta.json and config.cfg", _CURE
        )
    return dict(meta)


def required_packages(name: str) -> tuple[str, ...]:
    """Return the packages that the makers of the pipeline say it needs, in their order."""
    required = read_meta(name, find_folder(name)).get("requirements")
    lines = required if isinstance(required, list) else []
    found = (_PACKAGE.match(line) for line in lines if isinstance(line, str))
    return tuple(match.group() for match in found if match)


def hash_files(folder: Path) -> str:
    """Hash the names and bytes of all files of the pipeline."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        place = path.relative_to(folder)
        if "__pycache__" not in place.parts:
            total.update(f"{place.as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def refuse(name: str, message: str, cure: str) -> ModelMissingError:
    """Make the error that refuses the model called `name`."""
    return ModelMissingError(Problem(name or "model", message, cure=cure))
