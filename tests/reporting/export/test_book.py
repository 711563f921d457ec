"""The workbook of a run: every quote, matrices, meetings, statistics, in either language."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from constructed_run import CODEBOOK, make_code, make_run
from made_runs import (
    HOSTILE,
    TABLE,
    TALK,
    converted,
    empty_run,
    gathered,
    lone_run,
    needs_office,
    parse_csv,
    small_run,
)
from test_report import hostile_run

from qualcode.analysis.results import ANALYSES
from qualcode.reporting.export import statistics
from qualcode.reporting.export.book import list_sheets, render_xlsx
from qualcode.reporting.export.for_r import list_r_tables
from qualcode.reporting.export.gathered import Gathered
from qualcode.reporting.export.matrices import tabulate_people
from qualcode.reporting.export.workbook import render_workbook
from qualcode.runs.read import Run

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover


def reopen(given: Gathered) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(given)))


def rows_of(page: openpyxl.worksheet.worksheet.Worksheet) -> list[dict[str, object]]:
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return reopen(gathered())


def test_every_coding_is_a_quote_with_what_put_it_there(book: openpyxl.Workbook) -> None:
    quotes = rows_of(book["Quotes"])
    assert len(quotes) == len(small_run().tables["codings"])
    first = next(one for one in quotes if one["Code"] == "efficiency.saving")
    assert first == {
        "Interview": "a.txt", "Segment": 2, "Respondent": "P1", "Type": "Administrator",
        "region": "Север", "Group": "Administrator", "Language": "English",
        "Code": "efficiency.saving", "Name of the code": "Saving", "Polarity": "affirmed",
        "Voice": "own voice", "Modality": "fact", "Coder": "qualcode",
        "Before": "How do you work?", "Quote": "We save money instead of care",
        "After": "They save money all day", "Evidence": "save money",
        "Indicator": "words of efficiency.saving", "Codebook line": "4", "Question": None,
        "Unit": "segment", "Time": None, "Start": 17, "Stop": 46,
    }  # fmt: skip
    denied = next(one for one in quotes if one["Code"] == "efficiency.targets")
    assert denied["Polarity"] == "denied"


def test_matrices_show_words_and_numbers(book: openpyxl.Workbook) -> None:
    shown = {(row["Language"], row["Code"]): row for row in rows_of(book["Codes by group"])}
    assert shown["English", "humanization.care"]["Administrator"] == "1 of 2"
    assert shown["English", "humanization.care"]["NGO manager"] == "1 of 1"
    assert shown["English", "efficiency"]["Whole branch"] == "yes"
    assert shown["Russian", "humanization.care"]["Administrator"] is None
    counted = rows_of(book["Codes by group, numbers"])
    row = next(one for one in counted if one["Code"] == "efficiency.targets")
    assert row["Administrator: mention it"] == 0
    assert row["Administrator: only deny it"] == 1
    people = {
        (row["Respondent"], row["Language"]): row for row in rows_of(book["Respondents by code"])
    }
    assert people["P1", "English"]["humanization.care"] == 1
    assert people["P2", "English"]["efficiency.targets"] == 0


def test_tensions_and_meetings_have_their_words(book: openpyxl.Workbook) -> None:
    balance = rows_of(book["Tensions by group"])
    row = next(one for one in balance if one["Group"] == "Administrator")
    assert (row["Speak for the first"], row["First, of all"], row["Speak for both"]) == (
        2,
        "2 of 2",
        1,
    )
    assert "Conflict (one segment): 1 of 2" in str(row["How they meet"])
    met = next(one for one in rows_of(book["Meetings of poles"]) if one["Level"] == "one segment")
    assert met["How they meet"] == "Conflict"
    assert met["Words of relation"] == "instead of"
    assert met["Words of the first"] == "save money"
    assert met["Quote"] == "We save money instead of care"


def test_every_table_of_results_is_a_sheet_and_every_column_is_explained(
    book: openpyxl.Workbook,
) -> None:
    names = {sheet.name for sheet in list_sheets(gathered())}
    assert {analysis.description.name for analysis in ANALYSES} <= names
    told = {
        (row[0].value, row[1].value): row[2].value for row in book["About"].iter_rows(max_col=3)
    }
    unexplained = [
        (page.title, cell.value)
        for page in book.worksheets[1:]
        for cell in page[1]
        if cell.value and not told.get((page.title, cell.value))
    ]
    # Columns of the respondents table in `sample`: `further` tells of them.
    assert unexplained == [("sample", "region")]
    text = " ".join(str(cell.value) for row in book["About"].iter_rows() for cell in row)
    assert "Respondents were chosen, not drawn" in text
    assert "c0ffee" in text
    assert "1.2.0" in text


def test_a_russian_book_names_everything_in_russian() -> None:
    book = reopen(gathered("ru"))
    assert book.sheetnames[:3] == ["О книге", "Цитаты", "Коды по группам"]
    quotes = rows_of(book["Цитаты"])
    assert quotes[0]["Тип"] == "Администратор"
    assert quotes[0]["Название кода"] == "рус-Saving"
    assert book["О книге"]["A1"].value == "Исследование"


def test_the_same_run_gives_the_same_bytes() -> None:
    assert render_xlsx(gathered()) == render_xlsx(gathered())


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:12])
def test_nothing_hostile_becomes_a_formula_or_breaks_the_book(words: str) -> None:
    book = reopen(gathered(run=hostile_run(words)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink} == {None}
    assert max(len(str(cell.value)) for cell in cells) <= 32_767


@pytest.mark.parametrize("run", [empty_run(), lone_run()], ids=["nobody", "one person"])
def test_runs_with_nothing_to_compare_give_sound_books(run: Run) -> None:
    book = reopen(gathered(run=run))
    assert book["Quotes"].max_row == 1
    assert book["About"].max_row > 10


@needs_office
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    source.write_bytes(render_xlsx(gathered("ru", hostile_run("=1+1"))))
    # The second sheet, in UTF-8.
    table = converted(
        source,
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
        tmp_path,
    )
    (written,) = tmp_path.glob("book*.csv")
    rows = parse_csv(written.read_text(encoding="utf-8"))
    assert table.parent == tmp_path
    assert rows[0][:3] == ["Интервью", "Сегмент", "Респондент"]
    assert rows[1][0] == "=1+1"
    assert "2" not in {rows[1][0], rows[1][2]}


def test_two_thousand_codes_are_two_thousand_columns() -> None:
    many = tuple(make_code(f"more.code{number}", 3) for number in range(2_000))
    codebook = replace(CODEBOOK, codes=(*CODEBOOK.codes, *many))
    given = gathered(run=make_run(TALK, TABLE, codebook))
    data = render_workbook([tabulate_people(given).as_sheet(given.words)])
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    assert 2_000 < book["Respondents by code"].max_column < 16_384
    segments = list_r_tables(given)[0]
    assert sum(name.startswith("code.") for name in segments.header) == 2_003


def test_too_many_rates_are_written_without_noughts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows_of(reopen(gathered())["rates"])
    monkeypatch.setattr(statistics, "_MANY_RATES", len(whole) - 1)
    book = reopen(gathered())
    short = rows_of(book["rates"])
    assert short == [row for row in whole if row["codings"] or row["mention"]]
    told = [row[2] for row in book["About"].iter_rows(values_only=True) if row[0] == "rates"]
    assert f"{len(whole) - len(short)} rows of zeros are left out" in str(told[0])


def test_what_is_not_compared_is_still_a_quote() -> None:
    """A coding of nobody in particular has no group, and nothing stands around what is nowhere."""
    run = small_run()
    stray = {**run.tables["codings"][0], "respondent": "", "transcript": "gone.txt"}
    tables = {**run.tables, "codings": (*run.tables["codings"], stray)}
    quotes = rows_of(reopen(gathered(run=replace(run, tables=tables)))["Quotes"])
    assert (quotes[-1]["Group"], quotes[-1]["Type"], quotes[-1]["Before"]) == (None, None, None)
    assert quotes[-1]["Quote"] == stray["quote"]
