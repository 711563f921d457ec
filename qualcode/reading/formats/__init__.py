"""The open set of file formats, found by content first and by name second.

A further format is one module (or folder) with these three, and one line in `FORMATS`:

    SUFFIXES = (".srt",)                         endings of its names
    def claims(sample: Sample) -> Claim          how surely a file is of this format
    def parse(sample: Sample) -> Document        its lines; TranscriptError where it cannot be read
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qualcode.errors import TranscriptError
from qualcode.reading.declared import NOTHING, Declared
from qualcode.reading.document import Document
from qualcode.reading.formats import (
    ass,
    csv_file,
    docx,
    html,
    json_file,
    md,
    odt,
    pdf,
    rtf,
    sbv,
    srt,
    ttml,
    txt,
    vtt,
    xlsx,
)
from qualcode.reading.formats.foreign import foreign_file
from qualcode.reading.formats.sample import Claim, Sample


class Module(Protocol):
    """What the module of a format has."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]:  # noqa: N802
        """Endings of the names of such files, in small letters, with the dot."""

    def claims(self, sample: Sample) -> Claim:
        """Tell how surely a file is of this format."""

    def parse(self, sample: Sample) -> Document:
        """Give the lines of a file; raise `TranscriptError` where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the module that knows it, and whether files of its names are transcripts."""

    module: Module
    seldom: bool = False  # few are: those that lie in a folder are looked into first


# of formats that claim a file alike, the first reads it
FORMATS = (
    Format(txt),
    Format(md),
    Format(docx),
    Format(odt),
    Format(rtf),
    Format(vtt),
    Format(srt),
    Format(html, seldom=True),
    Format(pdf),
    Format(sbv),
    Format(ass),
    Format(ttml),
    Format(csv_file, seldom=True),
    Format(xlsx, seldom=True),
    Format(json_file, seldom=True),
)
SUFFIXES: tuple[str, ...] = tuple(
    suffix for format in FORMATS if not format.seldom for suffix in format.module.SUFFIXES
)
SELDOM: tuple[str, ...] = tuple(
    suffix for format in FORMATS if format.seldom for suffix in format.module.SUFFIXES
)


def parse_file(data: bytes, suffix: str, declared: Declared = NOTHING) -> Document:
    """Read a file's bytes with the format that knows them best; plain text is the last resort.

    `suffix` is in small letters, with the dot. Raises `TranscriptError` for what is no transcript
    or cannot be read, without the name of the file.
    """
    if error := foreign_file(data, suffix):
        raise error
    sample = Sample(data, suffix, declared)
    best = max(FORMATS, key=lambda kind: _claim(kind.module, sample))
    return best.module.parse(sample)


def _claim(module: Module, sample: Sample) -> Claim:
    try:
        return module.claims(sample)
    except TranscriptError:
        return (
            Claim.NO
        )  # it looks into the text, and the encoding is unclear; web pages name theirs
