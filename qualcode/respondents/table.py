"""`respondents.csv`: one row for each speaker of each file."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Problem, RespondentsError
from qualcode.model.respondent import Respondent

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

    @property
    def types(self) -> dict[str, str]:
        """Map each respondent to its type."""
        return {respondent.id: respondent.type for respondent in self.respondents}


EMPTY_TABLE = Table("", b"", "", (), (), ())


def load_respondents(path: Path) -> Table:
    """Load the table at `path`; RespondentsError with everything that is wrong in it."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise RespondentsError(
            Problem(str(path), f"cannot be read: {error.strerror}", cure="check the path")
        ) from None
    return parse_respondents(source, str(path))


def parse_respondents(source: bytes, file: str) -> Table:
    """Parse the table: comma, semicolon or tab between the columns; UTF-8 or Windows-1251."""
    lines = _read_lines(_decode(source, file))
    if not lines:
        raise RespondentsError(
            Problem(file, "is empty", cure=f"its first line must be {','.join(COLUMNS)}")
        )
    header = [name.strip() for name in lines[0][1]]
    problems = list(_check_header(header, file))
    if problems:
        raise RespondentsError(problems)
    records = []
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            problems.append(
                Problem(
                    file,
                    f"has {len(cells)} cells, the first line has {len(header)}",
                    line,
                    cure="put quotation marks around a cell that holds a comma",
                )
            )
            continue
        records.append((line, dict(zip(header, map(str.strip, cells), strict=True))))
    problems += _check_records(records, file)
    if problems:
        raise RespondentsError(sorted(problems, key=lambda problem: problem.line))
    return _build_table(records, header, source, file)


def _decode(source: bytes, file: str) -> str:
    for encoding in ("utf-8-sig", "windows-1251"):
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RespondentsError(
        Problem(file, "is neither UTF-8 nor Windows-1251 text", cure="save it as CSV UTF-8")
    )


def _read_lines(text: str) -> list[tuple[int, list[str]]]:
    """Return (line number, cells) of every line that is not empty."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines, before = [], 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            lines.append((before + 1, cells))
        before = reader.line_num
    return lines


def _check_header(header: list[str], file: str) -> Iterator[Problem]:
    from rapidfuzz.process import extractOne

    for column in COLUMNS:
        if column in header:
            continue
        near = extractOne(column, [name for name in header if name], score_cutoff=60)
        cure = f"did you mean `{near[0]}`? rename it" if near else "add it to the first line"
        yield Problem(file, f"has no column `{column}`", 1, cure=cure)
    for column in sorted({name for name in header if header.count(name) > 1}):
        yield Problem(file, f"has the column `{column}` twice", 1, cure="rename one of them")


Record = tuple[int, Mapping[str, str]]


def _check_records(records: Iterable[Record], file: str) -> Iterator[Problem]:
    """Yield what is missing in rows, and what contradicts an earlier row."""
    described: dict[str, Record] = {}
    placed: dict[tuple[str, str], Record] = {}
    for line, record in records:
        for column in ("file", "respondent", "type"):
            if not record[column]:
                yield Problem(file, f"`{column}` is empty", line, cure="fill it in")
        yield from _contradictions(line, record, described, file)
        place = (record["file"], record["speaker"])
        other = placed.setdefault(place, (line, record))
        if other[0] != line:
            yield Problem(
                file,
                f"`{record['speaker'] or 'every speaker'}` of {record['file']} stands in line"
                f" {other[0]} already",
                line,
                cure="delete one of the two lines",
            )


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
