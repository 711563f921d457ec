"""A table of figures: one row for each mean or indicator of a unit, as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qualcode.errors import Problem, RespondentsError, SurveyError
from qualcode.language.words import fold
from qualcode.respondents.cells import decode, parse_lines, read_bytes, tidy
from qualcode.surveys.cells import Numbers
from qualcode.yaml_tree.problems import did_you_mean

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
    "note",
)
_EXAMPLE = "item,mean,n,low,high"


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
    note: str = ""

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
    try:
        lines = parse_lines(decode(source, file), file)
    except RespondentsError as error:
        raise SurveyError(error.problems) from None
    if len(lines) < 2:
        what = "has no rows" if lines else "is empty"
        raise SurveyError(Problem(file, what, cure=f"its columns are those of `{_EXAMPLE}`"))
    header = [tidy(name) for name in lines[0][1]]
    problems = list(_check_header(header, file))
    if problems:
        raise SurveyError(problems)
    columns = tuple(name for name in header if name and name not in COLUMNS)
    rows = []
    for line, cells in lines[1:]:
        told, row = _read_row(header, columns, line, cells, file)
        problems += told
        if row is not None:
            rows.append(row)
    problems += _check_twice(rows, file)
    if problems:
        raise SurveyError(sorted(problems, key=lambda problem: problem.line))
    return Survey(file, source, columns, tuple(rows))


def _check_header(header: Sequence[str], file: str) -> Iterator[Problem]:
    if "item" not in header:
        cure = did_you_mean("item", header) or "add it: it says what was asked or measured"
        yield Problem(file, "has no column `item`", 1, cure=cure)
    if "mean" not in header and "value" not in header:
        cure = did_you_mean("mean", header) or "add `mean` for means, `value` for other figures"
        yield Problem(file, "has no column `mean` or `value`", 1, cure=cure)
    for column in sorted({name for name in header if name and header.count(name) > 1}):
        yield Problem(file, f"has the column `{column}` twice", 1, cure="rename one of them")


def _read_row(
    header: Sequence[str], columns: Sequence[str], line: int, cells: Sequence[str], file: str
) -> tuple[list[Problem], SurveyRow | None]:
    """Return what is wrong with a row, and the row where nothing is."""
    if len(cells) != len(header):
        message = f"has {len(cells)} cells, the first line has {len(header)}"
        more = "put quotation marks around a cell that holds the sign between the columns"
        cure = more if len(cells) > len(header) else "leave an empty cell for what is not known"
        return [Problem(file, message, line, cure=cure)], None
    record = dict(zip(header, map(tidy, cells), strict=True))
    numbers = Numbers(record, line, file)
    row = _build_row(record, columns, line, numbers)
    problems = numbers.problems + list(_check_row(row, record, file, line))
    if record.get(""):
        cure = "name the column in the first line"
        problems.append(
            Problem(file, f"`{record['']}` stands under no column name", line, cure=cure)
        )
    return problems, None if problems else row


def _build_row(
    record: Mapping[str, str], columns: Sequence[str], line: int, numbers: Numbers
) -> SurveyRow:
    def text(name: str) -> str:
        return record.get(name, "")

    def listed(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text(name).replace(",", " ").split()))

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
        codes=listed("codes"),
        about=listed("about"),
        questions=listed("questions"),
        source=text("source"),
        note=text("note"),
    )


def _check_row(
    row: SurveyRow, record: Mapping[str, str], file: str, line: int
) -> Iterator[Problem]:
    if not row.item:
        yield Problem(file, "`item` is empty", line, cure="say what was asked or measured")
    filled = [name for name in ("mean", "value") if record.get(name)]
    if len(filled) != 1:
        message = "has both `mean` and `value`" if filled else "has no figure"
        yield Problem(file, message, line, cure="fill in one of `mean` and `value`")
    if (row.low is None) != (row.high is None):
        cure = "fill in both ends of the scale, or neither"
        yield Problem(file, "has one end of a scale", line, cure=cure)
    elif row.low is not None and row.high is not None and filled:
        yield from _check_scale(row, row.low, row.high, file)
    if row.sd is not None and row.sd < 0:
        yield Problem(file, "`sd` is below nought", line, cure="check the number")


def _check_scale(row: SurveyRow, low: float, high: float, file: str) -> Iterator[Problem]:
    if low >= high:
        message = f"its scale goes from {low:g} to {high:g}"
        yield Problem(file, message, row.line, cure="`low` is the lower end, `high` the upper")
    elif not low <= row.figure <= high:
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
