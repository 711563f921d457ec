"""Files to a run: reading, segmenting, tagging and writing, end to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import measure_growth, write_corpus
from benchmarks.fresh import run_fresh
from benchmarks.material import SIZES, USUAL, Material
from benchmarks.ours import Filed, tag_folder
from benchmarks.report import Goal, Line, Row, at_most, render_times

LONG_JOB = 10.0  # CPU seconds: shorter ones are not worth a second process

Tag = Callable[..., Filed]


def measure_files(material: Material) -> Iterator[Line]:
    """Time runs of the whole corpus, of a part, and on two processes."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_corpus(material.corpus, folder / "texts")

        def tag(size: int, out: str, files: int = 0, jobs: int = 1) -> Filed:
            codebook = folder / f"{size}.yaml"
            codebook.write_text(material.codebook(size), encoding="utf-8")
            (folder / out).mkdir(exist_ok=True)  # what is kept of a run lies beside it
            run = folder / out / "run"
            return run_fresh(tag_folder, folder / "texts", codebook, run, files, jobs)

        yield from _measure_indicators(material, tag)
        whole = tag(USUAL, "usual")
        yield _row(f"{USUAL} indicators", whole, material)
        yield _row("the same again, nothing changed", tag(USUAL, "usual"), material)
        yield from _measure_tenth(material, tag, whole)
        yield from _measure_processes(material, tag, whole)


def _row(what: str, filed: Filed, material: Material) -> Row:
    more = f"{filed.elapsed:.1f} s on the clock; {_mib(filed)} at most; {filed.hits:,} hits"
    return Row(f"files to a run: {what}", filed.cpu, filed.cpu / material.segmented.bare, more)


def _measure_indicators(material: Material, tag: Tag) -> Iterator[Line]:
    few, many = tag(min(SIZES), "few"), tag(max(SIZES), "many")
    yield _row(f"{min(SIZES)} indicators", few, material)
    yield _row(f"{max(SIZES):,} indicators", many, material)
    times = many.cpu / few.cpu
    against = f"{min(SIZES)} → {max(SIZES):,} indicators, files to a run"
    yield at_most(against, 1.5, times)


def _measure_tenth(material: Material, tag: Tag, whole: Filed) -> Iterator[Line]:
    """Compare the corpus with a tenth of it; starting once makes the tenth dearer.

    Memory is told and not judged: what is remembered grows with the distinct words.
    """
    count = len(material.corpus.transcripts)
    files = max(1, count // 10)
    tenth = tag(USUAL, "tenth", files)
    yield _row(f"the first {files} files of {count}", tenth, material)
    grown = [measure_growth(material.corpus, some).distinct for some in (files, count)]
    words = f"{grown[0]:,} → {grown[1]:,} distinct words"
    yield Row(f"memory, {files} → {count} files", more=f"{_mib(tenth)} → {_mib(whole)}; {words}")
    times = whole.cpu / tenth.cpu / (count / files)
    reached = f"{render_times(times)} the time of each file"
    yield Goal("transcripts ×10, time", "≤ 1.1×", reached, times <= 1.1)


def _measure_processes(material: Material, tag: Tag, whole: Filed) -> Iterator[Line]:
    """Compare the CPU time of one process with what the clock shows of two.

    Other work on the cores makes the clock run longer and never shorter: two processes are at
    least so much faster, and less is told while the cores are busy.
    """
    double = tag(USUAL, "double", jobs=2)
    yield _row("on two processes", double, material)
    if whole.cpu >= LONG_JOB:
        times = whole.cpu / double.elapsed
        cores = f"two processes had {double.cpu / double.elapsed:.2f} cores"
        reached = f"at least {render_times(times)}; {cores}"
        yield Goal("2 processes, jobs over 10 s", "≥ 1.6×", reached, times >= 1.6)


def _mib(filed: Filed) -> str:
    return f"{filed.peak:.0f} MiB"
