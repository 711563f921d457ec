from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_files import needs_office, saved_by_office

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript
from qualcode.reading.document import Document, Line
from qualcode.reading.formats import pdf
from qualcode.reading.formats.pdf import extract, glyphs
from qualcode.reading.wording import put

reportlab = pytest.importorskip("reportlab")

A4 = (595.0, 842.0)
LEFT, TOP, LEADING = 90.0, 780.0, 14.0
LONG = (
    "We began with nothing and nobody knew what would become of it, so we asked the people who"
    " lived next door and they told us to wait for the winter and to come again with a letter"
)


class Sheet:
    """Draws a PDF file the way programs do, line by line, with every place known."""

    def __init__(self, font: str = "Helvetica", size: float = 11, **options: Any) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.held = io.BytesIO()
        self.canvas = Canvas(self.held, pagesize=A4, invariant=1, **options)
        self.font, self.size, self.y = font, size, TOP
        self.edges: Callable[[], None] = lambda: None

    def put(self, x: float, text: str, **looks: Any) -> None:
        self.canvas.setFont(looks.get("font", self.font), looks.get("size", self.size))
        self.canvas.drawString(x, looks.get("y", self.y), text)

    def lines(self, text: str, x: float = LEFT, width: float = 400, gap: float = 0) -> None:
        for line in self.wrapped(text, width):
            self.put(x, line)
            self.down()
        self.y -= gap

    def wrapped(self, text: str, width: float) -> list[str]:
        from reportlab.lib.utils import simpleSplit

        return list(simpleSplit(text, self.font, self.size, width))

    def justified(self, text: str, width: float = 300) -> None:
        """Draw a line with blanks stretched, as justified text is."""
        words = text.split()
        widths = [self.canvas.stringWidth(word, self.font, self.size) for word in words]
        gap = (width - sum(widths)) / max(1, len(words) - 1)
        x = LEFT
        for word, wide in zip(words, widths, strict=True):
            self.put(x, f"{word} ")
            x += wide + gap
        self.down()

    def down(self) -> None:
        self.y -= LEADING
        if self.y < 80:
            self.page()

    def page(self) -> None:
        self.edges()
        self.canvas.showPage()
        self.y = TOP

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.held.getvalue()


