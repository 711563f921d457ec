from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from office_files import counted, document_of, needs_office, said, saved_by_office, texts

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript

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
        ({"word/document.xml": b"<x/>"}, "damaged"),
        ({"word/document.xml": b"<x>" * 100_000}, "damaged"),
        ({"word/numbering.xml": b"<x"}, "damaged"),
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
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Office file"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_what_only_claims_to_be_a_word_file(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(TranscriptError, match=message):
        read_transcript(tmp_path / "a.docx", "a.docx")


@pytest.mark.parametrize(
    ("member", "message"), [("content.xml", "OpenDocument"), ("x", "holds no document")]
)
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
    words = "<w:txbxContent><w:p><w:r><w:t>в рамке</w:t></w:r></w:p></w:txbxContent>"
    spaces = f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    # once for Word of today and once for older programs, and an empty one
    for box in (
        f"<w:r {spaces}><mc:AlternateContent><mc:Choice Requires='wps'>{words}</mc:Choice>"
        f"<mc:Fallback>{words}</mc:Fallback></mc:AlternateContent></w:r>",
        f"<w:r {W}><w:pict>{words}</w:pict></w:r>",
        f"<w:r {W}><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>",
    ):
        document.paragraphs[0]._p.append(parse_xml(box))
    transcript = read(tmp_path, document)
    assert said(transcript) == TURNS
    assert counted(transcript.notes) == {"document.boxes": {"n": 2, "words": 4}}


@needs_office
@pytest.mark.parametrize(
    ("first", "second"),
    [("И: ", "Р: "), ("Инт.:\t", "Респ.:\t"), ("Соц. [00:01]\n", "Инф. [00:02]\n")],
)
def test_a_word_file_made_by_libreoffice(tmp_path: Path, first: str, second: str) -> None:
    text = tmp_path / "a.txt"
    text.write_text(DIALOGUE.format(first, second), encoding="utf-8")
    options = "--infilter=Text (encoded):UTF8,LF,,,"
    saved_by_office(text, "docx:MS Word 2007 XML", tmp_path, options)
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
    assert counted(transcript.notes) == {"document.hidden": {"words": 8}}


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


def added(document: Any, xml: str) -> None:
    """Put XML at the end of a document's body."""
    from docx.oxml import parse_xml

    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace(">", f" {W}>", 1)))


def lines_of(document: Any) -> Any:
    held = io.BytesIO()
    document.save(held)
    return document_of(held.getvalue(), ".docx")


def bodied(*xml: str) -> Any:
    document = new_document()
    for block in xml:
        added(document, block)
    return document


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_colours_of_runs_styles_and_themes() -> None:
    from docx.enum.dml import MSO_THEME_COLOR
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    document = new_document()
    asking = document.styles.add_style("Asking", WD_STYLE_TYPE.PARAGRAPH)
    asking.font.color.rgb = RGBColor(0xC0, 0, 0)
    more = document.styles.add_style("More", WD_STYLE_TYPE.PARAGRAPH)
    more.base_style = asking
    marked = document.styles.add_style("Marked", WD_STYLE_TYPE.CHARACTER)
    marked.font.color.rgb = RGBColor(0, 0x70, 0xC0)
    document.add_paragraph("стиль", style="More")
    document.add_paragraph().add_run("знаки", style="Marked")
    document.add_paragraph("чёрный", style="More").runs[0].font.color.rgb = RGBColor(0, 0, 0)
    document.add_paragraph("почти", style="More").runs[0].font.color.rgb = RGBColor(9, 9, 0x33)
    document.add_paragraph().add_run("тема").font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    document.add_paragraph().add_run("текст").font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    for attributes in (
        'w:val="auto"',
        'w:val="auto" w:themeColor="accent2" w:themeShade="80"',
        'w:val="auto" w:themeColor="accent2" w:themeTint="99"',
        'w:val="943634" w:themeColor="accent2" w:themeShade="BF"',
        'w:val="00FF00" w:themeColor="unknown"',
    ):
        added(document, f"<w:p>{run('буквы', f'<w:color {attributes}/>')}</w:p>")
    colors = [line.color for line in lines_of(document).lines]
    assert colors[:7] == ["c00000", "0070c0", "", "", "4f81bd", "", ""]
    assert colors[7:] == ["642523", "d99694", "943634", "00ff00"]  # Word: 632423, d99594


