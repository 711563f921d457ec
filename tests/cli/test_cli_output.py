from __future__ import annotations

import itertools
import re
import sys

import pytest

from qualcode.cli.output import show_progress
from qualcode.terminal import render_table


def test_progress_is_shown_to_people_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for person in (True, False):
        monkeypatch.setattr(sys.stderr, "isatty", lambda person=person: person, raising=False)
        with show_progress("tagging", 2) as progress:
            progress("a.txt")
            progress("b.txt")
        printed = capsys.readouterr()
        assert printed.out == ""
        assert ("tagging" in printed.err) is person
        assert ("2/2" in printed.err) is person


def test_progress_begins_again_with_a_file_told_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("time.time", itertools.count(step=10).__next__)  # so that each is drawn
    with show_progress("tagging", 3) as progress:
        for file in ("a.txt", "b.txt", "a.txt", "b.txt", "c.txt"):
            progress(file)
    assert re.findall(r"./3", capsys.readouterr().err)[-5:] == ["1/3", "2/3", "1/3", "2/3", "3/3"]


def test_columns_are_aligned() -> None:
    table = render_table(["code", "НКО"], [["saving", "1"], ["care", "10"]])
    assert table.split("\n") == ["code    НКО", "-----------", "saving    1", "care     10"]
