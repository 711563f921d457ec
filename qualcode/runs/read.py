"""A run read back: its tables as rows, its manifest, the codebook it was made with."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.codebook import parse_codebook
from qualcode.errors import Problem, RunError
from qualcode.model.codebook import Codebook
from qualcode.respondents.table import EMPTY_TABLE, Table, parse_respondents
from qualcode.runs.manifest import FORMAT
from qualcode.runs.output import MANIFEST, recover
from qualcode.runs.tables import SCHEMAS, Cell, TableSchema
from qualcode.runs.write import CODEBOOK, RESPONDENTS

Record = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a report or an explanation needs."""

    manifest: Mapping[str, Any]
    tables: Mapping[str, tuple[Record, ...]]  # by TableSchema.name
    codebook: Codebook
    respondents: Table


def read_run(folder: Path) -> Run:
    """Read the run in `folder`; RunError when there is none, or it is not whole."""
    recover(folder)
    manifest = _read_manifest(folder)
    tables = {schema.name: _read_table(folder, schema) for schema in SCHEMAS}
    source = _read(folder / CODEBOOK)
    respondents = folder / RESPONDENTS
    table = EMPTY_TABLE
    if respondents.exists():
        table = parse_respondents(respondents.read_bytes(), RESPONDENTS)
    codebook = parse_codebook(source.decode("utf-8-sig"), CODEBOOK)
    return Run(manifest, tables, codebook, table)


def _read_manifest(folder: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RunError(
            Problem(str(folder), "holds no run", cure="make one with `qualcode tag`")
        ) from None
    except (OSError, ValueError):
        raise RunError(
            Problem(str(folder / MANIFEST), "cannot be read", cure="make the run again")
        ) from None
    if not isinstance(manifest, dict) or manifest.get("format", 0) > FORMAT:
        raise RunError(
            Problem(str(folder), "was made by a later qualcode", cure="upgrade qualcode")
        )
    return manifest


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise RunError(Problem(str(path), "cannot be read", cure="make the run again")) from None


def _read_table(folder: Path, schema: TableSchema) -> tuple[Record, ...]:
    csv.field_size_limit(sys.maxsize)  # a turn may be longer than the usual 128 KiB
    text = _read(folder / schema.file).decode("utf-8")
    reader = csv.reader(io.StringIO(text, newline=""))
    header = tuple(next(reader, ()))
    if header[: len(schema.header)] != schema.header:
        raise RunError(
            Problem(str(folder / schema.file), "has other columns", 1, cure="make the run again")
        )
    types = [column.type for column in schema.columns]
    return tuple(
        {name: kind(cell) for name, kind, cell in zip(schema.header, types, cells, strict=False)}
        for cells in reader
    )
