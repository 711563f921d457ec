from __future__ import annotations

import sys

import pytest

from qualcode.cli.output import render_table, show_progress


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


def test_columns_are_aligned() -> None:
    table = render_table(["code", "НКО"], [["saving", "1"], ["care", "10"]])
    assert table.split("\n") == ["code    НКО", "-----------", "saving    1", "care     10"]
