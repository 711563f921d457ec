from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from office_files import (
    RICH,
    RICH_NOTES,
    RICH_TURNS,
    counted,
    document_of,
    flat_odt,
    needs_office,
    said,
    saved_by_office,
    texts,
    zipped,
)

from qualcode.errors import TranscriptError
from qualcode.reading import read_transcript

P = "<text:p>{}</text:p>"


def lines_of(text: str) -> list[str]:
    return texts(document_of(flat_odt(text).encode()))


def test_all_that_hangs_on_a_flat_file(tmp_path: Path) -> None:
    path = tmp_path / "a.fodt"
    path.write_text(flat_odt(RICH), encoding="utf-8")
    transcript = read_transcript(path, "a.fodt")
    assert said(transcript) == RICH_TURNS
    assert counted(transcript.notes) == RICH_NOTES
    assert transcript.source.format == "odt"
    assert "страницы" not in transcript.text


@needs_office
@pytest.mark.parametrize(
    ("kind", "format"),
    [("odt", "odt"), ("ott", "odt"), ("docx", "docx"), ("rtf", "rtf"), ("dotx", "docx")],
)
def test_libreoffice_saves_it_in_each_format(tmp_path: Path, kind: str, format: str) -> None:
    source = tmp_path / "a.fodt"
    source.write_text(flat_odt(RICH), encoding="utf-8")
    path = saved_by_office(source, kind, tmp_path)
    for name in (path.name, "a", "a.txt"):  # the content decides, not the name
        read = read_transcript(path.rename(tmp_path / name), name)
        assert said(read) == RICH_TURNS
        assert counted(read.notes) == RICH_NOTES
        assert read.source.format == format
        assert "страницы" not in read.text
        path = tmp_path / name
    lines = [line for line in document_of(path.read_bytes()).lines if line.text.strip()]
    assert lines[0].heading
    assert [line.color for line in lines[1:4]] == ["c00000", "", ""]
    assert lines[2].text[: lines[2].bold].strip() == "Р:"


def test_looks_come_from_styles_and_their_parents() -> None:
    text = (
        '<text:p text:style-name="P1">И: Как?</text:p>'
        '<text:p text:style-name="P1"><text:span text:style-name="T4">Р: Так.</text:span></text:p>'
        '<text:p><text:span text:style-name="T3">Всё <text:span text:style-name="T2">наклонно'
        "</text:span></text:span></text:p>"
        '<text:p><text:span text:style-name="T2">Анна</text:span> обычно</text:p>'
        '<text:p text:style-name="Title">Заглавие</text:p>'
    )
    lines = document_of(flat_odt(text).encode()).lines
    assert [line.color for line in lines] == ["c00000", "", "0000ff", "", ""]
    assert [line.italic for line in lines] == [False, False, True, False, False]
    assert [line.bold for line in lines] == [0, 0, 0, 4, 0]
    assert [line.heading for line in lines] == [False] * 4 + [True]


def test_weights_in_figures() -> None:
    styled = flat_odt('<text:p><text:span text:style-name="T2">Анна</text:span> да</text:p>')
    for weight, bold in (("700", 4), ("300", 0)):
        data = styled.replace('fo:font-weight="bold"', f'fo:font-weight="{weight}"').encode()
        assert document_of(data).lines[0].bold == bold


def test_blanks_of_the_source_are_no_blanks_of_the_text() -> None:
    assert lines_of("<text:p>\n  И:\n Как <text:span> вы</text:span><text:s/> там?</text:p>") == [
        "И: Как вы  там?"
    ]
    assert lines_of('<text:p>а<text:s text:c="1000000000"/>б</text:p>')[0].count(" ") == 10_000


