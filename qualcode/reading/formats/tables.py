"""Tells whether a table lying in a folder is a transcript: most are not."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import TranscriptError
from qualcode.reading.encodings import decode
from qualcode.reading.formats import csv_file, json_file, xlsx

HEAD = 64 * 1024  # bytes of a table as text that are looked at
LARGEST = 20 * 1024 * 1024  # bytes of a workbook or a JSON file that is looked into


def is_transcript_table(path: Path) -> bool:
    """Tell by the names of its columns or keys whether a .csv, .xlsx or .json is a transcript.

    False for what cannot be read, and for tables that name no columns: those are read when they
    are named outright. Of tables as text the beginning is read, of the others all.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in csv_file.SUFFIXES:
            with path.open("rb") as file:
                return csv_file.is_transcript(decode(_whole_lines(file.read(HEAD))).text)
        if path.stat().st_size > LARGEST:
            return False
        data = path.read_bytes()
        return xlsx.is_transcript(data) if suffix in xlsx.SUFFIXES else _json(data)
    except (OSError, TranscriptError):
        return False


def is_broken_workbook(path: Path) -> bool:
    """Tell whether a file is named as a workbook and cannot be opened: damaged, locked, empty.

    False for large ones, which are not looked into.
    """
    if path.suffix.lower() not in xlsx.SUFFIXES:
        return False
    try:
        return path.stat().st_size <= LARGEST and xlsx.is_broken(path.read_bytes())
    except OSError:
        return True


def _whole_lines(head: bytes) -> bytes:
    # a letter or a row must not be broken in two
    if len(head) < HEAD:
        return head
    width = 4 if head[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"} else 2
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return head[: len(head) // width * width]
    return head[: head.rfind(b"\n") + 1] or head


def _json(data: bytes) -> bool:
    return json_file.is_transcript(decode(data).text)
