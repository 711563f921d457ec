"""The findings and tables as a folder of CSV files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qualcode.inspecting.checking.finding import Finding
from qualcode.inspecting.checking.tables import COLUMNS, Cell, Tables
from qualcode.runs.output import replace_folder
from qualcode.runs.piece import render_rows

_FINDING = ("severity", "line", "code", "check", "message", "cure")


def write_tables(out: Path, findings: Iterable[Finding], tables: Tables | None) -> None:
    """Write `findings.csv` and one file for each table into a new or empty folder.

    With the mark by which spreadsheets know UTF-8. RefusedError when the folder holds anything.
    """
    with replace_folder(out, "check") as fresh:
        rows = [tuple(str(getattr(one, name)) for name in _FINDING) for one in findings]
        _write(fresh / "findings.csv", _FINDING, rows)
        for name, listed in tables.items() if tables else ():
            cells = [tuple(row.values()) for row in listed]
            _write(fresh / f"{name}.csv", tuple(COLUMNS[name]), cells)


def _write(path: Path, header: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> None:
    text = render_rows([tuple(header), *rows]).text
    path.write_text(text, encoding="utf-8-sig", newline="")
