"""The new folder gives the roles that people have confirmed of the sources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Cli
from small_study import write

from qualcode.guidance import load_readings
from qualcode.guidance.readings import Said
from qualcode.pseudonyms.carried import render_readings

TALK = """\
Соколова: Мне кажется, у вас стало лучше.
Лебедев: Да. Важно: денег нет.
Соколова: А люди довольны, и вы тоже.
Лебедев: Вот именно. Важно: людей тоже нет.
Соколова: Так и запишем.
Лебедев: Хорошо.
"""
READINGS = """\
files:
  talks/a.txt:
    speakers:
      Соколова: interviewer
      Лебедев: respondent P 7
      Важно: text
"""


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a study with one talk whose roles nobody can tell, and work in it."""
    write(tmp_path / "talks/a.txt", TALK)
    write(tmp_path / "study.yaml", "transcripts: talks\ncodebook: none.yaml\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def speakers(cli: Cli, *paths: str) -> dict[str, str]:
    (one,) = json.loads(cli("read", "--json", *paths).out)["transcripts"]
    return {talk["speaker"]: talk["role"] for talk in one["speakers"]}


def test_confirmed_roles_go_with_the_texts(talks: Path, cli: Cli) -> None:
    assert set(speakers(cli).values()) == {"unknown"}
    write(talks / "reading.yaml", READINGS)
    done = cli("pseudonymise", "--out", "public")
    assert done.code == 0, done.err
    labels = {"Имя-1": "interviewer", "Имя-2": "respondent"}
    assert speakers(cli, "public") == labels
    (one,) = load_readings(talks / "public/reading.yaml").transcripts
    assert one.transcript == "a.txt"
    assert dict(one.roles) == labels
    assert one.respondents == (("Имя-2", "P 7"),)
    assert one.texts == ("Важно",)
    text = (talks / "public/a.txt").read_text(encoding="utf-8")
    assert "Важно: денег нет." in text


def test_what_was_not_confirmed_waits_there_too(talks: Path, cli: Cli) -> None:
    assert cli("pseudonymise", "--out", "public").code == 0
    (one,) = load_readings(talks / "public/reading.yaml").transcripts
    assert dict(one.proposals) == {"Имя-1": "unknown", "Имя-2": "unknown"}


def test_any_label_and_id_can_be_read_again(tmp_path: Path) -> None:
    labels = (
        Said('Имя-1: "да"', "respondent", respondent="№ 7: #1"),
        Said("no", "other", proposed=True),
        Said("[Имя-2] сказал", None),
    )
    write(tmp_path / "reading.yaml", render_readings({"север/a #1.txt": labels, "b.txt": ()}))
    (one,) = load_readings(tmp_path / "reading.yaml").transcripts
    assert one.transcript == "север/a #1.txt"
    assert [(said.label, said.role, said.proposed, said.respondent) for said in one.labels] == [
        (said.label, said.role, said.proposed, said.respondent) for said in labels
    ]


def test_without_speakers_there_is_no_file() -> None:
    assert render_readings({"a.txt": ()}) == ""
