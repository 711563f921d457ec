"""Writes runs of a few rows, for tests of how runs are written and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from small_study import CODEBOOK, TABLE

from qualcode.runs.manifest import Inputs, Read, Settings
from qualcode.runs.piece import Piece, render_rows
from qualcode.runs.tables import SCHEMAS, Row, TableSchema
from qualcode.runs.write import write_run


def row_of(schema: TableSchema, text: str = "x", number: int = 1) -> Row:
    """Make a row in which all texts are `text`."""
    return tuple(text if column.type is str else column.type(number) for column in schema.columns)


def piece_of(rows: Mapping[str, Iterable[Row]]) -> Piece:
    """Make a piece of nothing but rows, by the names of their tables."""
    description = {"transcript": "a.txt", "sha256": ""}
    tables = {name: render_rows(of_table) for name, of_table in rows.items()}
    return Piece(tables, description, (), (), ())


def write_small_run(out: Path, title: str, text: str = "x") -> None:
    """Write a run with one row in each table."""
    with write_run(out) as writer:
        writer.add(piece_of({schema.name: [row_of(schema, text)] for schema in SCHEMAS}))
        inputs = Inputs(CODEBOOK.encode(), TABLE.encode(), title=title)
        writer.finish(Settings(), inputs, Read((), (), ()))
