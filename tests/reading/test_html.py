from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_files import needs_office, saved_by_office

from qualcode.errors import TranscriptError
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Transcript
from qualcode.reading import Declared, read_transcript
from qualcode.reading.document import Document, Line
from qualcode.reading.formats import html, parse_file
from qualcode.reading.formats.html.styles import Sheets, parse_style
from qualcode.reading.formats.sample import Sample
from qualcode.reading.wording import put


def parsed(page: str, encoding: str = "utf-8") -> Document:
    return parse_file(page.encode(encoding), ".html")


def lines(page: str) -> tuple[Line, ...]:
    return parsed(page).lines


def texts(page: str) -> list[str]:
    return [line.text for line in lines(page)]


def read(folder: Path, page: str | bytes, name: str = "a.html") -> Transcript:
    (folder / name).write_bytes(page.encode() if isinstance(page, str) else page)
    return read_transcript(folder / name, name)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.stop]) for turn in transcript.turns]


def told(document: Any) -> dict[str, dict[str, Any]]:
    return {note.phrase.id: dict(note.phrase.values) for note in document.notes}


TALK = [("Anna", "Why so?"), ("Bo", "So & so."), ("Anna", "And then?"), ("Bo", "Then it was.")]


@pytest.mark.parametrize(
    "turn",
    [
        "<p><b>{0}:</b> {1}</p>",
        "<p><strong>{0}</strong>: {1}</p>",
        "<p><b>{0}</b> {1}</p>",
        "<div><span style='font-weight:700'>{0}:</span>&nbsp;{1}</div>",
        "<p>{0}:<br>{1}</p>",
        "<p class=who>{0}:</p><p>{1}</p>",
        "<dt>{0}</dt><dd>{1}</dd>",
        "<tr><td>{0}:</td><td>{1}</td></tr>",
        "<li>{0}: {1}",
        "<h4>{0}</h4><p>{1}</p>",
        "{0}:\n  {1}<br><br>",
        "<p><font color=red>{0}:</font> {1}<o:p></o:p></p>",
    ],
)
def test_the_ways_in_which_pages_show_who_speaks(tmp_path: Path, turn: str) -> None:
    body = "\n".join(turn.format(name, words.replace("&", "&amp;")) for name, words in TALK)
    tag = {"<dt": "dl", "<tr": "table", "<li": "ul"}.get(turn[:3], "div")
    page = f"<!DOCTYPE html><html><head><title>Talk</title></head><body><{tag}>{body}</{tag}>"
    assert said(read(tmp_path, page)) == TALK


def test_blanks_breaks_and_entities() -> None:
    page = (
        "<p>One\n   two<br>three&nbsp;four &mdash; &#1102;</p><p></p><p>&nbsp;</p><pre>a\n  b</pre>"
    )
    assert texts(page) == ["One two", "three\u00a0four — ю", "\u00a0", "a", "  b"]


def test_a_tab_behind_a_label_is_kept() -> None:
    assert texts("<p>И\tКак?</p>\n<p>\n\tР<span style='mso-tab-count:1'>    </span>Так.</p>") == [
        "И\tКак?",
        "Р\tТак.",
    ]


def test_looks_are_evidence() -> None:
    page = """<style>.q{font-style:italic} span.name, .b {font-weight: bold; color: #ff0000}
        @media print {.q{color:#00ff00}} p .x{color:blue}</style>
        <p><span class=name>Anna:</span> why</p><p class=q>How so?</p>
        <p style='color:rgb(0, 0, 200)'>All blue</p><p><font color=#333>dark</font></p>
        <p><b>b <span style='font-weight:normal'>not</span></b></p><p class=x>x</p>"""
    bold, italic, blue, dark, half, plain = lines(page)
    assert (bold.text, bold.bold) == ("Anna: why", 5)
    assert (italic.italic, italic.color) == (True, "")
    assert (blue.color, dark.color, half.bold, plain.color) == ("0000c8", "", 2, "")