def test_a_paragraph_has_a_colour_where_nearly_all_its_letters_have_it() -> None:
    red, blue = '<w:color w:val="FF0000"/>', '<w:color w:val="0000FF"/>'
    document = bodied(
        f"<w:p>{run('12. ')}{run('Как вы начинали?', red)}{run(' [да]')}</w:p>",
        f"<w:p>{run('красное ', red)}{run('синее', blue)}</w:p>",
        f"<w:p>{run('Анна', red)}{run(' обычно говорит мало')}</w:p>",
        f"<w:p>{run('...!?', red)}</w:p>",
        f"<w:p><w:hyperlink>{run('ссылка', blue)}</w:hyperlink></w:p>",
    )
    lines = lines_of(document).lines
    assert [line.color for line in lines] == ["ff0000", "", "", "ff0000", ""]
    # a label in a colour of its own is set off like one in bold
    assert [line.bold for line in lines] == [0, 8, 4, 0, 0]


SAID = [
    ("Расскажите, как вы начинали?", "Мы начинали с нуля, долго искали людей."),
    ("А что было потом?", "Потом пришёл первый грант, и стало легче."),
    ("Кто вам помогал?", "Помогали коллеги и область, конечно."),
    ("И сейчас помогают?", "Сейчас меньше. Но мы привыкли."),
]


def colored(folder: Path, names: tuple[str, str]) -> Path:
    """Write an interview in which the questions, or the names of the speakers, are coloured."""
    from docx.shared import RGBColor

    document = new_document()
    for pair in SAID:
        for name, words, color in zip(names, pair, (0xC0, 0), strict=True):
            paragraph = document.add_paragraph()
            first = paragraph.add_run(name or words)
            if color or name:
                first.font.color.rgb = RGBColor(color, 0, 0xA0)
            if name:
                paragraph.add_run(f" {words}")
    document.save(folder / "a.docx")
    return folder / "a.docx"


@pytest.mark.parametrize("names", [("", ""), ("Мария", "Пётр")])
@pytest.mark.parametrize(
    "kind", ["docx", *(pytest.param(kind, marks=needs_office) for kind in ("odt", "rtf"))]
)
def test_speakers_shown_by_colour(tmp_path: Path, kind: str, names: tuple[str, str]) -> None:
    path = colored(tmp_path, names)
    if kind != "docx":
        path = saved_by_office(path, kind, tmp_path)
    transcript = read_transcript(path, path.name)
    assert [words for _, words in said(transcript)] == [words for pair in SAID for words in pair]
    assert [turn.role for turn in transcript.turns] == ["interviewer", "respondent"] * 4


@needs_office
def test_a_true_old_word_file_is_refused(tmp_path: Path) -> None:
    path = saved_by_office(colored(tmp_path, ("И:", "Р:")), "doc", tmp_path)
    with pytest.raises(TranscriptError, match=r"old Word file \(\.doc\); open it in Word"):
        read_transcript(path, path.name)


def test_numbers_that_word_shows_and_does_not_write(tmp_path: Path) -> None:
    document = new_document()
    for label, words in TURNS:
        document.add_paragraph(f"{label}: {words}", style="List Number")
    transcript = read(tmp_path, document)
    assert said(transcript) == TURNS
    assert transcript.text.startswith("1. И: Как?\n2. Р: Так.")
    bullets = new_document()
    bullets.add_paragraph("точка", style="List Bullet")
    assert texts(lines_of(bullets)) == ["точка"]


LEVEL = (
    '<w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/>'
    '<w:lvlText w:val="{3}"/></w:lvl>'
)


def numbered(levels: str, nums: str, paragraphs: list[tuple[int, int]]) -> list[str]:
    from docx.oxml import parse_xml

    document = new_document()
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="7">{levels}</w:abstractNum>'))
    for num in nums.split("|"):
        numbering.append(parse_xml(num.replace(">", f" {W}>", 1)))
    for number, level in paragraphs:
        numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        added(document, f"<w:p><w:pPr>{numbers}</w:pPr>{run('x')}</w:p>")
    return [text.removesuffix("x").rstrip() for text in texts(lines_of(document))]


NUM = '<w:num w:numId="{0}"><w:abstractNumId w:val="7"/>{1}</w:num>'


def test_lists_count_as_word_counts() -> None:
    levels = LEVEL.format(0, 3, "decimal", "%1.") + LEVEL.format(1, 1, "decimal", "%1.%2.")
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{LEVEL.format(0, 1, "decimal", "В%1:")}</w:lvlOverride>'
    nums = "|".join([NUM.format(1, ""), NUM.format(2, restart), NUM.format(3, other)])
    shown = numbered(levels, nums, [(1, 0), (1, 1), (1, 0), (0, 0), (9, 0), (2, 0), (2, 0), (3, 0)])
    assert shown == ["3.", "", "4.", "", "", "1.", "2.", "В3:"]


