"""A workbook holds texts and numbers, nothing that runs, and is the same each time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from qualcode.analysis.described import describe
from qualcode.errors import RefusedError
from qualcode.reporting.export import sheets
from qualcode.reporting.export.sealed import is_sealed
from qualcode.reporting.export.sheets import (
    CUT,
    MOST_SIGNS,
    Field,
    Sheet,
    fit,
    fit_text,
    name_sheets,
    sheet_of_frame,
)
from qualcode.reporting.export.workbook import Preface, render_workbook, write_workbook

HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://example.org", "{=1}", "\t=1"),
    *(
        "mailto:a@example.org",
        "internal:'x'!A1",
        "1e5",
        "_x0041_",
        "a\x00b\x0bc",
        "\ud800",
        "\uffff",
    ),
    *("<b>&amp;</b>", "'", '"', "\r\n", " lead", "😀" * 5),
)


def reopen(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def one_sheet(*texts: str, name: str = "Texts") -> Sheet:
    return Sheet(name, (Field("text", holds="what is told"),), [(text,) for text in texts])


def test_hostile_texts_stay_texts_in_every_place() -> None:
    fields = tuple(Field(text, holds=text) for text in HOSTILE)
    table = [
        Sheet(text, fields, [HOSTILE, HOSTILE[::-1]], about=text, source=text, further=text)
        for text in HOSTILE
    ]
    preface = Preface(HOSTILE[0], tuple((text, text) for text in HOSTILE), HOSTILE)
    book = reopen(render_workbook(table, preface))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert len(links) == len(HOSTILE)  # from the first sheet to the others
    assert {link.target for link in links} == {None}
    last = book.worksheets[1]
    held = [cell.value for cell in next(last.iter_rows(min_row=2, max_row=2))]
    held = [str(text).replace("_x005F_", "_") for text in held]  # as the format writes `_x0041_`
    assert held == [shown(text) for text in HOSTILE]


def shown(text: str) -> str:
    for sign in "\x00\x0b\ud800\uffff":
        text = text.replace(sign, "\ufffd")
    return text.replace("\r\n", "\n")


def test_numbers_are_numbers_and_what_is_missing_is_empty() -> None:
    frame = pd.DataFrame(
        {
            "code": ["a", None],
            "n": pd.array([5, None], dtype="Int64"),
            "share": [0.5, float("nan")],
            "p_family": [0.03125, float("inf")],
            "shown": [True, False],
        }
    )
    told = describe("tests", "One row for each test.", {"code": "id", "n": "people"}, "Fisher 1935")
    page = reopen(render_workbook([sheet_of_frame(frame, told)]))["tests"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        ["a", 5, 0.5, 0.03125, True],
        [None, None, None, "inf", False],
    ]
    formats = [cell.number_format for cell in page[2]]
    assert formats == ["General", "#,##0_)", "0.00_)", "0.0000_)", "General"]


def test_first_sheet_explains() -> None:
    told = describe("tests", "One row for each test.", {"p": "two-sided"}, "Fisher 1935", "more")
    sheet = sheet_of_frame(pd.DataFrame({"p": [0.5]}), told)
    page = reopen(render_workbook([sheet], Preface("Study", (("run", "demo"),), ("Note.",))))[
        "About"
    ]
    rows = [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows()]
    assert ["Study"] in rows
    assert ["run", "demo"] in rows
    assert ["Note."] in rows
    assert [
        "tests",
        1,
        "One row for each test. Further columns: more. Source: Fisher 1935.",
    ] in rows
    assert ["tests", "p", "two-sided"] in rows
    russian = reopen(render_workbook([sheet], language="ru"))
    assert russian.sheetnames == ["О книге", "tests"]


def test_head_is_frozen_filtered_and_repeated() -> None:
    page = reopen(render_workbook([one_sheet("a", "b")]))["Texts"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:A3"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"


def test_long_columns_are_wrapped_and_no_wider_than_a_screen() -> None:
    fields = (Field("quote", "long"), Field("code"), Field("note", width=12))
    sheet = Sheet("Quotes", fields, [("word " * 500, "x" * 500, "n")])
    page = reopen(render_workbook([sheet]))["Quotes"]
    assert page["A2"].alignment.wrap_text
    assert not page["B2"].alignment.wrap_text
    widths = [round(page.column_dimensions[column].width) for column in "ABC"]
    assert widths == [61, 41, 13]


@pytest.mark.parametrize(
    ("text", "length"),
    [("a" * 40_000, MOST_SIGNS), ("😀" * 20_000, MOST_SIGNS - 1), ("a" * MOST_SIGNS, MOST_SIGNS)],
)
def test_long_texts_are_cut_to_what_a_cell_holds(text: str, length: int) -> None:
    held, cut = fit_text(text)
    assert abs(len(held.encode("utf-16-le")) // 2 - length) <= 1
    assert len(held.encode("utf-16-le")) // 2 <= MOST_SIGNS
    assert cut == held.endswith(CUT)
    assert cut == (text != held)


def test_what_is_left_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    monkeypatch.setattr(sheets, "MOST_COLUMNS", 2)
    wide = Sheet("wide", tuple(map(Field, "abc")), [("1", "x" * 40_000, "3")] * 5)
    fitted = fit(wide)
    assert (fitted.rows, fitted.fields, fitted.cells) == (3, 1, 2)
    book = reopen(render_workbook([wide]))
    assert (book["wide"].max_row, book["wide"].max_column) == (3, 2)
    about = " ".join(str(cell.value) for row in book["About"].iter_rows() for cell in row)
    assert "3 rows are left out" in about
    assert "1 column is left out" in about
    assert "2 texts were cut" in about


def test_sheets_get_names_that_workbooks_take() -> None:
    given = name_sheets(["a/b", "A b", "History", "", "'", "x" * 40, "x" * 40, "Я" * 31, "😀" * 20])
    assert given[:5] == ["a b", "A b 2", "History_", "Sheet", "Sheet 2"]
    assert all(len(name.encode("utf-16-le")) // 2 <= 31 for name in given)
    assert len({name.casefold() for name in given}) == len(given)


def test_same_bytes_and_no_empty_workbook() -> None:
    first = render_workbook([one_sheet("a")])
    assert first == render_workbook([one_sheet("a")])
    assert first != render_workbook([one_sheet("b")])
    assert reopen(render_workbook([])).sheetnames == ["About"]
    assert reopen(render_workbook([Sheet("none", (), ())])).sheetnames == ["About", "none"]
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}


def test_only_our_own_untouched_workbook_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_workbook(path, [one_sheet("a")])
    write_workbook(path, [one_sheet("b")])
    assert is_sealed(path.read_bytes())
    book = openpyxl.load_workbook(path)
    book["Texts"]["A2"] = "mine"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(RefusedError, match="changed since"):
        write_workbook(path, [one_sheet("c")])
    assert path.read_bytes() == before
    path.write_text("notes")
    with pytest.raises(RefusedError):
        write_workbook(path, [one_sheet("c")])
    with pytest.raises(RefusedError):
        write_workbook(tmp_path, [one_sheet("c")])


@pytest.mark.parametrize("data", [b"", b"PK", b"notes", render_workbook([])[:-40]])
def test_what_is_no_whole_archive_is_not_ours(data: bytes) -> None:
    assert not is_sealed(data)
