"""The tables in which people have coded stretches of talk: a CSV for each coder, or for several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from qualcode.analysis.agreement.naming import CodeNames
from qualcode.errors import CodersError, Problem
from qualcode.language.words import find_words
from qualcode.model.codebook import Codebook
from qualcode.model.coding import MACHINE, MIXED, UNSTATED
from qualcode.respondents.table import fold_path
from qualcode.sheet import Record, parse_sheet, parse_whole, read_bytes, split_ids, tidy
from qualcode.yaml_tree.problems import did_you_mean, shown

COLUMNS = ("file", "text", "codes")  # without these nothing can be compared
OPTIONAL = ("start", "stop", "speaker", "coder", "tensions")
RESERVED = {
    MACHINE: "like the machine",
    "all": "which stands for what all say",
    "any": "which stands for what any says",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row or decision: a stretch of talk, and the codes that this coder gave it."""

    line: int
    file: str  # the transcript, as the coder names it
    start: int | None  # in the file the coder had; None where the table does not say
    speaker: str
    text: str
    codes: frozenset[str]  # ids of the codebook as it is now
    relations: tuple[tuple[str, str], ...] = ()  # ids of tensions, and how their poles meet
    place: tuple[int, int] | None = None  # in the transcript's text; None: found by its words
    reads: bool = True  # False: says nothing of codes that it does not give
    weight: float = 1.0  # how many stretches of the study it stands for
    unjudged: frozenset[str] = frozenset()  # codes that the coder did not have when reading it
    sighted: bool = False  # read blind, but decided about before with codings in sight

    @property
    def excerpt(self) -> str:
        """Its first words, for messages."""
        return shown(self.text)


@dataclass(frozen=True, slots=True)
class Coder:
    """One person (or other method) and all stretches they have looked at, in the file's order."""

    name: str
    file: str  # the table, for messages
    stretches: tuple[Stretch, ...]


def load_coders(paths: Sequence[Path], codebook: Codebook) -> tuple[Coder, ...]:
    """Load the tables at `paths`; CodersError with everything that is wrong in any of them.

    A coder is called like the file, without its ending, or as the column `coder` says.
    """
    coders: list[Coder] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            coders += parse_coders(read_bytes(path, CodersError), str(path), codebook)
        except CodersError as error:
            problems += error.problems
    problems += _check_names(coders)
    if problems:
        raise CodersError(problems)
    return tuple(coders)


def parse_coders(source: bytes, file: str, codebook: Codebook) -> tuple[Coder, ...]:
    """Parse one table: comma, semicolon or tab between the columns; UTF-8 or Windows-1251."""
    needed = ", ".join(COLUMNS)
    sheet = parse_sheet(source, file, CodersError, f"its first line must have the columns {needed}")
    sheet = replace(sheet, header=tuple(name.casefold() for name in sheet.header))
    problems = [
        *sheet.tell_missing(COLUMNS, COLUMNS, f"needed are {needed}"),
        *sheet.tell_repeated((*COLUMNS, *OPTIONAL)),
    ]
    if problems:
        raise CodersError(problems)
    problems += sheet.tell_misshapen()
    known = Known(
        CodeNames(codebook),
        tuple(tension.id for tension in codebook.tensions),
        (*(relation.id for relation in codebook.relations), UNSTATED, MIXED),
    )
    rows: dict[str, list[Stretch]] = defaultdict(list)
    strange: dict[tuple[str, str], list[int]] = defaultdict(list)
    for line, record in sheet.records():
        named = known.codes.read(record["codes"])
        found = list(_check_cells((line, record), file, known))
        for fault in named.faults:
            strange[fault].append(line)
        problems += found
        if not (found or named.faults):
            name = tidy(record.get("coder", "")) or Path(file).stem
            rows[name].append(_make_stretch((line, record), named.codes))
    for (message, cure), lines in strange.items():
        often = f", in {len(lines)} lines" if len(lines) > 1 else ""
        problems.append(Problem(file, message + often, lines[0], cure=cure))
    for stretches in rows.values():
        problems += _check_twice(stretches, file)
    if not rows and not problems:
        cure = "write a line for each stretch that was looked at, also those without codes"
        problems.append(Problem(file, "has no rows", 1, cure=cure))
    if problems:
        raise CodersError(sorted(problems, key=lambda problem: problem.line))
    return tuple(Coder(name, file, tuple(stretches)) for name, stretches in rows.items())


class Known(NamedTuple):
    """What a table may name."""

    codes: CodeNames
    tensions: tuple[str, ...]
    relations: tuple[str, ...]


def _check_cells(row: Record, file: str, known: Known) -> Iterator[Problem]:
    line, record = row
    if not tidy(record["file"]):
        yield Problem(file, "`file` is empty", line, cure="name the transcript")
    if not find_words(record["text"]):
        what = "holds no word" if record["text"].strip() else "is empty"
        yield Problem(file, f"`text` {what}", line, cure="write the words of the stretch")
    start = record.get("start", "")
    if start.strip() and parse_whole(start) is None:
        message = f"`{shown(start)}` is no place in a text"
        yield Problem(file, message, line, cure="write a whole number, or leave the cell empty")
    for tension, relation in _split_relations(record.get("tensions", "")):
        told = (
            (tension, known.tensions, "tension"),
            (relation, known.relations, "relation"),
        )
        for one, ids, what in told:
            if one not in ids:
                cure = did_you_mean(one, ids) or "correct it, or leave it out"
                yield Problem(file, f"`{shown(one)}` is no {what} of the codebook", line, cure=cure)


def _make_stretch(row: Record, codes: frozenset[str]) -> Stretch:
    line, record = row
    return Stretch(
        line,
        tidy(record["file"]),
        parse_whole(record.get("start", "")),
        tidy(record.get("speaker", "")),
        record["text"],
        codes,
        tuple(_split_relations(record.get("tensions", ""))),
    )


def _split_relations(cell: str) -> Iterator[tuple[str, str]]:
    """Yield tension and relation: `saving_vs_care:conflict`; without a relation it is unstated."""
    for one in split_ids(cell):
        tension, _, relation = one.partition(":")
        yield tension, relation or UNSTATED


def _check_twice(stretches: Iterable[Stretch], file: str) -> Iterator[Problem]:
    """Yield rows that stand in the table already; without offsets the same words may come twice."""
    first: dict[tuple[str, int, str], int] = {}
    for one in stretches:
        if one.start is None:
            continue
        line = first.setdefault((fold_path(one.file), one.start, tidy(one.text)), one.line)
        if line != one.line:
            message = f"the stretch stands in line {line} already: {one.excerpt}"
            yield Problem(file, message, one.line, cure="write all its codes into one line")


def _check_names(coders: Iterable[Coder]) -> Iterator[Problem]:
    files: dict[str, str] = {}
    for coder in coders:
        other = files.get(coder.name, "")
        files[coder.name] = coder.file
        if coder.name in RESERVED:
            message = f"a coder is called `{coder.name}`, {RESERVED[coder.name]}"
            yield Problem(coder.file, message, cure="call them otherwise")
        elif other == coder.file:
            yield Problem(coder.file, "is given twice", cure="name each file once")
        elif other:
            message = f"the coder `{coder.name}` has another table, {other}"
            yield Problem(coder.file, message, cure="rename one file, or use the column `coder`")
