"""What the report of a large study takes: to be made, to be kept, to be opened."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fresh import cpu_seconds
from benchmarks.report import Goal, Line, Row
from benchmarks.study import write_study

INTERVIEWS = 200
WORDS = 8_000
SEED = 2026
MOST_SECONDS = 30.0
MOST_MEGABYTES = 6.0
MOST_TO_OPEN = 3.0
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")


def measure_report() -> Iterator[Line]:
    """Time `qualcode report` on a made-up study, weigh the page, and open it in Chromium."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "study"
        write_study(folder, INTERVIEWS, WORDS, SEED)
        size = f"{INTERVIEWS} interviews of {WORDS:,} words"
        yield Row(f"`qualcode tag`, {size}", _time_qualcode(folder, "tag"))
        spent = _time_qualcode(folder, "report")
        page = folder / "run" / "report.html"
        megabytes = page.stat().st_size / 1e6
        yield Row(f"`qualcode report`, {size}", spent, more=f"{megabytes:.1f} MB")
        goal = f"≤ {MOST_SECONDS:.0f} s"
        yield Goal("`qualcode report`", goal, f"{spent:.1f} s", spent <= MOST_SECONDS)
        goal = f"≤ {MOST_MEGABYTES:.0f} MB"
        yield Goal("the page", goal, f"{megabytes:.1f} MB", megabytes <= MOST_MEGABYTES)
        opened = _open(page)
        if opened is None:
            yield Row("the page in Chromium", more="not measured: no chromium or playwright here")
        else:
            goal = f"≤ {MOST_TO_OPEN:.0f} s until it is drawn"
            yield Goal("in Chromium", goal, f"{opened:.1f} s", opened <= MOST_TO_OPEN)


def _time_qualcode(folder: Path, *arguments: str) -> float:
    """Return the CPU seconds of a command in a folder."""
    start = "import sys; from qualcode.cli import main; sys.argv[0] = 'qualcode'; main()"
    before = cpu_seconds()
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", start, *arguments], cwd=folder, check=True, capture_output=True
    )
    return cpu_seconds() - before


def _open(page: Path) -> float | None:
    """Return the seconds until a browser has drawn the page; the less of two times."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if CHROMIUM is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        times = []
        for _ in range(2):
            tab = browser.new_page(viewport={"width": 1280, "height": 900})
            tab.goto(page.as_uri())
            times.append(float(tab.evaluate(_DRAWN)))
            tab.close()
        browser.close()
    return min(times) / 1000


# Milliseconds from the start of loading to the second frame after it.
_DRAWN = """new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(
    () => drawn(performance.now()))))"""
