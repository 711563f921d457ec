"""A run read back: its tables as rows, its manifest, the codebook it was made with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from qualcode.codebook import parse_codebook
from qualcode.errors import Problem, RunError
from qualcode.guidance.taking_out import CUT
from qualcode.model.codebook import Codebook
from qualcode.respondents.table import EMPTY_TABLE, Table, parse_respondents
from qualcode.runs.former import MANIFEST, RUN, find_changed
from qualcode.runs.manifest import FORMAT
from qualcode.runs.output import recover
from qualcode.runs.tables import SCHEMAS, Cell, TableSchema
from qualcode.runs.write import CODEBOOK, RESPONDENTS, SURVEY
from qualcode.surveys import Survey, parse_survey

Record = Mapping[str, Cell]

_LONGEST_CELL = 2**31 - 1  # a turn may be longer than the usual 128 KiB
_AGAIN = "make the run again"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two runs that are set side by side."""

    name: str
    run: Run


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a report or an explanation needs."""

    manifest: Mapping[str, Any]
    tables: Mapping[str, tuple[Record, ...]]  # by TableSchema.name
    codebook: Codebook
    respondents: Table
    surveys: tuple[Survey, ...] = ()
    sides: tuple[Side, ...] = ()  # the runs that it was put together from; empty for one by itself

    @property
    def codebooks(self) -> tuple[Codebook, ...]:
        """The different codebooks that its transcripts were coded with."""
        books = {side.run.codebook.sha256: side.run.codebook for side in self.sides}
        return tuple(books.values()) or (self.codebook,)

    @property
    def orders(self) -> Mapping[str, tuple[str, ...]]:
        """The values of attributes that have an order: types as in the codebook, runs as named."""
        types = tuple(type.id for type in self.codebook.respondent_types)
        return {"type": types, "run": tuple(side.name for side in self.sides)}

    def codebook_of(self, transcript: str) -> Codebook:
        """Return the codebook that a transcript was coded with."""
        own = (side.run for side in self.sides if transcript.startswith(f"{side.name}/"))
        return next((run.codebook for run in own), self.codebook)

    @property
    def cut(self) -> frozenset[str]:
        """The transcripts of which something is withdrawn."""
        return frozenset(
            str(one["transcript"])
            for one in self.manifest.get("transcripts", ())
            if any(note["note"]["phrase"] == CUT for note in one["notes"])
        )


def read_run(folder: Path) -> Run:
    """Read the run in `folder`; RunError when there is none, or it is not as it was written."""
    recover(folder)
    manifest = _read_manifest(folder)
    _check_unchanged(folder, manifest["files"])
    tables = {schema.name: _read_table(folder, schema) for schema in SCHEMAS}
    source = _read(folder / CODEBOOK)
    table = EMPTY_TABLE
    if RESPONDENTS in manifest["files"]:
        table = parse_respondents(_read(folder / RESPONDENTS), RESPONDENTS)
    codebook = parse_codebook(source.decode("utf-8-sig"), CODEBOOK)
    surveys = tuple(
        parse_survey(_read(folder / name), name) for name in _surveys_of(manifest["files"])
    )
    return Run(manifest, tables, codebook, table, surveys)


def _surveys_of(files: Collection[str]) -> Iterator[str]:
    """Yield the names of the tables of figures that a run carries, in their order."""
    number = 1
    while (name := SURVEY.format(number=number)) in files:
        yield name
        number += 1


def _read_manifest(folder: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RunError(
            Problem(str(folder), "holds no run", cure="make one with `qualcode tag`")
        ) from None
    except (OSError, ValueError):
        raise RunError(Problem(str(folder / MANIFEST), "cannot be read", cure=_AGAIN)) from None
    if isinstance(manifest, dict) and manifest.get("kind", RUN) != RUN:
        raise RunError(
            Problem(str(folder), "holds texts, no run", cure="make a run with `qualcode tag`")
        )
    if not _is_manifest(manifest):
        raise RunError(Problem(str(folder / MANIFEST), "is no manifest of qualcode", cure=_AGAIN))
    if manifest["format"] > FORMAT:
        raise RunError(
            Problem(str(folder), "was made by a later qualcode", cure="upgrade qualcode")
        )
    if manifest["format"] < FORMAT:
        raise RunError(
            Problem(
                str(folder),
                "was made by an earlier version of qualcode",
                cure="tag the transcripts again",
            )
        )
    return manifest


def _is_manifest(manifest: Any) -> TypeGuard[dict[str, Any]]:
    return (
        isinstance(manifest, dict)
        and isinstance(manifest.get("format"), int)
        and isinstance(manifest.get("files"), dict)
    )


def _check_unchanged(folder: Path, written: Mapping[str, str]) -> None:
    missing = [name for name in written if not (folder / name).is_file()]
    present = {name: hash for name, hash in written.items() if name not in missing}
    problems = [Problem(str(folder / name), "is missing", cure=_AGAIN) for name in missing]
    problems += [
        Problem(
            str(folder / name),
            "was changed after the run",
            cure="put it back as it was, or tag into another folder",
        )
        for name in find_changed(folder, present)
    ]
    if problems:
        raise RunError(problems)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise RunError(Problem(str(path), "cannot be read", cure=_AGAIN)) from None


def _read_table(folder: Path, schema: TableSchema) -> tuple[Record, ...]:
    csv.field_size_limit(_LONGEST_CELL)
    text = _read(folder / schema.file).decode("utf-8")
    reader = csv.reader(io.StringIO(text, newline=""))
    names = schema.header
    if tuple(next(reader, ()))[: len(names)] != names:
        raise RunError(Problem(str(folder / schema.file), "has other columns", 1, cure=_AGAIN))
    held: dict[str, str] = {}  # a cell that stands in many rows is kept once
    numbers = [(column.name, column.type) for column in schema.columns if column.type is not str]
    records: list[Record] = []
    for cells in reader:
        kept = map(held.setdefault, cells, cells)
        record: dict[str, Cell] = dict(zip(names, kept, strict=False))
        for name, kind in numbers:
            record[name] = kind(record[name])
        records.append(record)
    return tuple(records)
