"""Says where in a file something stands: the line and its first words."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.phrase import Phrase, phrase
from qualcode.reading.telling import and_more

SHOWN = 5  # places named in one note
WORDS = 40  # characters shown of a place


def place_of(line: int, words: str) -> Phrase:
    """Name a line, counted from 0 here and from 1 for people, with its first words."""
    words = " ".join(words.split())
    shown = words if len(words) <= WORDS else f"{words[:WORDS].rstrip()}…"
    return phrase("place", line=line + 1, words=shown)


def placed(what: str, found: Sequence[Phrase], **values: str | int | Phrase) -> Phrase:
    """Make a phrase that counts places (`n`) and names the first of them (`places`, `more`)."""
    shown = tuple(found[:SHOWN])
    return phrase(what, n=len(found), places=shown, more=and_more(len(found) - SHOWN), **values)