@cache
def russian_font() -> str:
    """Register a font with Cyrillic letters, found by fontconfig."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    finder = shutil.which("fc-match")
    if finder is None:
        pytest.skip("fontconfig (fc-match) is not installed")
    found = subprocess.run(
        [finder, "-f", "%{file}", "DejaVu Sans"], check=True, capture_output=True, text=True
    ).stdout
    if "DejaVuSans" not in found:
        pytest.skip("the font DejaVu Sans is not installed")
    pdfmetrics.registerFont(TTFont("Cyrillic", found))
    return "Cyrillic"


def read(data: bytes, folder: Path, name: str = "a.pdf") -> Transcript:
    (folder / name).write_bytes(data)
    return read_transcript(folder / name, name)


def parsed(data: bytes) -> tuple[Line, ...]:
    return in_this_process(data).lines


def in_this_process(data: bytes) -> Document:
    lines = [json.dumps(record).encode() for record in glyphs.read_pages(data)]
    return pdf.parse_pages(extract.parse_records(lines))


def texts(data: bytes) -> list[str]:
    return [line.text for line in parsed(data) if line.text]


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.stop]) for turn in transcript.turns]


def told(transcript: Transcript) -> dict[str, dict[str, Any]]:
    return {note.phrase.id: dict(note.phrase.values) for note in transcript.notes}


TALK = [
    ("Interviewer", "How did you begin?"),
    ("Anna", f"{LONG}."),
    ("Interviewer", "And then?"),
    ("Anna", f"Then it was winter. {LONG}. {LONG}."),
] * 4


def test_paragraph_numbers_in_the_margin_are_no_speech(tmp_path: Path) -> None:
    sheet = Sheet()
    for number, (label, words) in enumerate(TALK, start=1):
        sheet.put(60, str(number))
        sheet.lines(f"{label}: {words}", gap=LEADING)
    transcript = read(sheet.bytes(), tmp_path)
    assert said(transcript) == TALK
    assert told(transcript)["pdf.paragraph_numbers"] == {"n": len(TALK)}


@pytest.mark.parametrize("every", [1, 5])
def test_line_numbers_in_the_margin_are_no_speech(tmp_path: Path, every: int) -> None:
    sheet = Sheet()
    number = 0
    for label, words in TALK:
        for line in sheet.wrapped(f"{label}: {words}", 400):
            number += 1
            if number % every == 0:
                sheet.put(60, str(number))
            sheet.put(LEFT, line)
            sheet.down()
    transcript = read(sheet.bytes(), tmp_path)
    assert said(transcript) == TALK
    assert told(transcript)["pdf.line_numbers"] == {"n": number // every}


@pytest.mark.parametrize("labels", [("I", "R1"), ("Int", "Resp")])
def test_a_speaker_printed_in_the_margin(tmp_path: Path, labels: tuple[str, str]) -> None:
    sheet = Sheet()
    expected = [(labels[label == "Anna"], words) for label, words in TALK]
    for label, words in expected:
        sheet.put(60, label)
        sheet.lines(words)
    assert said(read(sheet.bytes(), tmp_path)) == expected


def test_a_number_a_time_and_a_speaker_in_the_margin(tmp_path: Path) -> None:
    sheet = Sheet()
    for number, (label, words) in enumerate(TALK):
        sheet.put(30, str(number + 1))
        sheet.put(50, f"00:{number:02d}:10")
        sheet.put(105, label[0])
        sheet.lines(words, x=130)
    transcript = read(sheet.bytes(), tmp_path)
    assert said(transcript) == [(label[0], words) for label, words in TALK]
    assert transcript.turns[3].time == "00:03:10"


def test_a_time_in_the_margin(tmp_path: Path) -> None:
    sheet = Sheet()
    for number, (label, words) in enumerate(TALK):
        sheet.put(40, f"0:{number:02d}", size=9)
        sheet.lines(f"{label}: {words}")
    transcript = read(sheet.bytes(), tmp_path)
    assert said(transcript) == TALK
    assert [turn.time for turn in transcript.turns][:3] == ["0:00", "0:01", "0:02"]


def test_heads_feet_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    sheet = Sheet()
    page = 0

    def edges() -> None:
        nonlocal page
        page += 1
        sheet.put(LEFT, "Project Housing, interview 7", y=815)
        sheet.put(300, f"- {page} -", y=40)

    sheet.edges = edges
    for label, words in TALK * 3:
        sheet.lines(f"{label}: {words}")
    edges()
    transcript = read(sheet.bytes(), tmp_path)
    assert page > 2
    assert said(transcript) == TALK * 3
    assert told(transcript)["pdf.furniture"]["n"] == 2 * page


def test_what_is_said_on_every_page_stays(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(4):
        sheet.lines(f"Interviewer: Go on.\nAnna: Part {number}. {LONG}.")
        sheet.page()
    turns = said(read(sheet.bytes(), tmp_path))
    assert [label for label, _ in turns] == ["Interviewer", "Anna"] * 4


def test_roman_page_numbers_and_a_line_printed_twice(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in ("ii", "iii", "iv"):
        sheet.put(300, number, y=30)
        sheet.lines(f"Interviewer: How was part {number}?")
        sheet.lines(f"Anna: {LONG} in {number}")
        sheet.y = 60
        if number == "iv":
            sheet.put(LEFT, "Anna: And that is all there is to it.")
            break
        twice = f"Interviewer: Well, who was it that told you, before {number}?"
        sheet.put(LEFT, twice)
        sheet.page()
        sheet.lines(twice)
    transcript = read(sheet.bytes(), tmp_path)
    assert [label for label, _ in said(transcript)] == [
        *("Interviewer", "Anna", "Interviewer") * 2,
        *("Interviewer", "Anna", "Anna"),
    ]
    notes = told(transcript)
    assert notes["pdf.furniture"] == {"n": 3, "first": "ii"}
    assert notes["pdf.repeated"] == {"n": 2}


def test_a_paragraph_goes_on_over_a_page(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines("Interviewer: Why?")
    sheet.y = 80 + 2 * LEADING
    sheet.lines(f"Anna: {LONG}. {LONG}, {LONG}.")
    sheet.lines("Interviewer: So?")
    sheet.lines("Anna: So.")
    turns = said(read(sheet.bytes(), tmp_path))
    assert turns[1] == ("Anna", f"{LONG}. {LONG}, {LONG}.")


def test_blanks_without_width_part_words(tmp_path: Path) -> None:
    sheet = Sheet(russian_font())
    for label, words in (("И", "Как это было?"), ("Р", "Долго и трудно."), ("И", "А потом?")) * 2:
        sheet.lines(f"{label}: {words}".replace(" ", "\u200b"))
    assert texts(sheet.bytes()) == ["И: Как это было?", "Р: Долго и трудно.", "И: А потом?"] * 2


def test_gaps_alone_part_words() -> None:
    sheet = Sheet()
    for _ in range(3):
        x = LEFT
        for word in "Anna: Nobody wrote any blanks here".split():
            sheet.put(x, word)
            x += sheet.canvas.stringWidth(word, sheet.font, sheet.size) + 3
        sheet.down()
    assert texts(sheet.bytes()) == ["Anna: Nobody wrote any blanks here"] * 3


def test_ligatures_and_soft_hyphens() -> None:
    sheet = Sheet(russian_font())
    sheet.lines("Anna: the o\ufb03ce was \ufb01ne, a di\ufb00erent \ufb02oor")
    assert texts(sheet.bytes()) == ["Anna: the office was fine, a different floor"]


def test_spaced_out_letters() -> None:
    sheet = Sheet()
    sheet.lines("Anna: it was v e r y good")
    sheet.canvas.setFont(sheet.font, sheet.size)
    sheet.canvas.drawString(LEFT, sheet.y, "never again", charSpace=5)
    assert texts(sheet.bytes()) == ["Anna: it was very good", "never again"]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("мы говорили об ответствен-", "ности и о доме"), "об ответственности и"),
        (
            ("это был тогда социально-", "экономический вопрос дома"),
            "тогда социально-экономический вопрос",
        ),
        (("пусть придёт кто-", "нибудь из них дома"), "придёт кто-нибудь из"),
        (("мы жили тогда в Нью-", "Йорке у родных дома"), "в Нью-Йорке у"),
        (("это было в 2019-", "2020 годах, а потом дома"), "в 2019-2020 годах"),
        (("смотрите там: https://www.a.ru/b-", "c/d и ещё в другом месте"), "www.a.ru/b-c/d и"),
        (("смотрите там: https://www.a.ru/b", "и ещё в другом месте дома"), "www.a.ru/b и ещё"),
        (("это делали шаг-за-", "шагом и не спеша, понемногу"), "шаг-за-шагом и"),
        (("слово дефис - тут -", "не знак переноса совсем"), "тут - не знак"),
    ],
)
def test_russian_hyphens_at_line_ends(lines: tuple[str, str], joined: str) -> None:
    sheet = Sheet(russian_font())
    for line in (*lines, "и так далее до самого конца строки"):
        sheet.justified(line)
    assert joined in " ".join(texts(sheet.bytes()))


def test_a_word_met_elsewhere_decides_about_a_hyphen() -> None:
    sheet = Sheet()
    for line in (
        "Anna: they came to the Kwikstop in the morning and wai-",
        "ted there; then the Kwik-",
        "stop was closed, a well-",
        "known and semi-urban place",
        "and a semi-",
        "urban one",
    ):
        sheet.justified(line)
    found = " ".join(texts(sheet.bytes()))
    assert "and waited there; then the Kwikstop was closed, a well-known and" in found
    assert found.endswith("a semi-urban one")


def test_tabs_without_a_margin(tmp_path: Path) -> None:
    sheet = Sheet()
    for number, (label, words) in enumerate(TALK):
        sheet.put(LEFT, f"00:{number:02d}:10")
        sheet.put(LEFT + 60, label[:3])
        first, *others = sheet.wrapped(words, 320)
        sheet.put(LEFT + 85, first)
        sheet.down()
        if others:
            sheet.lines(" ".join(others))
    transcript = read(sheet.bytes(), tmp_path)
    assert said(transcript) == [(label[:3], words) for label, words in TALK]
    assert transcript.turns[2].time == "00:02:10"


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    sheet = Sheet(size=9)
    for _ in range(2):
        for x in (50, 310):
            sheet.y = TOP
            for label, words in TALK[:6]:
                sheet.lines(f"{label}: {words}", x=x, width=230)
        sheet.page()
    transcript = read(sheet.bytes(), tmp_path)
    assert said(transcript) == TALK[:6] * 4
    assert told(transcript)["pdf.columns"] == {"n": 2}


def test_bold_italics_colour_and_size_are_evidence() -> None:
    sheet = Sheet()
    sheet.put(LEFT, "The interview", size=20)
    sheet.y -= 40
    sheet.put(LEFT, "Anna:", font="Helvetica-Bold")
    sheet.put(LEFT + 40, "why not")
    sheet.y -= 30
    sheet.put(LEFT, "How did it begin?", font="Helvetica-Oblique")
    sheet.y -= 30
    sheet.canvas.setFillColorRGB(0.8, 0, 0)
    sheet.put(LEFT, "All of it red")
    heading, bold, italic, red = (line for line in parsed(sheet.bytes()) if line.text)
    assert heading.heading
    assert (bold.text, bold.bold, bold.heading) == ("Anna: why not", 5, False)
    assert italic.italic
    assert red.color == "cc0000"


def test_questions_in_italics(tmp_path: Path) -> None:
    sheet = Sheet()
    for _ in range(4):
        sheet.font = "Helvetica-Oblique"
        sheet.lines("How did all of it begin?")
        sheet.font = "Helvetica"
        sheet.lines(f"{LONG}.")
    transcript = read(sheet.bytes(), tmp_path)
    assert [turn.role for turn in transcript.turns] == ["interviewer", "respondent"] * 4


def grid(sheet: Sheet, x: tuple[float, ...], top: float, how: str) -> None:
    """Draw the lines around a row of a table that ends above `sheet.y`."""
    bottom = sheet.y + LEADING - 4
    if how == "frames":
        for place, right in pairwise(x):
            sheet.canvas.rect(place, bottom, right - place, top - bottom, stroke=1, fill=0)
        return
    if how == "bars":
        for place in x:
            sheet.canvas.rect(place, bottom, 1, top - bottom, stroke=0, fill=1)
        for level in (top, bottom):
            sheet.canvas.rect(x[0], level, x[-1] - x[0], 1, stroke=0, fill=1)
        return
    for level in (top, sheet.y + LEADING - 4):
        sheet.canvas.line(x[0], level, x[-1], level)
    for place in x:
        sheet.canvas.line(place, top, place, sheet.y + LEADING - 4)


def cells(sheet: Sheet, x: tuple[float, ...], row: tuple[str, ...], ruled: str) -> None:
    top, lowest = sheet.y, sheet.y
    for place, right, text in zip(x, x[1:], row, strict=False):
        sheet.y = top
        for line in sheet.wrapped(text, right - place - 8):
            sheet.put(place + 4, line)
            sheet.y -= LEADING
        lowest = min(lowest, sheet.y)
    sheet.y = lowest
    if ruled:
        grid(sheet, x, top + LEADING - 4, ruled)


@pytest.mark.parametrize("ruled", ["lines", "frames", "bars", ""])
def test_a_table_of_questions_and_answers_over_pages(tmp_path: Path, ruled: str) -> None:
    sheet = Sheet()
    x = (50.0, 80.0, 250.0, 540.0)
    expected = []
    for page in range(3):
        cells(sheet, x, ("No", "Question", "Answer"), ruled)
        for number in range(4):
            asked = f"What about part {page}-{number}, and who was it that told you about it first?"
            answer = f"{LONG} {number}. {LONG}."
            cells(sheet, x, (str(page * 4 + number + 1), asked, answer), ruled)
            expected += [("Question", asked), ("Answer", answer)]
        sheet.page()
    assert said(read(sheet.bytes(), tmp_path)) == expected


def test_a_row_of_a_table_goes_on_over_a_page(tmp_path: Path) -> None:
    sheet = Sheet()
    x = (50.0, 120.0, 180.0, 540.0)
    cells(sheet, x, ("time", "speaker", "text"), "lines")
    cells(sheet, x, ("00:01", "I", "How so?"), "lines")
    cells(sheet, x, ("00:02", "R", "Before the page"), "lines")
    sheet.page()
    cells(sheet, x, ("", "", "and after the page."), "lines")
    cells(sheet, x, ("00:03", "I", "Well?"), "lines")
    cells(sheet, x, ("00:04", "R", "Well."), "lines")
    assert said(read(sheet.bytes(), tmp_path)) == [
        ("I", "How so?"),
        ("R", "Before the page and after the page."),
        ("I", "Well?"),
        ("R", "Well."),
    ]


def test_words_outside_the_page_and_watermarks_are_left_out(tmp_path: Path) -> None:
    sheet = Sheet()
    for label, words in TALK:
        sheet.lines(f"{label}: {words}")
    sheet.put(LEFT, "below the page", y=-50)
    sheet.canvas.saveState()
    sheet.canvas.rotate(45)
    sheet.put(400, "CONFIDENTIAL", y=100, size=60)
    sheet.canvas.restoreState()
    transcript = read(sheet.bytes(), tmp_path)
    assert said(transcript) == TALK
    assert told(transcript)["pdf.sideways"] == {"n": len("CONFIDENTIAL")}


def test_a_page_turned_on_its_side() -> None:
    sheet = Sheet()
    sheet.canvas.rotate(90)
    sheet.put(100, "Anna: upright", y=-100)
    sheet.put(100, "Bo: as well", y=-114)
    assert texts(sheet.bytes()) == ["Anna: upright", "Bo: as well"]


def picture() -> Any:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("L", (60, 60), 128))


def test_a_scanned_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.drawImage(picture(), 0, 0, *A4)
    with pytest.raises(TranscriptError, match=r"a\.pdf: is a scanned PDF.*OCR"):
        read(sheet.bytes(), tmp_path)


def test_a_scanned_page_among_others_is_told(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.lines("Anna: Why?\nBo: So.\nAnna: Then?\nBo: Then.")
    sheet.page()
    sheet.canvas.drawImage(picture(), 0, 0, *A4)
    notes = told(read(sheet.bytes(), tmp_path))
    assert notes["pdf.pictures"] == {"n": 1, "pages": "2"}


def test_a_picture_inside_a_form_is_a_scan() -> None:
    sheet = Sheet()
    sheet.canvas.beginForm("page")
    sheet.canvas.drawImage(picture(), 0, 0, *A4)
    sheet.canvas.endForm()
    sheet.canvas.doForm("page")
    with pytest.raises(TranscriptError, match="is a scanned PDF"):
        parsed(sheet.bytes())


def test_lines_over_two_columns_part_them_into_zones() -> None:
    sheet = Sheet(size=9)
    for part in ("one", "two"):
        sheet.put(50, f"Part {part}: {LONG[:90]}")
        sheet.y -= 20
        top = sheet.y
        for x, label in ((50, "Anna"), (310, "Bo")):
            sheet.y = top
            for _ in range(3):
                sheet.lines(f"{label}: {part}. {LONG}.", x=x, width=230)
        sheet.y -= 30
    found = texts(sheet.bytes())
    assert [text.split(":")[0] for text in found] == [
        *("Part one", "Anna", "Anna", "Anna", "Bo", "Bo", "Bo"),
        *("Part two", "Anna", "Anna", "Anna", "Bo", "Bo", "Bo"),
    ]


def test_a_time_opens_a_turn_though_the_line_above_is_full(tmp_path: Path) -> None:
    sheet = Sheet()
    for number, (label, words) in enumerate(TALK):
        lines = sheet.wrapped(f"[00:{number:02d}:10] {label}: {words}", 400)
        for line in lines:
            sheet.justified(line, 400)
    assert said(read(sheet.bytes(), tmp_path)) == TALK


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.page()
    with pytest.raises(TranscriptError, match="PDF file without text"):
        read(sheet.bytes(), tmp_path)


@pytest.mark.parametrize("opens", [False, True])
def test_encrypted_files(tmp_path: Path, opens: bool) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    sheet = Sheet(encrypt=StandardEncryption("" if opens else "secret", "owner", canCopy=0))
    sheet.lines("Anna: Why?\nBo: So.\nAnna: Then?\nBo: Then.")
    data = sheet.bytes()
    if opens:  # a password is needed for changing it, not for reading
        assert len(read(data, tmp_path).turns) == 4
        return
    with pytest.raises(TranscriptError, match="PDF file with a password"):
        read(data, tmp_path)


def plain_pdf(content: bytes, fonts: bytes = b"") -> bytes:
    """Write a file of one page by hand."""
    fonts = fonts or b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        content,
        fonts,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n"
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content)


def test_fonts_that_do_not_name_their_letters_are_refused(tmp_path: Path) -> None:
    sheet = Sheet(russian_font())
    sheet.lines("И: Как вы начинали всё это дело, и кто вам сказал?")
    assert sheet.bytes().count(b"/ToUnicode") == 1
    with pytest.raises(TranscriptError, match="do not say which letters"):
        read(sheet.held.getvalue().replace(b"/ToUnicode", b"/ToNothing"), tmp_path)


TYPE_0 = (
    b"<</Type/Font/Subtype/Type0/BaseFont/Foo/Encoding/Identity-H/DescendantFonts[6 0 R]>>\n"
    b"endobj\n"
    b"6 0 obj\n<</Type/Font/Subtype/CIDFontType2/BaseFont/Foo/FontDescriptor 7 0 R/DW 600"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>\nendobj\n"
    b"7 0 obj\n<</Type/FontDescriptor/FontName/Foo/Flags 4>>"
)


def test_numbers_of_letters_without_any_names_are_refused(tmp_path: Path) -> None:
    text = b"BT /F1 12 Tf 90 700 Td <00240025002600270028> Tj ET"
    with pytest.raises(TranscriptError, match="PDF file without text"):
        read(plain_pdf(stream(text), TYPE_0), tmp_path)


def test_cyrillic_letters_stored_as_latin_ones_are_refused(tmp_path: Path) -> None:
    text = "Как вы начинали и кто вам сказал?".encode("cp1251")
    fonts = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    content = b"BT /F1 12 Tf 90 700 Td (%s) Tj ET" % text
    with pytest.raises(TranscriptError, match="Cyrillic letters are stored as Latin"):
        read(plain_pdf(stream(content), fonts), tmp_path)


DIALOGUE = (
    b"BT /F1 12 Tf 14 TL 90 700 Td (A: Why?) Tj T* (B: So.) Tj T* (A: Then?) Tj T* (B: Then.) Tj ET"
)


def test_a_damaged_table_of_places_is_mended(tmp_path: Path) -> None:
    data = plain_pdf(stream(DIALOGUE)).replace(b"startxref\n", b"startxref\n99")
    assert [words for _, words in said(read(data, tmp_path))] == ["Why?", "So.", "Then?", "Then."]


@pytest.mark.parametrize("data", [b"%PDF-", b"%PDF-1.7 nothing else", b"%PDF-1.4\n" + b"<<" * 9999])
def test_what_only_begins_like_a_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TranscriptError, match="damaged PDF file"):
        read(data, tmp_path)


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    data = plain_pdf(stream(DIALOGUE))
    assert read(data, tmp_path, "a.docx").source.format == "pdf"
    assert read(data, tmp_path, "a").source.format == "pdf"


def test_a_bomb_of_packed_nothing_is_survived(tmp_path: Path) -> None:
    import zlib

    packed = zlib.compress(zlib.compress(b" " * 400_000_000, 9), 9)
    content = stream(packed, b"/Filter[/FlateDecode/FlateDecode]")
    with pytest.raises(TranscriptError, match="PDF file"):
        read(plain_pdf(content), tmp_path)


def bomb_of_forms(depth: int, width: int) -> bytes:
    """Forms that draw the next one many times: a few bytes, and more work than time there is."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</X 5 0 R>>>>>>",
        stream(b"/X Do " * width),
    ]
    for number in range(depth):
        extra = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
        parts.append(stream(b"/X Do " * width, extra % (number + 6)))
    data = b"%PDF-1.4\n"
    for number, part in enumerate(parts, start=1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    return data + b"trailer<</Root 1 0 R>>"


def test_a_file_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "SECONDS", 2)
    with pytest.raises(TranscriptError, match="PDF"):
        read(bomb_of_forms(20, 30), tmp_path)


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([b'{"error": "pages", "count": 5000}'], "more pages than .*5000"),
        ([b'{"error": "signs"}'], "more text than"),
        ([b'{"number": 1, "letters": 3}'], "damaged PDF"),
        ([b'{"number": 1, "let'], "damaged PDF"),
        ([b'{"error": "locked"}'], "with a password"),
    ],
)
def test_what_the_reader_process_may_answer(records: list[bytes], message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        extract.parse_records(records)


@pytest.mark.parametrize(("name", "most"), [("MOST_PAGES", 1), ("MOST_SIGNS", 10)])
def test_the_size_of_a_file_is_limited(
    monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    sheet = Sheet()
    sheet.lines("Anna: Why not at all?")
    sheet.page()
    sheet.lines("Bo: So.")
    monkeypatch.setattr(glyphs, name, most)
    records = list(glyphs.read_pages(sheet.bytes()))
    assert records[-1]["error"] == {"MOST_PAGES": "pages", "MOST_SIGNS": "signs"}[name]


def test_the_process_that_reads(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    resource = pytest.importorskip("resource")
    limits = []
    monkeypatch.setattr(resource, "setrlimit", lambda *limit: limits.append(limit))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(whole_file())))
    glyphs.main()
    assert limits == [(resource.RLIMIT_AS, (glyphs.MEMORY, glyphs.MEMORY))]
    page, end = map(json.loads, capsys.readouterr().out.splitlines())
    assert (page["number"], end) == (1, {"end": 1})


def test_a_damaged_page_is_told(tmp_path: Path) -> None:
    page = {"number": 1, "letters": 8, "words": [["Anna:", 0, 9, 9, 9, 0, 0, 1]]}
    lost = {"number": 2, "letters": 0, "lost": True}
    lines = [json.dumps(record).encode() for record in (page, lost, {"end": 2})]
    notes = pdf.parse_pages(extract.parse_records(lines)).notes
    assert [(note.phrase.id, dict(note.phrase.values)) for note in notes] == [
        ("pdf.lost", {"n": 1, "pages": "2"})
    ]


@cache
def whole_file() -> bytes:
    sheet = Sheet()
    for number, (label, words) in enumerate(TALK, start=1):
        sheet.put(60, str(number))
        sheet.lines(f"{label}: {words}")
    return sheet.bytes()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damage_raises_anything_but_our_error(data: st.DataObject) -> None:
    damaged = bytearray(whole_file()[: data.draw(st.integers(9, len(whole_file())))])
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(5, len(damaged) - 1), st.integers(0, 255)), max_size=8)
    ):
        damaged[place] = byte
    try:
        in_this_process(bytes(damaged))
    except TranscriptError as error:
        message = str(error)
    else:
        message = ""
    assert "\n" not in message


