"""CSV and its kin: tables as text, with commas, semicolons, tabs or bars between the columns."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from qualcode.reading.document import Document, refused
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.formats.tabular import find_columns
from qualcode.reading.formats.tabular.columns import Row
from qualcode.reading.formats.tabular.named import named_surely
from qualcode.reading.formats.tabular.rows import read_rows

SUFFIXES = (".csv", ".tsv")
MISNAMED = (".xls",)  # programs give text tables this name for Excel to open
DELIMITERS = ",;\t|"
HEAD = 20_000  # characters that are looked at to find the delimiter
LONGEST_CELL = 100_000_000  # characters: more than any file that is read
EVEN = 0.8  # of the rows have the width of the first: a table, and no text with commas
RUNAWAY = 100  # lines of one cell, from which a quotation mark was never closed


def claims(sample: Sample) -> Claim:
    """Take files named as tables, and plain text whose first rows name the columns of one.

    Columns with tabs in plain text are read as text, where they are found too.
    """
    if sample.zipped:
        return Claim.NO
    if sample.suffix in SUFFIXES + MISNAMED:
        return Claim.NAME
    if sample.suffix not in {".txt", ""}:
        return Claim.NO
    head = sample.decoded.text[:HEAD]
    first = next((line for line in head.split("\n") if line.strip()), "")
    if not any(sign in first for sign in ",;|"):
        return Claim.NO
    delimiter = _delimiter(head)
    rows = _rows(head, delimiter) if delimiter != "\t" else []
    even = sum(len(row) == len(rows[0]) for row in rows) >= EVEN * len(rows)
    return Claim.CONTENT if len(rows) > 2 and even and named_surely(rows) else Claim.NO


def parse(sample: Sample) -> Document:
    """Give each row as a line with its speaker and times."""
    text = sample.decoded.text
    name = "tsv" if sample.suffix == ".tsv" else "csv"
    sign = _delimiter(text[:HEAD])
    rows = _rows(text, sign, whole=True)
    return read_rows(rows, name, sample.decoded.encoding, sample.decoded.notes, sign)


def is_transcript(text: str) -> bool:
    """Tell from the beginning of a table whether its columns are those of a transcript."""
    head = text[:HEAD]
    if len(text) > HEAD:
        head = head[: head.rfind("\n") + 1]
    return named_surely(_rows(head, _delimiter(head)))


def _delimiter(head: str) -> str:
    """Choose the sign that gives rows of one width and the columns of a transcript."""
    first = head.split("\n", 1)[0].strip().casefold()
    if first.startswith("sep=") and first[4:5] in DELIMITERS and len(first) == 5:
        return first[4]
    return max(DELIMITERS, key=lambda sign: _order(_rows(head, sign)))


def _order(rows: Sequence[Row]) -> tuple[bool, bool, float, int]:
    widths = Counter(len(row) for row in rows)
    if not widths:
        return False, False, 0.0, 0
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]))
    wide = width > 1
    return (
        wide and named_surely(rows),
        wide and bool(find_columns(rows)),
        wide * often / len(rows),
        width,
    )


def _rows(text: str, delimiter: str, whole: bool = False) -> list[Row]:
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        return [row for row in _parsed(text, delimiter, whole) if any(map(str.strip, row))]
    except csv.Error:
        raise refused("is no table that can be read", "save it as CSV UTF-8 again") from None
    finally:
        csv.field_size_limit(before)


def _parsed(text: str, delimiter: str, whole: bool) -> list[Row]:
    if text[:4].casefold() == "sep=":
        text = text.partition("\n")[2]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows, line = [], 0
    for cells in reader:
        if (
            whole
            and reader.line_num - line > RUNAWAY
            and any(cell.count("\n") > RUNAWAY for cell in cells)
        ):
            raise refused(
                f"has a quotation mark in line {line + 1} that is never closed",
                "close it, and write a quotation mark inside a cell twice",
            )
        rows.append(tuple(cells))
        line = reader.line_num
    return rows
