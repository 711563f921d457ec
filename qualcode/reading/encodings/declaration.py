"""What people declare about a file's encoding: `koi8-r`, `utf-8+windows-1251`, `utf-8+lost`."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import TranscriptError
from qualcode.reading.document import refused
from qualcode.reading.encodings.names import UTF_8, Encoding, find_encoding, known_names

LOST = "lost"


@dataclass(frozen=True, slots=True)
class Declaration:
    """An encoding, and what becomes of bytes that mean nothing in it."""

    encoding: Encoding
    faults: Encoding | None = None  # lines and words that are no UTF-8 are read in this one
    lost: bool = False  # bytes that mean nothing become �

    @property
    def id(self) -> str:
        """Give it as it is written in reading.yaml."""
        behind = LOST if self.lost else self.faults.id if self.faults else ""
        return f"{self.encoding.id}+{behind}" if behind else self.encoding.id


def parse_declaration(written: str) -> Declaration:
    """Understand what is declared; raise `TranscriptError` for what is no encoding."""
    first, plus, second = (part.strip() for part in written.partition("+"))
    encoding = _encoding(first)
    if not plus:
        return Declaration(encoding)
    if second.lower() == LOST:
        return Declaration(encoding, lost=True)
    if encoding is not UTF_8:
        message = f"is declared `encoding: {written}`, but only UTF-8 can have parts in another one"
        raise refused(message, f"write utf-8+{second}, or {first}+{LOST}")
    return Declaration(encoding, faults=_encoding(second))


def _encoding(written: str) -> Encoding:
    if encoding := find_encoding(written):
        return encoding
    raise unknown_encoding("encoding", written)


def unknown_encoding(key: str, written: str) -> TranscriptError:
    """Make the error for a name that means no encoding."""
    message = f"is declared `{key}: {written}`, which is no encoding that is known"
    return refused(message, f"take one of {known_names()}")
