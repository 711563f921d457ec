"""A table of figures: one row for each mean or indicator of a unit, as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qualcode.errors import Problem, SurveyError
from qualcode.language.words import fold
from qualcode.sheet import Sheet, parse_sheet, read_bytes, split_ids
from qualcode.surveys.cells import Numbers

# Columns with a meaning of their own; every other one names units by an attribute of respondents.
COLUMNS = (
    "item",
    "item_en",
    "item_ru",
    "mean",
    "value",
    "n",
    "sd",
    "low",
    "high",
    "unit",
    "unit_en",
    "unit_ru",
    "codes",
    "about",
    "questions",
    "source",
    "source_en",
    "source_ru",
    "note",
    "note_en",
    "note_ru",
)
_FIRST_LINE = "its columns are those of `item,mean,n,low,high`"


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One figure, and what it is a figure of."""

    line: int
    where: tuple[tuple[str, str], ...]  # attributes of respondents: column and value, filled ones
    item: str  # what was asked or measured; rows of one item belong together
    items: tuple[tuple[str, str], ...]  # the same by language
    kind: Literal["mean", "value"]
    figure: float
    n: int | None = None  # how many answered
    sd: float | None = None
    low: float | None = None  # ends of the scale: both or neither
    high: float | None = None
    unit: str = ""  # what the figure counts: points, % …
    units: tuple[tuple[str, str], ...] = ()  # the same by language
    codes: tuple[str, ...] = ()  # codes whose talk is about the same matter
    about: tuple[str, ...] = ()  # codes of kind `attribute`: what the figure is about
    questions: tuple[str, ...] = ()  # guide items in whose answers its scores are said
    source: str = ""
    sources: tuple[tuple[str, str], ...] = ()  # the same by language
    note: str = ""
    notes: tuple[tuple[str, str], ...] = ()  # the same by language

    @property
    def takes_scores(self) -> bool:
        """Whether scores can be set beside it: it is a mean of answers on a scale."""
        return self.kind == "mean" and self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Survey:
    """One table of figures."""

    file: str  # name, for messages
    source: bytes
    columns: tuple[str, ...]  # those that name units
    rows: tuple[SurveyRow, ...]


def load_surveys(paths: Iterable[Path], problems: list[Problem]) -> tuple[Survey, ...]:
    """Load every table that can be used; add what is wrong with the others to `problems`."""
    surveys = []
    for path in paths:
        try:
            surveys.append(parse_survey(read_bytes(path, SurveyError), str(path)))
        except SurveyError as error:
            problems += error.problems
    return tuple(surveys)


def parse_survey(source: bytes, file: str) -> Survey:
    """Parse a table: comma, semicolon or tab between the columns; UTF-8 or Windows-1251.

    SurveyError with everything that is wrong in it. Whether units, codes and questions are known
    is seen with the respondents and the codebook: `check_survey`.
    """
    sheet = parse_sheet(source, file, SurveyError, _FIRST_LINE)
    if not sheet.rows:
        raise SurveyError(Problem(file, "has no rows", cure=_FIRST_LINE))
    problems = [*_check_columns(sheet), *sheet.tell_repeated()]
    if problems:
        raise SurveyError(problems)
    problems += [*sheet.tell_misshapen(), *sheet.tell_unnamed()]
    columns = tuple(name for name in sheet.header if name and name not in COLUMNS)
    rows = []
    for line, record in sheet.tidy_records():
        row, told = _read_row(record, columns, line, file)
        problems += told
        if not told:
            rows.append(row)
    problems += _check_twice(rows, file)
    if problems:
        raise SurveyError(sorted(problems, key=lambda problem: problem.line))
    return Survey(file, source, columns, tuple(rows))


