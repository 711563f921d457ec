from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import ReadingError
from qualcode.guidance import Confirmed, Readings, load_readings, parse_readings

WHOLE = """\
# ours
files:
  ru01.txt:
    encoding: windows-1251
    speakers:
      И: interviewer        # asks
      Р: respondent P07
      "— 2": {role: respondent, respondent: "P 08"}
      Анна: interviewer?
      Кто-то: unknown
      Секретарь: other
      Важно: text
  talks.docx#2:
    speakers: {М1: respondent}
  empty.txt:
"""


def parse(text: str) -> Readings:
    return parse_readings(text, "reading.yaml")


def refused(text: str) -> list[str]:
    with pytest.raises(ReadingError) as error:
        parse(text)
    return [str(problem).split("\n")[0] for problem in error.value.problems]


def entry(text: str) -> Confirmed:
    (one,) = parse(f"files:\n  a.txt:\n    speakers:\n      {text}\n").transcripts
    return one


def test_all_that_may_be_written() -> None:
    first, second, empty = parse(WHOLE).transcripts
    assert (first.transcript, first.line, first.encoding) == ("ru01.txt", 3, "windows-1251")
    assert first.roles == (
        ("И", "interviewer"),
        ("Р", "respondent"),
        ("— 2", "respondent"),
        ("Кто-то", "unknown"),
        ("Секретарь", "other"),
    )
    assert first.proposals == (("Анна", "interviewer"),)
    assert first.respondents == (("Р", "P07"), ("— 2", "P 08"))
    assert first.texts == ("Важно",)
    assert second.roles == (("М1", "respondent"),)
    assert empty == Confirmed("empty.txt", 15)


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "files:\n", "\ufefffiles:\r\n"])
def test_an_empty_file_says_nothing(text: str) -> None:
    assert parse(text).transcripts == ()


def test_an_encoding_with_a_question_mark_is_not_declared() -> None:
    (one,) = parse("files:\n  a.txt:\n    encoding: koi8-r?\n").transcripts
    assert one.encoding == ""


def test_a_respondent_may_be_named_without_a_role() -> None:
    assert entry("Р: {respondent: P1}").respondents == (("Р", "P1"),)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "И: interviwer",
            "4:10: files > a.txt > speakers > И: `interviwer` is no role; did you mean",
        ),
        ("И: интервьюер", "`интервьюер` is no role; did you mean `interviewer`?"),
        ("И: Модератор", "did you mean `interviewer`?"),
        ("И: Respondent", "did you mean `respondent`?"),
        ("И: xyz", "write respondent, interviewer, other, unknown or text"),
        ("И:", "`И` has no role; write respondent"),
        ("И: [respondent]", "`И` cannot have a list"),
        ("И: interviewer P07", "only a respondent has an id, and `И` is said to be interviewer"),
        ("И: text P07", "only a respondent has an id"),
        ("И: {rule: other}", "`rule` is no key here; did you mean `role`?"),
        ("И: {}", "`И` has no `role`"),
        ("И: {role: [a]}", "`role` must be one word"),
        ('"—": text', "`—` is no words, so it can be no text"),
        (
            "И: other\n      И.: other",
            "5:7: files > a.txt > speakers: `И.` is the same label as `И`",
        ),
    ],
)
def test_what_is_wrong_with_a_label(written: str, told: str) -> None:
    (line,) = refused(f"files:\n  a.txt:\n    speakers:\n      {written}\n")
    assert told in line
    assert line.startswith("reading.yaml:")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fils:\n  a.txt:\n", "1:1: `fils` is no key here; did you mean `files`?"),
        ("- a\n", "holds no `files:`"),
        ("files: a.txt\n", "`files` needs names of files as keys"),
        ("files:\n  a.txt: interviewer\n", "`a.txt` needs keys below it"),
        ("files:\n  a.txt:\n    speaker:\n      И: other\n", "did you mean `speakers`?"),
        ("files:\n  a.txt:\n    speakers: И\n", "`speakers` needs labels with their roles"),
        ("files:\n  a.txt:\n    encoding: windows-1521\n", "is no encoding that is known"),
        ("files:\n  a.txt:\n    encoding: [a]\n", "`encoding` must be one name"),
        ("files:\n  a.txt:\n    repair: nothing\n", "is no encoding that is known"),
        ("files:\n  a#2:\n    encoding: koi8-r\n", "is the same for all interviews in a file"),
        ("files:\n  a.txt:\n    speakers:\n\tИ: other\n", "a tab stands in the indentation"),
    ],
)
def test_what_is_wrong_with_a_file(text: str, told: str) -> None:
    (line,) = refused(text)
    assert told in line


def test_everything_is_told_at_once() -> None:
    text = WHOLE.replace("interviewer  ", "intervewer  ").replace("other", "othr")
    assert [line.split(":")[1] for line in refused(text)] == ["6", "11"]


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "reading.yaml").write_bytes(b"PK\x03\x04")
    with pytest.raises(ReadingError, match="no plain text"):
        load_readings(tmp_path / "reading.yaml")


def test_what_is_said_of_a_file_is_said_of_its_interviews() -> None:
    readings = parse(
        "files:\n  t.docx:\n    speakers:\n      И: interviewer\n      Р: respondent\n"
        "  t.docx#2:\n    speakers:\n      Р: other\n"
    )
    second, third = readings.find("t.docx#2"), readings.find("T.docx#3")
    assert second
    assert [said.role for said in second.labels] == ["other", "interviewer", "respondent"]
    assert third
    assert dict(third.roles) == {"И": "interviewer", "Р": "respondent"}
    assert readings.find("u.docx") is None


def test_narrowed_to_a_file_it_says_the_same_of_it() -> None:
    readings = parse(WHOLE + "  talks.docx:\n    speakers:\n      М2: other\n")
    narrow = readings.narrow("talks.docx")
    assert {one.transcript for one in narrow.transcripts} == {"talks.docx", "talks.docx#2"}
    for name in ("talks.docx#1", "talks.docx#2", "talks.docx"):
        one, other = readings.find(name), narrow.find(name)
        assert one
        assert other
        assert (one.roles, one.encoding) == (other.roles, other.encoding)
    # a line more above changes nothing
    moved = parse_readings("# one more\n" + readings.source.decode(), "reading.yaml")
    assert moved.narrow("talks.docx") == narrow


@pytest.mark.parametrize(
    ("text", "told"),
    [("{}\n", "`files` is missing"), ("files:\n  a.txt:\n    speakers:\n      И: *x\n", "*x")],
)
def test_what_is_no_reading_yaml(text: str, told: str) -> None:
    assert any(told in line for line in refused(text))
