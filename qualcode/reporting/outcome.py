"""What a measurement came to, on the disk: a page, a table, or a folder with all of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.analysis.agreement.tables import Table
from qualcode.runs.manifest import write_listing
from qualcode.runs.output import replace_folder, write_whole
from qualcode.runs.piece import render_rows

_MARK = "\ufeff"  # by which spreadsheets know UTF-8


@dataclass(frozen=True, slots=True)
class Outcome:
    """A measurement as people read it and as programs do; a form is made when it is asked for."""

    kind: str  # by which its folder is known again; page and JSON are called so
    text: Callable[[], str]  # for a terminal
    page: Callable[[], str]
    tables: Mapping[str, Callable[[], Table]]  # by the names of their files, that of `.csv` first
    whole: Callable[[], Mapping[str, Any]]

    def as_json(self) -> str:
        """Return all of it as JSON."""
        return json.dumps(self.whole(), ensure_ascii=False, indent=1)


def write_outcome(out: Path, outcome: Outcome) -> None:
    """Write what the name of `out` asks for: a page, the first table, or a folder with everything.

    All or nothing. RefusedError when `out` holds anything but what was written so before.
    """
    ending = out.suffix.lower()
    if ending == ".html":
        write_whole(out, outcome.page())
    elif ending == ".csv":
        write_whole(out, render_csv(next(iter(outcome.tables.values()))()))
    else:
        _write_folder(out, outcome)


def _write_folder(out: Path, outcome: Outcome) -> None:
    with replace_folder(out, outcome.kind) as folder:
        _write(folder / f"{outcome.kind}.html", outcome.page())
        for name, tabulate in outcome.tables.items():
            _write(folder / name, render_csv(tabulate()))
        _write(folder / f"{outcome.kind}.json", outcome.as_json())
        write_listing(folder, outcome.kind)


def render_csv(table: Table) -> str:
    """Return a table as CSV; empty cells are what is undefined or not asked."""
    header, rows = table
    filled = (tuple("" if cell is None else cell for cell in row) for row in rows)
    return _MARK + render_rows([header, *filled]).text


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
