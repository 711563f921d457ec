"""What qualcode takes: each function is called in a fresh process."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus, Sown
from benchmarks.fresh import cpu_seconds, peak_memory, time_bare, time_call
from qualcode.batch import Tagging, cache_beside, tag_files
from qualcode.codebook import load_codebook, parse_codebook
from qualcode.files import find_transcripts
from qualcode.language.words import WORD
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Hit
from qualcode.model.transcript import Segment
from qualcode.respondents import parse_respondents
from qualcode.runs.manifest import Settings
from qualcode.segmenting import segment_transcript
from qualcode.tagging import Tagged, Tagger

Segments = tuple[tuple[Segment, ...], ...]  # of each transcript


@dataclass(frozen=True, slots=True)
class Segmented:
    """CPU seconds of segmenting, and the segments."""

    bare: float
    seconds: float
    segments: Segments


def segment_corpus(corpus: Corpus) -> Segmented:
    """Segment every transcript."""
    segments: list[tuple[Segment, ...]] = []

    def segment() -> None:
        segments.extend(segment_transcript(one) for one in corpus.transcripts)

    seconds = time_call(segment)
    return Segmented(time_bare(one.text for one in corpus.transcripts), seconds, tuple(segments))


@dataclass(frozen=True, slots=True)
class Worded:
    """CPU seconds from words to hits, and what was found."""

    bare: float
    same: float  # bare `re.findall` of the same words as qualcode finds
    loading: float  # of the codebook from its YAML
    compiling: float  # with what its language needs
    cold: float
    warm: float
    found: frozenset[Sown]


def tag_corpus(corpus: Corpus, segments: Segments, codebook: str) -> Worded:
    """Tag segmented transcripts twice with a codebook given as YAML."""
    began = time.process_time()
    loaded = parse_codebook(codebook, "codebook.yaml")
    read = time.process_time()
    tagger = Tagger(loaded)
    tagger.prepare(corpus.language)
    compiled = time.process_time()
    tagged: list[Tagged] = []

    def tag() -> None:
        tagged[:] = [
            tagger.tag(transcript, some, {})
            for transcript, some in zip(corpus.transcripts, segments, strict=True)
        ]

    cold = time_call(tag)
    warm = time_call(tag)
    texts = [one.text for one in corpus.transcripts]
    bare, same = time_bare(texts), time_bare(texts, WORD)
    found = frozenset(find_places(loaded, tagged))
    return Worded(bare, same, read - began, compiled - read, cold, warm, found)


def find_places(codebook: Codebook, tagged: Iterable[Tagged]) -> Iterator[Sown]:
    """Yield where each phrase was found, in the form in which sowing notes it.

    A phrase inside a longer one of the same code was found too.
    """
    texts = {one.id: one.text for code in codebook.codes for one in code.indicators}
    for one in tagged:
        outranked = (some.hit for some in one.suppressed if some.reason == "outranked")
        for hit in (*one.hits, *outranked):
            yield Sown(hit.transcript, hit.start, hit.stop, phrase_of(texts, hit))


def phrase_of(texts: dict[str, str], hit: Hit) -> str:
    """Return the phrase of a hit without what a fuzzy indicator says beside it."""
    return re.sub(r"^fuzzy: | min \d+$", "", texts[hit.indicator])


@dataclass(frozen=True, slots=True)
class Filed:
    """What tagging a folder of files into a run takes."""

    cpu: float  # seconds, of all processes
    elapsed: float  # seconds on the clock
    peak: float  # MiB, of the largest process
    hits: int


def tag_folder(folder: Path, codebook: Path, out: Path, files: int, jobs: int) -> Filed:
    """Read, segment, tag and write the first so many files of a folder; 0: all of them."""
    cpu, clock = cpu_seconds(), time.perf_counter()
    found = find_transcripts(sorted(folder.glob("*.txt"))[: files or None])
    table = parse_respondents(_table(file.id for file in found.files), "respondents.csv")
    tagging = Tagging(load_codebook(codebook), table, Settings())
    summary = tag_files(found, out, tagging, jobs=jobs, cache=cache_beside(out))
    elapsed, spent = time.perf_counter() - clock, cpu_seconds() - cpu
    return Filed(spent, elapsed, peak_memory(), summary.manifest["counts"]["hits"])


def _table(ids: Iterable[str]) -> bytes:
    rows = (f"{id},,person of {id},person" for id in ids)
    return "\n".join(["file,speaker,respondent,type", *rows, ""]).encode()
