"""The open set of file formats, found by content first and by name second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.errors import TranscriptError
from qualcode.reading.declared import Declared
from qualcode.reading.document import Document
from qualcode.reading.formats import (
    ass,
    docx,
    html,
    json_file,
    md,
    odt,
    pdf,
    rtf,
    sbv,
    srt,
    table,
    ttml,
    txt,
    vtt,
    xlsx,
)
from qualcode.reading.formats.foreign import foreign_file
from qualcode.reading.formats.sample import Sample


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what claims it and what reads it."""

    name: str
    suffixes: tuple[str, ...]
    claims: Callable[[Sample], int]  # 0 no, 1 by name, 2 by content
    parse: Callable[[Sample], Document]
    seldom: bool = False  # few files of this name are transcripts: in folders each is looked into


# a further format is one module and one line here
FORMATS = (
    Format("txt", txt.SUFFIXES, txt.claims, txt.parse),
    Format("md", md.SUFFIXES, md.claims, md.parse),
    Format("docx", docx.SUFFIXES, docx.claims, docx.parse),
    Format("odt", odt.SUFFIXES, odt.claims, odt.parse),
    Format("rtf", rtf.SUFFIXES, rtf.claims, rtf.parse),
    Format("vtt", vtt.SUFFIXES, vtt.claims, vtt.parse),
    Format("srt", srt.SUFFIXES, srt.claims, srt.parse),
    Format("html", html.SUFFIXES, html.claims, html.parse, seldom=True),
    Format("pdf", pdf.SUFFIXES, pdf.claims, pdf.parse),
    Format("sbv", sbv.SUFFIXES, sbv.claims, sbv.parse),
    Format("ass", ass.SUFFIXES, ass.claims, ass.parse),
    Format("ttml", ttml.SUFFIXES, ttml.claims, ttml.parse),
    Format("csv", table.SUFFIXES, table.claims, table.parse, seldom=True),
    Format("xlsx", xlsx.SUFFIXES, xlsx.claims, xlsx.parse, seldom=True),
    Format("json", json_file.SUFFIXES, json_file.claims, json_file.parse, seldom=True),
)
NOTHING = Declared()
SUFFIXES: tuple[str, ...] = tuple(
    suffix for format in FORMATS if not format.seldom for suffix in format.suffixes
)
SELDOM: tuple[str, ...] = tuple(
    suffix for format in FORMATS if format.seldom for suffix in format.suffixes
)


def parse_file(data: bytes, suffix: str, declared: Declared = NOTHING) -> Document:
    """Read a file's bytes with the format that knows them best; plain text is the last resort."""
    if error := foreign_file(data, suffix):
        raise error
    sample = Sample(data, suffix, declared)
    best = max(FORMATS, key=lambda kind: _claim(kind, sample))
    return best.parse(sample)


def _claim(kind: Format, sample: Sample) -> int:
    try:
        return kind.claims(sample)
    except TranscriptError:
        return 0  # it looks into the text, and the encoding is unclear; a web page names its own
