"""Each measurement in a process of its own, where nothing has been remembered yet."""

from __future__ import annotations

import gc
import re
import resource
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

BARE_RUNS = 3
ANY_WORD = re.compile(r"\w+")


def run_fresh(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call `work` in a new Python process and return what it returns."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_work_alone, partial(work, *args, **kwargs)).result()


def _work_alone(work: Callable[[], R]) -> R:
    """Call `work` after what it was given has been taken out of Python's memory management.

    Otherwise Python would look through the whole corpus again and again while others work.
    """
    gc.collect()
    gc.freeze()
    return work()


def cpu_seconds() -> float:
    """Return the CPU time of this process and of those it started that have ended."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def time_call(work: Callable[[], object]) -> float:
    """Return the CPU time of one call."""
    before = time.process_time()
    work()
    return time.process_time() - before


def time_bare(texts: Iterable[str], pattern: re.Pattern[str] = ANY_WORD) -> float:
    """Return the least CPU time of several runs of bare `re.findall` over the texts."""
    texts = list(texts)
    return min(
        time_call(lambda: [pattern.findall(text) for text in texts]) for _ in range(BARE_RUNS)
    )


def peak_memory() -> float:
    """Return the most memory that this process, or one it started, has held at once, in MiB."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return max(_own_peak(), started)


def _own_peak() -> float:
    """Return the peak of this process: Linux adds that of its parent to `getrusage`."""
    status = Path("/proc/self/status")
    if status.exists():
        held = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        if held:
            return int(held.group(1)) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
