"""In a study whose codebook is not written yet, what needs none goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Cli

TOLD = "no codebook yet: `codebook.yaml` does not exist; going on without it"


@pytest.mark.parametrize("arguments", [("read",), ("terms", "забота"), ("concordance", "забота")])
def test_these_go_on_and_say_so(cli: Cli, study: Path, arguments: tuple[str, ...]) -> None:
    (study / "codebook.yaml").unlink()
    done = cli(*arguments)
    assert done.code == 0
    assert done.out
    assert done.err.count(TOLD) == 1


@pytest.mark.parametrize("command", ["tag", "check"])
def test_these_refuse(cli: Cli, study: Path, command: str) -> None:
    (study / "codebook.yaml").unlink()
    done = cli(command)
    assert done.code == 3
    assert "`codebook.yaml` does not exist; check the path" in done.err
