"""Everything that decides what is found in one transcript → the key of its piece."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from qualcode.batch.tagging import Tagging
from qualcode.files import TranscriptFile
from qualcode.runs.former import digest
from qualcode.runs.manifest import DECIDING_PACKAGES

# Beside the packages that decide base forms: those that read, compare and match.
PACKAGES = (*DECIDING_PACKAGES, "lxml", "python-docx", "rapidfuzz", "regex", "spacy")
SOURCES = (".py", ".yaml")
FORM = 1  # of the pieces that are kept


class Keys:
    """Gives the key of each transcript under one tagging."""

    def __init__(self, tagging: Tagging) -> None:
        self._tagging = tagging
        self._shared: dict[str, str] = {}

    def of_file(self, file: TranscriptFile) -> str:
        """Return the key of a file as it lies on the disk; OSError when it cannot be read."""
        return self.of(file, digest(file.path))

    def of(self, file: TranscriptFile, sha256: str) -> str:
        """Return the key of a file whose bytes have this SHA-256."""
        part = self._tagging.narrow(file.id)
        told = {
            field.name: self._tell(field.name, getattr(part, field.name)) for field in fields(part)
        }
        return fingerprint([self._program, told, file.id, file.path.suffix.lower(), sha256])

    def _tell(self, name: str, value: object) -> str:
        """Return the fingerprint of a part of the tagging, once where transcripts share it."""
        if value is not getattr(self._tagging, name):
            return fingerprint(value)
        if name not in self._shared:
            self._shared[name] = fingerprint(value)
        return self._shared[name]

    @cached_property
    def _program(self) -> str:
        return fingerprint_program()


@cache
def fingerprint_program() -> str:
    """Return the fingerprint of qualcode's own files and of what it stands on."""
    package = Path(__file__).parents[1]
    sources = sorted(path for path in package.rglob("*") if path.suffix in SOURCES)
    own = {path.relative_to(package).as_posix(): digest(path) for path in sources}
    return fingerprint([FORM, own, _versions(), sys.version])


def _versions() -> dict[str, str]:
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = ""
    return versions


def fingerprint(value: object) -> str:
    """Return the SHA-256 of a value with everything in it; TypeError for what cannot be told."""
    return hashlib.sha256(_render(value).encode()).hexdigest()


def _render(value: object) -> str:
    return json.dumps(value, default=_plain, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> dict[str, object]:
    """Return what JSON has no form for under the name of its kind."""
    kind = type(value)
    if is_dataclass(kind):
        return {f"={kind.__name__}": [getattr(value, name) for name in _names(kind)]}
    if isinstance(value, frozenset | set):
        return {"=set": sorted(map(_render, value))}
    if isinstance(value, bytes):
        return {"=bytes": hashlib.sha256(value).hexdigest()}
    if isinstance(value, Path):
        return {"=path": str(value)}
    raise TypeError(f"no key can be made of {kind.__name__}")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of all fields of a dataclass."""
    return tuple(field.name for field in fields(kind))
