"""How work is shared among processes, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_study import RUSSIAN, write

from qualcode.batch import choose_jobs
from qualcode.batch.workers import WORTH_A_PROCESS, split_batches
from qualcode.files import TranscriptFile


def files_of(*sizes: int) -> list[TranscriptFile]:
    """Name files that seem to have these sizes."""
    return [TranscriptFile(str(number), Path(f"/{size}")) for number, size in enumerate(sizes)]


@pytest.fixture(autouse=True)
def _sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.batch.workers._size", lambda file: int(file.path.name))


@pytest.mark.parametrize(
    ("sizes", "at_most"),
    [
        ([], 1),
        ([WORTH_A_PROCESS], 1),
        ([WORTH_A_PROCESS * 2 - 1], 1),
        ([WORTH_A_PROCESS, WORTH_A_PROCESS], 2),
        ([WORTH_A_PROCESS // 8] * 16, 2),
        ([WORTH_A_PROCESS * 10], 1),
        ([WORTH_A_PROCESS * 10] * 3, 3),
        ([WORTH_A_PROCESS] * 5000, 1000),
    ],
)
def test_little_text_is_not_worth_a_process(
    sizes: list[int], at_most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1000)
    assert choose_jobs(files_of(*sizes)) == at_most
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert choose_jobs(files_of(*sizes)) == 1


@given(st.lists(st.integers(0, 10**6)), st.integers(2, 9))
def test_batches_hold_every_file_in_order(sizes: list[int], jobs: int) -> None:
    files = files_of(*sizes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qualcode.batch.workers._size", lambda file: int(file.path.name))
        batches = list(split_batches(files, jobs))
    assert [file for batch in batches for file in batch] == files
    assert all(batches)
    if sum(sizes) and max(sizes) < sum(sizes) // (jobs * 8):
        assert len(batches) >= jobs * 4


INTERRUPTED = """
import time
from qualcode.batch import pieces
code = pieces.code_transcript
def code_slowly(*arguments):
    time.sleep(0.1)
    return code(*arguments)
pieces.code_transcript = code_slowly
from qualcode.cli import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to interrupt")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_all_with_one_line(study: Path, jobs: int) -> None:
    for number in range(100):
        write(study / f"transcripts/{number}.txt", RUSSIAN.replace("А потом", f"{number}"))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", INTERRUPTED, "tag", "--jobs", str(jobs)]
    # Started in the background, a shell lets its children pass over Ctrl-C: here they heed it.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=study,
        start_new_session=True,
        preexec_fn=heed,
    ) as process:
        for _ in range(3000):  # until it is at work
            if list((study / ".qualcode-cache").glob("*.piece")):
                break
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate(timeout=60)[1].decode()
    assert (process.returncode, told.splitlines()) == (
        130,
        ["interrupted; what was there before is as it was"],
    )
    assert not (study / "run").exists()
    assert not (study / ".run.new").exists()
