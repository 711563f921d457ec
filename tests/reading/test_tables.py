from __future__ import annotations

import datetime
import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import saved_by_office

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import Declared, read_transcript
from qualcode.reading.formats.tables import is_transcript_table
from qualcode.reading.wording import put

NOTHING = Declared()
Turns = list[tuple[str, str, str]]


def read(folder: Path, content: str | bytes, name: str, declared: Declared = NOTHING) -> Transcript:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return read_transcript(folder / name, name, declared)


def said(transcript: Transcript) -> Turns:
    return [
        (turn.speaker, turn.time, transcript.text[turn.start : turn.stop])
        for turn in transcript.turns
    ]


def told(transcript: Transcript, language: str = "en") -> str:
    return " ".join(put(note.phrase, language) for note in transcript.notes)


TURNS = [
    ("И", "00:00:05", "Как вы начинали?"),
    ("Р", "0:00:45", "С нуля; с людьми, долго. И так далее."),
    ("И", "5:00", 'А "потом"?'),
    ("Р", "", "Да."),
]
SEMICOLONS = (
    "Говорящий;Реплика;Время;Метка\r\nИ:;Как вы начинали?;[00:00:05];x\r\n"
    'Р:;"С нуля; с людьми, долго.";0:00:45;\r\n;И так далее.;;\r\nИ:;"А ""потом""?";5:00;\r\n'
    "Р:;Да.;;\r\n"
)
FORMS = {
    "semicolons": SEMICOLONS,
    "a mark": "\ufeff" + SEMICOLONS,
    "named sign": "sep=;\r\n" + SEMICOLONS,
    "mac": SEMICOLONS.replace("\r\n", "\r"),
    "tabs": SEMICOLONS.replace('"С нуля; с людьми, долго."', "С нуля: с людьми, долго.")
    .replace(";", "\t")
    .replace("нуля:", "нуля;"),
    "commas": "who,words,start time\nИ,Как вы начинали?,#00:00:05#\n"
    'Р,"С нуля; с людьми, долго.",0:00:45\n,И так далее.,\nИ,"А ""потом""?",5:00\nР,Да.,\n',
    "bars": "Кто говорит|Текст реплики|Таймкод\nИ|Как вы начинали?|00:00:05\n"
    'Р|С нуля; с людьми, долго.|0:00:45\n|И так далее.|\nИ|А "потом"?|5:00\nР|Да.|\n',
    "another order": "№,время,текст,спикер\n1,00:00:05,Как вы начинали?,И\n"
    '2,0:00:45,"С нуля; с людьми, долго.",Р\n3,,И так далее.,\n4,5:00,"А ""потом""?",И\n5,,Да.,Р\n',
    "a title": "Интервью 7;;\n;;\n" + SEMICOLONS,
    "lines in cells": SEMICOLONS.replace("долго.", "долго.\r\nИ так далее.").replace(
        ";И так далее.;;\r\n", ""
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_one_table_written_in_many_ways(tmp_path: Path, form: str, encoding: str) -> None:
    text = FORMS[form]
    if encoding == "cp1251":
        text = text.removeprefix("\ufeff")
    name = "a.tsv" if form == "tabs" else "a.csv"
    # a short table may be in several encodings
    declared = Declared(encoding="windows-1251") if encoding == "cp1251" else NOTHING
    transcript = read(tmp_path, text.encode(encoding), name, declared)
    assert said(transcript) == TURNS
    assert transcript.source.layout == "voices"
    assert [turn.role for turn in transcript.turns[:2]] == ["interviewer", "respondent"]


def test_the_columns_are_told(tmp_path: Path) -> None:
    transcript = read(tmp_path, SEMICOLONS, "a.csv")
    assert "speakers in “Говорящий”, words in “Реплика”, times in “Время”" in told(transcript)
    assert "Columns that are not read: “Метка”." in told(transcript)
    assert "One row names no speaker and goes on with the speaker above." in told(transcript)
    assert "Столбцы, которые не читаются: «Метка»." in told(transcript, "ru")


def test_columns_without_a_name_are_told(tmp_path: Path) -> None:
    text = "speaker,text,\nA,One.,заметка\nB,Two.,\n"
    assert "Columns that are not read: column 3." in told(read(tmp_path, text, "a.csv"))


def test_a_table_of_questions_and_answers(tmp_path: Path) -> None:
    text = "№;Вопрос;Ответ\n1;Как начинали?;С нуля.\n2;А потом?;\n;;Потом так.\n"
    transcript = read(tmp_path, text, "a.csv")
    assert said(transcript) == [
        ("Вопрос", "", "Как начинали?"),
        ("Ответ", "", "С нуля."),
        ("Вопрос", "", "А потом?"),
        ("Ответ", "", "Потом так."),
    ]
    assert [turn.role for turn in transcript.turns] == ["interviewer", "respondent"] * 2


@pytest.mark.parametrize(
    ("header", "rows", "times"),
    [
        ("start\tend\ttext", ["0\t2500\tOne.", "2500\t4000\tTwo.", "61250\t63000\tThree."], 2),
        ("start_ms\ttext", ["0\tOne.", "2500\tTwo.", "61250\tThree."], 1),
        ("start\tend\ttext", ["0.0\t2.5\tOne.", "2.5\t4\tTwo.", "61.25\t63\tThree."], 2),
        ("start (s)\ttext", ["0\tOne.", "2,5\tTwo.", "61,25\tThree."], 1),
        ("startMs\ttext", ["0\tOne.", "2500\tTwo.", "61250\tThree."], 1),
    ],
)
def test_times_in_numbers(tmp_path: Path, header: str, rows: list[str], times: int) -> None:
    transcript = read(tmp_path, "\n".join([header, *rows]) + "\n", "a.tsv")
    if times == 2:
        assert said(transcript) == [
            ("?", "00:00:00.000", "One. Two."),
            ("?", "00:01:01.250", "Three."),
        ]
    else:
        assert said(transcript) == [("?", "00:00:00.000", "One. Two. Three.")]


def test_one_column_holds_both_times(tmp_path: Path) -> None:
    text = 'Timespan,Content,Speaker\n"0:00.0 - 0:05.2",Why?,Int\n"0:05,2 - 0:09,9",So.,Resp\n'
    transcript = read(tmp_path, text, "a.csv")
    assert said(transcript) == [("Int", "0:00.0", "Why?"), ("Resp", "0:05,2", "So.")]


def test_columns_found_by_what_stands_in_them(tmp_path: Path) -> None:
    rows = [
        "Анна;00:00:01;Как вы начинали этот проект?",
        "Пётр;00:00:05;Долго и с нуля, потом привыкли",
        "Анна;00:00:10;А что было потом?",
        "Пётр;00:00:15;Потом было легче",
    ]
    for header in ("", "A;B;C\n"):
        transcript = read(tmp_path, header + "\n".join(rows), "a.csv")
        assert [(who, time) for who, time, _ in said(transcript)] == [
            ("Анна", "00:00:01"),
            ("Пётр", "00:00:05"),
            ("Анна", "00:00:10"),
            ("Пётр", "00:00:15"),
        ]
        assert any(n.kind == "columns" and n.warning for n in transcript.notes)
    assert "speakers in column 1 (2 different), words in column 3" in told(transcript)


def test_labels_of_a_dialogue_are_evidence_without_times(tmp_path: Path) -> None:
    rows = ["И,Как вы начинали этот проект?", "Р,Долго и с нуля было всё", "И,А что было потом?"]
    transcript = read(tmp_path, "\n".join([*rows, "Р,Потом стало легче"]), "a.csv")
    assert [who for who, _, _ in said(transcript)] == ["И", "Р", "И", "Р"]


def test_words_that_the_comma_has_cut_are_put_together(tmp_path: Path) -> None:
    text = "speaker,text,time\nИ,Как вы, начинали, это?,00:01\nР,Так.,00:05\n"
    transcript = read(tmp_path, text, "a.csv")
    assert said(transcript) == [("И", "00:01", "Как вы, начинали, это?"), ("Р", "00:05", "Так.")]
    assert "One row has more cells than there are columns" in told(transcript)


GAPS = "speaker,text\nA,One.\nA,Two.\n,Lost?\nB,Three.\n,Mine.\nB,Four.\n,[laughs]\nA,Five.\n"


def test_empty_cells_where_every_row_names_its_speaker(tmp_path: Path) -> None:
    transcript = read(tmp_path, GAPS, "a.csv")
    assert said(transcript) == [
        ("A", "", "One. Two."),
        ("?", "", "Lost?"),
        ("B", "", "Three. Mine. Four. [laughs]"),
        ("A", "", "Five."),
    ]
    assert transcript.turns[1].role == "unknown"
    assert "One row names no speaker between two different ones" in told(transcript)


def test_a_row_above_the_first_name_is_nobodys(tmp_path: Path) -> None:
    transcript = read(tmp_path, "speaker,text\n,Intro words.\nA,One.\nB,Two.\n", "a.csv")
    assert said(transcript) == [("A", "", "One."), ("B", "", "Two.")]
    assert "2 words before the first label belong to nobody." in told(transcript)


def test_no_row_names_a_speaker(tmp_path: Path) -> None:
    transcript = read(tmp_path, "speaker,text\n,One.\n,Two.\n", "a.csv")
    assert said(transcript) == [("?", "", "One. Two.")]


def test_signs_of_html(tmp_path: Path) -> None:
    text = "speaker,text\nA,So&#8212;or &amp; so?\nB,AT&T; R&D\n"
    transcript = read(tmp_path, text, "a.csv")
    assert [words for _, _, words in said(transcript)] == ["So—or & so?", "AT&T; R&D"]


RESPONDENTS = "file,speaker,respondent,type\nru01.txt,Р,P01,a\nru03.txt,,P03,b\n"
SURVEY = (
    "respondent,type,score,comment\n1,a,3,Мне всё очень нравится здесь\n"
    "2,b,4,Не очень всё это хорошо\n3,a,2,Трудно сказать что думаю\n"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RESPONDENTS, r"without a transcript \(columns: file, speaker, respondent, type\)"),
        (SURVEY, r"without a transcript .*speaker, говорящий"),
        ("a,b\n1,2\n", "without a transcript"),
        ("x" * 300, "without a transcript"),
        ("id,text\n1,Длинный рассказ о себе\n2,Ещё один рассказ\n", "without a transcript"),
        ("file,speaker,text\na,И,Как?\nb,И,Так?\n", "holds 2 transcripts in one table .*“file”"),
        (
            'speaker,text\nA,"never closed\n' + "B,hello there\n" * 300,
            "line 2 that is never closed",
        ),
        ("speaker,text\nA,\nB,\n", "holds no speech"),
    ],
)
def test_tables_that_are_no_transcripts_are_refused_in_one_line(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(TranscriptError, match=message) as caught:
        read(tmp_path, text, "a.csv")
    assert "\n" not in str(caught.value)


def test_plain_text_whose_first_line_names_columns(tmp_path: Path) -> None:
    assert read(tmp_path, "speaker|text\nA|How?\nB|So.\n", "a.txt").source.format == "csv"
    assert read(tmp_path, "И: Как, speaker, text?\nР: Так.\n", "b.txt").source.format == "txt"


def test_a_text_table_named_as_a_workbook(tmp_path: Path) -> None:
    assert said(read(tmp_path, SEMICOLONS, "a.xls")) == TURNS
    with pytest.raises(TranscriptError, match="without a transcript"):
        read(tmp_path, "no table at all", "a.xls")
    with pytest.raises(TranscriptError, match="is no Excel workbook"):
        read(tmp_path, SEMICOLONS, "a.xlsx")


def test_labels_in_the_text_of_a_table_without_speakers(tmp_path: Path) -> None:
    text = "start,text\n0:01,И: Как?\n0:02,Р: Так.\n0:03,И так.\n0:04,И: А?\n0:05,Р: Да.\n"
    assert said(read(tmp_path, text, "a.csv")) == [
        ("И", "0:01", "Как?"),
        ("Р", "0:02", "Так. И так."),
        ("И", "0:04", "А?"),
        ("Р", "0:05", "Да."),
    ]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", SEMICOLONS, True),
        ("utf16.csv", SEMICOLONS.encode("utf-16"), True),
        ("long.csv", SEMICOLONS + "И;Ещё раз да и снова;;\r\n" * 20_000, True),
        ("long16.csv", (SEMICOLONS + "И;Ещё раз;;\r\n" * 20_000).encode("utf-16"), True),
        ("qa.csv", "Вопрос;Ответ\nКак?;Так.\n", True),
        ("whisper.tsv", "start\tend\ttext\n0\t2\tHi.\n", True),
        ("nvivo.csv", "Timespan,Content,Speaker\n0:00 - 0:05,Hi.,A\n", True),
        ("respondents.csv", RESPONDENTS, False),
        ("survey.csv", SURVEY, False),
        ("questions.csv", "id,question\n1,Как?\n", False),
        ("answers.csv", "respondent,question,answer\n1,Как?,Так\n", False),
        ("codings.csv", "transcript,code,speaker,text\na,X,И,Как?\nb,Y,И,Так.\n", False),
        ("coded.csv", "code,speaker,text\nX,И,Как?\nY,И,Так.\n", False),
        ("several.csv", "file,speaker,text\na,И,Как?\nb,Р,Так.\n", False),
        ("comments.csv", "author,message\nA,Hello\nB,Bye\n", False),
        ("binary.csv", b"\0\1\2\xff", False),
        ("whisper.json", '{"segments": [{"start": 0, "end": 1, "text": "Hi."}]}', True),
        ("list.json", '[{"speaker": "A", "text": "Hi."}]', True),
        ("chat.json", '[{"name": "A", "message": "Hi."}]', False),
        ("settings.json", '{"name": "x", "version": 1}', False),
        ("broken.json", '{"segments": [', False),
        ("a.xlsx", b"PK\x03\x04", False),
    ],
)
def test_which_tables_in_a_folder_are_transcripts(
    tmp_path: Path, name: str, content: str | bytes, expected: bool
) -> None:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    assert is_transcript_table(tmp_path / name) is expected


