"""The list of tests that need no tracer names tests that there are."""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parent


def test_every_line_names_a_test() -> None:
    lines = (TESTS / "untraced.txt").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if not line.startswith("#")]
    assert named == sorted(set(named))
    assert [line for line in named if not _is_there(*line.split("::"))] == []


def _is_there(file: str, name: str = "") -> bool:
    path = TESTS / file
    if not path.is_file():
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return not name or name in {
        one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)
    }
