from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, TABLE, contents, write

from qualcode.files import ENDINGS

SUMMARY = """\
Respondents who affirm a code, language en:

code    public_provider of 1
----------------------------
saving                     1
care                       1

Respondents who affirm a code, language ru:

code    ngo_provider of 1
-------------------------
saving                  1
care                    1

2 transcripts, 8 segments, 10 hits, 8 codings (1 denied), 6 tensions in run
"""


def test_a_study_is_tagged_without_a_word(cli: Cli, study: Path) -> None:
    done = cli("tag")
    assert (done.code, done.out, done.err) == (0, SUMMARY, "")
    manifest = json.loads((study / "run/run.json").read_text())
    assert manifest["study"]["title"] == "Small study"
    assert set(manifest["inputs"]) == {"codebook.yaml", "respondents.csv", "study.yaml"}
    assert (study / "run/study.yaml").read_bytes() == (study / "study.yaml").read_bytes()


def test_everything_can_be_said_on_the_command_line(
    cli: Cli, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("tag")
    monkeypatch.chdir(tmp_path)
    arguments = ["--codebook", study / "codebook.yaml", "--respondents", study / "respondents.csv"]
    done = cli("tag", study / "transcripts", *arguments, "--out", "here", "--jobs", 2)
    assert done.code == 0
    here, there = contents(tmp_path / "here"), contents(study / "run")
    assert {name: here[name] for name in here if name != "run.json"} == {
        name: there[name] for name in there if name not in ("run.json", "study.yaml")
    }


def test_the_command_line_goes_before_the_study(cli: Cli, study: Path) -> None:
    write(study / "study.yaml", (study / "study.yaml").read_text() + "language: en\n")
    for arguments, language in (((), "en"), (("--language", "ru"), "ru")):
        assert cli("tag", *arguments).code == 0
        manifest = json.loads((study / "run/run.json").read_text())
        assert manifest["settings"]["language"] == language
    cli("tag", "--interviewer", "Респондент", "--out", "other")
    assert json.loads((study / "other/run.json").read_text())["settings"]["interviewers"] == [
        "Респондент"
    ]


def test_respondents_without_type_have_a_column(cli: Cli, study: Path) -> None:
    write(study / "respondents.csv", TABLE.splitlines()[0] + "\n" + TABLE.splitlines()[1] + "\n")
    done = cli("tag")
    assert done.code == 0
    assert "code    (no type) of 1" in done.out
    assert done.lines == [
        "en01.txt: speaker `Respondent` has no row in respondents.csv; add a row for them"
    ]


BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\n", "is empty"),
    "nozip.docx": (b"no zip", "is named .docx but is no Word file"),
    "short.vtt": (b"WEBVTT\n\n", "holds no speech"),
    "zero.txt": (b"\0\1\2 some words \0", "zero bytes"),
    "broken.txt": (b"\xff\xfe\x00", "breaks off"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_transcript_is_told_and_the_others_are_tagged(
    cli: Cli, study: Path, name: str
) -> None:
    content, words = BAD[name]
    write(study / "transcripts" / name, content)
    done = cli("tag")
    assert (done.code, done.out) == (1, SUMMARY)
    (line,) = done.lines
    assert line.startswith(f"{name}: ")
    assert words in line


def test_missing_places_are_told_and_the_others_are_tagged(cli: Cli, study: Path) -> None:
    (study / "none").mkdir()
    done = cli("tag", "transcripts", "gone.txt", "none")
    assert (done.code, done.out) == (1, SUMMARY)
    assert done.lines == [
        "gone.txt: does not exist; check the path",
        f"none: holds no transcript; {ENDINGS}",
    ]


def test_with_nothing_but_bad_transcripts_nothing_is_written(cli: Cli, study: Path) -> None:
    for name, (content, _) in BAD.items():
        write(study / "bad" / name, content)
    before = contents(study)
    done = cli("tag", "bad", "gone", "--out", "deep/run")
    assert (done.code, done.out) == (3, "")
    assert [line.split(": ")[0] for line in done.lines] == ["gone", *sorted(BAD)]
    assert contents(study) == before
    assert not (study / "deep").exists()


def test_everything_wrong_is_told_at_once(cli: Cli, study: Path) -> None:
    write(study / "codebook.yaml", CODEBOOK.replace("near_misses", "near_mises"))
    write(study / "respondents.csv", TABLE.replace("speaker", "speeker"))
    before = contents(study)
    done = cli("tag", "gone.txt", "transcripts")
    assert (done.code, done.out) == (3, "")
    told = [line for line in done.lines if line.startswith(("codebook", "respondents", "gone"))]
    assert len(told) == 3
    assert told[0].startswith("codebook.yaml:17:3: codes > saving: `near_mises`")
    assert "near_misses" in told[0]
    assert told[1:] == [
        "respondents.csv:1: has no column `speaker`; did you mean `speeker`? rename it",
        "gone.txt: does not exist; check the path",
    ]
    assert contents(study) == before


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ("--codebook", "gone.yaml", "--respondents", "gone.csv"),
            ["gone.yaml: cannot be read: ", "gone.csv: cannot be read: "],
        ),
        (("--codebook", "transcripts"), ["transcripts: cannot be read: "]),
        (("--codebook", "respondents.csv"), ["respondents.csv:"]),
        (("--respondents", "codebook.yaml"), ["codebook.yaml:"]),
        (("--codebook", "empty"), ["empty:"]),
        (("--codebook", "zero"), ["zero:"]),
        (("--respondents", "zero"), ["zero: is no text"]),
        (("--respondents", "empty"), ["empty: is empty"]),
    ],
)
def test_wrong_files_are_told(
    cli: Cli, study: Path, arguments: tuple[str, ...], lines: list[str]
) -> None:
    write(study / "empty", b"")
    write(study / "zero", b"\0" * 100)
    done = cli("tag", *arguments)
    assert (done.code, done.out) == (3, "")
    for line in lines:
        assert any(told.startswith(line) for told in done.lines)
    assert len(done.err) < 1500
    assert not (study / "run").exists()


