"""CPU seconds to answer `--help` and to tag one interview, beside Python and typer alone."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "transcripts_sample"
RUNS = 5


def cpu_seconds(*arguments: str) -> float:
    """Return the least CPU time of several runs of Python with these arguments."""
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def qualcode(*arguments: str) -> float:
    """Return the CPU time of a qualcode command."""
    start = "import sys; from qualcode.cli import main; sys.argv[0] = 'qualcode'; main()"
    return cpu_seconds("-c", start, *arguments)


def main() -> None:
    """Print a line for each way of starting."""
    python = cpu_seconds("-c", "pass")
    typer = cpu_seconds("-c", "import typer")
    print(f"{'python alone':32} {python:6.3f} s")
    print(f"{'import typer':32} {typer:6.3f} s   1.0")
    with tempfile.TemporaryDirectory() as folder:
        tag = ["tag", "--codebook", str(ROOT / "codebooks" / "npm_tensions.yaml"), "--out", folder]
        commands = {
            "qualcode --help": ["--help"],
            "qualcode tag, one Russian": [*tag, str(SAMPLE / "ru01.txt")],
            "qualcode tag, one English": [*tag, str(SAMPLE / "en01.txt")],
            "qualcode tag, ten interviews": [*tag, str(SAMPLE), "--jobs", "1"],
        }
        for name, arguments in commands.items():
            seconds = qualcode(*arguments)
            print(f"{name:32} {seconds:6.3f} s {seconds / typer:5.1f}")


if __name__ == "__main__":
    main()
