"""`qualcode suggest --indicators`, and what else may be asked for suggestions."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Cli
from missed_study import write_missed_study
from shipped_study import tag_study
from stand_in import StandIn, codes, reply, serving

from qualcode.codebook import load_codebook
from qualcode.study import load_study


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_missed_study(tmp_path_factory.mktemp("suggested"))
    tag_study(load_study(folder / "study.yaml"), folder / "run")
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "study"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


def test_printed(study: Path, cli: Cli) -> None:
    done = cli("suggest", "--indicators", "--from", "anna.csv")
    assert done.code == 0
    assert not done.err
    assert "below line 17 of codebook.yaml (`ru:`)" in done.out
    assert not (study / "suggestions").exists()


def test_pasted_by_hand(study: Path, cli: Cli) -> None:
    """What a person does: copy the line below the line that is named; the codebook is sound."""
    done = cli("suggest", "--indicators", "--from", "anna.csv", "--code", "work.targets")
    line = next(one for one in done.out.splitlines() if one.endswith('- "показатель"'))
    lines = (study / "codebook.yaml").read_text(encoding="utf-8").splitlines()
    lines.insert(17, line)
    (study / "codebook.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    texts = [one.text for one in load_codebook(study / "codebook.yaml").codes[1].indicators]
    assert texts[0] == "показатель"
    # The run was made before: this is said, and the lines are those of its codebook.
    again = cli("suggest", "--indicators", "--from", "anna.csv")
    assert "codebook.yaml has changed since the run" in again.err


def test_written(study: Path, cli: Cli) -> None:
    done = cli("suggest", "--indicators", "--from", "anna.csv", "--out", "new.yaml")
    assert "written: new.yaml" in done.err
    assert '\n          - "показатель"\n' in Path("new.yaml").read_text(encoding="utf-8")
    cli("suggest", "--indicators", "--from", "anna.csv", "--out", "new.csv")
    assert Path("new.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,language,indicator")
    refused = cli("suggest", "--indicators", "--from", "anna.csv", "--out", "new.yaml")
    assert refused.code == 4
    assert "exists already" in refused.err
    assert cli("suggest", "--indicators", "--from", "anna.csv", "--out", "new.txt").code == 2


def test_as_json(study: Path, cli: Cli) -> None:
    done = cli("suggest", "--indicators", "--from", "anna.csv", "--min-gain", 7, "--json")
    told = json.loads(done.out)
    assert told["min_gain"] == 7
    assert not any(one["proposals"] for one in told["codes"])


def test_what_cannot_be(study: Path, cli: Cli) -> None:
    assert "no code" in cli("suggest", "--indicators", "--from", "anna.csv", "--code", "wrk").err
    assert "nobody has coded anything of this run" in cli("suggest", "--indicators").err
    (study / "none.csv").write_text("file,text,codes\nru01.txt,Марина двадцать лет,\n", "utf-8")
    assert "no code in any" in cli("suggest", "--indicators", "--from", "none.csv").out
    assert cli("suggest", "--endpoint-model", "small").code == 2
    assert cli("suggest", "--code", "care").code == 2
    assert cli("suggest", "--indicators", "--embeddings", "nowhere").code == 2
    remote = ("--endpoint", "http://example.org/v1", "--endpoint-model", "small")
    both = cli("suggest", *remote, "--embeddings", "nowhere")
    assert both.code == 3
    assert "is not on this computer" in both.err
    assert "models are never downloaded" in both.err
    assert not (study / "suggestions").exists()


def test_a_row_that_fits_nothing_is_told(study: Path, cli: Cli) -> None:
    table = study / "anna.csv"
    more = "ru01.txt,Респондент,9000,9050,Этого никто никогда не говорил здесь.,care\n"
    table.write_text(table.read_text(encoding="utf-8") + more, encoding="utf-8")
    done = cli("suggest", "--indicators", "--from", "anna.csv")
    assert done.code == 1
    assert "was not found in the transcript" in done.err


@pytest.fixture
def server() -> Iterator[StandIn]:
    with serving() as stand_in:
        yield stand_in


def test_an_endpoint(study: Path, cli: Cli, server: StandIn) -> None:
    server.answer = reply(codes(("care", "чаем"), ("care", "лимоном")))
    command = ("suggest", "--from", "anna.csv", "--endpoint", server.url, "--endpoint-model", "m")
    done = cli(*command)
    assert done.code == 0
    assert "endpoint m: of the codes people gave" in done.err
    assert "false quotes" in done.err
    table = (study / "suggestions" / "suggestions.csv").read_text(encoding="utf-8")
    assert "quote: чаем" in table
    assert "лимоном" not in table
    asked = len(server.asked)
    assert asked == 32
    assert "Марин" in str(server.asked)  # what was said, whole: so it may not leave the computer
    assert (study / ".suggestions.answers").exists()
    cli(*command)
    assert len(server.asked) == asked


def test_too_little_to_measure(study: Path, cli: Cli, server: StandIn) -> None:
    server.answer = reply(codes(("care", "чаем")))
    done = cli("suggest", "--endpoint", server.url, "--endpoint-model", "m")
    assert "endpoint m: too few coded interviews to measure what it brings" in done.err
    server.answer = reply("I cannot help with that.")
    silent = cli("suggest", "--endpoint", server.url, "--endpoint-model", "other")
    assert silent.code == 1  # what was asked for was not done
    assert "endpoint other: no answer that could be used" in silent.err
    assert "on this computer" in silent.err


def test_help(cli: Cli) -> None:
    told = cli("suggest", "--help").out
    for option in (
        "--indicators",
        "--min-gain",
        "--embeddings",
        "--endpoint",
        "--endpoint-key-file",
    ):
        assert option in told