def test_a_table_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert not is_transcript_table(tmp_path / "a.csv")
    assert not is_transcript_table(tmp_path / "a.json")


def workbook(*sheets: list[list[Any]], formats: dict[str, str] | None = None) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        for place, shown in (formats or {}).items():
            sheet[place].number_format = shown
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


SHEET = [
    ["start", "stop", "speaker", "text"],
    [datetime.time(0, 0, 5), datetime.time(0, 0, 9), "И", "Как вы начинали?"],
    [datetime.time(0, 4, 40), None, "Р", "С нуля.\nДолго."],
    [datetime.timedelta(hours=25, seconds=5), None, None, 2019],
    ["00:00:05,250", None, "И", datetime.date(2020, 1, 2)],
    [12.5, None, "Р", datetime.datetime(2020, 1, 2, 3, 4, 5)],
    [None, None, "И", True],
    [datetime.time(1, 0, 0, 500_000), None, "Р", 2.5],
]


def test_a_workbook(tmp_path: Path) -> None:
    transcript = read(tmp_path, workbook(SHEET), "a.xlsx")
    assert said(transcript) == [
        ("И", "00:00:05", "Как вы начинали?"),
        ("Р", "00:04:40", "С нуля. Долго. 2019"),
        ("И", "00:00:05,250", "2020-01-02"),
        ("Р", "00:00:12.500", "2020-01-02 03:04:05"),
        ("И", "", "True"),
        ("Р", "01:00:00.500", "2.5"),
    ]
    assert (transcript.source.format, transcript.source.encoding) == ("xlsx", "")
    assert is_transcript_table(tmp_path / "a.xlsx")


