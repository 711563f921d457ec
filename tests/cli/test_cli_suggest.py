from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from coded_study import render_table, rows_of_anna, write_coded_study
from command_line import Cli
from small_study import contents, write


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Path:
    """Work in the coded study, with its run."""
    folder = write_coded_study(tmp_path / "coded")
    monkeypatch.chdir(folder)
    assert cli("tag", "--no-cache").code == 0
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_suggestions_are_written_beside_the_run(cli: Cli, coded: Path) -> None:
    done = cli("suggest", "--from", "anna.csv", "boris.csv")
    assert (done.code, done.err) == (0, "")
    assert "Learned from 24 segments of 10 interviews, read by anna, boris." in done.out
    assert max(map(len, done.out.splitlines())) <= 100
    whole = next(line for line in done.out.splitlines() if line.startswith("all "))
    assert whole.split()[1:4] == ["24", "14", "1.00"]
    rows = rows_of(coded / "suggestions" / "suggestions.csv")
    assert f"{len(rows)} suggestions for 24 of 24 segments, in suggestions." in done.out
    assert "nothing for what is marked as read" not in done.out  # tables are no decisions
    assert 24 <= len(rows) < 48
    assert min(float(row["score"]) for row in rows) >= 0.05
    assert all(row["why"] for row in rows)
    assert {row["seen"] for row in rows} == {"yes"}
    figures = rows_of(coded / "suggestions" / "figures.csv")
    assert figures[0]["method"] == "suggestions"
    assert figures[1]["calibration_error"] == ""
    codes = {row["code"]: row for row in rows_of(coded / "suggestions" / "codes.csv")}
    assert codes["saving"]["learnable"] == "yes"


def test_twice_the_same_bytes(cli: Cli, coded: Path) -> None:
    cli("suggest", "--from", "anna.csv")
    first = contents(coded / "suggestions")
    cli("suggest", "--from", "anna.csv")
    assert contents(coded / "suggestions") == first


def test_without_coders_it_says_so_and_goes_by_the_codebook(cli: Cli, coded: Path) -> None:
    done = cli("suggest", "--out", "first", "--top", "1")
    assert done.code == 0
    assert "Nobody has coded anything of this run" in done.out
    assert "recall" not in done.out
    number = len(rows_of(coded / "first" / "suggestions.csv"))
    assert f"{number} suggestions for {number} of 24 segments, in first." in done.out
    assert "Only what has a reason and a probability of 5% or more." in done.out
    assert rows_of(coded / "first" / "figures.csv") == []


def test_one_interview_is_too_little(cli: Cli, coded: Path) -> None:
    rows = [row for row in rows_of_anna() if row[0] == "ru01.txt"]
    write(coded / "dora.csv", render_table(rows))
    out = cli("suggest", "--from", "dora.csv").out
    assert "Too little to learn from: 3 segments of 1 interview, read by dora" in out
    assert "What people coded is only used to measure by." in " ".join(out.split())
    assert "care (1 example" not in out


def test_codes_with_few_examples_are_named(cli: Cli, coded: Path) -> None:
    rows = [row for row in rows_of_anna() if row[0] in ("ru01.txt", "ru02.txt", "ru03.txt")]
    write(coded / "dora.csv", render_table(rows))
    out = " ".join(cli("suggest", "--from", "dora.csv").out.split())
    assert "Too little to learn the words of (fewer than 5 examples" in out
    assert "care (2 examples, 2 interviews)" in out
    assert "saving" not in out.split("Too little")[1]
    write(coded / "dora.csv", render_table([(*row[:3], "saving") for row in rows]))
    out = " ".join(cli("suggest", "--from", "dora.csv").out.split())
    assert "interviews): 1 code that nobody gave. These" in out
    write(coded / "dora.csv", render_table([(*row[:3], "saving care") for row in rows]))
    assert "Too little" not in cli("suggest", "--from", "dora.csv").out


def test_the_studys_own_tables_are_the_default(cli: Cli, coded: Path) -> None:
    study = coded / "study.yaml"
    write(study, study.read_text(encoding="utf-8") + "coders: [anna.csv]\n")
    assert "read by anna." in cli("suggest").out