@pytest.mark.parametrize(
    "out", ["transcripts", ".", "codebook.yaml", "mine", "respondents.csv/run"]
)
def test_somebodys_files_are_never_replaced(cli: Cli, study: Path, out: str) -> None:
    write(study / "mine/notes.txt", "mine")
    before = contents(study)
    done = cli("tag", "--out", out)
    assert (done.code, done.out) == (4, "")
    assert len(done.lines) == 1
    assert done.err.split(": ")[0] in (out, str((study / out).resolve()))
    assert contents(study) == before


def test_texts_that_are_read_are_not_replaced_by_their_run(cli: Cli, study: Path) -> None:
    assert cli("read", "--out", "texts").code == 0
    before = contents(study)
    arguments = ["texts", "--codebook", "codebook.yaml"]
    done = cli("tag", *arguments, "--out", "texts")
    assert done.code == 4
    assert "which is to be read" in done.err
    assert contents(study) == before
    assert cli("tag", *arguments, "--out", "run").code == 0


def test_a_study_with_mistakes_is_told(cli: Cli, study: Path) -> None:
    write(study / "study.yaml", "transcripts: gone\ncodebok: codebook.yaml\n")
    for command in ("tag", "read", "report"):
        done = cli(command)
        assert (done.code, done.out) == (3, "")
        assert [line for line in done.lines if line.startswith("study.yaml")] == [
            "study.yaml:1:14: transcripts: `gone` does not exist; check the path",
            "study.yaml:2:1: `codebok` is no key here; did you mean `codebook`?",
        ]


def test_rows_and_types_that_do_not_fit_are_told(cli: Cli, study: Path) -> None:
    table = TABLE.replace("ngo_provider", "ngo_provder")
    write(study / "respondents.csv", table + "far.txt,,R,z,\n")
    done = cli("tag")
    assert done.code == 0
    assert done.lines == [
        "respondents.csv:2: `ngo_provder` is no respondent type of the codebook;"
        " did you mean `ngo_provider`?",
        "respondents.csv:4: `z` is no respondent type of the codebook;"
        " it has ngo_provider, public_provider",
        "respondents.csv:4: names the file `far.txt`, which was not read",
    ]


def test_what_a_study_says_wrongly_is_told_at_its_line(cli: Cli, study: Path) -> None:
    said = (study / "study.yaml").read_text()
    for line, where, message in (
        ("compare_by: foo", "13: compare_by", "`foo` is no column of the respondents table"),
        ("language: xx", "11: language", "the codebook has no lists in `xx`"),
        ("model: ./nothing", "8: model", "nothing: no such folder"),
    ):
        write(study / "study.yaml", f"{said}{line}\n")
        done = cli("tag")
        assert (done.code, done.out) == (3, "")
        told, excerpt, _ = done.lines
        assert told.startswith(f"study.yaml:5:{where}: ")
        assert message in told
        assert excerpt.strip() == line
    assert cli("explain", "--text", "Экономия.").lines[0] == told


@pytest.mark.parametrize("command", [("tag",), ("check", "codebook.yaml")])
def test_a_model_without_a_name_is_refused(cli: Cli, study: Path, command: tuple[str, ...]) -> None:
    done = cli(*command, "--model", "")
    assert (done.code, done.out) == (2, "")
    assert "'--model'" in done.err
    assert "is empty" in done.err
    assert cli(*command, "--model", "nothing").err.startswith("--model: nothing: no model")
