"""The list of names that people keep: what is replaced, what is kept, what it is replaced by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import NamesError, Problem
from qualcode.language.placeholders import PLACEHOLDER
from qualcode.pseudonyms.kinds import KINDS, kind_of
from qualcode.sheet import parse_sheet, read_bytes

COLUMNS = ("kind", "name", "forms", "replacement")
KEEP, REPLACE = "keep", "replace"
_KEEP = frozenset({"keep", "оставить", "не заменять"})
_REPLACE = frozenset({"replace", "заменить", "да", "yes"})
_BETWEEN_FORMS = re.compile(r"[;|\n]")
_LONGEST = 80  # characters of a replacement


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    line: int
    kind: str
    name: str
    forms: tuple[str, ...]  # further ways to write it
    replacement: str = ""  # people's own; empty: a placeholder with a number
    keep: bool = False

    @property
    def written(self) -> tuple[str, ...]:
        """All ways to write it."""
        return (self.name, *self.forms)


def load_names(path: Path) -> tuple[Entry, ...]:
    """Load the list; NamesError with everything that is wrong in it."""
    return parse_names(read_bytes(path, NamesError), str(path))


def parse_names(source: bytes, file: str, only_decided: bool = False) -> tuple[Entry, ...]:
    """Parse the list: `kind,name,forms,replacement`; further columns are the reader's own.

    `only_decided`: it is a list that qualcode has written, where a line says something only when
    people have filled in `replacement`.
    """
    first_line = f"its first line must be {','.join(COLUMNS)}"
    sheet = parse_sheet(source, file, NamesError, first_line)
    problems = [
        *sheet.tell_missing(COLUMNS, sheet.header, "add it to the first line"),
        *sheet.tell_repeated(COLUMNS),
    ]
    if problems:
        raise NamesError(problems)
    problems += sheet.tell_misshapen()
    entries: list[Entry] = []
    for line, record in sheet.tidy_records():
        if only_decided and not record["replacement"]:
            continue
        made = _make_entry(line, record, file)
        if isinstance(made, Entry):
            entries.append(made)
        else:
            problems.append(made)
    problems += _contradictions(entries, file)
    if problems:
        raise NamesError(sorted(problems, key=lambda problem: problem.line))
    return tuple(entries)


def _make_entry(line: int, record: Mapping[str, str], file: str) -> Entry | Problem:
    said = unguarded(record["replacement"])
    keep = said.casefold() in _KEEP
    kind = kind_of(record["kind"])
    name = unguarded(record["name"])
    if not name:
        return Problem(file, "`name` is empty", line, cure="write what is to be replaced")
    if not kind and not (keep and not record["kind"]):
        known = ", ".join(KINDS)
        message = f"`{record['kind']}` is no kind" if record["kind"] else "`kind` is empty"
        return Problem(file, message, line, cure=f"write one of {known}")
    own = "" if keep or said.casefold() in _REPLACE else said
    if len(own) > _LONGEST or PLACEHOLDER.search(own):
        message = "the replacement is too long, or has a number that the program may give"
        return Problem(file, message, line, cure="write a short one of your own: [директор центра]")
    forms = tuple(filter(None, map(str.strip, _BETWEEN_FORMS.split(unguarded(record["forms"])))))
    return Entry(line, kind, name, forms, own, keep)


def unguarded(cell: str) -> str:
    """Take off the apostrophe that spreadsheets put before `=1+1`."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" and len(cell) > 1 else cell


def _contradictions(entries: list[Entry], file: str) -> Iterator[Problem]:
    """Yield what is said twice in different ways."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        for written in entry.written:
            before = seen.setdefault(" ".join(written.casefold().split()), entry)
            if (before.keep, before.replacement) != (entry.keep, entry.replacement):
                message = f"the name in line {before.line} is here again, with another replacement"
                yield Problem(file, message, entry.line, cure="delete one of the two lines")
                break
