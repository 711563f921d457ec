"""A table that people keep as CSV, whichever program saved it → its columns and rows."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import Problem, QualcodeError
from qualcode.yaml_tree.problems import nearest

Record = tuple[int, Mapping[str, str]]  # line, and the cells by the names of their columns

_SAVE = "save it as CSV UTF-8"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_LONGEST_NUMBER = 12  # digits


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in a table, and what can be wrong with any table."""

    file: str  # name, for messages
    header: tuple[str, ...]  # the names of the columns, each on one line
    rows: tuple[tuple[int, tuple[str, ...]], ...]  # line, and cells as they stand

    def tell_missing(
        self, needed: Sequence[str], known: Collection[str], cure: str
    ) -> Iterator[Problem]:
        """Yield the columns that must be there and are not; `known` are no misspelt ones."""
        for column in needed:
            if column not in self.header:
                near = self.name_like(column, known)
                yield Problem(self.file, f"has no column `{column}`", 1, cure=near or cure)

    def name_like(self, column: str, known: Collection[str]) -> str:
        """Return the cure for a missing column where a misspelt one stands; else nothing."""
        names = {name.casefold(): name for name in self.header if name not in known}
        near = nearest(column, names)
        return f"did you mean `{names[near]}`? rename it" if near else ""

    def tell_repeated(self, columns: Collection[str] | None = None) -> Iterator[Problem]:
        """Yield the columns that come twice: of those given, else of all."""
        names = self.header if columns is None else columns
        for column in sorted({one for one in names if one and self.header.count(one) > 1}):
            message = f"has the column `{column}` twice"
            yield Problem(self.file, message, 1, cure="rename one of them")

    def tell_misshapen(self) -> Iterator[Problem]:
        """Yield the rows with more or fewer cells than the first line."""
        more = "put quotation marks around a cell that holds the sign between the columns"
        fewer = "leave an empty cell for what is not known"
        for line, cells in self.rows:
            if len(cells) != len(self.header):
                message = f"has {len(cells)} cells, the first line has {len(self.header)}"
                cure = more if len(cells) > len(self.header) else fewer
                yield Problem(self.file, message, line, cure=cure)

    def tell_unnamed(self) -> Iterator[Problem]:
        """Yield the rows in which something stands under no column name."""
        for line, cells in self._shapely():
            stray = [tidy(cell) for name, cell in zip(self.header, cells, strict=True) if not name]
            if any(stray):
                message = f"`{max(stray)}` stands under no column name"
                cure = "name the column in the first line"
                yield Problem(self.file, message, line, cure=cure)

    def records(self) -> Iterator[Record]:
        """Yield the rows that have as many cells as the first line; the cells as they are."""
        for line, cells in self._shapely():
            yield line, dict(zip(self.header, cells, strict=True))

    def tidy_records(self) -> Iterator[Record]:
        """Yield the same rows with each cell on one line."""
        for line, record in self.records():
            yield line, {name: tidy(cell) for name, cell in record.items()}

    def _shapely(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        return (row for row in self.rows if len(row[1]) == len(self.header))


def read_bytes(path: Path, error_type: type[QualcodeError]) -> bytes:
    """Read a file; raises `error_type` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise error_type(Problem(str(path), message, cure="check the path")) from None


def parse_sheet(
    source: bytes, file: str, error_type: type[QualcodeError], first_line: str
) -> Sheet:
    """Parse a table: comma, semicolon or tab between the columns; UTF-8 or Windows-1251.

    Raises `error_type` when it is no text, its quotation marks do not match, or nothing stands in
    it; `first_line` tells what should. Empty lines are no rows.
    """
    found = _read_text(source, file)
    lines = found if isinstance(found, Problem) else _parse_lines(found, file)
    if isinstance(lines, Problem):
        raise error_type(lines)
    if not lines:
        raise error_type(Problem(file, "is empty", cure=first_line))
    header = tuple(map(tidy, lines[0][1]))
    return Sheet(file, header, tuple(lines[1:]))


def _read_text(source: bytes, file: str) -> str | Problem:
    """Return the text of the file in normal form, or why it has none."""
    if b"\0" in source:
        message = "is no text (zero bytes stand in it: an Excel file, or UTF-16)"
        return Problem(file, message, cure=_SAVE)
    for encoding in ("utf-8-sig", "windows-1251"):
        try:
            text = unicodedata.normalize("NFC", source.decode(encoding))
        except UnicodeDecodeError:
            continue
        strange = _CONTROL.search(text)
        if strange is None:
            return text
        line = text.count("\n", 0, strange.start()) + 1
        message = f"holds a sign that is no text (U+{ord(strange.group()):04X})"
        return Problem(file, message, line, cure=f"delete it, or {_SAVE}")
    return Problem(file, "is neither UTF-8 nor Windows-1251 text", cure=_SAVE)


def _parse_lines(text: str, file: str) -> list[tuple[int, tuple[str, ...]]] | Problem:
    """Return line number and cells of every line that is not empty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, before = [], 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((before + 1, tuple(cells)))
            before = reader.line_num
    except csv.Error:
        message = "its quotation marks do not match from here on"
        cure = "close what is opened, and write a quotation mark inside a cell twice"
        return Problem(file, message, before + 1, cure=cure)
    return lines


def drop_lines(source: bytes, file: str, lines: Collection[int]) -> bytes:
    """Return a sound table without the rows that begin in these lines: CSV in UTF-8."""
    if not lines:
        return source
    sheet = parse_sheet(source, file, QualcodeError, "")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(sheet.header)
    writer.writerows(cells for line, cells in sheet.rows if line not in lines)
    return text.getvalue().encode()


def tidy(cell: str) -> str:
    """Return the cell on one line: Excel lets people break lines inside it."""
    return " ".join(cell.split())


def parse_whole(cell: str) -> int | None:
    """Return the whole number in a cell, nought or more; None where there is none."""
    plain = tidy(cell).removesuffix(".0")  # what programs make of a column with empty cells
    return int(plain) if plain.isdecimal() and len(plain) <= _LONGEST_NUMBER else None


def split_ids(cell: str) -> tuple[str, ...]:
    """Return the different ids in a cell: blanks between them, or commas and semicolons."""
    return tuple(dict.fromkeys(cell.replace(",", " ").replace(";", " ").split()))