@pytest.mark.parametrize("ruled", ["lines", "frames", "bars"])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_on_a_page_turned_on_its_side(turn: int, ruled: str) -> None:
    sheet = Sheet()
    sheet.canvas.rotate(turn)
    sheet.canvas.translate(*{90: (0, -595), 180: (-595, -842), 270: (-842, 0)}[turn])
    sheet.y = 500
    for row in (("time", "who", "text"), ("0:01", "I", "How so?"), ("0:02", "R", "So.")):
        cells(sheet, (50.0, 120.0, 180.0, 540.0), row, ruled)
    assert texts(sheet.bytes()) == ["time\twho\ttext", "0:01\tI\tHow so?", "0:02\tR\tSo."]


def test_letters_made_bold_and_slanted_by_drawing() -> None:
    sheet = Sheet()
    text = sheet.canvas.beginText(LEFT, TOP)
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(2)
    text.textLine("Anna Smith")
    sheet.canvas.saveState()
    sheet.canvas.drawText(text)
    sheet.canvas.restoreState()
    text = sheet.canvas.beginText()
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(0)
    text.setTextTransform(1, 0, 0.3, 1, LEFT, TOP - 40)
    text.textLine("How did it begin?")
    sheet.canvas.drawText(text)
    bold, slanted = (line for line in parsed(sheet.bytes()) if line.text)
    assert (bold.bold, bold.italic) == (len("Anna Smith"), False)
    assert (slanted.bold, slanted.italic) == (0, True)


