"""The times of rows: clocks as written, numbers of seconds or milliseconds as clocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.formats.tabular.columns import Columns, Row
from qualcode.reading.formats.tabular.names import unit_of
from qualcode.reading.seconds import bare_clock, clock_of, number_of, split_span

Times = tuple[str, str]  # when a row begins and when it ends; empty where nothing says it


def times_of(
    below: Sequence[Row], columns: Columns, rows: Sequence[Row]
) -> tuple[list[Times], tuple[Note, ...]]:
    """Give the times at which each row begins and ends, as written, numbers as clocks."""
    if "span" in columns.places:
        spans = [split_span(columns.cell(row, "span")) for row in below]
        return [(bare_clock(start), bare_clock(stop)) for start, stop in spans], ()
    written = [split_span(columns.cell(row, "start")) for row in below]
    starts = [start for start, _ in written]
    stops = [
        columns.cell(row, "stop") or stop for row, (_, stop) in zip(below, written, strict=True)
    ]
    numbers = [number for start in starts if (number := number_of(start)) is not None]
    unit = unit_of(columns.cell(rows[columns.header], "start")) if columns.header >= 0 else ""
    thousandths = unit in {"ms", "мс"} or (not unit and _in_milliseconds(numbers))
    scale = 1000 if thousandths else 1
    note = (Note(phrase("columns.milliseconds")),) if numbers and thousandths else ()
    return [
        (_clock(start, scale), _clock(stop, scale))
        for start, stop in zip(starts, stops, strict=True)
    ], note


def _clock(written: str, scale: int) -> str:
    number = number_of(written)
    return bare_clock(written) if number is None else clock_of(number / scale)


def _in_milliseconds(numbers: Sequence[float]) -> bool:
    """Tell whether times are milliseconds: whole, and between rows more than a minute of seconds.

    Whisper writes them so into its tables.
    """
    if not numbers or any(number != int(number) for number in numbers):
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return median(steps) > 200 if steps else numbers[0] > 10_000
