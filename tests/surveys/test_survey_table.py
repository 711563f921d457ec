from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from survey_study import CODEBOOK, SURVEY, TABLE, TERRITORY

from qualcode.codebook import parse_codebook
from qualcode.errors import SurveyError
from qualcode.model.respondent import Respondent
from qualcode.respondents import parse_respondents
from qualcode.surveys import check_survey, fits_unit, load_surveys, parse_survey


def told(text: str | bytes) -> list[str]:
    source = text.encode() if isinstance(text, str) else text
    with pytest.raises(SurveyError) as refused:
        parse_survey(source, "s.csv")
    return [str(problem) for problem in refused.value.problems]


def misfits(text: str) -> list[str]:
    survey = parse_survey(text.encode(), "s.csv")
    table = parse_respondents(TABLE.encode(), "respondents.csv")
    codebook = parse_codebook(CODEBOOK, "codebook.yaml")
    return [str(problem) for problem in check_survey(survey, table, codebook)]


def test_a_row_has_all_that_is_written_in_it() -> None:
    survey = parse_survey(SURVEY.encode("utf-8-sig"), "s.csv")
    assert survey.columns == ("region",)
    row = survey.rows[1]
    assert (row.line, row.where, row.item) == (3, (("region", "Север"),), "satisfaction")
    assert dict(row.items) == {"en": "Satisfied", "ru": "Довольны"}
    assert (row.kind, row.figure, row.n, row.sd) == ("mean", 4.61, 412, 0.7)
    assert (row.low, row.high, row.takes_scores) == (1, 5, True)
    assert (row.unit, dict(row.units)) == ("points", {"ru": "баллы"})
    assert (row.codes, row.about) == (("feedback",), ("service.home_care",))
    assert row.source == "synthetic"
    assert survey.rows[0].where == ()
    indicator = parse_survey(TERRITORY.encode(), "t.csv").rows[0]
    assert (indicator.kind, indicator.figure, indicator.takes_scores) == ("value", 0.21, False)
    assert indicator.note == "guessed"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_any_program_may_have_saved_it(encoding: str, delimiter: str) -> None:
    text = SURVEY.replace(";", delimiter).replace("\n", "\r\n")
    assert (
        parse_survey(text.encode(encoding), "s.csv").rows
        == parse_survey(SURVEY.encode(), "s.csv").rows
    )


def test_thousands_may_stand_apart() -> None:
    rows = parse_survey("item;value;n\nx;−12 400,5;9\u00a0120\n".encode(), "s.csv").rows
    assert (rows[0].figure, rows[0].n) == (-12400.5, 9120)


def test_everything_wrong_in_rows_is_told_at_once() -> None:
    text = (
        "item,mean,value,n,sd,low,high\n"
        "a,NaN,,,,,\n"
        "b,many,,,,,\n"
        "c,4.1,3,,,,\n"
        "d,,,,,,\n"
        ",4,,1.5,-1,,\n"
        "e,6,,,,1,5\n"
        "f,4,,,,5,1\n"
        "g,4,,,,1,\n"
        "h,4\n"
        "i,4,,,,,,,\n"
        "k,4,,,,1,5\n"
        "k,5,,,,1,5\n"
    )
    assert told(text) == [
        "s.csv:2: `mean` holds `NaN`, which is no such number; "
        "write a number such as 4.54 or 4,54, or leave it empty",
        "s.csv:3: `mean` holds `many`, which is no such number; "
        "write a number such as 4.54 or 4,54, or leave it empty",
        "s.csv:4: has both `mean` and `value`; fill in one of `mean` and `value`",
        "s.csv:5: has no figure; fill in one of `mean` and `value`",
        "s.csv:6: `n` holds `1.5`, which is no such number; "
        "write a whole number: how many answered",
        "s.csv:6: `item` is empty; say what was asked or measured",
        "s.csv:6: `sd` is below nought; check the number",
        "s.csv:7: 6 is outside its scale of 1 to 5; check the figure and the scale",
        "s.csv:8: its scale goes from 5 to 1; `low` is the lower end, `high` the upper",
        "s.csv:9: has one end of a scale; fill in both ends of the scale, or neither",
        "s.csv:10: has 2 cells, the first line has 7; leave an empty cell for what is not known",
        "s.csv:11: has 9 cells, the first line has 7; "
        "put quotation marks around a cell that holds the sign between the columns",
        "s.csv:13: `k` of the same unit stands in line 12 already; delete one of the two lines",
    ]


