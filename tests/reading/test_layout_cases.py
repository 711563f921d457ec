"""Every layout as a small transcript with the turns expected: `layouts/*.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest
from turn_cases import FOLDER, Case, cases, check

FILES = sorted(path.stem for path in (FOLDER / "layouts").glob("*.txt"))
CASES = [pytest.param(c, id=f"{f}: {c.name}") for f in FILES for c in cases(f"layouts/{f}")]


@pytest.mark.parametrize("case", CASES)
def test_case(tmp_path: Path, case: Case) -> None:
    check(case, case.read(tmp_path), roles=True)
