"""Excel workbooks: the first sheet that has the columns of a transcript."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from qualcode.errors import TranscriptError
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, refused
from qualcode.reading.formats.archive import archive_kind, check_archive, damaged
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.formats.tabular import find_columns
from qualcode.reading.formats.tabular.columns import Row
from qualcode.reading.formats.tabular.named import named_surely
from qualcode.reading.formats.tabular.rows import no_transcript, read_rows, without_edges

SUFFIXES = (".xlsx", ".xlsm")
MOST_ROWS = 1_048_576  # what Excel can hold
MOST_CELLS = 20_000_000
HIDDEN_END = re.compile("_x000[dD]_\n?")  # how XML keeps a carriage return
HEAD = 60  # rows that are looked at to tell whether a workbook lying in a folder is a transcript


def claims(sample: Sample) -> Claim:
    """Take zip files that are workbooks."""
    return Claim.SIGNATURE if sample.zipped and archive_kind(sample.data) == "xlsx" else Claim.NO


def parse(sample: Sample) -> Document:
    """Give each row as a line with its speaker and times; formulas as their values."""
    sheets = _read_sheets(sample.data)
    found = [(name, rows) for name, rows in sheets if find_columns(rows)]
    if not found:
        filled = [rows for _, rows in sheets if rows]
        raise no_transcript(filled[0] if filled else ())
    name, rows = found[0]
    notes: tuple[Note, ...] = ()
    if others := sum(bool(rows) for _, rows in sheets) - 1:
        also = len(found) - 1
        told = phrase("columns.sheets", name=name, n=others, also=also)
        notes = (Note(told, warning=also > 0),)
    return read_rows(rows, "xlsx", notes=notes)


def is_transcript(data: bytes) -> bool:
    """Tell whether a sheet of a workbook has the columns of a transcript by their names."""
    try:
        return any(named_surely(rows) for _, rows in _read_sheets(data, HEAD))
    except TranscriptError:
        return False


def is_broken(data: bytes) -> bool:
    """Tell whether a workbook cannot be opened, whatever is in it."""
    try:
        _read_sheets(data, HEAD)
    except TranscriptError:
        return True
    return False


def _read_sheets(data: bytes, most: int = MOST_ROWS) -> list[tuple[str, list[Row]]]:
    """Give the sheets with their rows, and raise one line for whatever is wrong with the file."""
    check_archive(data, "xlsx")
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            return [(sheet.title, without_edges(_rows(sheet, most))) for sheet in sheets]
    except (TranscriptError, MemoryError):
        raise
    # what openpyxl raises for damaged parts is of many kinds and not documented
    except Exception:  # noqa: BLE001
        raise damaged("xlsx") from None


def _rows(sheet: Any, most: int) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells += len(row)
        if number > most:
            return
        if cells > MOST_CELLS:
            raise refused("is an Excel workbook with too many cells", "delete what is empty")
        yield tuple(_written(cell) for cell in row)


def _written(cell: Any) -> str:
    """Give a cell as people see it, times as clocks."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return HIDDEN_END.sub("\n", str(value))
    if isinstance(value, timedelta):
        return _clock(value.total_seconds(), cell.number_format)
    if isinstance(value, datetime) and value.year <= 1900:
        # [h]:mm:ss over a day
        return _clock((value - datetime(1899, 12, 31)).total_seconds(), cell.number_format)
    if isinstance(value, time):
        passed = timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        )
        return _clock(passed.total_seconds(), cell.number_format)
    if isinstance(value, date):  # a datetime is one, too
        return str(value).removesuffix(" 00:00:00")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _clock(seconds: float, shown: str) -> str:
    """Write a time; where only hours and minutes are shown, as they are: minutes and seconds.

    Who types 4:40 for a time in a record gets a cell of four hours and forty minutes.
    """
    whole, part = divmod(round(max(seconds, 0.0) * 1000), 1000)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    if not left and not part and "s" not in shown.casefold():
        return f"{hours}:{minutes:02}"
    return f"{hours:02}:{minutes:02}:{left:02}" + (f".{part:03}" if part else "")
