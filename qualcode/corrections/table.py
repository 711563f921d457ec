"""The table of guide questions as people have corrected it → what each turn is said to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import Problem, QuestionsError
from qualcode.language.words import find_words
from qualcode.model.codebook import GuideItem
from qualcode.model.transcript import FOLLOW_UP, NO_QUESTION
from qualcode.respondents.table import fold_path
from qualcode.sheet import parse_sheet, parse_whole, read_bytes, tidy
from qualcode.yaml_tree.problems import did_you_mean, shown

COLUMNS = ("transcript", "turn", "question", "how", "text")
_DASHES = frozenset("-–—")  # what spreadsheets make of a hyphen
# Rows in which the machine left `question` empty: nobody has decided anything there.
_LEFT_EMPTY = ("follow-up", "unsure", "unasked")

Key = tuple[str, ...]  # the words of a turn, folded


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: what people say a turn asks."""

    line: int
    transcript: str
    turn: int
    question: str  # id of a guide item, FOLLOW_UP or NO_QUESTION; empty where nobody has decided
    text: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """The table of questions."""

    file: str  # name, for messages
    source: bytes
    rows: tuple[Correction, ...]
    by_transcript: Mapping[str, tuple[Correction, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        transcripts: dict[str, list[Correction]] = {}
        for row in self.rows:
            transcripts.setdefault(fold_path(row.transcript), []).append(row)
        told = {transcript: tuple(rows) for transcript, rows in transcripts.items()}
        object.__setattr__(self, "by_transcript", told)


NO_CORRECTIONS = Corrections("", b"", ())


def load_corrections(path: Path) -> Corrections:
    """Load the table at `path`; QuestionsError with everything that is wrong in it."""
    return parse_corrections(read_bytes(path, QuestionsError), str(path))


def parse_corrections(source: bytes, file: str) -> Corrections:
    """Parse the table: comma, semicolon or tab between the columns; UTF-8 or Windows-1251."""
    first_line = f"its first line must have the columns {', '.join(COLUMNS)}"
    sheet = parse_sheet(source, file, QuestionsError, first_line)
    cure = "write the table with `qualcode questions --out`"
    problems = [*sheet.tell_missing(COLUMNS, COLUMNS, cure), *sheet.tell_repeated(COLUMNS)]
    if problems:
        raise QuestionsError(problems)
    problems += sheet.tell_misshapen()
    rows: list[Correction] = []
    for line, record in sheet.tidy_records():
        row = _parse_row(record, line, file)
        if isinstance(row, Correction):
            rows.append(row)
        else:
            problems.append(row)
    problems += _check_twice(rows, file)
    if problems:
        raise QuestionsError(sorted(problems, key=lambda problem: problem.line))
    return Corrections(file, source, tuple(rows))


def _parse_row(record: Mapping[str, str], line: int, file: str) -> Correction | Problem:
    """Return what the row says, or what is wrong with it."""
    for column in ("transcript", "text"):
        if not record[column]:
            return Problem(file, f"`{column}` is empty", line, cure="write it as it was")
    turn = parse_whole(record["turn"])
    if turn is None:
        message = f"`{shown(record['turn'])}` is no number of a turn"
        return Problem(file, message, line, cure="write the number as it was")
    question = _read_question(record["question"], record["how"])
    return Correction(line, record["transcript"], turn, question, record["text"])


def _read_question(cell: str, how: str) -> str:
    """Return what the cell says; empty where the machine left it so and nobody has filled it."""
    if cell:
        return NO_QUESTION if cell in _DASHES else cell
    return "" if how in _LEFT_EMPTY else NO_QUESTION


def _check_twice(rows: Iterable[Correction], file: str) -> Iterator[Problem]:
    first: dict[tuple[str, int, Key], int] = {}
    for row in rows:
        line = first.setdefault(
            (fold_path(row.transcript), row.turn, fold_text(row.text)), row.line
        )
        if line != row.line:
            message = f"turn {row.turn} of {row.transcript} stands in line {line} already"
            yield Problem(file, message, row.line, cure="delete one of the two lines")


def check_questions(
    corrections: Corrections, guide: Sequence[GuideItem], codebook: str
) -> tuple[Problem, ...]:
    """List rows whose question is none of the guide of `codebook`, the file's name."""
    ids = [item.id for item in guide]
    if not ids and any(row.question for row in corrections.rows):
        message = f"cannot be used: {codebook} has no guide"
        return (Problem(corrections.file, message, cure="write the questions under `guide`"),)
    known = f"the guide has {', '.join(ids)}; `{FOLLOW_UP}` and `{NO_QUESTION}` can stand here too"
    return tuple(
        Problem(
            corrections.file,
            f"`{shown(row.question)}` is no question of the guide",
            row.line,
            cure=did_you_mean(row.question, (*ids, FOLLOW_UP)) or known,
        )
        for row in corrections.rows
        if row.question not in ("", *ids, FOLLOW_UP, NO_QUESTION)
    )


def fold_text(text: str) -> Key:
    """Return the words under which turns are compared; the bare text where it has none."""
    return tuple(word.text for word in find_words(text)) or (tidy(text),)