@pytest.mark.parametrize(
    ("format", "text", "shown"),
    [
        ("decimal", "%1)", "1)"),
        ("upperRoman", "%1.", ""),
        ("lowerLetter", "%1)", ""),
        ("decimal", "Вопрос %1.", "Вопрос 1."),
        ("bullet", "—", "—"),
        ("bullet", "\uf02d", "-"),
        ("bullet", "•", ""),
        ("none", "x", ""),
        ("decimal", "%2.", ""),
    ],
)
def test_of_the_marks_of_lists_those_that_matter(format: str, text: str, shown: str) -> None:
    assert numbered(LEVEL.format(0, 1, format, text), NUM.format(1, ""), [(1, 0)]) == [shown]


def test_tracked_changes_over_paragraphs_and_rows() -> None:
    deleted = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    gone = "<w:del w:id='2'><w:r><w:delText> лишнее</w:delText></w:r></w:del>"
    document = bodied(
        f"<w:p>{deleted}{run('Р: Мы начинали')}{gone}</w:p>",
        f"<w:p><w:ins w:id='3'>{run(' с нуля')}</w:ins>{run('.')}</w:p>",
        f"<w:p>{deleted}{gone}</w:p>",
        f"<w:p><w:moveFrom w:id='4'>{run('раньше')}</w:moveFrom>{run('И: Как?')}</w:p>",
        f"<w:p><w:moveTo w:id='5'>{run('позже')}</w:moveTo></w:p>",
        "<w:tbl><w:tr><w:trPr><w:del w:id='6'/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{run('клетка')}</w:p></w:tc></w:tr></w:tbl>",
        f"<w:p>{deleted}{run('конец')}</w:p>",
    )
    read_lines = lines_of(document)
    assert texts(read_lines) == [*("Р: Мы начинали с нуля.", "И: Как?", "позже", "клетка", "конец")]
    changes = {"count.insertions": 2, "count.deletions": 3}
    assert counted(read_lines.notes) == {"document.changes": {"changes": changes}}
    only = lines_of(bodied(f"<w:p>{run('Р: Да')}{gone}</w:p>"))
    assert counted(only.notes) == {"document.changes": {"changes": {"count.deletions": 1}}}


