"""`respondents.csv`: one row for each speaker of each file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.errors import Problem, RespondentsError
from qualcode.language.labels import fold_label
from qualcode.model.respondent import Respondent
from qualcode.respondents.paths import index_by_name
from qualcode.sheet import Record, Sheet, drop_lines, parse_sheet, read_bytes

COLUMNS = ("file", "speaker", "respondent", "type")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: this speaker of this file is this respondent."""

    line: int
    file: str
    speaker: str  # empty: every speaker of the file who is not the interviewer
    respondent: str


@dataclass(frozen=True, slots=True)
class Table:
    """The respondents table."""

    file: str  # name, for messages
    source: bytes
    sha256: str
    rows: tuple[Row, ...]
    respondents: tuple[Respondent, ...]  # in order of first mention
    attributes: tuple[str, ...]  # names of the further columns
    by_file: Mapping[str, tuple[Row, ...]] = field(init=False, repr=False, compare=False)
    by_name: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    by_id: Mapping[str, Respondent] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        files: dict[str, list[Row]] = {}
        for row in self.rows:
            files.setdefault(fold_path(row.file), []).append(row)
        by_file = {file: tuple(rows) for file, rows in files.items()}
        object.__setattr__(self, "by_file", by_file)
        object.__setattr__(self, "by_name", index_by_name(tuple(by_file)))
        object.__setattr__(self, "by_id", {person.id: person for person in self.respondents})

    @property
    def types(self) -> dict[str, str]:
        """Map each respondent to its type."""
        return {respondent.id: respondent.type for respondent in self.respondents}


def keep_rows(table: Table, keep: Callable[[Row], bool]) -> Table:
    """Return the table with some of its rows, and with the people who are in them."""
    rows = tuple(filter(keep, table.rows))
    if len(rows) == len(table.rows):
        return table
    left = {row.respondent for row in rows}
    dropped = {row.line for row in table.rows} - {row.line for row in rows}
    source = drop_lines(table.source, table.file, dropped)
    people = tuple(person for person in table.respondents if person.id in left)
    digest = hashlib.sha256(source).hexdigest()
    return replace(table, source=source, sha256=digest, rows=rows, respondents=people)


EMPTY_TABLE = Table("", b"", "", (), (), ())


def load_respondents(path: Path) -> Table:
    """Load the table at `path`; RespondentsError with everything that is wrong in it."""
    return parse_respondents(read_bytes(path, RespondentsError), str(path))


def parse_respondents(source: bytes, file: str) -> Table:
    """Parse the table: comma, semicolon or tab between the columns; UTF-8 or Windows-1251."""
    sheet = parse_sheet(
        source, file, RespondentsError, f"its first line must be {','.join(COLUMNS)}"
    )
    problems = [
        *sheet.tell_missing(COLUMNS, COLUMNS, "add it to the first line"),
        *sheet.tell_repeated(),
    ]
    if problems:
        raise RespondentsError(problems)
    records = list(sheet.tidy_records())
    problems += [
        *sheet.tell_misshapen(),
        *sheet.tell_unnamed(),
        *_check_records(records, file),
    ]
    if not sheet.rows:
        problems.append(Problem(file, "has no rows", 1, cure="write a line for each speaker"))
    if problems:
        raise RespondentsError(sorted(problems, key=lambda problem: problem.line))
    return _build_table(records, sheet, source)


def _check_records(records: Iterable[Record], file: str) -> Iterator[Problem]:
    """Yield what is missing in rows, and what contradicts an earlier row."""
    described: dict[str, Record] = {}
    placed: dict[tuple[str, bool, str], Record] = {}
    for line, record in records:
        for column in ("file", "respondent", "type"):
            if not record[column]:
                yield Problem(file, f"`{column}` is empty", line, cure="fill it in")
        if record["respondent"]:
            yield from _contradictions(line, record, described, file)
        other = placed.setdefault(_place(record), (line, record))
        if other[0] != line and record["file"]:
            yield Problem(
                file,
                f"`{record['speaker'] or 'every speaker'}` of {record['file']} stands in line"
                f" {other[0]} already",
                line,
                cure="delete one of the two lines",
            )


def _place(record: Mapping[str, str]) -> tuple[str, bool, str]:
    """Return what two rows for the same speaker of the same file have in common."""
    speaker = record["speaker"]
    return fold_path(record["file"]), bool(speaker), fold_label(speaker)


def fold_path(path: str) -> str:
    """Return the form under which paths are compared: Windows and Linux, any case."""
    return path.replace("\\", "/").removeprefix("./").casefold()


def _contradictions(
    line: int, record: Mapping[str, str], described: dict[str, Record], file: str
) -> Iterator[Problem]:
    first_line, first = described.setdefault(record["respondent"], (line, record))
    for column, value in record.items():
        if column not in ("file", "speaker", "respondent") and value != first[column]:
            yield Problem(
                file,
                f"respondent {record['respondent']} has {column} `{value}` here and"
                f" `{first[column]}` in line {first_line}",
                line,
                cure="make them the same, or give the second person an id of their own",
            )


def _build_table(records: Iterable[Record], sheet: Sheet, source: bytes) -> Table:
    attributes = tuple(name for name in sheet.header if name and name not in COLUMNS)
    people: dict[str, Respondent] = {}
    rows = []
    for line, record in records:
        person = record["respondent"]
        rows.append(Row(line, record["file"], record["speaker"], person))
        attributed = tuple((name, record[name]) for name in attributes)
        people.setdefault(person, Respondent(person, record["type"], attributed))
    digest = hashlib.sha256(source).hexdigest()
    return Table(sheet.file, source, digest, tuple(rows), tuple(people.values()), attributes)