def test_the_name_of_a_workbook_does_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, workbook(SHEET), "a.txt").source.format == "xlsx"


def test_minutes_and_seconds_that_excel_took_for_hours(tmp_path: Path) -> None:
    sheet = [["Время", "Говорящий", "Реплика"], [datetime.time(4, 40), "И", "Как?"]]
    data = workbook(
        [*sheet, [datetime.time(5, 0), "Р", "Так."]], formats={"A2": "h:mm", "A3": "h:mm"}
    )
    assert [time for _, time, _ in said(read(tmp_path, data, "a.xlsx"))] == ["4:40", "5:00"]


def test_the_first_sheet_with_the_columns_is_read(tmp_path: Path) -> None:
    cover = [["Интервью с директором"], ["Дата", datetime.date(2020, 1, 2)]]
    talk = [["speaker", "text"], ["И", "Как?"], ["Р", "Так."]]
    transcript = read(tmp_path, workbook(cover, talk, talk), "a.xlsx")
    assert said(transcript) == [("И", "", "Как?"), ("Р", "", "Так.")]
    assert "2 more sheets are not read, 1 of them look like transcripts" in told(transcript)
    alone = read(tmp_path, workbook(cover, talk), "a.xlsx")
    assert not any(note.warning for note in alone.notes)


