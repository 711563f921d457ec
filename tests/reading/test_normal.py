from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
