from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, write

from qualcode.cli.explain import choose_marking
from qualcode.inspecting.explaining import Marking, explain_run
from qualcode.runs.read import read_run


@pytest.fixture
def tagged(cli: Cli, study: Path) -> Path:
    assert cli("tag").code == 0
    return study


def test_a_transcript_is_explained(cli: Cli, tagged: Path) -> None:
    done = cli("explain", "run", "ru01.txt")
    assert (done.code, done.err) == (0, "")
    first, *blocks = done.out.strip().split("\n\n")
    assert first == "ru01.txt in run: 5 hits, 1 left out"
    assert blocks[0] == "Segment 2: R1 (ngo_provider) as “Респондент”, turn 2, Russian"
    assert "- saving “Saving”, at " in done.out
    assert f"masked by `экономия время` ({Path('run/codebook.yaml')}:15)" in done.out
    assert "Потом прошло [[сокращение]] [[штата]], но забота осталась." in done.out
    assert "«штата», a form of штат, matches `ставка|штат`." in done.out


def test_weak_signs_of_a_whole_transcript_stand_back(cli: Cli, study: Path) -> None:
    codebook = (study / "codebook.yaml").read_text(encoding="utf-8")
    weak = codebook.replace("- id: saving\n", "- id: saving\n  min_score: 9\n", 1)
    assert weak != codebook
    write(study / "codebook.yaml", weak)
    assert cli("tag").code == 0
    shown, whole = cli("explain", "ru01").out, cli("explain", "ru01", "--all").out
    count = whole.count("\n± saving ")
    told = "1 weak sign that makes" if count == 1 else f"{count} weak signs that make"
    assert count > 0
    assert f"\n\n{told} no coding: shown with --all\n\n" in shown
    assert "±" not in shown
    assert "+ " in shown
    assert "weak sign" not in whole
    assert cli("explain", "ru01", "--code", "saving").out.count("\n± saving ") == count


def test_the_run_is_the_one_of_the_study(cli: Cli, tagged: Path) -> None:
    assert cli("explain", "ru01").out == cli("explain", "run", "ru01.txt").out
    (tagged / "study.yaml").unlink()
    assert cli("explain", "ru01").out == cli("explain", "run", "ru01.txt").out


