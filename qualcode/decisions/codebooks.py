"""Which codes each codebook had that a coder was shown: what was not there could not be given.

Every line of a log bears the hash of the codebook. Beside the logs stands a small file for each of
these, written when the codebook is first shown and never again. Where one is missing, nothing is
known of its codes, and nothing is concluded.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.model.codebook import Codebook

FOLDER = "codebooks"  # inside the folder of decisions
_KIND = "codebook"
_FORMAT = 1
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Book:
    """The codes that could be given by a codebook, each with the former ids it had there."""

    codes: Mapping[str, tuple[str, ...]]

    def lacks(self, codebook: Codebook) -> frozenset[str]:
        """Return the codes of `codebook` that this one did not have, under whatever name."""
        meant = codebook.meanings
        had: set[str] = set()
        for id, former in self.codes.items():
            names = [name for name in (id, *former) if name in meant]
            had.update(meant[name] for name in names[:1])
        return frozenset(code.id for code in codebook.codes) - had


Books = Mapping[str, Book]  # by the SHA-256 of their codebooks


def book_of(codebook: Codebook) -> Book:
    """Return what is kept of a codebook."""
    return Book({code.id: code.replaces for code in codebook.codes})


def keep_codebook(decisions: Path, codebook: Codebook) -> None:
    """Write down the codes that can be given, in `codebooks/` of the folder of decisions.

    What is there is left as it is. Where nothing can be written, nothing is: the codes are then
    not known later, as they are not of logs that are older than these files.
    """
    path = decisions / FOLDER / f"{codebook.sha256}.json"
    with suppress(OSError):  # of a folder that may not be looked into
        if path.exists():
            return
    said = {
        "qualcode": _KIND,
        "format": _FORMAT,
        "id": codebook.id,
        "version": codebook.version,
        "codes": list_codes(book_of(codebook)),
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    beside = path.with_name(f".{path.stem}-{os.getpid()}.new")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def load_codebooks(decisions: Path) -> Books:
    """Return what is kept in a folder of decisions; a file that is none of these is not there."""
    found: dict[str, Book] = {}
    for path in sorted((decisions / FOLDER).glob("*.json")):
        with suppress(OSError, ValueError):
            said = json.loads(path.read_text(encoding="utf-8-sig"))
            kept = isinstance(said, dict) and said.get("qualcode") == _KIND
            if kept and _HASH.fullmatch(path.stem):
                found.update(parse_books({path.stem: said.get("codes")}))
    return found


def list_codes(book: Book) -> dict[str, list[str]]:
    """Return a book as JSON can hold it."""
    return {id: list(former) for id, former in book.codes.items()}


def parse_books(said: object) -> Books:
    """Return books from what `list_codes` made of them; what is something else is left out."""
    if not isinstance(said, dict):
        return {}
    parsed = {str(sha256): _parse(codes) for sha256, codes in said.items()}
    return {sha256: book for sha256, book in parsed.items() if book is not None}


def _parse(codes: Any) -> Book | None:
    if not isinstance(codes, dict) or not codes:
        return None
    if not all(isinstance(former, list) for former in codes.values()):
        return None
    return Book({str(id): tuple(map(str, former)) for id, former in codes.items()})