def test_fields_show_their_result_alone() -> None:
    def field(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    inner = field("begin") + run("дата") + field("separate") + run("внутри") + field("end")
    document = bodied(
        f"<w:p>{field('begin')}{run('IF ')}{inner}</w:p>",
        f"<w:p>{run('ещё')}{field('separate')}{run('видно')}{field('end')}{run(' дальше')}</w:p>",
        f"<w:p><w:fldSimple w:instr='PAGE'>{run('7')}</w:fldSimple>{field('end')}</w:p>",
    )
    assert texts(lines_of(document)) == ["", "видно дальше", "7"]


def test_forms_notes_and_marks_of_notes(tmp_path: Path) -> None:
    empty = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    mark = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>*</w:t></w:r>"
    document = bodied(
        f"<w:sdt><w:sdtContent><w:p>{run('И: Как?')}</w:p></w:sdtContent></w:sdt>",
        f"<w:sdt>{empty}<w:sdtContent><w:p>{run('Введите текст')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p>{run('Р: Так')}{mark}<w:sdt>{empty}<w:sdtContent>{run('Выберите')}</w:sdtContent>"
        f"</w:sdt><w:sdt><w:sdtContent>{run(' да')}</w:sdtContent></w:sdt>"
        "<w:r><w:noBreakHyphen/><w:ptab/><w:t>то</w:t></w:r></w:p>",
        "<w:altChunk></w:altChunk>",
    )
    document.sections[0].header.paragraphs[0].text = "Верх страницы"
    document.sections[0].footer.paragraphs[0].text = "Низ страницы"
    document.add_comment(document.paragraphs[0].runs, text="заметка", author="A", initials="A")
    transcript = read(tmp_path, document)
    assert said(transcript) == [("И", "Как?"), ("Р", "Так да-\tто")]
    assert counted(transcript.notes) == {
        "document.comments": {"n": 1},
        "document.embedded": {"n": 1},
        "document.footnotes": {"n": 1, "words": 0},
    }


def test_several_tabs_and_soft_line_breaks(tmp_path: Path) -> None:
    document = new_document()
    for label, words in TURNS:
        document.add_paragraph(f"{label}:\t\t\t{words}\nИ так.")
    transcript = read(tmp_path, document)
    assert said(transcript) == [(label, f"{words}\nИ так.") for label, words in TURNS]


@pytest.mark.parametrize("numbers", ["1 2 3 4", "5. 7. 8. 12."])
def test_a_table_of_number_and_text(tmp_path: Path, numbers: str) -> None:
    document = new_document()
    table = document.add_table(rows=0, cols=2)
    for number, (label, words) in zip(numbers.split(), TURNS, strict=True):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = number, f"{label}: {words}"
    table.add_row()  # left empty
    transcript = read(tmp_path, document)
    assert said(transcript) == TURNS
    assert counted(transcript.notes) == {"document.row_numbers": {"n": 5}}


def test_a_table_whose_numbers_word_counts(tmp_path: Path) -> None:
    document = new_document()
    table = document.add_table(rows=0, cols=3)
    for label, words in [("№", ""), *TURNS]:
        cells = table.add_row().cells
        cells[0].paragraphs[0].style = document.styles["List Number"]
        cells[1].text, cells[2].text = label, words
    transcript = read(tmp_path, document)
    assert said(transcript) == TURNS
    assert "\n2.\tИ\tКак?" in document_text(document)
    document.add_paragraph(style="List Number")
    assert texts(lines_of(document))[-1] == ""  # a number without words is none outside tables


def document_text(document: Any) -> str:
    return "\n".join(texts(lines_of(document)))


def test_a_table_inside_a_table_and_labels_in_bold(tmp_path: Path) -> None:
    document = new_document()
    outer = document.add_table(rows=1, cols=1)
    inner = outer.rows[0].cells[0].add_table(0, 2)
    for label, words in [("Анна", "Как?"), ("Пётр", "Так."), ("Анна", "А?"), ("Пётр", "Да.")]:
        cells = inner.add_row().cells
        cells[0].paragraphs[0].add_run(label).bold = True
        cells[1].text = words
    lines = [line for line in lines_of(document).lines if line.text]
    assert [line.text for line in lines] == ["Анна\tКак?", "Пётр\tТак.", "Анна\tА?", "Пётр\tДа."]
    assert {line.bold for line in lines} == {5}
    assert [speaker for speaker, _ in said(read(tmp_path, document))] == ["Анна", "Пётр"] * 2


def repacked(document: Any, change: Any) -> bytes:
    """Save a document with the names and contents of its members changed."""
    held, new = io.BytesIO(), io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            archive.writestr(*change(name, old.read(name)))
    return new.getvalue()


def strict(name: str, data: bytes) -> tuple[str, bytes]:
    for kind in (b"wordprocessingml/2006/main", b"officeDocument/2006/relationships"):
        new = b"http://purl.oclc.org/ooxml/" + kind.replace(b"/2006", b"")
        data = data.replace(b"http://schemas.openxmlformats.org/" + kind, new)
    return name, data


def second(name: str, data: bytes) -> tuple[str, bytes]:
    # Word on the web writes document2.xml
    data = data.replace(b"word/document.xml", b"word/document2.xml")
    return name.replace("word/document.xml", "word/document2.xml"), data


def nowhere(name: str, data: bytes) -> tuple[str, bytes]:
    link = b'<Relationship Id="rId99" Type="http://e.org/image" Target="NULL"/></Relationships>'
    return name, data.replace(b"</Relationships>", link)


def unrelated(name: str, data: bytes) -> tuple[str, bytes]:
    return name, b"<x/>" if name.endswith(".rels") else data


def macros(name: str, data: bytes) -> tuple[str, bytes]:
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return name, data.replace(usual, b"application/vnd.ms-word.document.macroEnabled.main+xml")


@pytest.mark.parametrize("change", [strict, second, nowhere, unrelated, macros])
def test_word_files_of_other_makes(tmp_path: Path, change: Any) -> None:
    document = new_document()
    document.add_heading("Интервью", 1)
    for label, words in TURNS:
        document.add_paragraph(f"{label}: {words}", style="List Number")
    (tmp_path / "a.docx").write_bytes(repacked(document, change))
    transcript = read_transcript(tmp_path / "a.docx", "a.docx")
    assert said(transcript) == TURNS
    assert transcript.text.startswith("Интервью\n1. И: Как?")
