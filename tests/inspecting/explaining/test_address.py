from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import RunError
from qualcode.inspecting.explaining.address import Address, parse_address

IDS = ("ru01.txt", "north/ru02.txt", "south/ru02.txt", "south/ru03.docx", "a:7")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("ru01.txt", Address("ru01.txt")),
        ("ru01", Address("ru01.txt")),
        ("./ru01.txt", Address("ru01.txt")),
        ("transcripts/ru01.txt", Address("ru01.txt")),
        ("transcripts/south/ru02.txt", Address("south/ru02.txt")),
        ("south\\ru02.txt", Address("south/ru02.txt")),
        ("south/ru02", Address("south/ru02.txt")),
        ("ru03", Address("south/ru03.docx")),
        ("ru03.docx:12", Address("south/ru03.docx", offset=12)),
        ("ru01:0", Address("ru01.txt", offset=0)),
        ("ru01:s12", Address("ru01.txt", segment=12)),
        ("ru01:S12", Address("ru01.txt", segment=12)),
        ("ru01:с12", Address("ru01.txt", segment=12)),
        ("a:7", Address("a:7")),
        ("a:7:7", Address("a:7", offset=7)),
    ],
)
def test_what_people_write_is_understood(written: str, address: Address) -> None:
    assert parse_address(written, IDS) == address


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("ru02", "ru02: may be north/ru02.txt, south/ru02.txt; write more of the one you mean"),
        ("ru2.txt:5", "ru2.txt: is no transcript of this run; did you mean `ru01.txt`?"),
        (
            "ru01:end",
            "ru01: `end` is no place in it; write a character such as ru01:1234, or a segment such"
            " as ru01:s12",
        ),
        (
            "ru01:",
            "ru01: no place stands behind the `:`; write a character such as ru01:1234, or a",
        ),
        ("u01.txt", "u01.txt: is no transcript of this run; did you mean `ru01.txt`?"),
        ("interview", "interview: is no transcript of this run; it has ru01.txt, north/ru02.txt,"),
        ("", ": is no transcript of this run; it has ru01.txt"),
        ("bad.txt:3", "bad.txt: could not be read for this run: it is empty"),
    ],
)
def test_what_cannot_be_meant_is_told(written: str, line: str) -> None:
    with pytest.raises(RunError, match="^" + re.escape(line.removeprefix(": "))):
        parse_address(written, IDS, {"bad.txt": "it is empty"})


def test_few_of_many_transcripts_are_named() -> None:
    with pytest.raises(RunError, match=r"it has 0, 1, 2, 3, 4 and 5 more$"):
        parse_address("?", [str(number) for number in range(10)])


def test_a_run_without_transcripts_has_none() -> None:
    with pytest.raises(RunError, match=r"it has none$"):
        parse_address("ru01", ())


@given(st.text(max_size=20))
def test_any_text_is_an_address_or_told(written: str) -> None:
    try:
        assert parse_address(written, IDS).transcript in IDS
    except RunError:
        assert written not in IDS
