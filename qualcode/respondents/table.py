"""`respondents.csv`: one row for each speaker of each file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import Problem, RespondentsError
from qualcode.language.labels import fold_label
from qualcode.model.respondent import Respondent
from qualcode.respondents.cells import decode, parse_lines, read_bytes, tidy

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
    by_id: Mapping[str, Respondent] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        files: dict[str, list[Row]] = {}
        for row in self.rows:
            files.setdefault(fold_path(row.file), []).append(row)
        by_file = {file: tuple(rows) for file, rows in files.items()}
        object.__setattr__(self, "by_file", by_file)
        object.__setattr__(self, "by_id", {person.id: person for person in self.respondents})

    @property
    def types(self) -> dict[str, str]:
        """Map each respondent to its type."""
        return {respondent.id: respondent.type for respondent in self.respondents}


EMPTY_TABLE = Table("", b"", "", (), (), ())


def load_respondents(path: Path) -> Table:
    """Load the table at `path`; RespondentsError with everything that is wrong in it."""
    return parse_respondents(read_bytes(path, RespondentsError), str(path))


def parse_respondents(source: bytes, file: str) -> Table:
    """Parse the table: comma, semicolon or tab between the columns; UTF-8 or Windows-1251."""
    lines = parse_lines(decode(source, file), file)
    if not lines:
        raise RespondentsError(
            Problem(file, "is empty", cure=f"its first line must be {','.join(COLUMNS)}")
        )
    header = [tidy(name) for name in lines[0][1]]
    problems = list(_check_header(header, file))
    if problems:
        raise RespondentsError(problems)
    records = []
    for line, cells in lines[1:]:
        problem = _check_cells(header, cells, line, file)
        if problem:
            problems.append(problem)
        else:
            records.append((line, dict(zip(header, map(tidy, cells), strict=True))))
    problems += _check_records(records, file)
    if len(lines) == 1:
        problems.append(Problem(file, "has no rows", 1, cure="write a line for each speaker"))
    if problems:
        raise RespondentsError(sorted(problems, key=lambda problem: problem.line))
    return _build_table(records, header, source, file)


def _check_cells(header: list[str], cells: list[str], line: int, file: str) -> Problem | None:
    if len(cells) != len(header):
        message = f"has {len(cells)} cells, the first line has {len(header)}"
        more = "put quotation marks around a cell that holds the sign between the columns"
        fewer = "leave an empty cell for what is not known"
        cure = more if len(cells) > len(header) else fewer
        return Problem(file, message, line, cure=cure)
    stray = [cell.strip() for name, cell in zip(header, cells, strict=True) if not name]
    if any(stray):
        message = f"`{max(stray)}` stands under no column name"
        return Problem(file, message, line, cure="name the column in the first line")
    return None


def _check_header(header: list[str], file: str) -> Iterator[Problem]:
    from rapidfuzz.process import extractOne

    for column in COLUMNS:
        if column in header:
            continue
        names = [name for name in header if name not in COLUMNS]
        near = extractOne(column, names, processor=str.casefold, score_cutoff=60)
        cure = f"did you mean `{near[0]}`? rename it" if near else "add it to the first line"
        yield Problem(file, f"has no column `{column}`", 1, cure=cure)
    for column in sorted({name for name in header if name and header.count(name) > 1}):
        yield Problem(file, f"has the column `{column}` twice", 1, cure="rename one of them")


Record = tuple[int, Mapping[str, str]]


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


def _build_table(
    records: Iterable[Record], header: Iterable[str], source: bytes, file: str
) -> Table:
    attributes = tuple(name for name in header if name and name not in COLUMNS)
    people: dict[str, Respondent] = {}
    rows = []
    for line, record in records:
        person = record["respondent"]
        rows.append(Row(line, record["file"], record["speaker"], person))
        attributed = tuple((name, record[name]) for name in attributes)
        people.setdefault(person, Respondent(person, record["type"], attributed))
    digest = hashlib.sha256(source).hexdigest()
    return Table(file, source, digest, tuple(rows), tuple(people.values()), attributes)