def test_as_json(cli: Cli, coded: Path) -> None:
    told = json.loads(cli("suggest", "--from", "anna.csv", "--json").out)
    assert told["learned"] == {
        "coders": ["anna"], "interviews": 10, "segments": 24, "enough": True,
    }  # fmt: skip
    first = told["suggestions"][0]
    assert {"transcript", "segment", "code", "score", "rank", "reasons"} <= set(first)
    assert told["figures"][0]["segments"] == 24


def test_rows_that_fit_nothing_are_a_finding(cli: Cli, coded: Path) -> None:
    rows = [*rows_of_anna(), ("ru01.txt", "", "Этого никто не говорил никогда.", "saving")]
    write(coded / "dora.csv", render_table(rows))
    done = cli("suggest", "--from", "dora.csv")
    assert done.code == 1
    assert "dora.csv:26" in done.err
    assert (coded / "suggestions" / "suggestions.csv").is_file()


def test_decisions_are_learned_from(cli: Cli, coded: Path) -> None:
    """What a person has marked as read in the review page counts, with the codes given there."""
    from qualcode.decisions import append
    from qualcode.model.decision import Decision
    from qualcode.runs.read import read_run

    run = read_run(coded / "run")
    hashes = {one["transcript"]: one["text_sha256"] for one in run.manifest["transcripts"]}
    lines = []
    for number, one in enumerate(run.tables["segments"]):
        if one["role"] != "respondent" or not str(one["transcript"]).startswith("ru0"):
            continue
        place = {
            "transcript": str(one["transcript"]),
            "text_sha256": hashes[one["transcript"]],
            "start": int(one["start"]),
            "stop": int(one["stop"]),
            "quote": str(one["text"]),
        }
        when = "2026-01-01T10:00:00Z"
        lines.append(Decision(f"s{number}", when, "dora", "seen", **place))
        if "Ремонт" in str(one["text"]):
            lines.append(Decision(f"a{number}", when, "dora", "add", code="care", **place))
    append(coded / "decisions" / "dora.jsonl", lines, "small")
    done = cli("suggest")
    assert "Learned from 21 segments of 7 interviews, read by dora." in done.out
    assert "nothing for what is marked as read (--with-read)." in done.out
    few = rows_of(coded / "suggestions" / "suggestions.csv")
    assert {row["language"] for row in few} == {"en"}
    assert cli("suggest", "--with-read").code == 0
    rows = rows_of(coded / "suggestions" / "suggestions.csv")
    about = [row for row in rows if "Ремонт" in row["text"] and row["rank"] == "1"]
    assert {row["code"] for row in about} == {"care"}
    assert {row["seen"] for row in rows if row["language"] == "en"} == {"no"}


def test_nobody_is_learned_from_twice(cli: Cli, coded: Path) -> None:
    test_decisions_are_learned_from(cli, coded)
    write(coded / "dora.csv", render_table(rows_of_anna()))
    done = cli("suggest", "--from", "dora.csv")
    assert done.code == 3
    assert "have decisions and a table of the same name: dora" in done.err


def test_broken_logs_are_told(cli: Cli, coded: Path) -> None:
    write(coded / "decisions" / "dora.jsonl", "{torn")
    done = cli("suggest")
    assert done.code == 0
    assert "1 fault in the logs of decisions; see `qualcode decisions check`" in done.err


@pytest.mark.parametrize(
    ("code", "told"),
    [("", "none of 24 segments has a code"), ("care", "all 24 segments have the same code, care")],
)
def test_a_table_that_teaches_nothing_is_a_finding(
    cli: Cli, coded: Path, code: str, told: str
) -> None:
    write(coded / "dora.csv", render_table([(*row[:3], code) for row in rows_of_anna()]))
    done = cli("suggest", "--from", "dora.csv")
    assert done.code == 1
    assert f"dora.csv: {told}" in done.err
    done = cli("suggest", "--from", "dora.csv", "--indicators")
    assert done.code == 1
    assert f"dora: {told.replace('segments', 'units')}" in done.err


def test_a_folder_with_other_files_is_refused_before_anything_is_learned(
    cli: Cli, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("qualcode.learning.learn.learn", fail)
    done = cli("suggest", "--from", "anna.csv", "--out", "transcripts")
    assert done.code == 4
    assert "holds files of another kind" in done.err
    assert len(list((coded / "transcripts").iterdir())) == 10