PLACED = st.tuples(
    st.text("абвГДЕ12.:-—?\u00ad\u200b\ufb01 ", min_size=1, max_size=8),
    st.floats(-50, 700),
    st.floats(-900, 50),
    st.floats(0, 60),
    st.sampled_from([0.0, 1.0, 9.0, 12.0, 12.4, 30.0]),
    st.integers(0, 3),
    st.sampled_from([0, 0xC00000]),
    st.integers(0, 2),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(PLACED, max_size=40), min_size=1, max_size=4))
def test_words_at_any_place_keep_their_letters(placed: list[list[Any]]) -> None:
    records = [
        {
            "number": number,
            "letters": 1,
            "words": [
                [text, left, left + width, base, size, *looks]
                for text, left, base, width, size, *looks in words
            ],
        }
        for number, words in enumerate(placed, start=1)
    ]
    lines = [json.dumps(record).encode() for record in (*records, {"end": len(records)})]
    document = pdf.parse_pages(extract.parse_records(lines))
    written = "".join(text for words in placed for text, *_ in words)
    found = "".join(line.text for line in document.lines)
    assert len(set(found) - set(written) - {" ", "\t"}) == 0


def office(folder: Path, make: Callable[[Any], None]) -> bytes:
    """Write a Word file and have LibreOffice print it as PDF."""
    import docx

    document = docx.Document()
    make(document)
    document.save(folder / "a.docx")
    return saved_by_office(folder / "a.docx", "pdf", folder).read_bytes()


