"""What a format reader hands on: the lines of a file and what its container says about them."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import Problem, TranscriptError
from qualcode.model.transcript import Note


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, one line of a paragraph, or one line of a cue."""

    text: str
    speaker: str = ""  # where the container names the speaker: a voice tag
    time: str = ""  # where the container gives the time: a cue
    bold: int = 0  # how many characters at the beginning are bold, or in a colour of their own
    italic: bool = False  # the whole line is in italics
    heading: bool = False  # a heading of the document, nobody's speech
    color: str = ""  # of nearly all its letters, as `c00000`; empty for the usual one, or several
    ends: str = ""  # where the container gives the time at which a cue ends


@dataclass(frozen=True, slots=True)
class Document:
    """A file's lines in order, before anybody has asked who speaks."""

    lines: tuple[Line, ...]
    format: str
    encoding: str = ""
    captions: bool = False  # lines are speech alone, and time stands beside them
    notes: tuple[Note, ...] = ()


def refused(message: str, cure: str = "") -> TranscriptError:
    """Make the error for a file that cannot be read; `read_transcript` adds its name.

    Words of the file may be quoted: signs that would move the cursor of a terminal are not shown.
    """
    shown = "".join(sign if sign.isprintable() else " " for sign in message)
    return TranscriptError(Problem(file="", message=shown, cure=cure))
