from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript
from qualcode.reading.wording import put

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DIALOGUE = (
    "Дата: 1.2.2020\n\n{0}Как вы начинали?\n\n{1}С нуля.\n\nИ так.\n\n{0}А потом?\n\n{1}Да.\n"
)


def new_document() -> Any:
    import docx

    return docx.Document()


def read(folder: Path, document: Any, name: str = "a.docx") -> Transcript:
    document.save(folder / name)
    return read_transcript(folder / name, name)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.stop]) for turn in transcript.turns]


TURNS = [("И", "Как?"), ("Р", "Так."), ("И", "А ещё?"), ("Р", "Да.")]


def test_plain_paragraphs(tmp_path: Path) -> None:
    document = new_document()
    document.add_heading("Интервью с директором", 1)
    for label, words in TURNS:
        document.add_paragraph(f"{label}: {words}")
    transcript = read(tmp_path, document)
    assert said(transcript) == TURNS
    assert transcript.text.startswith("Интервью с директором\nИ: Как?\nР: ")
    assert (transcript.source.format, transcript.source.encoding) == ("docx", "")


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    document = new_document()
    for label, words in TURNS:
        document.add_paragraph(f"{label}: {words}")
    assert read(tmp_path, document, "a.txt").source.format == "docx"


def test_runs_split_inside_a_word_and_breaks_inside_a_paragraph(tmp_path: Path) -> None:
    document = new_document()
    for _ in range(2):
        paragraph = document.add_paragraph()
        for part in ("Int", "erview", "er", ":\t", "How ", "so?"):
            paragraph.add_run(part).bold = part == "erview"
        paragraph.add_run().add_break()
        paragraph.add_run("Participant: So.")
    assert (
        said(read(tmp_path, document)) == [("Interviewer", "How so?"), ("Participant", "So.")] * 2
    )


@pytest.mark.parametrize("colon", ["bold", "plain", "none"])
def test_bold_names(tmp_path: Path, colon: str) -> None:
    document = new_document()
    for label, words in [("Anna", "Why?"), ("Bo", "So."), ("Anna", "Then?"), ("Bo", "Then.")]:
        paragraph = document.add_paragraph()
        paragraph.add_run(label + (":" if colon == "bold" else "")).bold = True
        paragraph.add_run((":" if colon == "plain" else "") + " " + words)
    transcript = read(tmp_path, document)
    assert said(transcript) == [("Anna", "Why?"), ("Bo", "So."), ("Anna", "Then?"), ("Bo", "Then.")]


@pytest.mark.parametrize("how", ["run", "character style", "paragraph style", "bold"])
def test_questions_in_italics_or_bold(tmp_path: Path, how: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    document = new_document()
    parent = document.styles.add_style("Asking", WD_STYLE_TYPE.PARAGRAPH)
    parent.font.italic = True
    child = document.styles.add_style("Asking More", WD_STYLE_TYPE.PARAGRAPH)
    child.base_style = parent
    for number in range(3):
        paragraph = document.add_paragraph(
            style="Asking More" if how == "paragraph style" else None
        )
        run = paragraph.add_run(f"Как вы начинали {number}?")
        run.italic = True if how == "run" else None
        run.bold = True if how == "bold" else None
        if how == "character style":
            run.style = "Emphasis"
        document.add_paragraph("Долго и с нуля, потом привыкли.")
    transcript = read(tmp_path, document)
    assert [turn.role for turn in transcript.turns] == ["interviewer", "respondent"] * 3


def test_tables_stand_in_document_order(tmp_path: Path) -> None:
    document = new_document()
    document.add_paragraph("Файл: x.wav")
    table = document.add_table(rows=0, cols=3)
    for row in [("время", "кто", "реплика"), ("00:03", "инт", "Как?"), ("00:09", "рук", "Так.")]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.rows[2].cells[2].add_paragraph("И ещё так.")
    document.add_paragraph("[конец]")
    transcript = read(tmp_path, document)
    assert said(transcript) == [("инт", "Как?"), ("рук", "Так.\nИ ещё так.")]
    assert [turn.time for turn in transcript.turns] == ["00:03", "00:09"]


def test_a_table_of_number_question_and_answer(tmp_path: Path) -> None:
    document = new_document()
    table = document.add_table(rows=0, cols=3)
    for row in [("№", "Вопрос", "Ответ"), ("1", "Как?\nА?", "Так.\nДа."), ("2", "Ещё?", "Нет.")]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    assert said(read(tmp_path, document)) == [
        *(("Вопрос", "Как? А?"), ("Ответ", "Так.\nДа."), ("Вопрос", "Ещё?"), ("Ответ", "Нет."))
    ]


def test_insertions_and_links_are_kept_deletions_are_not(tmp_path: Path) -> None:
    from docx.oxml import parse_xml

    document = new_document()
    for label, words in TURNS:
        document.add_paragraph(f"{label}: {words}")
    paragraph = document.paragraphs[1]._p
    for xml in (
        f"<w:ins {W} w:id='1'><w:r><w:t xml:space='preserve'> Вот</w:t></w:r></w:ins>",
        f"<w:del {W} w:id='2'><w:r><w:delText> Нет</w:delText></w:r></w:del>",
        f"<w:hyperlink {W}><w:r><w:t xml:space='preserve'> здесь.</w:t></w:r></w:hyperlink>",
    ):
        paragraph.append(parse_xml(xml))
    assert said(read(tmp_path, document))[1] == ("Р", "Так. Вот здесь.")


def test_dashes_made_into_a_list_by_word(tmp_path: Path) -> None:
    document = new_document()
    numbering = document.part.numbering_part.element
    level = numbering.find("{*}abstractNum/{*}lvl/{*}lvlText")
    level.set(level.nsmap["w"].join("{}") + "val", "-")
    kind = level.getparent().getparent()
    val = level.nsmap["w"].join("{}")
    ids = [
        number.get(val + "numId")
        for number in numbering.iter(val + "num")
        if number.find(val + "abstractNumId").get(val + "val") == kind.get(val + "abstractNumId")
    ]
    for words in ("Как?", "Так, и так, и ещё.", "А?", "Да, потом да.", "И?", "И всё, больше нет."):
        properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = int(ids[0])
    transcript = read(tmp_path, document)
    assert transcript.source.layout == "dashes"
    assert [turn.role for turn in transcript.turns] == ["interviewer", "respondent"] * 3


def rezipped(folder: Path, changes: dict[str, bytes]) -> Path:
    document = new_document()
    document.add_paragraph("И: Как?")
    document.add_paragraph("Р: Так.")
    held = io.BytesIO()
    document.save(held)
    path = folder / "a.docx"
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            new.writestr(name, data)
    return path


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"../evil.txt": b"x"}, "outside its folder"),
        ({"/etc/evil": b"x"}, "outside its folder"),
        ({"C:\\evil": b"x"}, "outside its folder"),
        ({"word/media/bomb.bin": b"\0" * 30_000_000}, "suspicious size"),
        ({"word/document.xml": ENTITIES}, "entities"),
        ({"word/styles.xml": ENTITIES.decode().encode("utf-16")}, "entities"),
        ({"word/document.xml": b"<w:document"}, "damaged"),
        ({"[Content_Types].xml": b"<x/>"}, "damaged"),
    ],
)
def test_unsafe_and_damaged_files_are_refused(
    tmp_path: Path, changes: dict[str, bytes], message: str
) -> None:
    with pytest.raises(TranscriptError, match=message) as caught:
        read_transcript(rezipped(tmp_path, changes), "a.docx")
    assert "\n" not in str(caught.value)


