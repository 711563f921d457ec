"""Tables of coders: what they may look like, and how everything wrong in them is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import render_table
from small_study import CODEBOOK, write

from qualcode.analysis.agreement import load_coders, parse_coders
from qualcode.codebook import parse_codebook
from qualcode.errors import CodersError
from qualcode.model.codebook import Codebook

ROWS = [
    ("ru01.txt", "Р", "Началась экономия.", "saving"),
    ("ru01.txt", "Р", "Потом, «тихо», забота.", "care saving"),
    ("en01.txt", "", "Nothing.", ""),
]


def refusal(source: str | bytes, codebook: Codebook) -> list[str]:
    content = source.encode() if isinstance(source, str) else source
    with pytest.raises(CodersError) as refused:
        parse_coders(content, "anna.csv", codebook)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_programs_save_tables_in_many_ways(
    delimiter: str, encoding: str, end: str, small_codebook: Codebook
) -> None:
    source = render_table(ROWS, delimiter=delimiter).replace("\n", end).encode(encoding)
    (coder,) = parse_coders(source, "tables/anna.csv", small_codebook)
    assert coder.name == "anna"
    assert [(one.line, one.text, set(one.codes)) for one in coder.stretches] == [
        (2, "Началась экономия.", {"saving"}),
        (3, "Потом, «тихо», забота.", {"care", "saving"}),
        (4, "Nothing.", set()),
    ]
    assert [one.start for one in coder.stretches] == [0, 19, 42]


def test_columns_may_stand_in_any_order_and_others_beside_them(small_codebook: Codebook) -> None:
    source = "note,Codes,TEXT,File\nx,care,Забота.,ru01.txt\n"
    (coder,) = parse_coders(source.encode(), "anna.csv", small_codebook)
    (stretch,) = coder.stretches
    assert (stretch.file, stretch.start, stretch.speaker) == ("ru01.txt", None, "")


def test_one_table_may_hold_several_coders(small_codebook: Codebook) -> None:
    source = "coder,file,text,codes\nAnna,a,Слово.,care\nBoris,a,Слово.,\nAnna,a,Два.,\n"
    coders = parse_coders(source.encode(), "all.csv", small_codebook)
    assert [(coder.name, len(coder.stretches)) for coder in coders] == [("Anna", 2), ("Boris", 1)]


def test_codes_may_be_parted_by_blanks_or_signs(small_codebook: Codebook) -> None:
    source = 'file,text,codes\na,Слово.,"care, saving"\na,Два.,care;saving\n'
    (coder,) = parse_coders(source.encode(), "anna.csv", small_codebook)
    assert {one.codes for one in coder.stretches} == {frozenset({"care", "saving"})}


NAMED = CODEBOOK.replace(
    "{en: Saving, ru: Экономия}", "{en: Queues, ru: Очереди и ожидание}"
).replace("{en: Care, ru: Забота}", "{en: Saving, ru: Нежная забота}")


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Очереди и ожидание", {"saving"}),
        ("очереди  и ожидание; НЕЖНАЯ забота", {"saving", "care"}),
        ("Нежная забота Очереди и ожидание", {"saving", "care"}),
        ("care, queues", {"saving", "care"}),
        ("saving\nНежная забота", {"saving", "care"}),
        ("saving Queues", {"saving"}),  # the name of `care`, but an id goes before a name
    ],
)
def test_names_of_codes_stand_for_their_ids(cell: str, codes: set[str]) -> None:
    codebook = parse_codebook(NAMED, "codebook.yaml")
    source = f'file,text,codes\na,Слово.,"{cell}"\n'
    (coder,) = parse_coders(source.encode(), "anna.csv", codebook)
    assert coder.stretches[0].codes == codes


def test_names_that_fit_no_code_are_told_once() -> None:
    codebook = parse_codebook(
        NAMED.replace("en: Queues", "en: Money").replace("en: Saving", "en: Money"), "codebook.yaml"
    )
    told = refusal(
        "file,text,codes\na,Слово.,Очереди и ожидания\nc,Слово.,Очереди и ожидания\n"
        'b,Слово.,"care, Money, Что-то ещё"\n',
        codebook,
    )
    assert told == [
        "anna.csv:2: `Очереди и ожидания` is no code of the codebook, in 2 lines;"
        " did you mean `очереди и ожидание`?",
        "anna.csv:4: `money` is the name of several codes; write an id: `care`, `saving`",
        "anna.csv:4: `что-то еще` is no code of the codebook;"
        " correct it, or add it to the codebook",
    ]


def test_former_ids_stand_for_what_replaced_them() -> None:
    codebook = parse_codebook(
        CODEBOOK.replace("- id: saving\n", "- id: saving\n  replaces: [economy]\n"), "codebook.yaml"
    )
    (coder,) = parse_coders(b"file,text,codes\na,Word.,economy\n", "anna.csv", codebook)
    assert coder.stretches[0].codes == {"saving"}


def test_numbers_as_programs_write_them(small_codebook: Codebook) -> None:
    source = "file,start,text,codes\na,12.0,Слово.,\na,,Два.,\n"
    (coder,) = parse_coders(source.encode(), "anna.csv", small_codebook)
    assert [one.start for one in coder.stretches] == [12, None]


def test_everything_wrong_is_told_at_once(small_codebook: Codebook) -> None:
    source = (
        "file,start,text,codes\n"
        "ru01.txt,0,Слово.,savings\n"
        ",5,Слово.,care\n"
        "ru01.txt,x,,care\n"
        "ru01.txt,9,…,zzzz\n"
        "ru01.txt,1\n"
        "ru01.txt,30,Два.,\n"
        "ru01.txt,30,Два.,care\n"
    )
    assert refusal(source, small_codebook) == [
        "anna.csv:2: `savings` is no code of the codebook; did you mean `saving`?",
        "anna.csv:3: `file` is empty; name the transcript",
        "anna.csv:4: `text` is empty; write the words of the stretch",
        "anna.csv:4: `x` is no place in a text; write a whole number, or leave the cell empty",
        "anna.csv:5: `text` holds no word; write the words of the stretch",
        "anna.csv:5: `zzzz` is no code of the codebook; correct it, or add it to the codebook",
        "anna.csv:6: has 2 cells, the first line has 4; leave an empty cell for what is not known",
        "anna.csv:8: the stretch stands in line 7 already: Два.; write all its codes into one line",
    ]


def test_the_same_words_may_come_twice(small_codebook: Codebook) -> None:
    source = "file,start,text,codes\na,1,Да.,\na,9,Да.,care\na,,Да.,\na,,Да.,\n"
    (coder,) = parse_coders(source.encode(), "anna.csv", small_codebook)
    assert len(coder.stretches) == 4


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("", "anna.csv: is empty; its first line must have the columns file, text, codes"),
        (
            "file,text,code\n",
            "anna.csv:1: has no column `codes`; did you mean `code`? rename it",
        ),
        ("text,codes\n", "anna.csv:1: has no column `file`; needed are file, text, codes"),
        ("file,text,codes,Text\n", "anna.csv:1: has the column `text` twice; rename one of them"),
        (
            "file,text,codes\n",
            "anna.csv:1: has no rows; write a line for each stretch that was looked at,"
            " also those without codes",
        ),
        (
            'file,text,codes\na,"b,c\n',
            "anna.csv:2: its quotation marks do not match from here on; close what is opened,"
            " and write a quotation mark inside a cell twice",
        ),
        (
            b"PK\x03\x04\x00",
            "anna.csv: is no text (zero bytes stand in it: an Excel file, or UTF-16);"
            " save it as CSV UTF-8",
        ),
    ],
)
def test_what_is_no_table_is_refused(
    source: str | bytes, told: str, small_codebook: Codebook
) -> None:
    assert refusal(source, small_codebook) == [told]


def test_several_tables_are_told_together(tmp_path: Path, small_codebook: Codebook) -> None:
    good = write(tmp_path / "good.csv", "file,text,codes\na,Слово.,care\n")
    bad = write(tmp_path / "bad.csv", "file,text,codes\na,Слово.,cares\n")
    with pytest.raises(CodersError) as refused:
        load_coders([good, bad, tmp_path / "none.csv", good], small_codebook)
    messages = [problem.message for problem in refused.value.problems]
    assert messages[0] == "`cares` is no code of the codebook"
    assert messages[1].startswith("cannot be read")
    assert messages[2:] == ["is given twice"]


def test_coders_must_have_names_of_their_own(tmp_path: Path, small_codebook: Codebook) -> None:
    table = "file,text,codes\na,Слово.,care\n"
    one, other = write(tmp_path / "1/anna.csv", table), write(tmp_path / "2/anna.csv", table)
    machine, every = write(tmp_path / "qualcode.csv", table), write(tmp_path / "all.csv", table)
    with pytest.raises(CodersError) as refused:
        load_coders([one, other, machine, every], small_codebook)
    assert [problem.message for problem in refused.value.problems] == [
        f"the coder `anna` has another table, {one}",
        "a coder is called `qualcode`, like the machine",
        "a coder is called `all`, which stands for what all say",
    ]
