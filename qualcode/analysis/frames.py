"""The tables of a run → DataFrames: the only place where they are born."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

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


def make_frames(tables: Mapping[str, Sequence[Record]]) -> Frames:
    """Make a DataFrame of every table; a table without rows keeps its columns and their types."""
    return Frames(**{schema.name: _make_frame(schema, tables[schema.name]) for schema in SCHEMAS})


def _make_frame(schema: TableSchema, records: Sequence[Record]) -> pd.DataFrame:
    types = {str: "str", int: "int64", float: "float64"}
    frame = pd.DataFrame.from_records(list(records), columns=list(schema.header))
    return frame.astype({column.name: types[column.type] for column in schema.columns})