def test_merged_cells_and_a_title(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["Расшифровка", None],
        ["Кто", "Реплика"],
        ["И", "Как?"],
        ["Р", "Так."],
        [None, "И так."],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A4:A5")
    book.save(tmp_path / "a.xlsx")
    transcript = read_transcript(tmp_path / "a.xlsx", "a.xlsx")
    assert said(transcript) == [("И", "", "Как?"), ("Р", "", "Так. И так.")]


MEMBERS = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/'
    'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxml'
    'formats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-office'
    'document.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"><sheets><sheet name="Лист" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openx'
    'mlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxml'
    'formats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
    "xl/worksheets/sheet1.xml": '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxml'
    'formats.org/spreadsheetml/2006/main"><dimension ref="A1:A1"/><sheetData>{}</sheetData>'
    "</worksheet>",
}


def written_by_hand(rows: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            archive.writestr(name, content.format(rows) if "sheet1" in name else content)
    return held.getvalue()


def cells(number: int, *texts: str) -> str:
    row = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABC", texts, strict=False)
    )
    return f'<row r="{number}">{row}</row>'


def test_a_workbook_of_another_program(tmp_path: Path) -> None:
    # no styles, no shared strings, a wrong size, formulas with their values, carriage returns
    formula = '<row r="4"><c r="A4" t="str"><f>"И"</f><v>И</v></c><c r="B4"><v>7</v></c></row>'
    rows = cells(1, "speaker", "text") + cells(2, "И", "Как?_x000D_\nА?") + cells(3, "Р", "Так.")
    transcript = read(tmp_path, written_by_hand(rows + formula), "a.xlsx")
    assert said(transcript) == [("И", "", "Как? А?"), ("Р", "", "Так."), ("И", "", "7")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (written_by_hand(cells(1, "a", "b")), "without a transcript"),
        (written_by_hand(""), "without a transcript"),
        (written_by_hand("<row"), "damaged"),
        (written_by_hand(cells(99_999_999_999, "speaker", "text")), "without a transcript"),
        (workbook(SHEET)[:900], "damaged"),
        (workbook([["a", "b"]]), "without a transcript"),
    ],
)
def test_workbooks_that_are_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError, match=message) as caught:
        read(tmp_path, data, "a.xlsx")
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("localc"),
    reason="LibreOffice Calc (localc) is not installed",
)
def test_a_workbook_made_by_libreoffice(tmp_path: Path) -> None:
    text = 'start,stop,speaker,text\n00:00:05,00:00:09,И,Как вы?\n00:04:40,00:05:00,Р,"Так, вот"\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    kind, commas = "xlsx:Calc MS Excel 2007 XML", "--infilter=CSV:44,34,76,1"
    book = saved_by_office(tmp_path / "a.csv", kind, tmp_path, commas)
    plain = read_transcript(tmp_path / "a.csv", "a.csv")
    assert said(read_transcript(book, "a.xlsx")) == said(plain)
    assert len(plain.turns) == 2