RUSSIAN = (
    "Мы начинали с нуля, и никто не понимал, что получится; потом пришли люди из соседнего района,"
    " и стало легче. Социально-экономическое положение тогда было сложным, а доступность помощи"
    " зависела от того, кто первым позвонил. Кто-нибудь должен был взять на себя координацию, но"
    " по-настоящему никто не хотел."
)
ASKED = ["Как вы начинали?", "А потом?", "Угу.", "Кто за что отвечал?"]
DIALOG = [
    part
    for number in range(24)
    for part in (
        ("И", ASKED[number % 4]),
        ("Р", f"Случай {number}. {RUSSIAN[number * 9 :].strip()}"),
    )
]


def page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "end"):
        run = paragraph.add_run()._r
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run.append(part)


def dressed(document: Any) -> Any:
    """Give a document head, foot, hyphenation and justified text."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    section = document.sections[0]
    section.header.paragraphs[0].text = "Проект «Доступность», интервью № 12"
    section.footer.paragraphs[0].add_run("Стр. ")
    page_number(section.footer.paragraphs[0])
    hyphens = OxmlElement("w:autoHyphenation")
    hyphens.set(qn("w:val"), "true")
    document.settings.element.append(hyphens)
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return normal.paragraph_format


@needs_office
@pytest.mark.parametrize("style", ["plain", "indented", "hanging", "apart", "margin"])
def test_a_file_printed_by_libreoffice(tmp_path: Path, style: str) -> None:
    from docx.shared import Cm, Pt

    def make(document: Any) -> None:
        layout = dressed(document)
        if style == "indented":
            layout.first_line_indent = Cm(1.25)
        if style in {"hanging", "margin"}:
            layout.left_indent, layout.first_line_indent = Cm(1.5), Cm(-1.5)
        if style == "apart":
            layout.space_after = Pt(6)
        for label, words in DIALOG:
            mark = f"{label}\t" if style == "margin" else f"{label}: "
            document.add_paragraph(f"{mark}{words}")

    transcript = read(office(tmp_path, make), tmp_path)
    assert said(transcript) == DIALOG
    furniture = told(transcript)["pdf.furniture"]
    assert furniture["n"] >= 6
    assert furniture["first"].startswith("Проект")


@needs_office
@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("columns", ["asked", "who"])
def test_a_table_printed_by_libreoffice(tmp_path: Path, ruled: bool, columns: str) -> None:
    names = ("№", "Вопрос", "Ответ") if columns == "asked" else ("время", "кто", "реплика")
    pairs = list(zip(DIALOG[::2], DIALOG[1::2], strict=True))
    if columns == "asked":
        rows = [(str(n), q, a) for n, ((_, q), (_, a)) in enumerate(pairs, start=1)]
        expected = [turn for _, q, a in rows for turn in (("Вопрос", q), ("Ответ", a))]
    else:
        rows = [(f"00:{n:02d}:10", *turn) for n, turn in enumerate(DIALOG)]
        expected = DIALOG

    def make(document: Any) -> None:
        dressed(document)
        document.add_heading("Интервью 7", 1)
        table = document.add_table(rows=0, cols=3)
        table.style = "Table Grid" if ruled else table.style
        for row in (names, *rows):
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words

    assert said(read(office(tmp_path, make), tmp_path)) == expected


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_note_has_words(language: str) -> None:
    from qualcode.model.phrase import phrase

    for n in (1, 2, 5, 11):
        values = {"n": n, "pages": "1, 2", "first": "1/8"}
        for name in "columns furniture line_numbers lost nameless".split():
            assert put(phrase(f"pdf.{name}", **values), language)
        for name in "paragraph_numbers pictures repeated sideways".split():
            assert put(phrase(f"pdf.{name}", **values), language)
