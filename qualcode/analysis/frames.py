"""The tables of a run → DataFrames: the only place where they are born."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from qualcode.analysis.described import Description
from qualcode.runs.read import Record
from qualcode.runs.tables import SCHEMAS, TableSchema


@dataclass(frozen=True, slots=True)
class Frames:
    """The tables of a run, with the columns of its CSV files."""

    turns: pd.DataFrame
    segments: pd.DataFrame
    codings: pd.DataFrame
    hits: pd.DataFrame
    tensions: pd.DataFrame
    suppressed: pd.DataFrame
    questions: pd.DataFrame
    scores: pd.DataFrame
    overruled: pd.DataFrame
    decisions: pd.DataFrame


def make_frames(tables: Mapping[str, Sequence[Record]]) -> Frames:
    """Make a DataFrame of every table; a table without rows keeps its columns and their types."""
    return Frames(**{schema.name: _make_frame(schema, tables[schema.name]) for schema in SCHEMAS})


def with_all_hits(frames: Frames, tables: Mapping[str, Sequence[Record]]) -> Frames:
    """Return the tables with the hits of codings, too, that people have taken away."""
    if len(tables["hits"]) == len(frames.hits):
        return frames
    schema = next(one for one in SCHEMAS if one.name == "hits")
    return replace(frames, hits=_make_frame(schema, tables["hits"]))


def _make_frame(schema: TableSchema, records: Sequence[Record]) -> pd.DataFrame:
    types = {str: "str", int: "int64", float: "float64"}
    return pd.DataFrame(
        {
            column.name: pd.Series([one[column.name] for one in records], dtype=types[column.type])
            for column in schema.columns
        }
    )


def lay_out_rows(
    description: Description,
    rows: Sequence[tuple[Any, ...]] | Sequence[dict[str, Any]],
    *,
    texts: Sequence[str],
    reals: Sequence[str] = (),
    truths: Sequence[str] = (),
) -> pd.DataFrame:
    """Make a table of results out of its rows; columns that are none of the named ones are counts.

    Rows are mappings, or have a value for each column in the order of the description. A table
    without rows has its columns with their types all the same.
    """
    columns = [column.name for column in description.columns]
    types = dict.fromkeys(columns, "int64") | dict.fromkeys(texts, "str")
    types |= dict.fromkeys(reals, "float64") | dict.fromkeys(truths, "bool")
    return pd.DataFrame.from_records(rows, columns=columns).astype(types)
