"""The language of all talk, said on the command line, in the study and from Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, write

import qualcode
from qualcode.runs.read import read_run

SAID = "И: Що змінилося?\nР: Ми економимо на всьому, бо так нам кажуть.\nИ: Так?\nР: Так.\n"


@pytest.fixture
def ukrainian(study: Path) -> Path:
    """Return a study with lists in Ukrainian too, and one transcript."""
    text = CODEBOOK.replace("languages: [ru, en]", "languages: [ru, en, uk]")
    text = text.replace('    en: ["save money"', '    uk: ["економити"]\n    en: ["save money"')
    write(study / "codebook.yaml", text)
    write(study / "study.yaml", "codebook: codebook.yaml\ntranscripts: said.txt\n")
    write(study / "said.txt", SAID)
    return study


def languages(study: Path) -> set[object]:
    return {row["language"] for row in read_run(study / "run").tables["segments"]}


def test_a_language_of_the_codebook_is_told_or_said(ukrainian: Path, cli: Cli) -> None:
    for arguments, language, hits in (((), "uk", 1), (("--language", "uk"), "uk", 1)):
        told = cli("tag", *arguments)
        assert told.code == 0, told.err
        assert told.err.count("its language `uk`: words are found in any form") == 1
        assert languages(ukrainian) == {language}
        assert len(read_run(ukrainian / "run").tables["hits"]) == hits
    assert cli("tag", "--language", "ru").code == 0
    assert languages(ukrainian) == {"ru"}
    assert read_run(ukrainian / "run").tables["hits"] == ()


def test_a_study_says_its_language(ukrainian: Path, cli: Cli) -> None:
    study = (ukrainian / "study.yaml").read_text()
    write(ukrainian / "study.yaml", f"{study}language: uk\n")
    assert cli("tag").code == 0
    assert languages(ukrainian) == {"uk"}
    write(ukrainian / "study.yaml", f"{study}language: de\n")
    told = cli("tag")
    assert (told.code, told.out) == (3, "")
    assert told.err == (
        "study.yaml:3:11: language: the codebook has no lists in `de`;"
        " write one of auto, ru, en, uk\n"
        "    language: de\n"
        "              ^\n"
    )


def test_read_tells_languages_as_tag_does(ukrainian: Path, cli: Cli) -> None:
    def languages_read() -> tuple[str, object]:
        (found,) = json.loads(cli("read", "--json").out)["transcripts"]
        return cli("read").out.split("\n")[0], found["languages"]

    assert languages_read() == ("said.txt: txt, utf-8, labels, uk", {"uk": 12})
    study = (ukrainian / "study.yaml").read_text()
    write(ukrainian / "study.yaml", f"{study}language: en\n")
    assert languages_read() == ("said.txt: txt, utf-8, labels, en", {"en": 12})


def test_read_needs_no_sound_codebook(ukrainian: Path, cli: Cli) -> None:
    write(ukrainian / "codebook.yaml", "codes: [")
    told = cli("read")
    assert (told.code, told.out.split("\n")[0]) == (0, "said.txt: txt, utf-8, labels, ru")
    assert told.lines == [
        "codebook.yaml: cannot be used, so no languages but Russian and English were told apart;"
        " see `qualcode check`"
    ]


def test_a_language_without_lists_is_refused(ukrainian: Path, cli: Cli) -> None:
    told = cli("tag", "--language", "de")
    assert (told.code, told.out) == (2, "")
    assert "auto, ru, en, uk" in " ".join(told.err.split())
    corpus, codebook = (
        qualcode.read_transcripts("said.txt"),
        qualcode.load_codebook("codebook.yaml"),
    )
    assert len(qualcode.tag(corpus, codebook, language="uk").hits) == 1
    with pytest.raises(ValueError, match="auto, ru, en, uk"):
        qualcode.tag(corpus, codebook, language="de")
