"""Many files read and described one after the other: time for each, and what is held at most."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fresh import cpu_seconds, peak_memory, run_fresh, time_bare
from benchmarks.report import Goal, Line, Row, render_times
from qualcode.files import find_transcripts
from qualcode.pipeline import read_each
from qualcode.reporting.reading import Understood, understand
from qualcode.segmenting import segment_transcript

SAMPLE = Path(__file__).parents[2] / "transcripts_sample" / "npm_tensions"
FILES, WORDS = 1_000, 8_000


@dataclass(frozen=True, slots=True)
class Told:
    """What reading and describing a folder of files takes."""

    cpu: float  # seconds
    elapsed: float  # seconds on the clock
    peak: float  # MiB
    words: int


def measure_reading() -> Iterator[Line]:
    """Compare a thousand files with a hundred of them."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        texts = list(_write(folder, FILES))
        tenth = run_fresh(describe_files, folder, FILES // 10)
        whole = run_fresh(describe_files, folder, FILES)
    bare = time_bare(texts) * FILES / len(texts)
    yield _row(FILES // 10, tenth, bare / 10)
    yield _row(FILES, whole, bare)
    times = whole.cpu / tenth.cpu / 10
    yield Goal("files ×10, time of each", "≤ 1.1×", render_times(times), times <= 1.1)
    grown = f"{tenth.peak:.0f} → {whole.peak:.0f} MiB"
    yield Goal("files ×10, memory", "≤ 1.3×", grown, whole.peak <= 1.3 * tenth.peak)


def describe_files(folder: Path, files: int) -> Told:
    """Read the first so many files of a folder and keep of each what a person checks."""
    cpu, clock = cpu_seconds(), time.perf_counter()
    found = find_transcripts(sorted(folder.glob("*.txt"))[:files])
    kept: list[Understood] = [
        understand(transcript, segment_transcript(transcript))
        for read in read_each(found)
        for transcript in read.transcripts
    ]
    words = sum(one.words for one in kept)
    return Told(cpu_seconds() - cpu, time.perf_counter() - clock, peak_memory(), words)


def _write(folder: Path, files: int) -> Iterator[str]:
    """Write interviews of the sample, each said over again until it is long; give the texts."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    texts = [_lengthen(text) for text in sources]
    for number, text in zip(range(files), cycle(texts), strict=False):
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    yield from texts


def _lengthen(text: str) -> str:
    return "\n\n".join([text] * (WORDS // len(text.split()) + 1))


def _row(files: int, told: Told, bare: float) -> Row:
    more = f"{told.elapsed:.1f} s on the clock; {told.peak:.0f} MiB at most; {told.words:,} words"
    return Row(f"read and describe {files:,} files", told.cpu, told.cpu / bare, more)