def test_headings_are_nobodys_speech_unless_they_ask() -> None:
    page = "<h1>Part one</h1><h3>How?</h3><p>So.</p><h3>And?</h3><p>Then.</p><h3>Why?</h3>O."
    found = lines(page)
    assert [line.text for line in found if line.heading] == ["Part one"]
    assert [line.text for line in found if line.bold] == ["How?", "And?", "Why?"]


def test_what_is_not_shown_is_left_out_and_told() -> None:
    page = """<nav>Home and more</nav><script>var a = "<p>x</p>"</script><noscript>on</noscript>
        <p>Anna: why</p><p hidden>secret words</p><p style="display:none">here</p><div title=footer>
        3</div><p>Bo: <del>no</del><ins>so</ins><select><option>a</select></p><style>p{}</style>"""
    document = parsed(page)
    assert [line.text for line in document.lines] == ["Anna: why", "Bo: so"]
    notes = told(document)
    assert notes["html.menus"] == {"words": 4}
    assert notes["document.hidden"] == {"words": 3}
    assert "document.changes" in notes


@pytest.mark.parametrize("tag", ["main", "article", "div role=main"])
def test_the_main_part_of_a_page(tag: str) -> None:
    page = f"""<body><div>Menu Login</div><{tag}><p>Anna: why is that so</p><p>Bo: so it is</p>
        </{tag.split()[0]}><div>Read more</div></body>"""
    document = parsed(page)
    assert [line.text for line in document.lines] == ["Anna: why is that so", "Bo: so it is"]
    assert told(document)["html.outside"] == {"words": 4}


def test_a_small_article_is_not_all_of_a_page() -> None:
    page = "<body><article>Read more</article><p>Anna: why is that so</p><p>Bo: so</p></body>"
    assert texts(page) == ["Read more", "Anna: why is that so", "Bo: so"]


def test_tables_and_cells_over_several_rows_and_columns() -> None:
    page = """<table><tr><th>time<th>who<th>text<tr><td rowspan=2>0:01<td>I<td><p>How?<p>Well?
        <tr><td>R<td>So.<tr><td colspan=2>0:02<td>Then.<tr><td></table><table><tr><td>Alone"""
    assert texts(page) == [
        *("time\twho\ttext", "0:01\tI\tHow?", "Well?", "0:01\tR\tSo.", "0:02\t\tThen.", "Alone")
    ]


def test_a_question_beside_two_answers_is_asked_once() -> None:
    asked = "How did all of this begin, and who was it that told you?"
    page = f"<table><tr><td rowspan=2>{asked}<td>So.<tr><td>And so.</table>"
    assert texts(page) == [f"{asked}\tSo.", "\tAnd so."]


def test_a_table_inside_a_cell_and_cells_without_a_table() -> None:
    page = "<table><tr><td>I<td><table><tr><td>a<td>b</table></table><td>c</td><dd>d</dd><tr>e"
    assert texts(page)[0] == "I\ta\tb"
    assert "".join(texts(page)[1:]) == "cde"


