"""The open set of file formats, found by content first and by name second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.reading.document import Document
from qualcode.reading.encodings import Decoded, decode
from qualcode.reading.formats import docx, md, srt, txt, vtt
from qualcode.reading.formats.foreign import foreign_file
from qualcode.reading.formats.sample import Sample


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what claims it and what reads it."""

    name: str
    suffixes: tuple[str, ...]
    claims: Callable[[Sample], int]  # 0 no, 1 by name, 2 by content
    parse: Callable[[Sample], Document]


# a further format is one module and one line here
FORMATS = (
    Format("txt", txt.SUFFIXES, txt.claims, txt.parse),
    Format("md", md.SUFFIXES, md.claims, md.parse),
    Format("docx", docx.SUFFIXES, docx.claims, docx.parse),
    Format("vtt", vtt.SUFFIXES, vtt.claims, vtt.parse),
    Format("srt", srt.SUFFIXES, srt.claims, srt.parse),
)
SUFFIXES: tuple[str, ...] = tuple(suffix for format in FORMATS for suffix in format.suffixes)


def parse_file(data: bytes, suffix: str) -> Document:
    """Read a file's bytes with the format that knows them best; plain text is the last resort."""
    if error := foreign_file(data, suffix):
        raise error
    zipped = data.startswith(b"PK\x03\x04")
    sample = Sample(data, suffix, Decoded("", "") if zipped else decode(data), zipped)
    best = max(FORMATS, key=lambda kind: kind.claims(sample))
    return best.parse(sample)
