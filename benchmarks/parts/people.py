"""What people and the machine together take: a key of the review page, `agree`, `suggest`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from statistics import median
from threading import Thread
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.decided import CODERS, as_posted, decide, write_decisions
from benchmarks.fresh import cpu_seconds
from benchmarks.report import Goal, Line, Row
from benchmarks.study import write_study
from qualcode.runs.read import Run, read_run

if TYPE_CHECKING:
    from qualcode.review.desk import Desk

INTERVIEWS = 200
WORDS = 8_000
DECISIONS = 20_000
KEYS = 200
SEED = 2026
MOST_SECONDS = 60.0
MOST_MILLISECONDS = 50.0
_TOKEN = "of-this-benchmark-alone"  # noqa: S105


def measure_people(
    interviews: int = INTERVIEWS, words: int = WORDS, decisions: int = DECISIONS, keys: int = KEYS
) -> Iterator[Line]:
    """Time commands on decisions about a made-up study, and a decision on its way to the log."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "study"
        write_study(folder, interviews, words, SEED)
        spent, _ = _time_qualcode(folder, "tag")
        yield Row(f"`qualcode tag`, {interviews} interviews of {words:,} words", spent)
        run = read_run(folder / "run")
        written = write_decisions(folder / "decisions", run, decisions, SEED)
        told = " and ".join(f"{lines:,}" for lines in written.values())
        yield Row("decisions", more=f"{told} lines of {' and '.join(written)}")
        yield from _measure_commands(folder)
        yield from _measure_keys(folder, run, keys)
        spent, clock = _time_qualcode(folder, "tag")
        yield Row("`qualcode tag` with the decisions", spent, more=f"{clock:.1f} s by the clock")


def _measure_commands(folder: Path) -> Iterator[Line]:
    for arguments in (
        ("agree",),
        ("agree", "--machine", "--unit", "character"),
        ("agree", "--gamma", "--resamples", "0"),
        ("suggest",),
        ("suggest", "--indicators"),
        ("decisions", "check"),
    ):
        name = f"`qualcode {' '.join(arguments)}`"
        spent, clock = _time_qualcode(folder, *arguments)
        yield Row(name, spent, more=f"{clock:.1f} s by the clock")
        yield Goal(name, f"≤ {MOST_SECONDS:.0f} s", f"{spent:.1f} s", spent <= MOST_SECONDS)


def _time_qualcode(folder: Path, *arguments: str) -> tuple[float, float]:
    """Return the CPU seconds of a command in a folder, and those by the clock."""
    start = "import sys; from qualcode.cli import main; sys.argv[0] = 'qualcode'; main()"
    before, began = cpu_seconds(), time.perf_counter()
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", start, *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    if ended.returncode > 1:  # 1: something was found that people should look at
        raise RuntimeError(ended.stderr)
    return cpu_seconds() - before, time.perf_counter() - began


def _measure_keys(folder: Path, run: Run, keys: int) -> Iterator[Line]:
    """Time what a key of the page waits for: a decision posted, on the disk, answered."""
    from qualcode.review.opening import Asked, Shelf, open_desk

    began = time.process_time()
    shelf = Shelf(run, folder / "decisions", folder / "suggestions")
    desk = open_desk(shelf, Asked(CODERS[0], blind=True))
    desk.head()
    yield Row("opening the review page", time.process_time() - began)
    times = []
    with _serving(desk) as post:
        for decision in islice(decide(run, CODERS[0], SEED + 1), keys):
            line = as_posted(replace(decision, id=str(uuid4())))
            began = time.perf_counter()
            post({"lines": [line]})
            times.append(1000 * (time.perf_counter() - began))
    usual, most = median(times), sorted(times)[int(0.95 * len(times))]
    told = f"{usual:.0f} ms; 95 of 100 within {most:.0f} ms, the slowest {max(times):.0f} ms"
    yield Goal(
        "a decision saved and answered, by the clock",
        f"≤ {MOST_MILLISECONDS:.0f} ms",
        told,
        usual <= MOST_MILLISECONDS,
    )


@contextmanager
def _serving(desk: Desk) -> Iterator[Callable[[object], None]]:
    """Serve a desk as `qualcode review` does; yield what posts to it over one connection."""
    import uvicorn

    from qualcode.review.server import HOST, make_app, open_socket

    listening = open_socket(0)
    port = listening.getsockname()[1]
    config = uvicorn.Config(
        make_app(desk, _TOKEN, port), log_level="error", access_log=False, ws="none", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    connection = HTTPConnection(HOST, port, timeout=60)
    headers = {
        "X-Qualcode-Token": _TOKEN,
        "Origin": f"http://{HOST}:{port}",
        "Content-Type": "application/json",
    }

    def post(said: object) -> None:
        connection.request("POST", "/api/decisions", json.dumps(said), headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(body.decode())

    try:
        yield post
    finally:
        connection.close()
        server.should_exit = True
        thread.join(10)
