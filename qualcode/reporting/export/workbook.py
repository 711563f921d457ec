"""Sheets → an XLSX workbook: the first sheet explains the others, and nothing is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil, isfinite
from pathlib import Path
from typing import Any

from qualcode.reporting.export.sealed import MADE, put_sealed, seal
from qualcode.reporting.export.sheets import Cell, Field, Fitted, Sheet, fit, fit_text, name_sheets
from qualcode.reporting.messages import Messages, load_messages
from qualcode.runs.manifest import package_versions

PACKAGE = "qualcode.reporting.export"  # where its messages lie
WHAT = "workbook"
_FONT = "Arial"  # has Cyrillic on every machine
_WIDEST, _NARROWEST, _LONG = 40, 6, 60  # characters
_HEAD = 18  # of a heading that is not broken into lines
_ARROW = 3  # the button of the filter
_FIRST = (30, 30, 100)  # the columns of the first sheet
_LOOKED_AT = 200  # rows that decide how wide a column is
_LARGEST = 1e308
_LINE = 13.5  # points
_MOST_LINES = 25
_READABLE = 230  # characters that can be read on the width of a page
_A3, _A4 = 8, 9  # as Excel numbers them
_NARROW = 1.15  # letters in the room of a digit, by which widths are counted
_PLACES: dict[str, str] = {"whole": "#,##0_)", "number": "0.00_)", "p": "0.0000_)"}


@dataclass(frozen=True, slots=True)
class Preface:
    """What the first sheet says beside what the sheets are."""

    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()  # what is told, and the text
    notes: tuple[str, ...] = ()  # sentences that a reader must know


def write_workbook(
    path: Path, sheets: Sequence[Sheet], preface: Preface | None = None, language: str = "en"
) -> None:
    """Write tables as an XLSX workbook, whole or not at all; the same tables give the same bytes.

    The first sheet explains: the `preface`, every sheet, and every column of it with what it
    holds. `sheet_of_frame(frame, description)` makes a sheet of a table of results. Names of
    sheets are shortened to what workbooks take and told apart; texts are never formulas or links;
    what goes beyond the limits of workbooks is left out, and the first sheet says so. `language`
    (en, ru) is that of the first sheet's own words. RefusedError where something stands that is
    no workbook of ours, or one that was changed.
    """
    put_sealed(path, render_workbook(sheets, preface, language), WHAT)


def render_workbook(
    sheets: Sequence[Sheet], preface: Preface | None = None, language: str = "en"
) -> bytes:
    """Return the workbook that `write_workbook` writes."""
    from xlsxwriter import Workbook

    words = load_messages(language, PACKAGE)
    told = preface or Preface()
    packed = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(packed, options)
    book.set_properties(
        {
            "title": fit_text(told.title)[0][:255],
            "comments": f"qualcode {package_versions()['qualcode']}",
            "created": datetime(*MADE),
        }
    )
    writer = _Writer(book, words)
    names = name_sheets([words.text("first.name"), *(sheet.name for sheet in sheets)])
    first = book.add_worksheet(names[0])
    fitted = []
    for name, sheet in zip(names[1:], sheets, strict=True):
        one = fit(sheet)
        writer.write(book.add_worksheet(name), one.sheet)
        fitted.append(
            _Told(name, len(one.sheet.rows), replace(one, sheet=replace(one.sheet, rows=())))
        )
    writer.explain(first, told, fitted)
    book.close()
    return seal(packed.getvalue())


@dataclass(frozen=True, slots=True)
class _Told:
    """What the first sheet tells of another."""

    name: str
    rows: int
    fitted: Fitted  # its rows let go of: the next sheet needs the memory


class _Writer:
    """Writes sheets of one workbook in its formats."""

    def __init__(self, book: Any, words: Messages) -> None:
        self._words = words
        plain = {"font_name": _FONT, "font_size": 10, "valign": "top"}
        self._text = book.add_format(plain)
        self._long = book.add_format(plain | {"text_wrap": True})
        self._head = book.add_format(
            plain | {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#EEF1F4"}
        )
        self._bold = book.add_format(plain | {"bold": True})
        self._title = book.add_format(plain | {"bold": True, "font_size": 14})
        self._left = book.add_format(plain | {"num_format": _PLACES["whole"], "align": "left"})
        self._link = book.add_format(plain | {"font_color": "#0B5394", "underline": 1})
        self._numbers = {
            kind: book.add_format(plain | {"num_format": places})
            for kind, places in _PLACES.items()
        }

    def write(self, page: Any, sheet: Sheet) -> None:
        """Write a table: its head stays in sight and is filtered by, and stands on each page."""
        formats = [self._format(field) for field in sheet.fields]
        widths = [choose_width(sheet, number) for number in range(len(sheet.fields))]
        for number, width in enumerate(widths):
            page.set_column(number, number, width, formats[number])
        heads = [field.name for field in sheet.fields]
        room = [width - _ARROW for width in widths]
        page.set_row(0, measure_height(zip(heads, room, strict=True)))
        for number, head in enumerate(heads):
            page.write_string(0, number, head, self._head)
        wrapped = [number for number, field in enumerate(sheet.fields) if field.kind == "long"]
        for place, row in enumerate(sheet.rows, 1):
            if wrapped:
                texts = ((str(row[number] or ""), widths[number]) for number in wrapped)
                page.set_row(place, measure_height(texts))
            for number, cell in enumerate(row):
                _put(page, place, number, cell, formats[number])
        page.freeze_panes(1, sheet.frozen)
        if sheet.fields:
            page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.fields) - 1)
        page.repeat_rows(0)
        self._lay_out(page, sum(widths))

    def _format(self, field: Field) -> Any:
        if field.kind == "long":
            return self._long
        return self._numbers.get(field.kind, self._text)

    def _lay_out(self, page: Any, width: float) -> None:
        page.set_landscape()
        page.set_paper(_A4 if width <= _READABLE else _A3)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")

    def explain(self, page: Any, preface: Preface, sheets: Sequence[_Told]) -> None:
        """Write the first sheet, from its top to its end."""
        for number, width in enumerate(_FIRST):
            page.set_column(number, number, width, self._long)
        page.hide_gridlines(2)
        at = self._introduce(page, preface)
        at = self._write_head(page, at, ("sheet", "rows", "is"))
        for told in sheets:
            page.set_row(at, self._height(self._describe(told)))
            page.write_url(at, 0, f"internal:'{told.name.replace(chr(39), chr(39) * 2)}'!A1")
            page.write_string(at, 0, told.name, self._link)
            page.write_number(at, 1, told.rows, self._left)
            at = _put_text(page, at, 2, self._describe(told), self._long)
        at = self._write_head(page, at + 1, ("sheet", "column", "holds"))
        for told in sheets:
            for field in told.fitted.sheet.fields:
                if field.holds:
                    page.set_row(at, self._height(field.holds))
                    page.write_string(at, 0, told.name, self._text)
                    page.write_string(at, 1, field.name, self._text)
                    at = _put_text(page, at, 2, field.holds, self._long)
        self._lay_out(page, sum(_FIRST))

    def _introduce(self, page: Any, preface: Preface) -> int:
        at = 0
        if preface.title:
            at = _put_text(page, at, 0, preface.title, self._title) + 1
        for head, text in preface.facts:
            page.write_string(at, 0, fit_text(head)[0], self._bold)
            at = _put_text(page, at, 1, text, self._text)
        for note in preface.notes:
            at = _put_text(page, at, 0, note, self._text)
        return at + 1 if at else at

    def _write_head(self, page: Any, at: int, keys: Sequence[str]) -> int:
        for number, key in enumerate(keys):
            page.write_string(at, number, self._words.text(f"first.{key}"), self._head)
        return at + 1

    def _height(self, text: str) -> float:
        return measure_height([(text, _FIRST[-1])])

    def _describe(self, told: _Told) -> str:
        """Say what a sheet is, where its formulas come from, and what it does not hold."""
        words, sheet, fitted = self._words, told.fitted.sheet, told.fitted
        parts = [sheet.about]
        if sheet.further:
            parts.append(words.text("first.further", text=sheet.further))
        if sheet.source:
            parts.append(words.text("first.source", text=sheet.source))
        for key, lost in (
            ("rows", fitted.rows),
            ("columns", fitted.fields),
            ("cells", fitted.cells),
        ):
            if lost:
                parts.append(words.count(f"first.lost_{key}", lost))
        return " ".join(filter(None, parts))


def _put(page: Any, row: int, column: int, cell: Cell, format: Any) -> None:
    """Write a cell as what it is: a text is never anything else."""
    if cell is None or cell == "":
        return  # the column has its format
    if isinstance(cell, str):
        page.write_string(row, column, cell, format)
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell, format)
    elif isfinite(cell) and abs(cell) < _LARGEST:
        page.write_number(row, column, cell, format)
    else:
        page.write_string(row, column, str(cell), format)


def _put_text(page: Any, row: int, column: int, text: str, format: Any) -> int:
    """Write a text, and return the row after it."""
    page.write_string(row, column, fit_text(text)[0], format)
    return row + 1


def measure_height(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height of a row in points, for texts in columns of so many characters.

    LibreOffice does not do it by itself; a very long quote is shown in part, and whole when the
    cell is opened.
    """
    lines = max(
        (
            sum(ceil(len(line) / max(width * _NARROW, 1)) or 1 for line in text.split("\n"))
            for text, width in texts
        ),
        default=1,
    )
    return _LINE * min(max(lines, 1), _MOST_LINES)


def choose_width(sheet: Sheet, number: int) -> float:
    """Choose the width of a column by its heading and the first of its cells."""
    field = sheet.fields[number]
    if field.width or field.kind == "long":
        return field.width or _LONG
    shown = [_length(row[number]) for row in sheet.rows[:_LOOKED_AT]]
    needed = max([*shown, min(len(field.name), _HEAD) + _ARROW])
    return min(max(needed, _NARROWEST), _WIDEST)


def _length(cell: Cell) -> int:
    if isinstance(cell, float):
        return _NARROWEST
    return max(map(len, str(cell).split("\n"))) if cell is not None else 0
