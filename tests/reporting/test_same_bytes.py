"""The sample's report with its figures, workbook, Word tables: the same bytes in any process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parents[2]
WANTED = ("report --language ru --out {}/report.html", "export xlsx --out {}/book.xlsx",
          "export docx --out {}/tables.docx", "export figures --out {}/figures")  # fmt: skip


def test_two_processes_write_the_same_bytes(tmp_path: Path, sample: Path) -> None:
    written = [_write_all(sample, tmp_path / seed, seed) for seed in ("1", "20261122")]
    assert len(written[0]) > 12
    assert {".html", ".xlsx", ".docx", ".svg", ".pdf", ".png"} <= {
        Path(name).suffix for name in written[0]
    }
    different = [name for name, held in written[0].items() if held != written[1].get(name)]
    assert different == []
    assert written[0].keys() == written[1].keys()


def _write_all(study: Path, out: Path, seed: str) -> dict[str, bytes]:
    """Write everything in a process of its own whose sets have an order of their own."""
    out.mkdir()
    lines = [command.format(out).split() for command in WANTED]
    program = (
        "import sys\n"
        "from qualcode.cli import main\n"
        f"for line in {lines!r}:\n"
        "    try:\n"
        "        sys.argv = ['qualcode', *line]\n"
        "        main()\n"
        "    except SystemExit as ended:\n"
        "        assert not ended.code, line\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    subprocess.run(
        [sys.executable, "-c", program],
        cwd=study,
        env=environment,
        check=True,
        capture_output=True,
        timeout=300,
    )
    files = sorted(one for one in out.rglob("*") if one.is_file())
    return {str(one.relative_to(out)): one.read_bytes() for one in files}
