"""Everything that decides what is found in one transcript → the key of its piece."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from qualcode.batch.tagging import Tagging
from qualcode.files import TranscriptFile
from qualcode.language.model_files import required_packages
from qualcode.runs.former import digest
from qualcode.runs.manifest import package_versions

# Beside the packages that decide base forms: those that read, compare and match. DAWG2, where it
# is installed, reads the dictionary.
PACKAGES = ("DAWG2", "lxml", "numpy", "python-docx", "rapidfuzz", "regex", "spacy")
PACKAGES_OF_MODELS = ("thinc",)  # and what a model says it needs
# Where a model lies decides nothing: `Settings.models` says by their digests what they are.
LEFT_OUT = frozenset({"models"})
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
            field.name: self._tell(field.name, getattr(part, field.name))
            for field in fields(part)
            if field.name not in LEFT_OUT
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
        return fingerprint_program(packages_behind(self._tagging.models))


def packages_behind(models: Sequence[str]) -> tuple[str, ...]:
    """Return the packages that decide what is found with these models, each once."""
    needed = [package for model in models for package in required_packages(model)]
    more = (*PACKAGES_OF_MODELS, *needed) if models else ()
    return tuple(dict.fromkeys((*PACKAGES, *more)))


@cache
def fingerprint_program(packages: tuple[str, ...] = PACKAGES) -> str:
    """Return the fingerprint of qualcode's own files and of the packages it stands on."""
    package = Path(__file__).parents[1]
    sources = sorted(path for path in package.rglob("*") if path.suffix in SOURCES)
    own = {path.relative_to(package).as_posix(): digest(path) for path in sources}
    return fingerprint([FORM, own, package_versions(packages), sys.version])


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
