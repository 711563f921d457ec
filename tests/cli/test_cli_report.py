from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import Cli
from small_study import contents, write

from qualcode.runs.former import GENERATOR


def test_a_report_stands_in_its_run_and_does_not_hinder_the_next(cli: Cli, study: Path) -> None:
    done = cli("tag", "--report")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(f"\nreport: run{os.sep}report.html\n")
    first = (study / "run/report.html").read_bytes()
    assert GENERATOR.encode() in first[:4096]
    assert cli("report").code == 0
    assert (study / "run/report.html").read_bytes() == first
    assert cli("tag").code == 0
    assert "report.html" not in contents(study / "run")


def test_a_report_can_be_put_anywhere(cli: Cli, study: Path) -> None:
    cli("tag")
    done = cli("report", "run", "--out", "other.html", "--by", "region", "--language", "ru")
    assert (done.code, done.out, done.err) == (0, "report: other.html\n", "")
    assert (study / "other.html").exists()


def test_a_style_that_does_nothing_is_told_and_the_report_is_made(cli: Cli, study: Path) -> None:
    cli("tag")
    write(study / "mine.css", "h1 { color: navy }\nbody { color: red")
    done = cli("report", "--style", "mine.css", "--out", "other.html")
    assert (done.code, done.out) == (0, "report: other.html\n")
    assert done.lines == [
        "warning: mine.css:2: opens a brace that is never closed;"
        " browsers leave out what stands behind it; look for the missing brace there"
    ]


@pytest.mark.parametrize("out", ["codebook.yaml", "run/codings.csv", "mine.html", "transcripts"])
def test_a_report_replaces_nobodys_file(cli: Cli, study: Path, out: str) -> None:
    cli("tag")
    write(study / "mine.html", "<html>mine</html>")
    before = contents(study)
    done = cli("report", "--out", out)
    assert (done.code, done.out) == (4, "")
    assert done.lines == [f"{out}: exists and is no report of qualcode; choose another name"]
    assert contents(study) == before


def test_a_run_that_cannot_be_read_is_told(cli: Cli, study: Path) -> None:
    done = cli("report")
    assert (done.code, done.lines) == (3, ["run: holds no run; make one with `qualcode tag`"])
    cli("tag")
    write(study / "run/codings.csv", "changed")
    done = cli("report")
    assert (done.code, done.out) == (3, "")
    assert done.lines == [
        "run/codings.csv: was changed after the run;"
        " put it back as it was, or tag into another folder"
    ]
