"""Which encoding a web page has: its bytes decide first, then what it says of itself."""

from __future__ import annotations

import re
from dataclasses import replace

from qualcode.errors import TranscriptError
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.encodings import Decoded, decode
from qualcode.reading.encodings.names import find_encoding
from qualcode.reading.formats.sample import Sample

SEARCHED = 4096  # bytes
# <meta charset="koi8-r">, <meta http-equiv=Content-Type content="text/html; charset=koi8-r">
META = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)


def read_text(sample: Sample) -> Decoded:
    """Decode a web page; what people declare counts more than what the page says."""
    named = _named(sample.data)
    if sample.declared.encoding or not named or _is_utf_8(sample.data):
        return sample.decoded
    encoding = find_encoding(named)
    if encoding is None or encoding.id.startswith(("utf-16", "utf-32")):
        return sample.decoded  # what can be read in single bytes is not in double ones
    try:
        decoded = decode(sample.data, encoding.id, sample.declared.repair)
    except TranscriptError:
        return sample.decoded  # it says the wrong thing
    told = Note(phrase("html.charset", name=encoding.name))
    notes = (told if n.phrase.id == "encoding.declared" else n for n in decoded.notes)
    return replace(decoded, notes=tuple(notes))


def _named(data: bytes) -> str:
    found = META.search(data[:SEARCHED])
    return found[1].decode("ascii", "replace") if found else ""


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
