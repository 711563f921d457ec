"""Several processes that make pieces, and whether they are worth their start."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import Event, parent_process
from multiprocessing.synchronize import Event as EventType
from threading import Thread

from qualcode.batch.cache import Cache
from qualcode.batch.pieces import Outcome, PieceMaker
from qualcode.batch.tagging import Tagging
from qualcode.files import TranscriptFile

WORTH_A_PROCESS = 512 * 1024  # bytes: a process takes less long to start than these to be tagged
_BATCH = 256 * 1024  # bytes given to a process at once, at most
_BATCHES_AHEAD = 4  # of each process, before their results are taken


def choose_jobs(files: Iterable[TranscriptFile]) -> int:
    """Return how many processes are worth their start for these files."""
    sizes = [_size(file) for file in files]
    return max(1, min(os.cpu_count() or 1, len(sizes), sum(sizes) // WORTH_A_PROCESS))


def make_pieces(
    files: Sequence[TranscriptFile], maker: PieceMaker, jobs: int
) -> Generator[Outcome]:
    """Yield what became of each file, in order, whoever worked on it.

    When it is closed early, or one file raises, the others are not worked on any more.
    """
    if jobs <= 1 or len(files) <= 1:
        yield from map(maker.make, files)
        return
    stop = Event()
    workers = ProcessPoolExecutor(
        jobs, initializer=_start, initargs=(maker.tagging, maker.cache, stop)
    )
    try:
        pending: deque[Future[list[Outcome]]] = deque()
        for batch in split_batches(files, jobs):
            with _deaf_to_ctrl_c():  # so is the process that may start here, from its beginning
                pending.append(workers.submit(_work, batch))
            if len(pending) > jobs * _BATCHES_AHEAD:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    finally:
        stop.set()
        workers.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Hear Ctrl-C when this is over; Windows cannot wait."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def split_batches(files: Sequence[TranscriptFile], jobs: int) -> Iterator[list[TranscriptFile]]:
    """Split files, order kept, so that each process gets several batches of like size."""
    sizes = [_size(file) for file in files]
    most = min(_BATCH, sum(sizes) // (jobs * 8))
    batch: list[TranscriptFile] = []
    held = 0
    for file, size in zip(files, sizes, strict=True):
        batch.append(file)
        held += size
        if held >= most:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _size(file: TranscriptFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:  # whoever reads it will say why
        return 0


_maker: PieceMaker | None = None  # one for each process of a pool
_stop: EventType | None = None


def _start(tagging: Tagging, cache: Cache | None, stop: EventType) -> None:
    global _maker, _stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is told to all; the parent ends the rest
    Thread(target=_end_with_parent, daemon=True).start()
    _maker, _stop = PieceMaker(tagging, cache), stop


def _end_with_parent() -> None:
    """End this process when the one that started it is killed: nobody waits for its results."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(files: Sequence[TranscriptFile]) -> list[Outcome]:
    if _maker is None or _stop is None:
        raise RuntimeError("the worker was not started")
    outcomes: list[Outcome] = []
    for file in files:
        if _stop.is_set():
            break
        outcomes.append(_maker.make(file))
    return outcomes
