"""RTF, also under the name .doc: the same lines as a Word file of the same looks.

An own reader of control words: striprtf gives the text alone, without bold, colours, hidden text
or notes, and reads all fonts in one code page; no other kept library reads RTF.
"""

from __future__ import annotations

import codecs
import string

from qualcode.errors import TranscriptError
from qualcode.reading.document import Document, refused
from qualcode.reading.encodings import Decoded, decode
from qualcode.reading.formats.rtf.reader import Reader
from qualcode.reading.formats.sample import LEAD, RTF, Claim, Sample

SUFFIXES = (".rtf", ".doc")
ASCII = frozenset(string.ascii_letters.encode())


def claims(sample: Sample) -> Claim:
    """Take what begins as RTF, whatever its name."""
    return Claim.SIGNATURE if sample.data[:100].lstrip(LEAD).startswith(RTF) else Claim.NO


def parse(sample: Sample) -> Document:
    """Give a line per paragraph, per line break in it, and per row of a table."""
    data = sample.data.lstrip(LEAD)
    reader = _read(data)
    notes = reader.left_out.notes()
    if found := _other_page(reader):
        reader = _read(data, found.encoding)
        notes = (*found.notes, *reader.left_out.notes())
    lines = tuple(written.line() for written in reader.lines)
    encoding = found.encoding if found else reader.encoding.replace("cp125", "windows-125")
    return Document(lines, "rtf", encoding, notes=notes)


def _read(data: bytes, page: str = "") -> Reader:
    reader = Reader(page)
    try:
        reader.read(data)
    except (ValueError, OverflowError):
        cure = "save it as .rtf again, or as .docx"
        raise refused("is RTF that is damaged or cut short", cure) from None
    return reader


def _other_page(reader: Reader) -> Decoded | None:
    """Tell the code page of bytes whose file names none, or names the usual Western one.

    Programs that know nothing of code pages write Cyrillic as if it were Western.
    """
    high = sum(byte >= 0x80 for byte in reader.undeclared)
    if high <= sum(map(ASCII.__contains__, reader.undeclared)):
        return None
    try:
        found = decode(bytes(reader.undeclared))
        codecs.lookup(found.encoding)
    except (TranscriptError, LookupError):
        return None
    return None if found.encoding == "windows-1252" else found
