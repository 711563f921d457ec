"""Tables → CSV files: lossless by default, in the forms of a Russian Excel on request."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.reporting.export.decided import list_decided
from qualcode.reporting.export.gathered import Gathered
from qualcode.reporting.export.matrices import tabulate_people
from qualcode.reporting.export.sheets import Cell, rows_of_frame
from qualcode.reporting.export.spoken import tabulate_encounters, tabulate_quotes
from qualcode.reporting.export.statistics import list_tables, tell_column
from qualcode.reporting.export.texts import SHOWN_FOR_CONTROLS
from qualcode.runs.manifest import write_listing
from qualcode.runs.output import replace_folder

KIND = "tables"
COLUMNS = "columns.csv"  # what every column of every table holds
_MARK = "\ufeff"  # by which spreadsheets know UTF-8
_GUARDED = tuple("=+-@\t\r")  # a text that begins so may be taken for a formula
_SURROGATES = re.compile("[\ud800-\udfff]")  # UTF-8 has none


@dataclass(frozen=True, slots=True)
class Dialect:
    """How tables are written."""

    separator: str = ","
    decimal: str = "."
    mark: bool = False  # begin with the mark by which Excel knows UTF-8
    guard: bool = False  # put ' before texts that a spreadsheet takes for formulas


LOSSLESS = Dialect()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a file holds it."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    holds: tuple[str, ...]  # of every column


def write_tables(out: Path, tables: Iterable[Table], dialect: Dialect = LOSSLESS) -> None:
    """Write the tables, and what their columns hold, into the folder `out`, all or nothing.

    RefusedError when `out` holds anything but what was written so before.
    """
    with fill_folder(out, KIND) as folder:
        told: list[tuple[Cell, ...]] = []
        for table in tables:
            write_table(folder / f"{table.name}.csv", table, dialect)
            told += [(table.name, *pair) for pair in zip(table.header, table.holds, strict=True)]
        columns = Table(COLUMNS, ("table", "column", "holds"), told, ())
        write_table(folder / COLUMNS, columns, dialect)


def list_csv_tables(gathered: Gathered) -> Iterator[Table]:
    """Yield quotes, meetings and all tables of results, with ids as the run has them."""
    for_programs = replace(gathered, named=False)
    told = [one(for_programs) for one in (tabulate_quotes, tabulate_encounters, tabulate_people)]
    for own in (*told, *list_decided(for_programs)):
        holds = tuple(own.holds(column, gathered.words) for column in own.columns)
        yield Table(own.name, own.header, own.rows, holds)
    for description, frame in list_tables(gathered):
        header = tuple(map(str, frame.columns))
        holds = tuple(tell_column(gathered.words, description, name) for name in header)
        yield Table(description.name, header, rows_of_frame(frame), holds)


@contextmanager
def fill_folder(out: Path, kind: str) -> Iterator[Path]:
    """Give a new folder to fill; with what is in it listed it becomes `out`.

    RefusedError when `out` holds anything but what was written so before.
    """
    with replace_folder(out, kind) as folder:
        yield folder
        write_listing(folder, kind)


def write_table(path: Path, table: Table, dialect: Dialect = LOSSLESS) -> None:
    """Write a table as a CSV file."""
    with path.open("wb") as file:
        file.write(_MARK.encode() if dialect.mark else b"")
        for lines in _render([table.header, *table.rows], dialect):
            file.write(lines)


def _render(rows: Iterable[Sequence[Cell]], dialect: Dialect) -> Iterator[bytes]:
    """Yield the rows, one after the other."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dialect.separator, lineterminator="\n")
    for row in rows:
        writer.writerow([_write(cell, dialect) for cell in row])
        yield _SURROGATES.sub(SHOWN_FOR_CONTROLS, text.getvalue()).encode()
        text.seek(0)
        text.truncate()


def _write(cell: Cell, dialect: Dialect) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return repr(cell).replace(".", dialect.decimal)
    written = str(cell)
    if dialect.guard and isinstance(cell, str) and written.startswith(_GUARDED):
        return f"'{written}"
    return written
