"""Writes runs of a few rows, for tests of how runs are written and read."""

from __future__ import annotations

from pathlib import Path

from small_study import CODEBOOK, TABLE

from qualcode.runs.manifest import Inputs, Read, Settings
from qualcode.runs.tables import SCHEMAS, Row, TableSchema
from qualcode.runs.write import write_run


def row_of(schema: TableSchema, text: str = "x", number: int = 1) -> Row:
    """Make a row in which all texts are `text`."""
    return tuple(text if column.type is str else column.type(number) for column in schema.columns)


def write_small_run(out: Path, title: str, text: str = "x") -> None:
    """Write a run with one row in each table."""
    with write_run(out) as writer:
        for schema in SCHEMAS:
            writer.add(schema, [row_of(schema, text)])
        inputs = Inputs(CODEBOOK.encode(), TABLE.encode(), title=title)
        writer.finish(Settings(), inputs, Read((), (), ()))
