"""Two programs writing into one log at once: no line lost, none torn, each in its order."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.report import Goal, Line, Row
from qualcode.decisions import read_log

LINES = 500  # by each
WRITERS = ("a", "b")
_WRITE = """
import sys
from pathlib import Path
from qualcode.decisions import append
from qualcode.model.decision import Decision
path, name, count = sys.argv[1:]
for at in range(int(count)):
    append(Path(path), [Decision(f"{name}{at}", "2026-01-01T00:00:00Z", "ANNA", "note", text="Ж")])
"""


def measure_appending() -> Iterator[Line]:
    """Have two processes append to one log, line by line, and read what is in it."""
    with TemporaryDirectory() as folder:
        path, started = Path(folder) / "ANNA.jsonl", perf_counter()
        command = (sys.executable, "-c", _WRITE, str(path))
        writing = [
            subprocess.Popen((*command, name, str(LINES)))  # noqa: S603 - our own program
            for name in WRITERS
        ]
        failed = sum(one.wait() != 0 for one in writing)
        took = perf_counter() - started
        log = read_log(path)
    wrong = failed + len(log.problems)
    for name in WRITERS:
        own = [one.id for one in log.decisions if one.id.startswith(name)]
        wrong += own != [f"{name}{at}" for at in range(LINES)]
    yield Row(f"two processes, {LINES} lines each", took, more="on the clock")
    yield Goal("lines lost, torn or out of order", "none", str(wrong), wrong == 0)
