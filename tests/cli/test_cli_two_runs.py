"""`qualcode report --compare A B`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import Cli
from lxml import html
from small_study import contents, write

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover


@pytest.fixture
def runs(cli: Cli, study: Path) -> Path:
    """Two runs of the small study: as it is, and with one indicator less."""
    cli("tag", "--out", "first")
    source = (study / "codebook.yaml").read_text(encoding="utf-8")
    shorter = re.sub(r"(indicators:\s*\{?\s*\w+: \[)\"[^\"]+\", ", r"\1", source, count=1)
    (study / "shorter.yaml").write_text(shorter, encoding="utf-8")
    cli("tag", "--codebook", "shorter.yaml", "--out", "second")
    return study


def test_two_runs_stand_side_by_side(cli: Cli, runs: Path) -> None:
    done = cli("report", "--compare", "first", "second", "--called", "Old", "New")
    assert (done.code, done.out, done.err) == (0, "report: comparison.html\n", "")
    page = html.fromstring((runs / "comparison.html").read_text(encoding="utf-8"))
    heads = [one.text_content() for one in page.get_element_by_id("sides").xpath(".//table[1]//th")]
    assert {"Old", "New"} <= set(heads)
    told = page.get_element_by_id("sides").text_content()
    assert "the same in both runs" in told
    assert "compared with himself or herself alone" in told
    groups = page.get_element_by_id("matrix").xpath(".//thead/tr[1]/th/text()")
    assert [one.strip() for one in groups[1:3]] == ["Old", "New"]


def test_the_same_runs_give_the_same_bytes(cli: Cli, runs: Path) -> None:
    cli("report", "--compare", "first", "second", "--out", "a.html", "--language", "ru")
    cli("report", "--compare", "first", "second", "--out", "b.html", "--language", "ru")
    assert (runs / "a.html").read_bytes() == (runs / "b.html").read_bytes()
    assert "Два прогона" in (runs / "a.html").read_text(encoding="utf-8")


def test_runs_are_left_as_they_are(cli: Cli, runs: Path) -> None:
    before = contents(runs)
    cli("report", "--compare", "first", "second", "--by", "type")
    after = contents(runs)
    after.pop("comparison.html")
    assert after == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--compare", "first", "second", "run"], "takes two runs"),
        (["--compare", "first", "second", "--public"], "takes two runs"),
        (["--called", "A", "B"], "names the runs of --compare"),
        (["--compare", "first", "second", "--called", "A", "A"], "two different names"),
        (["--compare", "first", "second", "--called", "A/B", "C"], "two different names"),
    ],
)
def test_what_makes_no_sense_is_refused(
    cli: Cli, runs: Path, arguments: list[str], said: str
) -> None:
    done = cli("report", *arguments)
    assert done.code == 2
    assert said in done.err


def test_all_that_is_wrong_with_either_is_told(cli: Cli, runs: Path) -> None:
    write(runs / "second/codings.csv", "changed")
    done = cli("report", "--compare", "nowhere", "second")
    assert done.code == 3
    assert done.lines[0] == "nowhere: holds no run; make one with `qualcode tag`"
    assert "codings.csv: was changed after the run" in done.lines[1]


def test_columns_there_are_none_of_are_told(cli: Cli, runs: Path) -> None:
    done = cli("report", "--compare", "first", "second", "--by", "colour")
    assert done.code == 3
    assert "has no column `colour`" in done.lines[0]


def test_a_run_beside_itself_gains_and_loses_nothing(cli: Cli, runs: Path) -> None:
    cli("report", "--compare", "first", "first", "--out", "same.html")
    page = html.fromstring((runs / "same.html").read_text(encoding="utf-8"))
    changes = page.get_element_by_id("sides").xpath("(.//table)[2]/tbody/tr")
    numbers = [[cell.text_content() for cell in row.xpath("./td")] for row in changes]
    assert numbers
    assert {tuple(row[1:]) for row in numbers} == {("0", "0")}
    counts = json.loads((runs / "first/run.json").read_text(encoding="utf-8"))["counts"]
    assert sum(int(row[0]) for row in numbers) <= counts["codings"]
