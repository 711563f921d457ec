from __future__ import annotations

from pathlib import Path

from qualcode.guidance import check_readings, find_contradictions, parse_readings
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Role, Source, Speaker, Transcript
from qualcode.respondents import EMPTY_TABLE, Table, parse_respondents

TEXT = """\
files:
  a.txt:
    speakers:
      И: interviewer
      Р: respondent P7
      Важно: text
  b.txt:
    speakers:
      Р: respondent P7
      Анна: interviewer?
"""
READINGS = parse_readings(TEXT, "reading.yaml")


def table_of(*rows: str) -> Table:
    return parse_respondents("\n".join(("file,speaker,respondent,type", *rows)).encode(), "r.csv")


def talk(id: str, *labels: str) -> Transcript:
    role: Role = "respondent"
    speakers = tuple(Speaker(label, role, phrase("role.nothing")) for label in labels)
    return Transcript(id, "", (), speakers, Source(id, "", "txt", "utf-8", "labels"))


def contradicted(*rows: str) -> list[str]:
    return [str(problem) for problem in find_contradictions(READINGS, table_of(*rows))]


def told(*transcripts: Transcript, table: Table = EMPTY_TABLE, whole: bool = True) -> list[str]:
    return [str(one) for one in check_readings(READINGS, table, transcripts, whole)]


A, B = talk("a.txt", "И.", "Р"), talk("b.txt", "Р", "Анна")


def test_what_the_table_says_otherwise() -> None:
    assert contradicted("a.txt,р.,P8,ngo", "b.txt,Р,P7,ngo", "b.txt,Анна,P9,ngo") == [
        "reading.yaml:5: `Р` is P7 here, and line 2 of r.csv says P8; make them the same"
    ]
    assert contradicted("a.txt,,P8,ngo") == [
        "reading.yaml:5: `Р` is P7 here, and line 2 of r.csv says P8; make them the same"
    ]
    assert contradicted("a.txt,И,P1,ngo", "a.txt,Важно,P2,ngo") == [
        "reading.yaml:4: `И` is interviewer here, and line 2 of r.csv says P1;"
        " take one of the two out",
        "reading.yaml:6: `Важно` is text here, and line 3 of r.csv says P2;"
        " take one of the two out",
    ]
    assert contradicted("c.txt,,P8,ngo") == []
    assert list(find_contradictions(READINGS, EMPTY_TABLE)) == []


def test_what_fits_is_not_told() -> None:
    assert told(A, B) == []
    assert told(A, B, table=table_of("a.txt,Р,P7,ngo")) == []
    assert check_readings(parse_readings("", "r"), EMPTY_TABLE, [A]) == ()


def test_an_id_that_the_table_does_not_have_is_told_once() -> None:
    assert told(A, B, table=table_of("c.txt,Р,P07,ngo")) == [
        "reading.yaml:5: respondent P7 is not in r.csv, so nothing is known of their type;"
        " did you mean `P07`?"
    ]


def test_files_that_were_not_read() -> None:
    assert told(A) == ["reading.yaml:7: names the file `b.txt`, which was not read"]
    assert told(A, whole=False) == []
    assert told(A, talk("bb.txt", "Р"), whole=False) == [
        "reading.yaml:7: names the file `b.txt`, which was not read; did you mean `bb.txt`?"
    ]
    assert told(talk("c.docx", "Р")) == [
        "reading.yaml:2: names 2 files that were not read: a.txt, b.txt"
    ]
    # one of the interviews in it was
    assert told(talk("a.txt#1", "И"), B) == []


def test_labels_that_came_and_went() -> None:
    assert told(talk("a.txt", "И", "Рр", "Кот"), B) == [
        "reading.yaml:2: changed since it was confirmed: in a.txt speaks also `Рр`, `Кот`; run"
        " `qualcode read --confirm`, and see who that is",
        "reading.yaml:5: changed since it was confirmed: `Р` never speaks in a.txt; did you mean"
        " `Рр`?",
    ]
    assert told(talk("a.txt", "И"), B) == ["reading.yaml:5: `Р` never speaks in a.txt; there are И"]
    many = talk("a.txt", "И", "Р", *(f"М{n}" for n in range(9)))
    assert "`М0`, `М1`, `М2`, `М3`, `М4` …" in told(many, B)[0]


def test_a_path_that_may_mean_two_files_is_told() -> None:
    readings = parse_readings(TEXT, "reading.yaml", Path("/s"))
    files = {one: Path("/s/x") / one for one in ("n/a.txt", "s/a.txt", "b.txt")}
    read = [talk("n/a.txt", "И"), talk("s/a.txt", "И"), B]
    among = readings.among(files)
    assert among.find("n/a.txt") is None
    assert [str(one) for one in check_readings(among, EMPTY_TABLE, read)] == [
        "reading.yaml:2: `a.txt` may mean n/a.txt, s/a.txt, so it is said of none of them; write"
        " the folder before the name"
    ]
    assert among.among(files) is among
