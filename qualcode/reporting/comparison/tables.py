"""Tables of results as plain cells: for CSV and JSON, with what explains their columns."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

import pandas as pd

from qualcode.analysis.comparing.design import count_arrangements, least_p
from qualcode.analysis.comparing.testing import write_arrangements
from qualcode.analysis.described import Description
from qualcode.analysis.results import Results
from qualcode.runs.piece import render_rows

Plain = str | int | float | bool | None  # None: there is no such figure

COLUMNS_HEAD = ("table", "column", "holds", "table_holds", "source")
_MARK = "\ufeff"  # by which spreadsheets know UTF-8


def take_table(results: Results, name: str, language: str | None) -> pd.DataFrame:
    """Return a table; only the rows of one language, where it has languages and one is chosen."""
    frame = results[name]
    if language is None or "language" not in frame.columns:
        return frame
    return frame[frame["language"] == language].reset_index(drop=True)


def plain_rows(frame: pd.DataFrame) -> list[list[Plain]]:
    """Return the cells of a table; those that are missing, undefined or endless are None."""
    columns = [_plain_column(frame.iloc[:, at]) for at in range(len(frame.columns))]
    return [list(row) for row in zip(*columns, strict=True)]


def _plain_column(column: pd.Series[Any]) -> list[Plain]:
    cells = column.astype("object").where(column.notna(), None).tolist()
    return [None if isinstance(cell, float) and not isfinite(cell) else cell for cell in cells]


def render_csv(frame: pd.DataFrame) -> str:
    """Return a table as CSV that spreadsheets open in Cyrillic; None is an empty cell."""
    rows = [["" if cell is None else cell for cell in row] for row in plain_rows(frame)]
    header = [str(name) for name in frame.columns]
    return _MARK + render_rows([tuple(header), *map(tuple, rows)]).text


def render_columns(descriptions: Sequence[Description]) -> str:
    """Return a CSV that says what every column of the tables holds, and where formulas are from."""
    rows = [
        (one.name, column.name, column.holds, one.about, one.source)
        for one in descriptions
        for column in one.columns
    ]
    rows += [
        (one.name, "…", one.further, one.about, one.source) for one in descriptions if one.further
    ]
    return _MARK + render_rows([COLUMNS_HEAD, *rows]).text


def describe_comparison(
    results: Results, names: Sequence[str], language: str | None = None
) -> dict[str, Any]:
    """Return a comparison as plain data for JSON: what was chosen, who is compared, the tables."""
    choices = results.given.choices
    return {
        "by": list(choices.by),
        "strata": list(choices.strata),
        "measure": choices.measure,
        "codes": list(choices.codes),
        "seed": choices.seed,
        "draws": choices.draws,
        "resamples": choices.resamples,
        "scopes": [
            {
                "language": scope.language,
                "groups": scope.sizes(),
                "tested": list(scope.design.order),
                "arrangements": write_arrangements(count_arrangements(scope.design)),
                "least_p": least_p(scope.design),
            }
            for scope in results.scopes
        ],
        "tables": {name: _describe_table(results, name, language) for name in names},
    }


def _describe_table(results: Results, name: str, language: str | None) -> dict[str, Any]:
    description, frame = results.describe(name), take_table(results, name, language)
    header = [str(column) for column in frame.columns]
    return {
        "holds": description.about,
        "source": description.source,
        "columns": {column.name: column.holds for column in description.columns},
        "rows": [dict(zip(header, row, strict=True)) for row in plain_rows(frame)],
    }