def test_the_size_of_all_members_is_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.reading.formats.archive.LIMIT", 10_000)
    with pytest.raises(TranscriptError, match="unpack to more"):
        read_transcript(rezipped(tmp_path, {}), "a.docx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"just text", "is named .docx but is no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is named .docx but is an old Word file"),
        (b"{\\rtf1 text}", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_what_only_claims_to_be_a_word_file(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(TranscriptError, match=message):
        read_transcript(tmp_path / "a.docx", "a.docx")


@pytest.mark.parametrize(("member", "message"), [("content.xml", "OpenDocument"), ("x", "no Word")])
def test_other_zip_files(tmp_path: Path, member: str, message: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.txt", "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(TranscriptError, match=message):
        read_transcript(tmp_path / "a.txt", "a.txt")


def test_text_boxes_are_reported(tmp_path: Path) -> None:
    from docx.oxml import parse_xml

    document = new_document()
    for label, words in TURNS:
        document.add_paragraph(f"{label}: {words}")
    box = f"<w:r {W}><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>"
    document.paragraphs[0]._p.append(parse_xml(box))
    assert any(note.phrase.id == "word.boxes" for note in read(tmp_path, document).notes)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize(
    ("first", "second"),
    [("И: ", "Р: "), ("Инт.:\t", "Респ.:\t"), ("Соц. [00:01]\n", "Инф. [00:02]\n")],
)
def test_a_word_file_made_by_libreoffice(tmp_path: Path, first: str, second: str) -> None:
    text = tmp_path / "a.txt"
    text.write_text(DIALOGUE.format(first, second), encoding="utf-8")
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless"),
            *("--infilter=Text (encoded):UTF8,LF,,,", "--convert-to", "docx:MS Word 2007 XML"),
            *("--outdir", str(tmp_path), str(text)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    plain, word = read_transcript(text, "a.txt"), read_transcript(tmp_path / "a.docx", "a.docx")
    assert said(word) == said(plain)
    assert len(word.turns) == 4
    assert word.text.rstrip() == plain.text.rstrip()


def test_table_cells_in_content_controls(tmp_path: Path) -> None:
    from docx.oxml import parse_xml

    document = new_document()
    table = document.add_table(rows=0, cols=2)
    for label, words in TURNS:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, words
    for row in table.rows:
        cell = row._tr.tc_lst[1]
        control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
        cell.addprevious(control)
        control[0].append(cell)
    assert said(read(tmp_path, document)) == TURNS


def test_hidden_text_is_left_out_and_told(tmp_path: Path) -> None:
    document = new_document()
    for label, words in TURNS:
        paragraph = document.add_paragraph(f"{label}: {words}")
        paragraph.add_run(" имя скрыто").font.hidden = True
    transcript = read(tmp_path, document)
    assert said(transcript) == TURNS
    note = next(note for note in transcript.notes if note.phrase.id == "word.hidden")
    assert note.warning
    assert put(note.phrase).startswith("8 words")


@pytest.mark.parametrize("labels", ["ИР", ("Анна", "Пётр")])
def test_a_table_of_number_label_and_text_without_a_heading(tmp_path: Path, labels: Any) -> None:
    document = new_document()
    table = document.add_table(rows=0, cols=3)
    expected = [(labels[number % 2], words) for number, (_, words) in enumerate(TURNS)]
    for number, (label, words) in enumerate(expected, start=1):
        for cell, text in zip(table.add_row().cells, (str(number), label, words), strict=True):
            cell.text = text
    assert said(read(tmp_path, document)) == expected


def test_a_file_that_only_begins_like_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(b"PK nonsense")
    with pytest.raises(TranscriptError, match="no Word file"):
        read_transcript(path, "bad.docx")