def test_numbers_and_dashes_of_lists() -> None:
    def listed(style: str, *items: str, more: str = "") -> str:
        inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
        named = f' text:style-name="{style}"' if style else ""
        return f"<text:list{named}{more}>{inner}</text:list>"

    one, two, three = P.format("один"), P.format("два"), P.format("три")
    assert lines_of(listed("L1", one, two)) == ["– один", "– два"]
    assert lines_of(listed("L2", one, two) + listed("L2", three)) == ["1. один", "2. два", "1. три"]
    again = ' text:continue-numbering="true"'
    assert lines_of(listed("L2", one, two) + listed("L2", three, more=again))[-1] == "3. три"
    by_id = listed("L2", one, more=' xml:id="x"') + listed("L2", two) + P.format("-")
    assert lines_of(by_id + listed("L2", three, more=' text:continue-list="x"'))[-1] == "2. три"
    nested = listed("L2", one + listed("", two), three)
    assert lines_of(nested) == ["1. один", "два", "2. три"]
    assert lines_of(listed("L3", one)) == ["Вопрос 1: один"]
    assert lines_of(listed("L2", one + two, listed("", three))) == ["1. один", "два", "три"]
    later = '<text:list text:style-name="L2"><text:list-item text:start-value="7">'
    assert lines_of(f"{later}{one}</text:list-item></text:list>") == ["7. один"]
    assert lines_of(listed("unknown", one)) == ["один"]
    styled = flat_odt(listed("", one.replace("<text:p", '<text:p text:style-name="P1"')))
    named = styled.replace('style:name="P1"', 'style:name="P1" style:list-style-name="L3"')
    assert texts(document_of(named.encode())) == ["Вопрос 1: один"]
    deep = flat_odt(listed("L2", one)).replace('style:num-suffix="."', 'text:display-levels="2"')
    assert texts(document_of(deep.encode())) == ["один"]


def test_numbered_labels_are_labels(tmp_path: Path) -> None:
    items = "".join(
        f"<text:list-item><text:p>{label}: {words}</text:p></text:list-item>"
        for label, words in [("И", "Как?"), ("Р", "Так."), ("И", "А ещё?"), ("Р", "Да.")]
    )
    path = tmp_path / "a.fodt"
    path.write_text(flat_odt(f'<text:list text:style-name="L2">{items}</text:list>'), "utf-8")
    turns = [("И", "Как?"), ("Р", "Так."), ("И", "А ещё?"), ("Р", "Да.")]
    assert said(read_transcript(path, "a.fodt")) == turns


def test_tables_with_merged_cells_and_tables_inside() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell{more}>{text}</table:table-cell>"

    wide, tall = ' table:number-columns-spanned="2"', ' table:number-rows-spanned="2"'
    covered = "<table:covered-table-cell/>"
    pair = cell(P.format("x")) + cell(P.format("y"))
    inner = f"<table:table><table:table-row>{pair}</table:table-row></table:table>"
    rows = [
        cell(P.format("00:03")) + cell(P.format("инт"), tall) + cell(P.format("Как?")),
        cell(P.format("00:07")) + covered + cell(P.format("А ещё?") + inner),
        cell(P.format("широко"), wide) + covered + cell(P.format("да")),
    ]
    whole = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    head = f"<table:table-header-rows>{whole[0]}</table:table-header-rows>"
    table = head + "".join(whole[1:])
    assert lines_of(f"<table:table>{table}</table:table>") == [
        "00:03\tинт\tКак?",
        "00:07\t\tА ещё?",
        "x\ty",
        "широко\tда",
    ]


def test_sections_contents_and_hidden_text() -> None:
    text = (
        "<text:table-of-content><text:index-body><text:index-title><text:p>Оглавление</text:p>"
        "</text:index-title><text:p>Начало<text:tab/>1</text:p></text:index-body></text:table-of-content>"
        "<text:section>" + P.format("И: Как?") + "</text:section>"
        '<text:section text:display="none">' + P.format("не для всех") + "</text:section>"
        '<text:p>скрыт<text:hidden-paragraph text:is-hidden="true"/></text:p>'
        '<text:p>да<text:hidden-text text:string-value="и нет"/></text:p>'
        "<draw:frame><draw:text-box><text:p>рамка</text:p></draw:text-box></draw:frame>"
        "<text:list><text:list-item><table:table><table:table-row><table:table-cell>"
        + '<text:list text:style-name="L2"><text:list-item><text:p/></text:list-item></text:list>'
        + P.format("клетка")
        + "</table:table-cell></table:table-row></table:table></text:list-item></text:list>"
    )
    document = document_of(flat_odt(text).encode())
    spoken = [line.text for line in document.lines if line.text and not line.heading]
    assert spoken == ["И: Как?", "да", "1.", "клетка"]
    assert [line.text for line in document.lines if line.heading] == ["Оглавление", "Начало\t1"]
    assert counted(document.notes) == {
        "document.boxes": {"n": 1, "words": 1},
        "document.hidden": {"words": 6},
    }


