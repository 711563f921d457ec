"""The flow in two halves: files are read into transcripts, and transcripts tagged into a run."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from qualcode.errors import Problem, TranscriptError
from qualcode.files import TranscriptFile, find_transcripts
from qualcode.model.codebook import Codebook
from qualcode.model.coding import TensionInstance
from qualcode.model.transcript import Role, Segment, Source, Transcript, Turn
from qualcode.reading import Declared, read_transcript
from qualcode.respondents import (
    EMPTY_TABLE,
    Table,
    attach_respondents,
    check_speakers,
    check_types,
    rows_for,
)
from qualcode.runs import tables
from qualcode.runs.former import check_sources
from qualcode.runs.manifest import Inputs, Read, Settings, describe_transcript
from qualcode.runs.tables import Row, TableSchema
from qualcode.runs.write import RESPONDENTS, RunWriter, write_run
from qualcode.segmenting import segment_transcript
from qualcode.study import Study
from qualcode.tagging import Tagged, Tagger, meet_poles

FILES_WORTH_A_PROCESS = 16  # a process takes about as long to start as these to be tagged

Progress = Callable[[str], None]  # is told the id of each transcript when it is done


def no_progress(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Transcripts as understood, and what a person should look at."""

    transcripts: tuple[Transcript, ...]
    table: Table  # of respondents
    failures: tuple[Problem, ...]  # files that could not be read
    problems: tuple[Problem, ...]  # rows and speakers that do not fit each other


@dataclass(frozen=True, slots=True)
class Coded:
    """One transcript with everything found in it."""

    transcript: Transcript
    segments: tuple[Segment, ...]
    tagged: Tagged
    tensions: tuple[TensionInstance, ...]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What became of a tagging."""

    manifest: dict[str, Any]
    failures: tuple[Problem, ...]  # files that could not be read
    problems: tuple[Problem, ...]  # rows and speakers that do not fit each other
    mentions: Mapping[tuple[str, str], set[str]]  # (code, type) → who mentions it, by codebook


def read_corpus(
    paths: Iterable[Path],
    table: Table = EMPTY_TABLE,
    interviewers: Sequence[str] = (),
    progress: Progress = no_progress,
) -> Corpus:
    """Read every transcript under `paths`; TranscriptError when none could be read."""
    found = find_transcripts(paths)
    transcripts: list[Transcript] = []
    failures = list(found.problems)
    for file in found.files:
        outcome = _read(file, table, interviewers)
        if isinstance(outcome, Transcript):
            transcripts.append(outcome)
        else:
            failures += outcome
        progress(file.id)
    if not transcripts:
        raise TranscriptError(failures)
    return Corpus(tuple(transcripts), table, tuple(failures), check_speakers(table, transcripts))


def _read(
    file: TranscriptFile, table: Table, interviewers: Sequence[str]
) -> Transcript | tuple[Problem, ...]:
    rows = rows_for(table, file.id)
    declared = Declared(
        interviewers=tuple(interviewers),
        respondents=tuple(row.speaker for row in rows if row.speaker),
        all_others_respondents=any(not row.speaker for row in rows),
    )
    try:
        return attach_respondents(read_transcript(file.path, file.id, declared), table)
    except TranscriptError as error:
        return error.problems


def code_transcript(
    transcript: Transcript, tagger: Tagger, table: Table, language: str = ""
) -> Coded:
    """Segment and tag one transcript: a pure function of its arguments."""
    segments = segment_transcript(transcript, language)
    tagged = tagger.tag(transcript, segments, table.types)
    tensions = meet_poles(tagger.codebook.tensions, tagged.codings, segments, tagged.cues)
    return Coded(transcript, segments, tagged, tensions)


def code_text(text: str, tagger: Tagger, language: str = "", role: Role = "respondent") -> Coded:
    """Tag a bare text as one turn of one speaker, for trials of a codebook."""
    stripped = text.strip()
    turn = Turn(1, "", role, role, 0, len(stripped), "")
    source = Source("", "", "text", "", "")
    transcript = Transcript("text", stripped, (turn,), (), source)
    return code_transcript(transcript, tagger, EMPTY_TABLE, language)


@dataclass(frozen=True, slots=True)
class Tagging:
    """All that decides what is found; the same again finds the same."""

    codebook: Codebook
    table: Table
    settings: Settings

    @property
    def language(self) -> str:
        """The language people have said the transcripts are in; empty to tell it turn by turn."""
        return "" if self.settings.language == "auto" else self.settings.language


def choose_jobs(files: Sequence[TranscriptFile]) -> int:
    """Return how many processes are worth their start for so many files."""
    return max(1, min(os.cpu_count() or 1, len(files) // FILES_WORTH_A_PROCESS))


def tag_files(
    paths: Iterable[Path],
    out: Path,
    tagging: Tagging,
    study: Study | None = None,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> RunSummary:
    """Tag every transcript under `paths` into a run in `out`.

    Transcripts that cannot be read are left out and listed; TranscriptError when none is left,
    RefusedError when `out` holds anything but a former run. `out` is whole at any moment.
    """
    found = find_transcripts(paths)
    if not found.files:
        raise TranscriptError(found.problems)
    check_sources(out, [file.path for file in found.files])
    tally = _Tally(tagging.table)
    with write_run(out) as writer:
        for file, outcome in zip(found.files, _outcomes(found.files, tagging, jobs), strict=True):
            tally.take(file, outcome, writer)
            progress(file.id)
        failures = (*found.problems, *tally.failures)
        if not tally.heard:
            raise TranscriptError(failures)
        # The run names its own copy of the table, wherever the table lay.
        carried = replace(tagging.table, file=RESPONDENTS)
        read = Read(
            tuple(tally.descriptions),
            tuple(tally.unread.items()),
            _misfits(carried, tagging.codebook, tally.heard),
        )
        manifest = writer.finish(tagging.settings, _inputs(tagging, study), read)
    problems = _misfits(tagging.table, tagging.codebook, tally.heard)
    mentions = {
        (code.id, type): respondents
        for code in tagging.codebook.codes
        for (mentioned, type), respondents in tally.mentions.items()
        if mentioned == code.id
    }
    return RunSummary(manifest, failures, problems, mentions)


class _Tally:
    """What is kept of each transcript once its rows are written: little, however many there are."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.heard: list[Transcript] = []  # without text and turns
        self.descriptions: list[dict[str, Any]] = []
        self.failures: list[Problem] = []
        self.unread: dict[str, str] = {}
        self.mentions: dict[tuple[str, str], set[str]] = defaultdict(set)

    def take(self, file: TranscriptFile, outcome: Outcome, writer: RunWriter) -> None:
        """Write the rows of one transcript, or note why there are none."""
        if not isinstance(outcome, Coded):
            self.failures += outcome
            self.unread[file.id] = "; ".join(problem.message for problem in outcome)
            return
        for schema, rows in rows_of(outcome, self._table):
            writer.add(schema, rows)
        self.descriptions.append(describe_transcript(outcome.transcript, outcome.segments))
        self.heard.append(replace(outcome.transcript, text="", turns=()))
        for coding in outcome.tagged.codings:
            if coding.present:
                self.mentions[coding.code, coding.type].add(coding.respondent)


