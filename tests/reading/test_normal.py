from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.words import find_words
from qualcode.reading.document import Document, Line
from qualcode.reading.normal import is_control, normal_document, normal_text
from qualcode.reading.wording import put


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("и\u0306", "й"),
        ("со\u00adци\u200bо\ufeffлог", "социолог"),
        ("5\u00a0лет\u2009и\u3000два", "5 лет и два"),
        ("a\tb", "a\tb"),
        ("a\x00b\x07c\x1bd\x7fe\x9f", "abcde"),
        ("a\ud800b\uffffc", "abc"),
        ("\u202eabc\u202c\u200e", "abc"),
        ("e\u200b\u0301", "é"),
        ("— «ё» 👍", "— «ё» 👍"),
    ],
)
def test_normal_text(written: str, normal: str) -> None:
    assert normal_text(written) == normal


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_end(end: str) -> None:
    document = normal_document(Document((Line(f"a{end}b", bold=1),), "txt"))
    assert [line.text for line in document.lines] == ["a", "b"]
    assert [line.bold for line in document.lines] == [1, 0]


def test_bold_is_counted_in_normal_text() -> None:
    document = normal_document(Document((Line("И\u0306о\u00adн: да", bold=4),), "docx"))
    line = document.lines[0]
    assert line.text[: line.bold] == "Йо"


def test_removed_controls_are_noted() -> None:
    document = normal_document(Document((Line("a\x07b\x1bc"),), "txt"))
    assert [put(note.phrase) for note in document.notes] == ["2 control characters were removed."]


@given(st.text(st.characters()))
def test_normal_form_is_stable_and_clean(text: str) -> None:
    normal = normal_text(text)
    assert normal_text(normal) == normal
    assert unicodedata.is_normalized("NFC", normal)
    assert not any(is_control(sign) for sign in normal if sign != "\n")
    normal.encode("utf-8")


@given(st.text(st.characters()))
def test_reading_the_normal_text_again_gives_the_same_text(text: str) -> None:
    once = normal_document(Document((Line(text),), "txt"))
    again = normal_document(Document(tuple(Line(line.text) for line in once.lines), "txt"))
    assert [line.text for line in again.lines] == [line.text for line in once.lines]


def test_stress_marks_stay_and_their_words_match() -> None:
    assert normal_text("за́мок и замо́к") == "за́мок и замо́к"
    assert find_words("за́мок")[0].text == "замок"


def test_bullets_of_old_fonts_are_bullets() -> None:
    document = normal_document(Document((Line("\uf0b7 \uf0a7 раз"), Line("\uf0cf\uf0f0")), "docx"))
    assert document.lines[0].text == "• ▪ раз"
    assert [note.phrase.id for note in document.notes] == ["characters.private"]
    assert dict(document.notes[0].phrase.values)["n"] == 2


@pytest.mark.parametrize(
    ("text", "count", "first"),
    [
        ("это cоциальный вопрос", 1, "[c]оциальный"),
        ("мaма и пaпа", 2, "м[a]ма"),
        ("Zооm", 1, "Z[оо]m"),
        ("Нet", 1, "[Н]et"),
        ("SMSка, IT-отдел, KPIы, iPhone'ов, 1С", 0, ""),
        ("обычный текст and plain words", 0, ""),
    ],
)
def test_letters_of_another_alphabet_are_told(text: str, count: int, first: str) -> None:
    document = normal_document(Document((Line(text),), "txt"))
    assert document.lines[0].text == text
    told = [dict(note.phrase.values) for note in document.notes]
    assert told == ([{"n": count, "first": first}] if count else [])
