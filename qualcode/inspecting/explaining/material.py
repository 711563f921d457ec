"""What one transcript is explained from: its rows in the tables of a run, and the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.inspecting.explaining.explanation import Line
from qualcode.model.codebook import Code, Codebook, Indicator
from qualcode.pipeline import code_text, rows_of
from qualcode.respondents import EMPTY_TABLE
from qualcode.runs.read import Record, Run
from qualcode.runs.tables import Row, TableSchema
from qualcode.runs.write import CODEBOOK
from qualcode.tagging import Tagger
from qualcode.yaml_tree.source import split_lines

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline

Tables = Mapping[str, Sequence[Record]]


class Material:
    """The rows of one transcript, found by their numbers and places."""

    def __init__(
        self, codebook: Codebook, file: str, transcript: str, tables: Tables, run: str = ""
    ) -> None:
        self.codebook = codebook
        self.file = file  # of the codebook, as people can open it
        self.transcript = transcript
        self.run = run  # folder of the run; empty for a text tried
        own = {
            name: [row for row in rows if row["transcript"] == transcript]
            for name, rows in tables.items()
        }
        self.segments = {int(row["segment"]): row for row in own["segments"]}
        self.turns = {int(row["turn"]): row for row in own["turns"]}
        self.codings = own["codings"]
        self.hits = own["hits"]
        self.suppressed = own["suppressed"]
        self.overruled = own["overruled"]
        self.decisions = own["decisions"]
        self._lines = split_lines(codebook.source)
        self._indicators = {one.id: one for code in codebook.codes for one in code.indicators}
        self._codes = {code.id: code for code in codebook.codes}
        self._on_line = Counter(one.line for code in codebook.codes for one in code.indicators)

    def code(self, row: Record) -> Code:
        """Return the code of a hit."""
        return self._codes[str(row["code"])]

    def indicator(self, row: Record) -> Indicator:
        """Return the indicator that has found a hit."""
        return self._indicators[str(row["indicator"])]

    def line(self, text: str, number: int) -> Line:
        """Return a line of the codebook by its number."""
        known = 0 < number <= len(self._lines)
        source = self._lines[number - 1].strip() if known else ""
        return Line(text, self.file, number, source, self._on_line[number] > 1)

    def turn_at(self, offset: int) -> Record | None:
        """Return the turn that holds a character."""
        return _holding(self.turns.values(), offset)

    def segment_at(self, offset: int) -> Record | None:
        """Return the segment that holds a character."""
        return _holding(self.segments.values(), offset)

    def segment_near(self, offset: int) -> Record | None:
        """Return the segment that holds a character or, between two of a turn, the nearer one."""
        turn = self.turn_at(offset)
        own = [one for one in self.segments.values() if turn and one["turn"] == turn["turn"]]
        return self.segment_at(offset) or min(
            own,
            key=lambda one: max(int(one["start"]) - offset, offset + 1 - int(one["stop"])),
            default=None,
        )

    def language_at(self, offset: int) -> str:
        """Return the language of the segment that holds a character; empty without one."""
        segment = self.segment_at(offset)
        return str(segment["language"]) if segment else ""

    def text(self, start: int, stop: int) -> str:
        """Return what was said from `start` to `stop`, which lie in one turn."""
        turn = self.turn_at(start)
        if turn is None:
            return ""
        first = int(turn["start"])
        return str(turn["text"])[start - first : stop - first]


def material_of_run(run: Run, folder: Path, transcript: str) -> Material:
    """Gather what a run holds of one transcript."""
    file = str(folder / CODEBOOK)
    return Material(run.codebook, file, transcript, run.tables, str(folder))


def material_of_text(
    text: str, codebook: Codebook, language: str = "", pipelines: Sequence[Pipeline] = ()
) -> Material:
    """Tag a bare text as one turn of a respondent, and gather what is found.

    CodebookError when a regular expression of the codebook does not come to an end in it.
    """
    coded = code_text(text, Tagger(codebook, pipelines=pipelines), language)
    tables = {
        schema.name: list(_records(schema, rows)) for schema, rows in rows_of(coded, EMPTY_TABLE)
    }
    return Material(codebook, codebook.file, coded.transcript.id, tables)


def _records(schema: TableSchema, rows: Iterable[Row]) -> Iterator[Record]:
    return (dict(zip(schema.header, row, strict=True)) for row in rows)


def _holding(rows: Iterable[Record], offset: int) -> Record | None:
    return next((row for row in rows if int(row["start"]) <= offset < int(row["stop"])), None)
