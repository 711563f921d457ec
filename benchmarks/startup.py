"""CPU seconds to answer `--help` and to tag one interview, beside Python and typer alone."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fresh import cpu_seconds
from benchmarks.report import Goal, Line, Row, render_times

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "transcripts_sample" / "npm_tensions"
RUNS = 5
MOST_OF_TYPER = 2.0
MOST_SECONDS = 1.0


def measure_startup() -> Iterator[Line]:
    """Time each way of starting."""
    python, typer = _time_python("-c", "pass"), _time_python("-c", "import typer")
    yield Row("python alone", python)
    yield Row("`import typer`", typer)
    help = _time_qualcode("--help")
    yield Row("`qualcode --help`", help)
    times = help / typer
    goal = f"≤ {MOST_OF_TYPER:.0f}× `import typer`"
    yield Goal("`qualcode --help`", goal, render_times(times), times <= MOST_OF_TYPER)
    codebook = str(ROOT / "codebooks" / "npm_tensions.yaml")
    with tempfile.TemporaryDirectory() as folder:
        for file in ("ru01.txt", "en01.txt"):
            out = str(Path(folder) / file)
            spent = _time_qualcode("tag", "--codebook", codebook, "--out", out, str(SAMPLE / file))
            yield Row(f"`qualcode tag {file}`", spent)
            reached = f"{spent:.2f} s"
            met = spent <= MOST_SECONDS
            yield Goal(f"`qualcode tag {file}`", f"≤ {MOST_SECONDS:.0f} s", reached, met)


def _time_python(*arguments: str) -> float:
    """Return the least CPU time of several runs of Python with these arguments."""
    times = []
    for _ in range(RUNS):
        before = cpu_seconds()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603
        times.append(cpu_seconds() - before)
    return min(times)


def _time_qualcode(*arguments: str) -> float:
    start = "import sys; from qualcode.cli import main; sys.argv[0] = 'qualcode'; main()"
    return _time_python("-c", start, *arguments)
