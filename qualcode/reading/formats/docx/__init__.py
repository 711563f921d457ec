"""Word files: paragraphs and tables in document order; bold, italics and colours as evidence.

The parts are read with lxml: python-docx gives no numbers of lists and no colours of styles, and
opens neither `.docm`, `.dotx` and Strict files nor those with a link that leads nowhere.
"""

from __future__ import annotations

from qualcode.reading.document import Document
from qualcode.reading.formats.archive import archive_kind, check_archive, damaged
from qualcode.reading.formats.docx.blocks import Blocks
from qualcode.reading.formats.docx.package import Package
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.formats.xml import UNREADABLE

SUFFIXES = (".docx", ".docm", ".dotx")


def claims(sample: Sample) -> Claim:
    """Take Word files, whatever their names."""
    return Claim.SIGNATURE if sample.zipped and archive_kind(sample.data) == "docx" else Claim.NO


def parse(sample: Sample) -> Document:
    """Give a line per paragraph, per line break in it, and per row of a table."""
    check_archive(sample.data, "docx")
    try:
        blocks = Blocks(Package(sample.data))
        lines = tuple(written.line() for written in blocks.read())
        return Document(lines, "docx", notes=blocks.left_out.notes())
    except UNREADABLE:
        raise damaged("docx") from None
