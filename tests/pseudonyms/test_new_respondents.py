"""The respondents table of the new folder: nobody is named in it, and everybody is one person."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from command_line import Cli
from small_study import write

RUSSIAN = "И: Как работа?\nОтвет: Мы считаем каждую минуту, и я устаю.\nИ: А люди?\nОтвет: Ждут.\n"
ENGLISH = "Interviewer: How is work?\nSmith: We count minutes.\nInterviewer: And?\nSmith: Fine.\n"


def make(folder: Path, cli: Cli, table: str, **talks: str) -> tuple[list[dict[str, str]], str]:
    """Write a study, pseudonymise it, and return the rows of the new table and what was said."""
    for name, talk in talks.items():
        write(folder / "talks" / f"{name}.txt", talk)
    write(folder / "respondents.csv", table)
    write(
        folder / "study.yaml",
        "transcripts: talks\nrespondents: respondents.csv\ncodebook: none.yaml\n"
        'interviewers: ["И", "Interviewer"]\n',
    )
    done = cli("pseudonymise", "--out", "public")
    assert done.code == 0, done.err
    rows = (folder / "public/respondents.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(rows)), done.out + done.err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_person_has_one_pseudonym_in_talk_table_and_name_of_file(folder: Path, cli: Cli) -> None:
    table = (
        "file,speaker,respondent,type,place,met_with\n"
        "ivanova.txt,,Иванова,public,Тверь,Smith; Mr Smith's office\n"
        "smith.txt,,Smith,ngo,Leeds,иванова и Иванову\n"
    )
    rows, said = make(folder, cli, table, ivanova=RUSSIAN, smith=ENGLISH)
    russian, english = rows
    assert russian["file"] == russian["respondent"] + ".txt"
    assert english["file"] == english["respondent"] + ".txt" == "Name-1.txt"
    assert russian["met_with"] == "[Имя-1]; Mr [Имя-1]'s office"
    number = russian["respondent"].removeprefix("Имя-")
    assert english["met_with"] == f"[Name-{number}] и [Name-{number}]"
    assert russian["place"] == "[Место-1]"
    assert "Name-1: We count" in (folder / "public/Name-1.txt").read_text(encoding="utf-8")
    key = (folder / "pseudonyms.key.csv").read_text(encoding="utf-8-sig")
    assert f"person,{number},Иванова,Иванова" in key
    assert "place,1,Тверь,Тверь" in key
    # no dictionary has it, and nothing says that it is a place: a person has to
    assert english["place"] == "Leeds"
    assert "respondents.csv: `place` may name somebody, and stays: line 3" in said
    assert "Leeds" not in said
    before = (folder / "public/respondents.csv").read_bytes()
    assert cli("pseudonymise", "--out", "public").code == 0
    assert (folder / "public/respondents.csv").read_bytes() == before


def test_two_people_stay_two_and_one_stays_one(folder: Path, cli: Cli) -> None:
    table = (
        "file,speaker,respondent,type\n"
        "a.txt,Ответ,Мария Иванова,public\n"
        "b.txt,Ответ,Иванова,public\n"
        "b.txt,Мария Иванова,Иванова 2 (муж),public\n"
        "en.txt,Smith,Мария Иванова,public\n"
        "c.txt,Ответ,Мария Петрова,public\n"
    )
    talks = {
        "a": RUSSIAN,
        "b": RUSSIAN.replace("Ждут", "Спят"),
        "en": ENGLISH,
        "c": RUSSIAN + "И: Да?",
    }
    rows, _ = make(folder, cli, table, **talks)
    silent = rows.pop(2)  # a speaker who never speaks, and an id of which the name is a part
    assert silent["speaker"] == rows[0]["respondent"]
    assert silent["respondent"] == f"{silent['speaker']} 2 (муж)"
    new = {row["file"]: row["respondent"] for row in rows}
    assert new["en.txt"] == new["a.txt"]  # one id, whatever the language of the talk
    assert new["b.txt"] == new["a.txt"] + "-2"  # a person for whom the table has two ids
    assert new["c.txt"] not in (new["a.txt"], new["b.txt"])


def test_an_id_that_is_a_post_stays_and_is_told(folder: Path, cli: Cli) -> None:
    table = (
        "file,speaker,respondent,type\na.txt,Ответ,Ткач,public\nen.txt,Smith,Head of centre,ngo\n"
        "b.txt,Ответ,R7,ngo\n"
    )
    rows, said = make(folder, cli, table, a=RUSSIAN, en=ENGLISH, b=RUSSIAN.replace("Ждут", "Спят"))
    assert [row["respondent"] for row in rows] == ["Ткач", "R7", "Head of centre"]
    assert "`respondent` may name somebody, and stays: lines 2, 3;" in said
    assert [row["speaker"] for row in rows] == ["Ответ", "Ответ", "Name-1"]


def test_what_the_key_has_goes_from_every_cell(folder: Path, cli: Cli) -> None:
    talk = RUSSIAN.replace("устаю", "звоню Гуляеву Ивану в Дроздовск. В городе Дроздовске тихо")
    table = (
        "file,speaker,respondent,type,note\n"
        'a.txt,Ответ,R1,нко Дроздовск,"Гуляев порекомендовал, дроздовское отделение, Дроздовск"\n'
    )
    (row,), _ = make(folder, cli, table, a=talk)
    assert row["type"] == "нко [Место-1]"
    assert row["note"] == "[Имя-1] порекомендовал, дроздовское отделение, [Место-1]"


def test_ids_of_reading_yaml_are_those_of_the_table(folder: Path, cli: Cli) -> None:
    write(
        folder / "reading.yaml",
        'files:\n  talks/b.txt:\n    speakers:\n      "Ответ": respondent Иванова\n',
    )
    table = "file,speaker,respondent,type\nivanova.txt,Ответ,Иванова,public\n"
    talks = {"ivanova": RUSSIAN, "b": RUSSIAN.replace("Ждут", "Спят")}
    rows, _ = make(folder, cli, table, **talks)
    (row,) = rows
    reading = (folder / "public/reading.yaml").read_text(encoding="utf-8")
    assert f"respondent {row['respondent']}" in reading
    assert "Иванова" not in reading