def _check_columns(sheet: Sheet) -> Iterator[Problem]:
    yield from sheet.tell_missing(("item",), COLUMNS, "add it: it says what was asked or measured")
    if "mean" not in sheet.header and "value" not in sheet.header:
        near = sheet.name_like("mean", COLUMNS)
        cure = near or "add `mean` for means, `value` for other figures"
        yield Problem(sheet.file, "has no column `mean` or `value`", 1, cure=cure)


def _read_row(
    record: Mapping[str, str], columns: Sequence[str], line: int, file: str
) -> tuple[SurveyRow, list[Problem]]:
    """Return a row, and what is wrong with it: then it is not to be used."""
    numbers = Numbers(record, line, file)
    row = _build_row(record, columns, line, numbers)
    return row, [*numbers.problems, *_check_row(row, record, numbers.unread, file)]


def _build_row(
    record: Mapping[str, str], columns: Sequence[str], line: int, numbers: Numbers
) -> SurveyRow:
    def text(name: str) -> str:
        return record.get(name, "")

    def by_language(name: str) -> tuple[tuple[str, str], ...]:
        texts = ((language, text(f"{name}_{language}")) for language in ("en", "ru"))
        return tuple((language, told) for language, told in texts if told)

    mean, value = numbers.read("mean"), numbers.read("value")
    figure = value if mean is None else mean
    return SurveyRow(
        line=line,
        where=tuple((name, record[name]) for name in columns if record[name]),
        item=text("item"),
        items=by_language("item"),
        kind="value" if mean is None else "mean",
        figure=0.0 if figure is None else figure,
        n=numbers.read_count("n"),
        sd=numbers.read("sd"),
        low=numbers.read("low"),
        high=numbers.read("high"),
        unit=text("unit"),
        units=by_language("unit"),
        codes=split_ids(text("codes")),
        about=split_ids(text("about")),
        questions=split_ids(text("questions")),
        source=text("source"),
        sources=by_language("source"),
        note=text("note"),
        notes=by_language("note"),
    )


def _check_row(
    row: SurveyRow, record: Mapping[str, str], unread: Set[str], file: str
) -> Iterator[Problem]:
    line = row.line
    if not row.item:
        yield Problem(file, "`item` is empty", line, cure="say what was asked or measured")
    filled = [name for name in ("mean", "value") if record.get(name)]
    if len(filled) != 1:
        message = "has both `mean` and `value`" if filled else "has no figure"
        yield Problem(file, message, line, cure="fill in one of `mean` and `value`")
    if not unread.isdisjoint(("low", "high")):
        pass  # nothing can be said of the scale
    elif (row.low is None) != (row.high is None):
        cure = "fill in both ends of the scale, or neither"
        yield Problem(file, "has one end of a scale", line, cure=cure)
    elif row.low is not None and row.high is not None and filled:
        known = unread.isdisjoint(filled)
        yield from _check_scale(row, row.low, row.high, file, figure_known=known)
    if row.sd is not None and row.sd < 0:
        yield Problem(file, "`sd` is below nought", line, cure="check the number")


def _check_scale(
    row: SurveyRow, low: float, high: float, file: str, figure_known: bool
) -> Iterator[Problem]:
    if low >= high:
        message = f"its scale goes from {low:g} to {high:g}"
        yield Problem(file, message, row.line, cure="`low` is the lower end, `high` the upper")
    elif figure_known and not low <= row.figure <= high:
        message = f"{row.figure:g} is outside its scale of {low:g} to {high:g}"
        yield Problem(file, message, row.line, cure="check the figure and the scale")


def _check_twice(rows: Iterable[SurveyRow], file: str) -> Iterator[Problem]:
    first: dict[tuple[object, ...], int] = {}
    for row in rows:
        where = frozenset((column, fold(value)) for column, value in row.where)
        line = first.setdefault((row.item, where, frozenset(row.about)), row.line)
        if line != row.line:
            message = f"`{row.item}` of the same unit stands in line {line} already"
            yield Problem(file, message, row.line, cure="delete one of the two lines")
