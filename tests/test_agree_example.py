"""The example of docs/agree.md is what its commands give."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Cli

pytestmark = pytest.mark.no_cover

DOCS = Path(__file__).parents[1] / "docs" / "agree.md"


def test_the_agreement_of_the_simulated_coders(
    sample: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    monkeypatch.chdir(sample)
    shown = DOCS.read_text(encoding="utf-8").split("## An example")[1].split("```\n")[2]
    tables = ("codings/simulated_A.csv", "codings/simulated_B.csv")
    done = cli("agree", "--against", *tables, "--resamples", "1000")
    assert (done.code, done.err) == (0, "")
    lines = shown.strip().split("\n")
    assert len(lines) > 10
    assert [line for line in lines if line not in done.out.split("\n")] == []
