"""A run is written as its transcripts come, and stands whole or not at all."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

from qualcode.runs.former import list_files
from qualcode.runs.manifest import Inputs, Read, Settings, describe_run, write_manifest
from qualcode.runs.output import replace_folder
from qualcode.runs.tables import SCHEMAS, Row, TableSchema

CODEBOOK = "codebook.yaml"
RESPONDENTS = "respondents.csv"
STUDY = "study.yaml"


class RunWriter:
    """Takes the rows of a run and, at the end, what the run was made of."""

    def __init__(self, folder: Path, files: Mapping[str, TextIO]) -> None:
        self._folder = folder
        self._files = files
        self._counts = dict.fromkeys(files, 0)
        self._tables = {name: csv.writer(file, lineterminator="\n") for name, file in files.items()}
        for schema in SCHEMAS:
            self._tables[schema.name].writerow(schema.header)

    def add(self, schema: TableSchema, rows: Iterable[Row]) -> None:
        """Append rows to one table."""
        for row in rows:
            self._counts[schema.name] += 1
            self._tables[schema.name].writerow(row)

    def finish(self, settings: Settings, inputs: Inputs, read: Read) -> dict[str, Any]:
        """Write what the run was made of and the manifest; return the manifest."""
        for file in self._files.values():
            file.close()
        carried = {
            name: content
            for name, content in (
                (CODEBOOK, inputs.codebook),
                (RESPONDENTS, inputs.respondents),
                (STUDY, inputs.study),
            )
            if content
        }
        for name, content in carried.items():
            (self._folder / name).write_bytes(content)
        manifest = describe_run(
            settings,
            inputs,
            {name: hashlib.sha256(content).hexdigest() for name, content in carried.items()},
            read,
            self._counts,
            list_files(self._folder),
        )
        write_manifest(self._folder, manifest)
        return manifest


@contextmanager
def write_run(out: Path) -> Iterator[RunWriter]:
    """Give a writer for a run in `out`; RefusedError when `out` holds anything else.

    `finish` must be called inside the block; until the block ends well, `out` is untouched.
    """
    with replace_folder(out) as folder, ExitStack() as stack:
        files = {
            schema.name: stack.enter_context(
                (folder / schema.file).open("w", encoding="utf-8", newline="")
            )
            for schema in SCHEMAS
        }
        yield RunWriter(folder, files)
