from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from command_line import Cli
from small_study import RUSSIAN, TABLE, contents, write

from qualcode.reading import read_transcript


def test_transcripts_are_shown_as_understood(cli: Cli, study: Path) -> None:
    done = cli("read")
    assert (done.code, done.err) == (0, "")
    blocks = done.out.split("\n\n")
    assert [block.split("\n")[0] for block in blocks] == [
        "en01.txt: txt, utf-8, labels, en",
        "ru01.txt: txt, utf-8, labels, ru",
        "2 transcripts read",
    ]
    assert re.search(r"Респондент +respondent +R1 +2 +18  declared", blocks[1])


def test_the_page_is_written_and_replaced_but_no_other_file(cli: Cli, study: Path) -> None:
    for _ in range(2):
        done = cli("read", "--page", "reading.html", "--language", "ru")
        assert (done.code, done.lines) == (0, ["written: reading.html"])
    assert "как поняты расшифровки" in (study / "reading.html").read_text(encoding="utf-8")
    write(study / "own.html", "<p>mine</p>")
    assert cli("read", "--page", "own.html").code == 4
    assert (study / "own.html").read_text() == "<p>mine</p>"
    assert cli("read", "--page", "own.txt").code == 2
    assert cli("read", "--language", "fr").code == 2


def test_interviewers_can_be_named(cli: Cli, study: Path) -> None:
    write(study / "two.txt", "Анна: Да, это так.\nВера: Нет, не так.\n" * 3)
    done = cli("read", "two.txt", "--interviewer", "Вера", "--json")
    (transcript,) = json.loads(done.out)["transcripts"]
    roles = {speaker["speaker"]: speaker["role"] for speaker in transcript["speakers"]}
    assert roles == {"Анна": "respondent", "Вера": "interviewer"}


def test_json_stands_alone_on_stdout(cli: Cli, study: Path) -> None:
    write(study / "transcripts/bad.docx", b"no zip")
    write(study / "respondents.csv", TABLE + "x.txt,,R3,ngo_provider,\n")
    done = cli("read", "--json")
    assert done.code == 1
    found = json.loads(done.out)
    assert [one["transcript"] for one in found["transcripts"]] == ["en01.txt", "ru01.txt"]
    assert found["problems"] + found["failures"] == done.lines
    assert len(done.lines) == 2
    assert "Респондент" in done.out


def test_texts_are_written_as_offsets_need_them(cli: Cli, study: Path) -> None:
    write(study / "transcripts/sub/win.txt", ("\ufeff" + RUSSIAN).replace("\n", "\r\n"))
    done = cli("read", "--out", "texts")
    assert done.code == 0
    names = {"en01.txt.txt", "ru01.txt.txt", "sub/win.txt.txt", "turns.csv", "run.json"}
    assert set(contents(study / "texts")) == names
    with (study / "texts/turns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    for row in rows:
        written = (study / "texts" / f"{row['transcript']}.txt").read_bytes().decode()
        assert written[int(row["start"]) : int(row["stop"])] == row["text"]
        assert row["text"]
        source = study / "transcripts" / row["transcript"]
        assert written == read_transcript(source, row["transcript"]).text
    before = contents(study / "texts")
    assert cli("read", "--out", "texts").code == 0
    assert contents(study / "texts") == before


def test_texts_never_replace_anybodys_files(cli: Cli, study: Path) -> None:
    before = contents(study)
    for out in ("transcripts", ".", "codebook.yaml"):
        done = cli("read", "--out", out)
        assert (done.code, done.out, len(done.lines)) == (4, "", 1)
    assert contents(study) == before


def test_texts_do_not_replace_what_they_are_read_from(cli: Cli, study: Path) -> None:
    assert cli("read", "--out", "texts").code == 0
    before = contents(study)
    assert cli("read", "texts", "--out", "texts").code == 4
    assert contents(study) == before


def test_texts_of_a_run_are_no_run(cli: Cli, study: Path) -> None:
    cli("read", "--out", "texts")
    done = cli("report", "texts")
    assert (done.code, len(done.lines)) == (3, 1)


@pytest.mark.parametrize("json_wanted", [(), ("--json",)])
def test_bad_transcripts_are_told(cli: Cli, study: Path, json_wanted: tuple[str, ...]) -> None:
    write(study / "bad/empty.txt", b"")
    (study / "none").mkdir()
    done = cli("read", "bad", "gone.txt", "none", *json_wanted)
    assert (done.code, done.out) == (3, "")
    assert [line.split(":")[0] for line in done.lines] == ["gone.txt", "none", "empty.txt"]


def test_a_table_with_mistakes_is_told_with_missing_transcripts(cli: Cli, study: Path) -> None:
    write(study / "respondents.csv", TABLE.replace("type", "typ"))
    done = cli("read", "gone.txt")
    assert (done.code, done.out) == (3, "")
    assert done.lines == [
        "respondents.csv:1: has no column `type`; did you mean `typ`? rename it",
        "gone.txt: does not exist; check the path",
    ]