def test_lists_show_their_numbers() -> None:
    page = "<ol start=3><li>a<li value=7>b<ul><li>c</ul><li>d</ol><li>e"
    assert texts(page) == ["3. a", "7. b", "c", "8. d", "e"]


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1251">
<style><!-- p.MsoNormal {{color:black}} p.Q {{font-style:italic}} --></style></head>
<body lang=RU><div class=WordSection1>
<p class=Q>Как вы начинали<a style='mso-footnote-id:ftn1' href="#_ftn1"><span
class=MsoFootnoteReference>[1]</span></a>?<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>-<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span><![endif]>С
нуля, и никто не понимал.</p><p class=MsoNormal><span
style='mso-hide:all'>тайна</span><o:p>&nbsp;</o:p></p>
<!--[if gte mso 9]><p>не показано</p><![endif]-->
</div><div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>
<p>Смотри там</p></div></div></body></html>"""


def test_a_page_saved_by_word() -> None:
    document = parsed(WORD.format(), "cp1251")
    question, answer, empty = document.lines
    assert (question.text, question.italic) == ("Как вы начинали?", True)
    assert answer.text == "- С нуля, и никто не понимал."
    assert not empty.text.strip()
    notes = told(document)
    assert notes["html.charset"] == {"name": "Windows-1251"}
    assert notes["document.footnotes"]["n"] == 1
    assert notes["document.hidden"] == {"words": 1}


LONG = "С нуля, и долго; никто не понимал, что из этого получится и кому это нужно."
RUSSIAN = f"<html><head>{{}}</head><body><p>И: Как вы начинали?</p><p>Р: {LONG}</p></body>"


@pytest.mark.parametrize(
    ("meta", "encoding", "name"),
    [
        ("<meta charset=koi8-r>", "koi8-r", "koi8-r"),
        ('<meta charset="windows-1251">', "cp1251", "windows-1251"),
        ("<meta http-equiv=x content='text/html; charset=cp866'>", "cp866", "ibm866"),
        ("<meta charset=windows-1251>", "utf-8", "utf-8"),  # it says the wrong thing
        ("<meta charset=martian>", "cp1251", "windows-1251"),
        ("<meta charset=utf-16>", "cp1251", "windows-1251"),
        ("", "utf-8-sig", "utf-8"),
        ("", "utf-16", "utf-16"),
        ("", "cp1251", "windows-1251"),
    ],
)
def test_encodings(meta: str, encoding: str, name: str) -> None:
    document = parsed(RUSSIAN.format(meta), encoding)
    assert [line.text for line in document.lines] == ["И: Как вы начинали?", f"Р: {LONG}"]
    assert document.encoding == name


def test_what_people_declare_counts_more_than_what_the_page_says() -> None:
    data = RUSSIAN.format("<meta charset=koi8-r>").encode("cp1251")
    document = parse_file(data, ".html", Declared(encoding="windows-1251"))
    assert document.lines[0].text == "И: Как вы начинали?"


@pytest.mark.parametrize(
    ("data", "suffix", "claimed"),
    [
        (b"<!DOCTYPE html><p>x", ".txt", 3),
        (b"\xef\xbb\xbf\n<html>", "", 3),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html>", ".doc", 3),
        (b"<!-- saved --><html lang=ru>", ".htm", 3),
        ("<html>".encode("utf-16"), ".htm", 3),
        (b"<p>a fragment", ".html", 1),
        (b"<p>a fragment", ".txt", 0),
        (b"%PDF-1.4", ".html", 0),
    ],
)
def test_pages_are_known_by_their_beginning(data: bytes, suffix: str, claimed: int) -> None:
    assert html.claims(Sample(data, suffix)) == claimed


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"MIME-Version: 1.0\n\n<html>", "a.mht", r"\(\.mht\)"),
        (b"From: <Saved by Blink>\n\n<html>", "a.mhtml", r"\(\.mht\)"),
        (b"<html><body></body></html>", "a.html", "no words"),
        (b"<html>", "a.html", "no words"),
        (b"<!doctype html><!-- -->", "a.html", "words"),
    ],
)
def test_what_is_refused(tmp_path: Path, data: bytes, name: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message) as caught:
        read(tmp_path, data, name)
    assert "\n" not in str(caught.value)


def test_tags_that_are_never_closed_lose_no_words() -> None:
    page = "".join(f"<div><font><b>Anna: word{number} " for number in range(500))
    assert "".join(texts(page)).count("word") == 500


def test_a_page_nested_beyond_all_measure_is_refused_or_read() -> None:
    page = f"<html>{'<div>' * 100_000}deep"
    with pytest.raises(TranscriptError, match="nested too deeply"):
        texts(page)


@pytest.mark.no_cover  # the tracer is what takes long
def test_a_large_page() -> None:
    page = "<html><body>" + "<p><b>Anna:</b> why <i>not</i>" * 8_000 + "x" * 11_000_000
    found = texts(page)
    assert len(found) == 8_000
    assert len(found[-1]) > 11_000_000


def test_style_sheets_are_read_within_limits() -> None:
    sheets = Sheets(["a{color:red}" * 30_000, "{" * 100_000, "x{" * 50_000, "p{color:red"])
    assert sheets.style(Element("a")) == {"color": "red"}
    assert parse_style("color : RED !important; x; mso-bidi-font-weight:bold") == {
        "color": "red",
        "mso-bidi-font-weight": "bold",
    }


class Element:
    def __init__(self, tag: str) -> None:
        self.tag = tag

    def get(self, name: str) -> str:
        return {"class": "big red"}.get(name, "")


PARTS = st.sampled_from(
    "<p> </p> <b> </b> <table> </table> <tr> <td> <td\u00a0rowspan=9> </td> <dl> <dt> <dd> </dl>"
    " <br>"
    " <h3> </h3> <ol> <li> </ol> <script> </script> <!-- --> <style> .a{color:red} </style> <nav>"
    " </nav> Anna: why? &amp; &#0; &#xD800; &nbsp; <pre> </pre> <main> </main> <? ?> <![if]> \0 \t"
    " <svg> </svg>"
    " <div\u00a0hidden> <div\u00a0style='mso-list:Ignore'> </div>".split(" ")
).map(lambda part: part.replace("\u00a0", " "))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PARTS | st.text(max_size=5), max_size=40), st.sampled_from(["utf-8", "utf-16"]))
def test_no_page_raises_anything_but_our_error(parts: list[str], encoding: str) -> None:
    for line in lines_or_refusal(("<html>" + "".join(parts)).encode(encoding, "replace")):
        assert 0 <= line.bold <= len(line.text)


def lines_or_refusal(data: bytes) -> tuple[Line, ...]:
    """Give the lines, none where the file is refused in one line."""
    try:
        return parse_file(data, ".html").lines
    except TranscriptError as error:
        message = str(error)
    assert "\n" not in message
    return ()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_our_error(data: st.DataObject) -> None:
    whole = WORD.format().encode("cp1251")
    damaged = bytearray(whole[: data.draw(st.integers(20, len(whole)))])
    for place, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(damaged) - 1), st.integers(0, 255)), max_size=8)
    ):
        damaged[place] = byte
    for line in lines_or_refusal(bytes(damaged)):
        assert 0 <= line.bold <= len(line.text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("абвxyz ?:", min_size=1, max_size=9), min_size=1, max_size=9))
def test_every_word_of_paragraphs_is_kept(words: list[str]) -> None:
    page = "<html>" + "".join(f"<p><i>{part}</i></p>" for part in words)
    kept = [" ".join(part.split()) for part in words if part.strip()]
    assert [" ".join(text.split()) for text in texts(page)] == kept


@needs_office
def test_a_page_made_by_libreoffice(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Проект, интервью 7"
    turns = [("И", "Как вы начинали?"), ("Р", "С нуля, и никто не понимал, как.")] * 3
    for label, words in turns[:4]:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}:").bold = True
        paragraph.add_run(f" {words} ")
        paragraph.add_run("Важно." if label == "Р" else "").italic = True
    table = document.add_table(rows=0, cols=2)
    for label, words in turns[4:]:
        for cell, text in zip(table.add_row().cells, (f"{label}:", words), strict=True):
            cell.text = text
    document.save(tmp_path / "a.docx")
    page = saved_by_office(tmp_path / "a.docx", "html", tmp_path)
    transcript = read_transcript(page, "a.html")
    assert said(transcript) == [
        (label, f"{words} Важно." if label == "Р" and number < 4 else words)
        for number, (label, words) in enumerate(turns)
    ]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_note_has_words(language: str) -> None:
    assert "KOI8-R" in put(phrase("html.charset", name="KOI8-R"), language)
    for words in (1, 2, 5, 21):
        for name in ("menus", "outside"):
            assert put(phrase(f"html.{name}", words=words), language)
