"""Reads a YAML file as text, and refuses what is no text."""

from __future__ import annotations

import codecs
from pathlib import Path

from qualcode.errors import Problem, QualcodeError
from qualcode.yaml_tree.problems import CONTROL, Problems

LARGEST_FILE = 5_000_000  # bytes
BOM = "\ufeff"
# How files begin that people take for the text they see in them.
_FORMATS = {
    b"PK\x03\x04": "a Word, Excel or other packed file, and no plain text",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file, and no plain text",
    b"%PDF": "a PDF file, and no plain text",
    b"{\\rtf": "an RTF file, and no plain text",
}
_SAVE_AS_TEXT = "save it as plain text (UTF-8), its name ending in .yaml"
# YAML 1.1 takes these for line ends, editors do not: line numbers are those of the editor.
_LINE_ENDS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})


def read_source(path: Path, error_type: type[QualcodeError]) -> str:
    """Read the UTF-8 text of the file, with its byte order mark if it has one.

    Raises `error_type` when there is no such text.
    """
    file = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise error_type(
            Problem(file, f"cannot be read: {reason}", cure="check the path")
        ) from None
    if len(data) > LARGEST_FILE:
        raise error_type(_too_large(file))
    known = next((what for start, what in _FORMATS.items() if data.startswith(start)), None)
    if known:
        raise error_type(Problem(file, f"is {known}", cure=_SAVE_AS_TEXT))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise error_type(_not_utf8(file, "it looks like UTF-16"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise error_type(
            _not_utf8(file, f"byte 0x{data[error.start]:02x} is none of UTF-8", line)
        ) from None


def _not_utf8(file: str, reason: str, line: int = 0) -> Problem:
    return Problem(
        file,
        f"must be a UTF-8 text, and {reason}",
        line=line,
        cure="save it again in your editor with the encoding UTF-8",
    )


def _too_large(file: str) -> Problem:
    return Problem(
        file,
        f"is larger than {LARGEST_FILE // 1_000_000} MB",
        cure="check that this is the right file",
    )


def split_lines(source: str) -> list[str]:
    """Return the lines of the source as an editor would number them."""
    text = source.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_LINE_ENDS).split("\n")


def is_clean(value: str) -> bool:
    """Tell whether a text is free of control characters."""
    return not CONTROL.search(value)


def check_source(source: str, lines: list[str], problems: Problems) -> None:
    """Note what no YAML may hold: control characters, too much, nothing at all."""
    if len(source) > LARGEST_FILE:
        problems.add_at(0, 0, _too_large("").message, _too_large("").cure)
        return
    if not source.removeprefix(BOM).strip():
        problems.add_at(0, 0, "the file is empty")
    for number, line in enumerate(lines, start=1):
        match = CONTROL.search(line)
        if match:
            problems.add_at(
                number,
                match.start() + 1,
                f"a control character stands here (U+{ord(match.group()):04X})",
                "delete it, or check that the file is a text",
            )
