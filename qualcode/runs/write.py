"""A run is written as its transcripts come, and stands whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from qualcode.runs.manifest import Inputs, Read, Settings, describe_run, write_manifest
from qualcode.runs.output import replace_folder
from qualcode.runs.piece import Piece, Rows, render_rows
from qualcode.runs.tables import SCHEMAS, Row, TableSchema

CODEBOOK = "codebook.yaml"
RESPONDENTS = "respondents.csv"
STUDY = "study.yaml"
CORRECTIONS = "corrections.csv"  # the table of questions that people have corrected
READINGS = "reading.yaml"  # how files are read, as people have confirmed it
SURVEY = "survey-{number}.csv"  # tables of figures, numbered in the order of the study


class _TableFile:
    """A table that grows, with the hash of what is in it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.count = 0

    def append(self, rows: Rows) -> None:
        content = rows.text.encode()
        self._file.write(content)
        self._hash.update(content)
        self.count += rows.number

    def close(self) -> str:
        self._file.close()
        return self._hash.hexdigest()


class RunWriter:
    """Takes what transcripts add to a run and, at the end, what the run was made of."""

    def __init__(self, folder: Path, files: Mapping[str, BinaryIO]) -> None:
        self._folder = folder
        self._tables = {schema.name: _TableFile(files[schema.name]) for schema in SCHEMAS}
        for schema in SCHEMAS:
            self._tables[schema.name].append(Rows(render_rows([schema.header]).text, 0))

    def add(self, piece: Piece) -> None:
        """Append the rows of one transcript."""
        for name, rows in piece.tables.items():
            self._tables[name].append(rows)

    def append(self, schema: TableSchema, rows: Iterable[Row]) -> None:
        """Append rows of no transcript to one table."""
        self._tables[schema.name].append(render_rows(rows))

    def finish(self, settings: Settings, inputs: Inputs, read: Read) -> dict[str, Any]:
        """Write what the run was made of and the manifest; return the manifest."""
        hashes = {schema.file: self._tables[schema.name].close() for schema in SCHEMAS}
        carried = self._carry(inputs)
        manifest = describe_run(
            settings,
            inputs,
            carried,
            read,
            {name: table.count for name, table in self._tables.items()},
            dict(sorted((hashes | carried).items())),
        )
        write_manifest(self._folder, manifest)
        return manifest

    def _carry(self, inputs: Inputs) -> dict[str, str]:
        """Write the inputs there are; return their hashes."""
        contents = {
            CODEBOOK: inputs.codebook,
            RESPONDENTS: inputs.respondents,
            STUDY: inputs.study,
            CORRECTIONS: inputs.corrections,
            READINGS: inputs.readings,
        }
        for number, survey in enumerate(inputs.surveys, 1):
            contents[SURVEY.format(number=number)] = survey
        carried = {name: content for name, content in contents.items() if content}
        for name, content in carried.items():
            (self._folder / name).write_bytes(content)
        return {name: hashlib.sha256(content).hexdigest() for name, content in carried.items()}


@contextmanager
def write_run(out: Path) -> Iterator[RunWriter]:
    """Give a writer for a run in `out`; RefusedError when `out` holds anything else.

    `finish` must be called inside the block; until the block ends well, `out` is untouched.
    """
    with replace_folder(out) as folder, ExitStack() as stack:
        files = {
            schema.name: stack.enter_context((folder / schema.file).open("wb"))
            for schema in SCHEMAS
        }
        yield RunWriter(folder, files)