def test_a_run_needs_nothing_beside_it(
    cli: Cli, tagged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cli("explain", "run", "ru01").out
    elsewhere = tagged.parent / "elsewhere"
    elsewhere.mkdir()
    (tagged / "run").rename(elsewhere / "run")
    monkeypatch.chdir(elsewhere)
    assert cli("explain", "run", "ru01").out == before


def test_a_character_is_explained(cli: Cli, tagged: Path) -> None:
    hit = json.loads(cli("explain", "ru01", "--json").out)["segments"][0]["findings"][0]
    for offset in (hit["start"], hit["stop"] - 1):
        shown = json.loads(cli("explain", f"ru01:{offset}", "--json").out)
        assert shown["offset"] == offset
        assert shown["segments"][0]["findings"][0] == hit
    done = cli("explain", f"ru01:{hit['start'] - 3}")
    assert "    Nothing was found at «Началась»: no indicator has such a word." in done.out
    assert " The segment has 4 findings elsewhere: ask for s2." in done.out


def test_a_segment_is_explained(cli: Cli, tagged: Path) -> None:
    done = cli("explain", "ru01:s4")
    assert done.out.startswith("ru01.txt, segment 4 in run: 2 hits\n")
    done = cli("explain", "ru01:s1")
    assert "    Nothing was found here: no code is looked for in the talk of the interviewer." in (
        done.out
    )


def test_a_sign_stands_for_the_word_next_to_it(cli: Cli, tagged: Path) -> None:
    shown = json.loads(cli("explain", "ru01:s2", "--json").out)["segments"][0]
    stop = shown["start"] + shown["text"].index(".")
    done = cli("explain", f"ru01:{stop}")
    word = shown["text"][: shown["text"].index(".")].split()[-1]
    assert f"[[{word}]]." in done.out
    blank = shown["start"] + shown["text"].index(" ")
    first = shown["text"].split()[0]
    assert f"    [[{first}]] " in cli("explain", f"ru01:{blank}").out


def test_a_code_that_is_not_looked_for_is_told(cli: Cli, study: Path) -> None:
    write(study / "codebook.yaml", CODEBOOK.replace("- id: care", "- status: retired\n  id: care"))
    assert cli("tag").code == 0
    done = cli("explain", "ru01", "--code", "care")
    assert done.out == (
        "ru01.txt in run: 0 hits of care\n\n`care` is retired and is not looked for.\n"
    )


def test_a_code_and_those_below_it(cli: Cli, tagged: Path) -> None:
    done = cli("explain", "ru01", "--code", "care", "--no-suppressed")
    assert done.out.startswith("ru01.txt in run: 2 hits of care\n")
    assert "saving" not in done.out


def test_the_speaker_and_the_question_are_named(cli: Cli, study: Path) -> None:
    guide = 'guide: [{id: q1, text: {ru: "Расскажите, что изменилось?"}}]\ncodes:\n'
    write(study / "codebook.yaml", CODEBOOK.replace("codes:\n", guide, 1))
    write(
        study / "respondents.csv",
        "file,speaker,respondent,type\nen01.txt,Respondent,R2,ngo_provider\n",
    )
    assert cli("tag").code == 0
    shown = cli("explain", "ru01").out
    assert (
        "\n\nSegment 2: ru01.txt:Респондент, turn 2, Russian\n"
        "It answers q1 «Расскажите, что изменилось?»\n"
    ) in shown


@pytest.mark.no_cover  # large: what it runs is measured by other tests
def test_every_word_of_the_sample_is_explained(sample: Path) -> None:
    run = read_run(sample / "run")
    ids = [one["transcript"] for one in run.manifest["transcripts"]]
    shown = [explain_run(run, sample / "run", id) for id in ids]
    findings = [finding for one in shown for finding in one.findings]
    assert len(findings) == len(run.tables["hits"]) + len(run.tables["suppressed"])
    for finding in findings:
        assert finding.found
        assert {word.how for word in finding.found} <= {"written", "base", "wildcard", "spelling"}
        assert finding.indicator.source
        assert finding.verdict.given or finding.suppression or finding.weight < 1


def test_a_text_is_tried(cli: Cli, study: Path) -> None:
    given = cli(
        "explain", "--text", "We save money now, and we do it well.", "--codebook", "codebook.yaml"
    )
    assert (given.code, given.err) == (0, "")
    assert given.out.startswith("1 hit, by codebook.yaml\n\nSegment 1: English\n")
    of_study = cli("explain", "--text", "Забота.", "--language", "ru")
    assert "[[Забота]]." in of_study.out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("nowhere", "ru01"), "nowhere: holds no run; make one with `qualcode tag`"),
        (("ru09.txt",), "ru09.txt: is no transcript of this run; did you mean `ru01.txt`?"),
        (("ru01:s99",), "ru01.txt: has no segment 99; its last is s4"),
        (("ru01:99999",), "ru01.txt: has no character 99999; its last is "),
        (("ru01:0",), "ru01.txt: nobody speaks at character 0; the next talk is s1, from 12"),
        (("ru01:x",), "ru01: `x` is no place in it; write a character such as ru01:1234"),
        (
            ("ru01", "--code", "savin"),
            f"{Path('run/codebook.yaml')}: has no code `savin`; did you mean `saving`?",
        ),
        (("--text", "Да.", "--codebook", "gone.yaml"), "gone.yaml: cannot be read: "),
    ],
)
def test_bad_input_is_one_line(
    cli: Cli, tagged: Path, arguments: tuple[str, ...], line: str
) -> None:
    done = cli("explain", *arguments)
    assert (done.code, done.out) == (3, "")
    (said,) = done.lines
    assert said.startswith(line)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "name a transcript, or give a text with --text"),
        (("run", "ru01", "en01"), "`en01`: too many; name one run and one transcript at most"),
        (("ru01", "--text", "Да."), "name a transcript or give a text with --text, not both"),
        (("ru01", "--language", "ru"), "--language: goes with --text; a run has its own"),
        (("ru01", "--codebook", "c.yaml"), "--codebook: goes with --text; a run has its own"),
        (("--text", " "), "--text: is empty"),
        (("--text", "Да.", "--language", "de"), "--language: must be one of auto, ru, en"),
    ],
)
def test_a_command_written_wrongly_is_told(
    cli: Cli, tagged: Path, arguments: tuple[str, ...], line: str
) -> None:
    done = cli("explain", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.lines[-1].endswith(line)


def test_a_text_needs_a_codebook(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("explain", "--text", "Да.")
    assert done.code == 2
    assert done.lines[-1].endswith("--codebook: name a codebook")


def test_all_problems_of_a_codebook_are_told(cli: Cli, study: Path) -> None:
    write(study / "codebook.yaml", CODEBOOK.replace("brief:", "breif:"))
    done = cli("explain", "--text", "Да.")
    assert (done.code, done.out) == (3, "")
    assert sum("`breif` is no key" in line for line in done.lines) == 2


def test_a_changed_run_is_refused(cli: Cli, tagged: Path) -> None:
    (tagged / "run/hits.csv").write_text("changed", encoding="utf-8")
    done = cli("explain", "ru01")
    assert done.code == 3
    assert "hits.csv: was changed after the run" in done.err


@pytest.mark.parametrize(
    ("terminal", "no_color", "plain", "coloured"),
    [
        (True, "", False, True),
        (True, "1", False, False),
        (True, "", True, False),
        (False, "", False, False),
    ],
)
def test_colours_are_for_people_who_want_them(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, no_color: str, plain: bool, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert (choose_marking(plain=plain) != Marking()) == coloured
