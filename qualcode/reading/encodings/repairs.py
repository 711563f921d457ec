"""Undoes a wrong reading of the past: letters in one encoding that somebody read in another.

Such a reading gave every byte a sign, so the bytes can be told from the signs, and the letters from
the bytes: nothing is guessed. What was lost (a letter saved as `?`) stays lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from qualcode.reading.encodings.declaration import unknown_encoding
from qualcode.reading.encodings.names import UTF_8, Encoding, find_encoding

_RUN = re.compile(r"[^\x00-\x7f]+")
# D0 98 (И) and D0 A0 (Р) read as Windows-1251: 98 is no sign there and became a question mark,
# A0 is a blank that does not break and became a common one. D0 never stands alone in UTF-8.
_RUN_1251 = re.compile(r"(?:[^\x00-\x7f]|(?<=Р)[? ])+")
_LOST = {"?": 0x98, " ": 0xA0}
_ABOVE = re.compile(r"[^\x00-\x7f]")
_USUAL = re.compile(
    "[\x80-\u017f\u0192\u02c6\u02dc\u0400-\u045f\u0490-\u052f\u2000-\u206f\u20a0-\u20bf\u2100-\u21ff\u2500-\u27bf\ufe0f\ufeff\U0001f000-\U0001faff]"
)
_FAULT = re.compile("[\udc80-\udcff]+")


@dataclass(frozen=True, slots=True)
class Step:
    """Text in `right` was read as `wrong`."""

    right: Encoding
    wrong: Encoding

    @property
    def id(self) -> str:
        """Give it as it is written in reading.yaml: `windows-1251`, `koi8-r as windows-1251`."""
        return self.wrong.id if self.right is UTF_8 else f"{self.right.id} as {self.wrong.id}"


def parse_repair(written: str) -> tuple[Step, ...]:
    """Understand `windows-1251` (UTF-8 was read as that) or `koi8-r as windows-1251`.

    Several steps stand in the order in which they are undone, with commas. Raises
    `TranscriptError` for what is no encoding.
    """
    return tuple(_step(part.strip()) for part in written.split(","))


def _step(written: str) -> Step:
    right, found, wrong = re.sub(r"\s+as\s+", "\0", written).rpartition("\0")
    names = (right if found else UTF_8.id, wrong)
    encodings = [find_encoding(name) for name in names]
    for name, encoding in zip(names, encodings, strict=True):
        if encoding is None:
            raise unknown_encoding("repair", name)
    return Step(*(encoding for encoding in encodings if encoding))


def repair_text(text: str, step: Step) -> str:
    """Undo one wrong reading wherever the text shows its traces, and leave the rest alone."""
    if step.right is not UTF_8:
        return text.translate(_letters(step))
    run = _RUN_1251 if step.wrong.codec == "cp1251" else _RUN
    return run.sub(lambda found: _undone_or_as_it_is(found.group(), step.wrong), text)


@lru_cache(maxsize=1 << 16)
def _undone_or_as_it_is(run: str, wrong: Encoding) -> str:
    undone = undo(run, wrong)
    return undone if is_usual(undone) else run


def is_usual(text: str) -> bool:
    """Tell whether nearly all signs above ASCII are such as are written in interviews."""
    above = len(_ABOVE.findall(text))
    return above > 0 and len(_USUAL.findall(text)) >= 0.9 * above


def undo(run: str, wrong: Encoding) -> str:
    """Give back the UTF-8 that a run of signs was, or nothing where most of it was none."""
    table = byte_of(wrong)
    pieces = [table.get(sign) if sign > "\x7f" else _LOST[sign] for sign in run]
    if None in pieces:
        return ""
    raw = bytes(byte for byte in pieces if byte is not None)
    text = raw.decode("utf-8", errors="surrogateescape")
    faults = sum(len(found.group()) for found in _FAULT.finditer(text))
    if not faults:
        return text
    if faults * 4 > len(text):
        return ""
    return _FAULT.sub(lambda found: _as_it_was(found.group(), wrong), text)


def _as_it_was(faulty: str, wrong: Encoding) -> str:
    raw = faulty.encode("utf-8", errors="surrogateescape")
    return "".join(sign_of_byte(wrong)[byte] for byte in raw)


@cache
def sign_of_byte(encoding: Encoding) -> dict[int, str]:
    """Say which sign a byte was taken for."""
    return {byte: sign for sign, byte in reversed(byte_of(encoding).items())}


@cache
def byte_of(encoding: Encoding) -> dict[str, int]:
    """Say which byte a sign was: holes of an encoding are read as controls by most programs."""
    table: dict[str, int] = {}
    for byte in range(256):
        sign = bytes((byte,)).decode(encoding.codec, errors="ignore")
        table[sign or chr(byte)] = byte
    for byte in range(0x80, 0xA0):
        table.setdefault(chr(byte), byte)
    if encoding.codec == "cp1251":
        table["\ufffd"] = 0x98  # its only hole
    return table


@cache
def _letters(step: Step) -> dict[int, str]:
    return {
        ord(sign): bytes((byte,)).decode(step.right.codec, errors="ignore") or sign
        for sign, byte in byte_of(step.wrong).items()
        if sign > "\x7f"
    }