def _inputs(tagging: Tagging, study: Study | None) -> Inputs:
    return Inputs(
        codebook=tagging.codebook.source.encode(),
        respondents=tagging.table.source,
        study=study.source if study else b"",
        title=study.title if study else "",
        note=study.note if study else "",
    )


def _misfits(
    table: Table, codebook: Codebook, transcripts: Sequence[Transcript]
) -> tuple[Problem, ...]:
    """List what does not fit together in table, codebook and transcripts."""
    types = [type.id for type in codebook.respondent_types]
    return (*check_types(table, types), *check_speakers(table, transcripts))


Outcome = Coded | tuple[Problem, ...]


def _outcomes(files: Sequence[TranscriptFile], tagging: Tagging, jobs: int) -> Iterator[Outcome]:
    """Yield what became of each file, in order, whoever worked on it."""
    if jobs <= 1 or len(files) == 1:
        yield from map(partial(_process, tagging, Tagger(tagging.codebook)), files)
        return
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(tagging,)) as workers:
        yield from workers.map(_work, files, chunksize=max(1, len(files) // (jobs * 8)))


def _process(tagging: Tagging, tagger: Tagger, file: TranscriptFile) -> Outcome:
    outcome = _read(file, tagging.table, tagging.settings.interviewers)
    if not isinstance(outcome, Transcript):
        return outcome
    return code_transcript(outcome, tagger, tagging.table, tagging.language)


_worker: Callable[[TranscriptFile], Outcome] | None = None  # one for each process of a pool


def _start_worker(tagging: Tagging) -> None:
    global _worker
    _worker = partial(_process, tagging, Tagger(tagging.codebook))


def _work(file: TranscriptFile) -> Outcome:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    return _worker(file)


def rows_of(coded: Coded, table: Table) -> Iterator[tuple[TableSchema, Iterable[Row]]]:
    """Yield the rows that one transcript adds to each table of a run."""
    transcript, tagged = coded.transcript, coded.tagged
    yield tables.TURNS, tables.turn_rows(transcript)
    yield tables.SEGMENTS, tables.segment_rows(transcript, coded.segments, table.types)
    yield tables.CODINGS, tables.coding_rows(transcript, tagged.codings)
    yield tables.HITS, tables.hit_rows(tagged.hits)
    yield tables.TENSIONS, tables.tension_rows(coded.tensions)
    yield tables.SUPPRESSED, tables.suppressed_rows(tagged.suppressed)
