"""UTF-8 with places that are none: a letter cut in half, a paragraph pasted from an old file."""

from __future__ import annotations

import re
from collections.abc import Callable

from qualcode.errors import TranscriptError
from qualcode.reading.document import refused
from qualcode.reading.encodings.choice import likeliest
from qualcode.reading.encodings.decoded import first_words, line_of
from qualcode.reading.encodings.likelihood import cost_of_text
from qualcode.reading.encodings.names import Encoding

_FAULT = re.compile("[\udc80-\udcff]+")  # how Python writes a byte that is no UTF-8
_FAULTY_RUN = re.compile("[^\x00-\x7f]*[\udc80-\udcff][^\x00-\x7f]*")
# what is written in interviews, of all that two and three bytes of UTF-8 can mean
_USUAL = re.compile("[\u00a0-\u017f\u0400-\u045f\u0490-\u052f\u2010-\u2044\u20ac\u2116]")
_PASTED = 4  # faulty bytes: fewer are damage, more may be words of another encoding
_ABOVE = re.compile("[^\x00-\x7f\udc80-\udcff]")


def read_with_faults(data: bytes) -> str:
    """Decode as UTF-8; each byte that is none stands as a lone surrogate."""
    return data.decode("utf-8", errors="surrogateescape")


def is_meant(text: str) -> bool:
    """Tell whether a text with faults is UTF-8 all the same, and no encoding of eight bits.

    In those a pair of letters is sound UTF-8 now and then, but hardly ever a usual letter.
    """
    faults = sum(len(found.group()) for found in _FAULT.finditer(text))
    usual, above = len(_USUAL.findall(text)), len(_ABOVE.findall(text))
    if usual < 0.9 * above:
        return False
    return usual > faults or (usual >= 20 and usual * 20 > faults)


def count_faults(text: str) -> tuple[int, int, int]:
    """Count the faulty bytes and the lines that have any; also give the first such line."""
    total, lines, line, place, last = 0, 0, 1, 0, 0
    first = 0
    for found in _FAULT.finditer(text):
        line += line_of(text[place : found.start()], found.start() - place) - 1
        place = found.start()
        total += len(found.group())
        lines += line != last
        first = first or line
        last = line
    return total, lines, first


def fill_faults(text: str, encoding: Encoding) -> str:
    """Read the faulty places in another encoding: whole words, or the faulty bytes alone.

    Which of both is decided by what the word then looks like.
    """
    return _fill(text, lambda raw: raw.decode(encoding.codec, errors="replace"))


def _fill(text: str, read: Callable[[bytes], str]) -> str:
    def filled(run: re.Match[str]) -> str:
        whole = read(_raw(run.group()))
        parts = _FAULT.sub(lambda fault: read(_raw(fault.group())), run.group())
        return min(whole, parts, key=cost_of_text)

    return _FAULTY_RUN.sub(filled, text)


def lose_faults(text: str) -> str:
    """Put � for every faulty stretch."""
    return _FAULT.sub("\ufffd", text)


def fault_error(text: str) -> TranscriptError:
    """Say where a file is no UTF-8, what stands there, and what can be done."""
    count, lines, first = count_faults(text)
    where = f"line {first}" if lines == 1 else f"{lines} lines, the first is line {first}"
    if text[-1] in "\udcd0\udcd1\udce2" and count == 1:
        message = f"is UTF-8, but breaks off inside its last letter (line {first})"
        return refused(message, "copy it again, or declare `encoding: utf-8+lost` in reading.yaml")
    faulty = b" ".join(_raw(run.group()) for run in _FAULTY_RUN.finditer(text))
    if count >= _PASTED and (encoding := likeliest(faulty)):
        words = first_words(faulty.decode(encoding.codec, errors="replace"))
        message = f"is UTF-8, but not all of it ({where}): “{words}” in {encoding.name}"
        declared = f"utf-8+{encoding.id}"
    else:
        message = f"is UTF-8, but not all of it: {_count_bytes(count)} no letter ({where})"
        declared = "utf-8+lost"
    return refused(
        message,
        f"correct it and save it as UTF-8, or declare `encoding: {declared}` in reading.yaml",
    )


def _count_bytes(count: int) -> str:
    return "one byte is" if count == 1 else f"{count} bytes are"


def _raw(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogateescape")
