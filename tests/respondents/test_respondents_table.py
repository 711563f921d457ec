from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from qualcode.errors import Problem, RespondentsError
from qualcode.respondents import load_respondents, parse_respondents

HEADER = "file,speaker,respondent,type"


def problems_of(source: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(RespondentsError) as refused:
        parse_respondents(source.encode() if isinstance(source, str) else source, "r.csv")
    return refused.value.problems


def told(source: str | bytes) -> list[str]:
    return [str(problem) for problem in problems_of(source)]


TABLE = (
    ("файл.txt", "Р", "Р1", "нко", "Север"),
    ("b.txt", "", "Р2", "вуз", "Юг"),
)


def joined(delimiter: str, end: str = "\n") -> str:
    rows = (("file", "speaker", "respondent", "type", "region"), *TABLE)
    return end.join(delimiter.join(row) for row in rows) + end


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251"])
def test_tables_of_any_make_are_read(delimiter: str, end: str, encoding: str) -> None:
    table = parse_respondents(joined(delimiter, end).encode(encoding), "r.csv")
    assert [(row.line, row.file, row.speaker, row.respondent) for row in table.rows] == [
        (2, "файл.txt", "Р", "Р1"),
        (3, "b.txt", "", "Р2"),
    ]
    assert table.types == {"Р1": "нко", "Р2": "вуз"}
    assert table.attributes == ("region",)
    assert [person.attributes for person in table.respondents] == [
        (("region", "Север"),),
        (("region", "Юг"),),
    ]


def test_columns_stand_in_any_order_and_the_table_keeps_its_bytes() -> None:
    source = b"type,respondent,file,speaker\nngo,R1,a.txt,A\n"
    table = parse_respondents(source, "r.csv")
    assert (table.rows[0].file, table.types) == ("a.txt", {"R1": "ngo"})
    assert table.source == source


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('"Омск, Томск"', "Омск, Томск"),
        ('"ООО ""Ромашка"""', 'ООО "Ромашка"'),
        ("  Омск\u00a0", "Омск"),
        ('"Омск\r\nи Томск"', "Омск и Томск"),
        ("=1+1", "=1+1"),
        (unicodedata.normalize("NFD", "Йошкар-Ола"), "Йошкар-Ола"),
        ("", ""),
    ],
)
def test_cells_are_one_line_of_plain_text(cell: str, value: str) -> None:
    table = parse_respondents(f"{HEADER},region\na.txt,A,R1,ngo,{cell}\n".encode(), "r.csv")
    assert table.respondents[0].attributes == (("region", value),)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    source = f'\n{HEADER},note\na.txt,A,R1,ngo,"one\ntwo"\n\n,,,,\nb.txt,B,,ngo,\n'
    assert told(source) == ["r.csv:7: `respondent` is empty; fill it in"]


def test_the_sign_between_the_columns_is_found_below_empty_lines() -> None:
    table = parse_respondents(b"\n\nfile;speaker;respondent;type\na.txt;A;R1;ngo\n", "r.csv")
    assert table.types == {"R1": "ngo"}


def test_columns_without_name_and_content_are_no_columns() -> None:
    table = parse_respondents(f"{HEADER},,\na.txt,A,R1,ngo,,\n".encode(), "r.csv")
    assert table.attributes == ()
    assert told(f"{HEADER},,\na.txt,A,R1,ngo,,lost\n") == [
        "r.csv:2: `lost` stands under no column name; name the column in the first line"
    ]


def test_one_person_may_stand_in_several_files() -> None:
    source = f"{HEADER},region\na.txt,A,R1,ngo,N\nb.txt,A,R1,ngo,N\na.txt,B,R2,ngo,S\n"
    table = parse_respondents(source.encode(), "r.csv")
    assert [person.id for person in table.respondents] == ["R1", "R2"]
    assert len(table.rows) == 3


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("", ["r.csv: is empty; its first line must be file,speaker,respondent,type"]),
        ("\ufeff\n \n", ["r.csv: is empty; its first line must be file,speaker,respondent,type"]),
        (
            "File,speaker,respondant,Typ\n",
            [
                "r.csv:1: has no column `file`; did you mean `File`? rename it",
                "r.csv:1: has no column `respondent`; did you mean `respondant`? rename it",
                "r.csv:1: has no column `type`; did you mean `Typ`? rename it",
            ],
        ),
        (
            f"{HEADER},type\n",
            ["r.csv:1: has the column `type` twice; rename one of them"],
        ),
        (
            f"{HEADER}\n,A,,\n",
            [
                "r.csv:2: `file` is empty; fill it in",
                "r.csv:2: `respondent` is empty; fill it in",
                "r.csv:2: `type` is empty; fill it in",
            ],
        ),
        (
            f"{HEADER}\na.txt,A,R1\nb.txt,B,R2,ngo,x\n",
            [
                "r.csv:2: has 3 cells, the first line has 4;"
                " leave an empty cell for what is not known",
                "r.csv:3: has 5 cells, the first line has 4;"
                " put quotation marks around a cell that holds the sign between the columns",
            ],
        ),
        (
            f"{HEADER},region\na.txt,A,R1,ngo,N\nb.txt,A,R1,public,S\n",
            [
                "r.csv:3: respondent R1 has type `public` here and `ngo` in line 2;"
                " make them the same, or give the second person an id of their own",
                "r.csv:3: respondent R1 has region `S` here and `N` in line 2;"
                " make them the same, or give the second person an id of their own",
            ],
        ),
        (
            f"{HEADER}\nb.txt,Инф.,R1,ngo\n.\\B.txt,инф,R2,ngo\nb.txt,,R3,ngo\nb.txt,,R4,ngo\n",
            [
                "r.csv:3: `инф` of .\\B.txt stands in line 2 already; delete one of the two lines",
                "r.csv:5: `every speaker` of b.txt stands in line 4 already;"
                " delete one of the two lines",
            ],
        ),
        (
            f'{HEADER}\na.txt,A,R1,ngo\nb.txt,B,R2,"ngo\nc.txt,C,R3,ngo\n',
            [
                "r.csv:3: its quotation marks do not match from here on; close what is opened,"
                " and write a quotation mark inside a cell twice"
            ],
        ),
        (
            f"{HEADER}\na.txt,A,R\x011,ngo\n",
            ["r.csv:2: holds a sign that is no text (U+0001); delete it, or save it as CSV UTF-8"],
        ),
    ],
)
def test_every_mistake_is_told_at_its_line(source: str, lines: list[str]) -> None:
    assert told(source) == lines


def test_people_without_an_id_do_not_contradict_each_other() -> None:
    assert told(f"{HEADER}\na.txt,A,,ngo\nb.txt,B,,public\n") == [
        "r.csv:2: `respondent` is empty; fill it in",
        "r.csv:3: `respondent` is empty; fill it in",
    ]


@pytest.mark.parametrize(
    "source",
    [
        b"PK\x03\x04\x00\x00xlsx",
        f"{HEADER}\na.txt,A,R1,ngo\n".encode("utf-16"),
        f"{HEADER}\na.txt,A,R1,\0\n".encode(),
        b"\x98\xff\xfe",
        b"\xff" * 300_000,
        b"a" * 300_000,
        b'"' + b"a\n" * 200_000,
    ],
    ids=["xlsx", "utf-16", "nul", "no text", "letters", "one word", "open quotation"],
)
def test_what_is_no_table_is_refused_in_short_lines(source: bytes) -> None:
    for line in told(source):
        assert line.startswith("r.csv")
        assert len(line) < 200
        assert "\n" not in line


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(RespondentsError, match=r"cannot be read: .*; check the path"):
            load_respondents(path)
