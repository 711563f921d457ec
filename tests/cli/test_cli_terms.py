from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Cli
from small_study import contents, write

from qualcode.tagging import listed


def test_a_word_and_what_finds_it(cli: Cli, study: Path) -> None:
    before = contents(study)
    done = cli("terms", "экономии")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("экономии (ru): 3 occurrences by 1 respondent among ")
    assert "read as экономия" in done.out
    assert "saving:13" in done.out
    assert "too few to say" in done.out
    assert contents(study) == before


def test_the_language_is_told_by_the_letters(cli: Cli, study: Path) -> None:
    assert json.loads(cli("terms", "money", "--json").out)["language"] == "en"
    assert json.loads(cli("terms", "деньги", "--json").out)["language"] == "ru"
    assert json.loads(cli("terms", "money", "--language", "ru", "--json").out)["count"] == 0
    assert cli("terms", "money", "--language", "russian").code == 2


def test_without_a_codebook_nothing_is_said_of_it(cli: Cli, study: Path) -> None:
    (study / "study.yaml").unlink()
    done = cli("terms", "экономия", "transcripts")
    assert done.code == 0
    assert "found by" not in done.out.lower()
    assert json.loads(cli("terms", "экономия", "transcripts", "--json").out)["codebook"] == ""


def test_one_word_is_asked_for(cli: Cli, study: Path) -> None:
    for word in ("экономия времени", "!"):
        done = cli("terms", word)
        assert done.code == 2
        assert "must be one word" in done.err


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("эконом*", "without other signs; `qualcode concordance` takes wildcards"),
        ("[экономия", "without other signs"),
        ("экoномия", "has the Latin `o` among Cyrillic letters; type it anew"),
    ],
)
def test_what_no_talk_can_have_is_refused(cli: Cli, study: Path, word: str, message: str) -> None:
    done = cli("terms", word)
    assert done.code == 2
    assert message in done.err


def test_files_are_written(cli: Cli, study: Path) -> None:
    assert cli("terms", "забота", "--out", "t.html").code == 0
    assert "humanization" not in (study / "t.html").read_text(encoding="utf-8")
    assert cli("terms", "забота", "--out", "t.csv").code == 0
    rows = (study / "t.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("relation,word,times,respondents")
    assert rows[1].startswith("forms,забот")


def test_a_regular_expression_without_end_is_told(
    cli: Cli, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (study / "codebook.yaml").read_text(encoding="utf-8")
    write(study / "codebook.yaml", text.replace('["забота"]', '["забота", {regex: "люд"}]'))
    monkeypatch.setattr(listed, "LONGEST_SEARCH", 1e-9)
    for arguments in (("terms", "забота"), ("concordance", "{regex: люд}")):
        done = cli(*arguments)
        assert done.code == 3
        assert "`regex: люд` takes too long in " in done.err
        assert "; write a simpler expression" in done.err