def check(path: Path) -> None:
    """Read a file, and see that there is a transcript or one error on one line."""
    try:
        transcript = read_transcript(path, path.name)
    except TranscriptError as error:
        lines = [str(problem) for problem in error.problems]
    else:
        lines = [told(transcript)]
        assert told(transcript, "ru")
        assert all(turn.start < turn.stop <= len(transcript.text) for turn in transcript.turns)
    assert len(lines) == 1
    assert "\n" not in lines[0]


TABLES = st.lists(
    st.lists(
        st.sampled_from(["speaker", "text", "start", "И", "Р", "Как вы это?", "00:01", "12", ""])
        | st.text(max_size=20),
        max_size=5,
    ),
    max_size=12,
).flatmap(lambda rows: st.sampled_from(",;\t|").map(lambda sign: "\n".join(map(sign.join, rows))))


@settings(max_examples=150, deadline=None)
@given(
    TABLES.map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=300),
    st.sampled_from([".csv", ".tsv", ".xlsx", ".sbv", ".ass", ".ttml", ".txt", ""]),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xff\xfe", b"sep=;\n", b"[Script Info]\n[Events]\n", b"<tt>"]
    ),
)
def test_any_bytes_are_a_transcript_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str, begin: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(begin + data)
    is_transcript_table(path)
    check(path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_workbook_raises_anything_but_our_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(SHEET))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(members)))
    place = data.draw(st.integers(0, len(members[name])))
    noise = data.draw(st.binary(max_size=20))
    members[name] = members[name][:place] + noise + members[name][place + 5 :]
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    check(path)


