"""A comparison on the disk: one table, a workbook, or a folder with all tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.analysis.results import Results
from qualcode.reporting.comparison.as_text import introduce, render_text
from qualcode.reporting.comparison.tables import render_columns, render_csv, take_table
from qualcode.reporting.export.sheets import sheet_of_frame
from qualcode.reporting.export.tables import fill_folder
from qualcode.reporting.export.workbook import Preface, write_workbook
from qualcode.runs.output import put_whole

KIND = "comparison"
COLUMNS, TEXT = "columns.csv", "comparison.txt"


def write_folder(
    out: Path, results: Results, names: Sequence[str], language: str | None = None
) -> None:
    """Write tables as CSV into the folder `out`, with what explains them, all or nothing.

    RefusedError when `out` holds anything but what was written so before.
    """
    with fill_folder(out, KIND) as folder:
        for name in names:
            _write(folder / f"{name}.csv", render_csv(take_table(results, name, language)))
        _write(folder / COLUMNS, render_columns([results.describe(name) for name in names]))
        _write(folder / TEXT, render_text(results, language) + "\n")


def write_table(out: Path, results: Results, name: str, language: str | None = None) -> None:
    """Write one table as CSV, whole or not at all."""
    put_whole(out, render_csv(take_table(results, name, language)).encode())


def write_book(
    out: Path, results: Results, names: Sequence[str], language: str | None = None
) -> None:
    """Write tables as sheets of one workbook, whose first sheet explains them; whole or not at all.

    RefusedError where something stands that is no workbook of ours, or one that was changed.
    """
    sheets = [
        sheet_of_frame(take_table(results, name, language), results.describe(name))
        for name in names
    ]
    codebook = results.given.codebook
    title = codebook.title.in_language("en") or codebook.id
    write_workbook(out, sheets, Preface(title, notes=tuple(introduce(results))))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
