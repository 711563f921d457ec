"""The bytes of a CSV file, whichever program saved it → its lines and cells."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path

from qualcode.errors import Problem, QualcodeError, RespondentsError

_SAVE = "save it as CSV UTF-8"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def read_bytes(path: Path, error_type: type[QualcodeError]) -> bytes:
    """Read a file; raises `error_type` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise error_type(Problem(str(path), message, cure="check the path")) from None


def decode(source: bytes, file: str) -> str:
    """Return the text of the file in normal form; UTF-8 or Windows-1251."""
    if b"\0" in source:
        message = "is no text (zero bytes stand in it: an Excel file, or UTF-16)"
        raise RespondentsError(Problem(file, message, cure=_SAVE))
    for encoding in ("utf-8-sig", "windows-1251"):
        try:
            text = unicodedata.normalize("NFC", source.decode(encoding))
        except UnicodeDecodeError:
            continue
        _check_signs(text, file)
        return text
    raise RespondentsError(Problem(file, "is neither UTF-8 nor Windows-1251 text", cure=_SAVE))


def _check_signs(text: str, file: str) -> None:
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        message = f"holds a sign that is no text (U+{ord(found.group()):04X})"
        raise RespondentsError(Problem(file, message, line, cure=f"delete it, or {_SAVE}"))


def parse_lines(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Return (line number, cells) of every line that is not empty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, before = [], 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((before + 1, cells))
            before = reader.line_num
    except csv.Error:
        message = "its quotation marks do not match from here on"
        cure = "close what is opened, and write a quotation mark inside a cell twice"
        raise RespondentsError(Problem(file, message, before + 1, cure=cure)) from None
    return lines


def tidy(cell: str) -> str:
    """Return the cell on one line: Excel lets people break lines inside it."""
    return " ".join(cell.split())
