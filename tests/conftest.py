"""Fixtures for all tests: a small study, and the command line called in this process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from command_line import Cli, Outcome
from small_study import CODEBOOK, write_study

from qualcode.codebook import parse_codebook
from qualcode.model.codebook import Codebook


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the small study, and work in it."""
    folder = write_study(tmp_path / "study")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def small_codebook() -> Codebook:
    return parse_codebook(CODEBOOK, "codebook.yaml")


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Call `qualcode` with arguments; a traceback fails the test."""
    from qualcode.cli import main

    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["qualcode", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else int(bool(code)), printed.out, printed.err)

    return call