def test_a_cell_that_cannot_be_read_is_told_once() -> None:
    columns = "item;mean;value;low;high\n"
    (line,) = told(f"{columns}a;около четырёх;;1;5\n")
    assert line.startswith("s.csv:2: `mean` holds `около четырёх`, which is no such number")
    (line,) = told(f"{columns}a;4;;один;5\n")
    assert line.startswith("s.csv:2: `low` holds `один`")
    about = [one.partition("; ")[0] for one in told(f"{columns}a;много;;5;1\n")]
    assert about == [
        "s.csv:2: `mean` holds `много`, which is no such number",
        "s.csv:2: its scale goes from 5 to 1",
    ]


def test_a_table_needs_its_columns() -> None:
    assert told("") == ["s.csv: is empty; its columns are those of `item,mean,n,low,high`"]
    assert told("item,mean\n") == [
        "s.csv: has no rows; its columns are those of `item,mean,n,low,high`"
    ]
    assert told("itm,maen,n,n\nx,1,1,1\n") == [
        "s.csv:1: has no column `item`; did you mean `itm`? rename it",
        "s.csv:1: has no column `mean` or `value`; did you mean `maen`? rename it",
        "s.csv:1: has the column `n` twice; rename one of them",
    ]
    assert told("what,n\nx,1\n") == [
        "s.csv:1: has no column `item`; add it: it says what was asked or measured",
        "s.csv:1: has no column `mean` or `value`; add `mean` for means, `value` for other figures",
    ]
    assert told("item,mean,\nx,1,stray\n") == [
        "s.csv:2: `stray` stands under no column name; name the column in the first line"
    ]
    assert "zero bytes" in told(b"item,mean\n\0")[0]


def test_what_the_study_does_not_have_is_told_at_once() -> None:
    text = (
        "regoin,region,type,item,mean,codes,about,questions\n"
        "x,Север,ngo,a,4,feedback,service,rating\n"
        ",Сибирь,,b,4,feedbak,feedback,rating rates\n"
        ",Севр,nko,c,4,,,\n"
    )
    assert misfits(text) == [
        "s.csv:1: `regoin` is no column of this table, nor of the respondents; "
        "did you mean `region`?",
        "s.csv:3: no respondent has the region `Сибирь`; they have Север, Юг. If nobody of the row"
        " was heard, take it out, or the table out of `survey`",
        "s.csv:3: `feedbak` is no code of the codebook; did you mean `feedback`?",
        "s.csv:3: `feedback` is no code of kind `attribute` of the codebook; take it out",
        "s.csv:3: `rates` is no question of the codebook's guide; take it out",
        "s.csv:4: no respondent has the region `Севр`; did you mean `Север`?",
        "s.csv:4: no respondent has the type `nko`; did you mean `ngo`?",
    ]
    assert misfits(SURVEY) == misfits(TERRITORY) == []
    assert misfits("wave,item,mean\n1,a,4\n") == [
        "s.csv:1: `wave` is no column of this table, nor of the respondents; "
        "units are named by the respondents' respondent, type, region"
    ]


def test_a_unit_is_named_by_any_of_its_attributes() -> None:
    (row,) = parse_survey("region,type,item,mean\nКрасная орёл,ngo,a,4\n".encode(), "s").rows
    assert fits_unit(row, Respondent("R", "NGO", (("region", "красная орел"),)))
    assert not fits_unit(row, Respondent("R", "state", (("region", "Красная орёл"),)))
    assert not fits_unit(row, Respondent("R", "ngo"))
    (all_of_them,) = parse_survey(b"item,mean\na,4\n", "s").rows
    assert fits_unit(all_of_them, Respondent("R", "ngo"))


def test_the_problems_of_all_tables_are_gathered(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("item,mean\nx,one\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("item,mean\nx,1\n", encoding="utf-8")
    problems: list[object] = []
    loaded = load_surveys([tmp_path / name for name in ("a.csv", "b.csv", "c.csv")], problems)  # type: ignore[arg-type]
    assert [survey.file for survey in loaded] == [str(tmp_path / "b.csv")]
    assert len(problems) == 2


@given(st.binary(max_size=80))
def test_no_file_is_too_much(source: bytes) -> None:
    for text in (source, b"item,mean,low,high\n" + source):
        try:
            survey = parse_survey(text, "s.csv")
        except SurveyError:
            continue
        assert survey.rows
