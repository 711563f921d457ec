"""A file's text once its bytes are understood, and the words in which it is shown to people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.model.transcript import Note

LINE_END = re.compile("\r\n|\r|\n")
_LONGEST = 40  # characters of an example


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the name of its encoding, and what had to be said about it."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def line_of(text: str, place: int) -> int:
    """Give the number of the line in which a character stands, from 1, as an editor does."""
    return 1 + sum(1 for _ in LINE_END.finditer(text, 0, place))


def printable(text: str) -> str:
    """Put what is quoted from a file on one line, with a blank for what cannot be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def first_words(text: str) -> str:
    """Quote the first words with a letter above ASCII, for a person to read: `Добрый день, это`."""
    found = re.search(r"[^\x00-\x7f]", text)
    if not found:
        return ""
    begins = max(text.rfind(blank, 0, found.start()) for blank in " \t\r\n") + 1
    quoted = text[max(begins, found.start() - _LONGEST) : found.start() + _LONGEST]
    shown = printable(quoted)
    return shown if len(shown) < _LONGEST else shown[:_LONGEST].rpartition(" ")[0] or shown
