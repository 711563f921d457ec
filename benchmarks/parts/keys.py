"""What a key of the review page takes in a browser, from the press to the frame that shows it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.decided import CODERS, write_decisions
from benchmarks.parts.reports import CHROMIUM
from benchmarks.report import Goal, Line, Row
from benchmarks.study import write_study
from qualcode.runs.read import read_run

if TYPE_CHECKING:
    from playwright.sync_api import Page

INTERVIEWS = 200
WORDS = 8_000
DECISIONS = 20_000  # of the one coder whose page is opened
ROUNDS = 6
SEED = 2026
MOST_MILLISECONDS = 50.0
PRESSED = (
    "j",
    "a",
    "a",
    "x",
    "Enter",
    "Enter",
    " ",
    "c",
    "Escape",
    "f",
    "Backspace",
    "1",
    "k",
    "d",
)
_START = "import sys; from qualcode.cli import main; sys.argv[0] = 'qualcode'; main()"


def measure_keys(
    interviews: int = INTERVIEWS,
    words: int = WORDS,
    decisions: int = DECISIONS,
    rounds: int = ROUNDS,
) -> Iterator[Line]:
    """Press keys on the page of a made-up study; what cannot be measured here is said."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        yield Row("the review page in Chromium", more="not measured: no playwright here")
        return
    if CHROMIUM is None:
        yield Row("the review page in Chromium", more="not measured: no chromium here")
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "study"
        write_study(folder, interviews, words, SEED)
        tag = [sys.executable, "-c", _START, "tag"]
        subprocess.run(tag, cwd=folder, check=True, capture_output=True)  # noqa: S603
        both = len(CODERS) * decisions
        write_decisions(folder / "decisions", read_run(folder / "run"), both, SEED)
        with _review(folder) as address:
            yield from _press_keys(address, rounds)


@contextmanager
def _review(folder: Path) -> Iterator[str]:
    """Serve the study as people do; yield the address that is printed."""
    review = ["review", "--coder", CODERS[0], "--no-browser"]
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _START, *review], cwd=folder, stdout=subprocess.PIPE, text=True
    )
    try:
        said = process.stdout or ()
        yield next(line.split()[1] for line in said if line.startswith("open "))
    finally:
        process.kill()
        process.communicate()


def _press_keys(address: str, rounds: int) -> Iterator[Line]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.locator(".segment.current").wait_for()
        opened = float(page.evaluate("performance.now()"))
        yield Row("the review page opened, by the clock", more=f"{opened / 1000:.1f} s")
        taken = _time_presses(page, rounds)
        browser.close()
    for key, times in taken.items():
        more = f"{median(times):.0f} ms, the slowest {max(times):.0f} ms"
        yield Row(f"`{key.strip() or 'Space'}`, by the clock", more=more)
    every = sorted(time for times in taken.values() for time in times)
    usual, most = median(every), every[int(0.95 * len(every))]
    told = f"{usual:.0f} ms; 95 of 100 within {most:.0f} ms, the slowest {every[-1]:.0f} ms"
    goal = f"≤ {MOST_MILLISECONDS:.0f} ms"
    yield Goal("a key until its frame, by the clock", goal, told, usual <= MOST_MILLISECONDS)


def _time_presses(page: Page, rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of each key."""
    page.evaluate(_LISTEN)
    for key in PRESSED * rounds:
        page.keyboard.press(key)
        page.wait_for_timeout(45)
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for key, time in page.evaluate("taken"):
        taken[key].append(float(time))
    return dict(taken)


# A message is taken when the frame that was asked for before it is there.
_LISTEN = """() => {
  window.taken = [];
  document.addEventListener("keydown", ({ key }) => {
    const start = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => taken.push([key, performance.now() - start]);
      port2.postMessage(0);
    });
  }, true);
}"""
