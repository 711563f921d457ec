"""The functions for Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import STUDY, write, write_study

import qualcode
from qualcode.errors import QualcodeError
from qualcode.pipeline import Corpus

READINGS = "files:\n  {folder}ru01.txt:\n    speakers: {{Интервьюер: other}}\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return write_study(tmp_path / "study")


def roles(corpus: Corpus) -> dict[str, str]:
    return {one.label: one.role for talk in corpus.transcripts for one in talk.speakers}


def test_roles_that_people_have_confirmed_are_followed(study: Path) -> None:
    path = write(study / "transcripts/reading.yaml", READINGS.format(folder=""))
    assert roles(qualcode.read_transcripts(study / "transcripts"))["Интервьюер"] == "interviewer"
    corpus = qualcode.read_transcripts(study / "transcripts", reading=path)
    assert roles(corpus)["Интервьюер"] == "other"


def test_a_study_gives_whatever_is_not_said(study: Path) -> None:
    write(study / "reading.yaml", READINGS.format(folder="transcripts/"))
    write(study / "study.yaml", STUDY + "withdrawn: [{respondent: R2}]\n")
    for place in (study, study / "study.yaml"):
        corpus = qualcode.read_transcripts(study=place)
        assert [talk.id for talk in corpus.transcripts] == ["ru01.txt"]
        assert roles(corpus)["Интервьюер"] == "other"
        assert [person.id for person in corpus.table.respondents] == ["R1"]
    one = qualcode.read_transcripts(study / "transcripts/ru01.txt", study=str(study))
    assert len(one.transcripts) == 1
    # the rows of other files are no fault, as not all were asked for
    assert not [told for told in one.problems if "not read" in told.message]


def test_all_that_is_wrong_is_told_at_once(study: Path) -> None:
    table = write(study / "respondents.csv", "file,speaker\n")
    reading = write(study / "reading.yaml", "fils: {}\n")
    with pytest.raises(QualcodeError) as caught:
        qualcode.read_transcripts(study=study)
    assert {problem.file for problem in caught.value.problems} == {str(table), str(reading)}


def test_a_reading_that_is_named_must_be_there(study: Path) -> None:
    write(study / "study.yaml", STUDY + "reading: roles.yaml\n")
    with pytest.raises(QualcodeError, match=r"roles\.yaml"):
        qualcode.read_transcripts(study=study)
