"""An evaluation on the disk: its tables as CSV, and a folder with all of it."""

from __future__ import annotations

import json
from pathlib import Path

from qualcode.analysis.agreement.blank import COLUMNS, Blank
from qualcode.analysis.agreement.results import Evaluation
from qualcode.analysis.agreement.tables import (
    Table,
    describe,
    tabulate_codes,
    tabulate_indicators,
    tabulate_mistakes,
)
from qualcode.reporting.evaluation.page import render_page
from qualcode.runs.manifest import write_listing
from qualcode.runs.output import replace_folder
from qualcode.runs.piece import render_rows
from qualcode.runs.read import Run

KIND = "evaluation"
PAGE, WHOLE = "evaluation.html", "evaluation.json"
TABLES = {
    "codes.csv": tabulate_codes,
    "indicators.csv": tabulate_indicators,
    "mistakes.csv": tabulate_mistakes,
}
_MARK = "\ufeff"  # by which spreadsheets know UTF-8


def write_evaluation(out: Path, run: Run, evaluation: Evaluation, language: str) -> None:
    """Write page, tables and JSON into the folder `out`, all or nothing.

    RefusedError when `out` holds anything but what was written so before.
    """
    with replace_folder(out, KIND) as folder:
        write_text(folder / PAGE, render_page(run, evaluation, language))
        for name, tabulate in TABLES.items():
            write_text(folder / name, render_csv(tabulate(evaluation)))
        write_text(folder / WHOLE, json.dumps(describe(evaluation), ensure_ascii=False, indent=1))
        write_listing(folder, KIND)


def render_blank(blank: Blank) -> str:
    """Return an empty table for coders as CSV."""
    return _MARK + render_rows([COLUMNS, *blank.rows]).text


def render_csv(table: Table) -> str:
    """Return a table as CSV; empty cells are what is undefined or not asked."""
    header, rows = table
    filled = (tuple("" if cell is None else cell for cell in row) for row in rows)
    return _MARK + render_rows([header, *filled]).text


def write_text(path: Path, text: str) -> None:
    """Write a file of a folder that is being made."""
    path.write_text(text, encoding="utf-8", newline="\n")
