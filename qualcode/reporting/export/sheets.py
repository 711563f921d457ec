"""Sheets of a workbook before they are written: columns that say what they hold, and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import TYPE_CHECKING, Any, Literal

from qualcode.reporting.export.texts import make_storable

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.analysis.described import Description

Cell = str | int | float | bool | None  # None: nothing stands there
Kind = Literal["text", "long", "whole", "number", "p"]

MOST_ROWS = 1_048_576  # of a sheet, its head among them: Excel's own limits, and LibreOffice's
MOST_COLUMNS = 16_384
MOST_SIGNS = 32_767  # of a cell, counted as UTF-16 does
LONGEST_NAME = 31
CUT = " […]"  # ends a text that was cut

_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_P_VALUE = re.compile(r"(?:^|_)[pq](?:_|$)")
_RESERVED = "history"  # Excel keeps this name to itself


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet."""

    name: str  # its heading
    kind: Kind = "text"  # `long` is wrapped; `p` is a number of four decimals
    holds: str = ""  # told on the first sheet
    width: float = 0  # in characters; 0: by what stands in it


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as a workbook shows it; every row has a cell for every field."""

    name: str
    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Cell]]
    about: str = ""  # told on the first sheet, and so is the rest
    source: str = ""  # of the formulas
    further: str = ""
    frozen: int = 0  # columns that stay in sight


@dataclass(frozen=True, slots=True)
class Fitted:
    """A sheet within the limits of workbooks, and how much of it is left out."""

    sheet: Sheet
    rows: int = 0  # left out at the end
    fields: int = 0
    cells: int = 0  # whose text was cut


def sheet_of_frame(frame: pd.DataFrame, description: Description, name: str = "") -> Sheet:
    """Make a sheet of a table of results; `name` is its own or the description's."""
    told = {column.name: column.holds for column in description.columns}
    fields = tuple(
        Field(str(column), _kind_of(frame[column]), told.get(str(column), ""))
        for column in frame.columns
    )
    return Sheet(
        name or description.name,
        fields,
        rows_of_frame(frame),
        description.about,
        description.source,
        description.further,
    )


def rows_of_frame(frame: pd.DataFrame) -> list[tuple[Cell, ...]]:
    """Return the rows of a DataFrame as plain cells; what is missing is None."""
    columns = [[_plain(cell) for cell in frame[column].tolist()] for column in frame.columns]
    return list(zip(*columns, strict=True))


def _plain(cell: Any) -> Cell:
    """Return a cell as Python has it; a column of objects may hold anything."""
    if isinstance(cell, float):
        return None if isnan(cell) else cell
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    return None if str(cell) in ("<NA>", "NaT") else str(cell)


def _kind_of(column: pd.Series[Any]) -> Kind:
    from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype

    if is_bool_dtype(column.dtype):
        return "text"
    if is_integer_dtype(column.dtype):
        return "whole"
    if is_float_dtype(column.dtype):
        return "p" if _P_VALUE.search(str(column.name)) else "number"
    return "text"


def fit(sheet: Sheet) -> Fitted:
    """Bring a sheet within the limits of workbooks, its texts made storable."""
    lost_fields = max(len(sheet.fields) - MOST_COLUMNS, 0)
    lost_rows = max(len(sheet.rows) - (MOST_ROWS - 1), 0)
    cut = 0
    rows: list[tuple[Cell, ...]] = []
    for row in sheet.rows[: MOST_ROWS - 1]:
        cells: list[Cell] = []
        for cell in row[:MOST_COLUMNS]:
            fitted = fit_text(cell) if isinstance(cell, str) else (cell, False)
            cut += fitted[1]
            cells.append(fitted[0])
        rows.append(tuple(cells))
    fields = tuple(
        replace(field, name=fit_text(field.name)[0]) for field in sheet.fields[:MOST_COLUMNS]
    )
    return Fitted(replace(sheet, fields=fields, rows=rows), lost_rows, lost_fields, cut)


def fit_text(text: str) -> tuple[str, bool]:
    """Return a text that a cell can hold, and whether it was cut."""
    text = make_storable(text)
    if len(text) * 2 <= MOST_SIGNS or _signs(text) <= MOST_SIGNS:
        return text, False
    kept = text[: MOST_SIGNS - len(CUT)]
    while (over := _signs(kept) + len(CUT) - MOST_SIGNS) > 0:
        kept = kept[: -((over + 1) // 2)]
    return kept + CUT, True


def _signs(text: str) -> int:
    """Count as UTF-16 does: signs beyond the first plane are two."""
    return len(text.encode("utf-16-le")) // 2


def name_sheets(names: Iterable[str]) -> list[str]:
    """Return names that workbooks take: short, without brackets and slashes, each only once."""
    taken: set[str] = set()
    given = []
    for name in names:
        plain = _NO_NAME.sub(" ", make_storable(name)).strip().strip("'") or "Sheet"
        if plain.casefold() == _RESERVED:
            plain += "_"
        one, number = _shorten(plain), 1
        while one.casefold() in taken:
            number += 1
            one = _shorten(plain, f" {number}")
        taken.add(one.casefold())
        given.append(one)
    return given


def _shorten(name: str, end: str = "") -> str:
    while _signs(name + end) > LONGEST_NAME:
        name = name[:-1]
    return name.rstrip(" '") + end