def test_a_file_made_by_odfdo(tmp_path: Path) -> None:
    from odfdo import Document, Header, Paragraph, Style, Table

    made = Document("text")
    made.body.clear()
    made.insert_style(Style("paragraph", name="Red", area="text", color="#c00000"), automatic=True)
    made.body.append(Header(1, "Интервью"))
    for _ in range(2):
        made.body.append(Paragraph("Как вы начинали?", style="Red"))
        made.body.append(Paragraph("С нуля.\tИ так."))
    table = Table("t", width=3, height=2)
    for number, row in enumerate([("00:03", "инт", "Как?"), ("00:09", "рук", "Так.")]):
        table.set_row_values(number, row)
    made.body.append(table)
    made.save(tmp_path / "a.odt")
    document = document_of((tmp_path / "a.odt").read_bytes(), ".odt")
    shown = [(line.text, line.color) for line in document.lines if line.text]
    assert shown == [
        ("Интервью", ""),
        *[("Как вы начинали?", "c00000"), ("С нуля.\tИ так.", "")] * 2,
        ("00:03\tинт\tКак?", ""),
        ("00:09\tрук\tТак.", ""),
    ]
    assert document.lines[0].heading


@pytest.mark.parametrize(
    ("kind", "message"),
    [("spreadsheet", r"table \(.ods\)"), ("presentation", r"\(.odp\)"), ("drawing", "drawing")],
)
def test_opendocument_that_is_no_text(tmp_path: Path, kind: str, message: str) -> None:
    content = flat_odt("").replace("office:text>", f"office:{kind}>").encode()
    path = zipped(tmp_path / "a.odt", {"content.xml": content})
    with pytest.raises(TranscriptError, match=message):
        read_transcript(path, "a.odt")


def test_damaged_locked_and_unsafe_files(tmp_path: Path) -> None:
    manifest = b"<manifest><encryption-data/></manifest>"
    old_manifest = b'<!DOCTYPE manifest PUBLIC "x" "Manifest.dtd"><manifest/>'
    content = flat_odt(P.format("И: Как?") + P.format("Р: Так.")).encode()
    evil = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content.partition(b"\n")[2]
    for members, message in [
        ({"content.xml": b"<x/>"}, "damaged"),
        (
            {"content.xml": flat_odt("").replace("<office:text></office:text>", "").encode()},
            "damaged",
        ),
        ({"content.xml": b"x"}, "damaged"),
        ({"content.xml": content, "META-INF/manifest.xml": manifest}, "with a password"),
        ({"encrypted-package": b"x"}, "with a password"),
        ({"content.xml": evil}, "entities"),
        ({"content.xml": content, "META-INF/manifest.xml": evil}, "entities"),
        ({"mimetype": b"application/vnd.sun.xml.writer", "content.xml": evil}, "OpenOffice 1"),
    ]:
        path = tmp_path / "a.odt"
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        with pytest.raises(TranscriptError, match=message):
            read_transcript(path, "a.odt")
    # OpenOffice 2 declared a document type there, and nothing else
    zipped(path, {"content.xml": content, "META-INF/manifest.xml": old_manifest})
    assert said(read_transcript(path, "a.odt")) == [("И", "Как?"), ("Р", "Так.")]
    (tmp_path / "a.fodt").write_bytes(evil)
    with pytest.raises(TranscriptError, match="entities"):
        read_transcript(tmp_path / "a.fodt", "a.fodt")