def test_what_is_too_large_to_look_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_text('[{"speaker": "A", "text": "Hi."}]', encoding="utf-8")
    assert is_transcript_table(tmp_path / "a.json")
    monkeypatch.setattr("qualcode.reading.formats.tables.LARGEST", 10)
    assert not is_transcript_table(tmp_path / "a.json")


def test_a_workbook_with_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.reading.formats.xlsx.MOST_CELLS", 3)
    with pytest.raises(TranscriptError, match="too many cells"):
        read(tmp_path, workbook(SHEET), "a.xlsx")


def test_a_time_of_more_than_a_day_is_counted_in_hours(tmp_path: Path) -> None:
    # such a cell is a date of the year 1900 where its format has no [h]
    sheet = [["start", "speaker", "text"], [datetime.datetime(1900, 1, 1, 2, 0, 5), "И", "Как?"]]
    data = workbook([*sheet, [datetime.time(0, 0, 1), "Р", "Так."]], formats={"A2": "h:mm:ss"})
    assert said(read(tmp_path, data, "a.xlsx"))[0] == ("И", "26:00:05", "Как?")


@pytest.mark.parametrize("rows", [70, 2_000])
def test_long_workbooks_are_told_by_their_beginning(tmp_path: Path, rows: int) -> None:
    talk = [["speaker", "text"], *([["И", "Как?"], ["Р", "Так."]] * rows)]
    (tmp_path / "a.xlsx").write_bytes(workbook(talk))
    assert is_transcript_table(tmp_path / "a.xlsx")
