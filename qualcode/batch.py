"""Many transcripts tagged into a run, on one process or several."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from qualcode.errors import Problem, TranscriptError
from qualcode.files import Found, TranscriptFile
from qualcode.language import KNOWN_LANGUAGES
from qualcode.model.codebook import Codebook
from qualcode.model.transcript import Transcript
from qualcode.pipeline import Coded, Progress, code_transcript, no_progress, read_file, rows_of
from qualcode.respondents import Table, check_interviewers, check_speakers, check_types
from qualcode.runs.former import check_sources
from qualcode.runs.manifest import Inputs, Read, Settings, describe_transcript
from qualcode.runs.write import RESPONDENTS, RunWriter, write_run
from qualcode.study import Study
from qualcode.tagging import Tagger

FILES_WORTH_A_PROCESS = 16  # a process takes about as long to start as these to be tagged

Outcome = Coded | tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Tagging:
    """All that decides what is found; the same again finds the same."""

    codebook: Codebook
    table: Table
    settings: Settings


class Group(NamedTuple):
    """Respondents that can be compared: of one type, speaking one language."""

    type: str
    language: str


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What became of a tagging."""

    manifest: dict[str, Any]
    failures: tuple[Problem, ...]  # files that could not be read
    problems: tuple[Problem, ...]  # rows, labels and speakers that do not fit each other
    groups: Mapping[Group, int]  # how many respondents each has
    mentions: Mapping[str, Mapping[Group, int]]  # code → how many of each group mention it


def choose_jobs(files: Sequence[TranscriptFile]) -> int:
    """Return how many processes are worth their start for so many files."""
    return max(1, min(os.cpu_count() or 1, len(files) // FILES_WORTH_A_PROCESS))


def tag_files(
    found: Found,
    out: Path,
    tagging: Tagging,
    study: Study | None = None,
    jobs: int = 1,
    progress: Progress = no_progress,
) -> RunSummary:
    """Tag every file found into a run in `out`.

    Transcripts that cannot be read are left out and listed; TranscriptError when none is left,
    RefusedError when `out` holds anything but a former run. `out` is whole at any moment.
    """
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
        carried = _misfits(tagging, replace(tagging.table, file=RESPONDENTS), tally.heard)
        read = Read(tuple(tally.descriptions), tuple(tally.unread.items()), carried)
        manifest = writer.finish(tagging.settings, _inputs(tagging, study), read)
    problems = _misfits(tagging, tagging.table, tally.heard)
    return RunSummary(
        manifest, failures, problems, tally.groups(), tally.mentions(tagging.codebook)
    )


class _Tally:
    """What is kept of each transcript once its rows are written: little, however many there are."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._members: dict[Group, set[str]] = defaultdict(set)
        self._mentions: dict[str, dict[Group, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.heard: list[Transcript] = []  # without text and turns
        self.descriptions: list[dict[str, Any]] = []
        self.failures: list[Problem] = []
        self.unread: dict[str, str] = {}

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
        self._count(outcome)

    def _count(self, coded: Coded) -> None:
        words: dict[str, Counter[str]] = defaultdict(Counter)
        for segment in coded.segments:
            if segment.respondent:
                words[segment.respondent][segment.language] += segment.words
        groups = {
            respondent: Group(self._table.types.get(respondent, ""), spoken.most_common(1)[0][0])
            for respondent, spoken in words.items()
        }
        for respondent, group in groups.items():
            self._members[group].add(respondent)
        for coding in coded.tagged.codings:
            if coding.present and coding.respondent:
                self._mentions[coding.code][groups[coding.respondent]].add(coding.respondent)

    def groups(self) -> dict[Group, int]:
        """Count the respondents of each group, languages one after the other."""
        ordered = sorted(self._members, key=lambda group: (group.language, group.type))
        return {group: len(self._members[group]) for group in ordered}

    def mentions(self, codebook: Codebook) -> dict[str, dict[Group, int]]:
        """Count who mentions each code, in the order of the codebook."""
        return {
            code.id: {group: len(people) for group, people in self._mentions[code.id].items()}
            for code in codebook.codes
            if code.id in self._mentions
        }


def _inputs(tagging: Tagging, study: Study | None) -> Inputs:
    return Inputs(
        codebook=tagging.codebook.source.encode(),
        respondents=tagging.table.source,
        study=study.source if study else b"",
        title=study.title if study else "",
        note=study.note if study else "",
    )


def _misfits(
    tagging: Tagging, table: Table, transcripts: Sequence[Transcript]
) -> tuple[Problem, ...]:
    """List what does not fit together in table, codebook, labels and transcripts."""
    return (
        *_unused_lists(tagging.codebook),
        *check_types(table, tagging.codebook.respondent_types),
        *check_speakers(table, transcripts),
        *check_interviewers(tagging.settings.interviewers, transcripts),
    )


def _unused_lists(codebook: Codebook) -> Iterator[Problem]:
    """Yield the codebook's languages that talk is never told to be in."""
    for language in codebook.languages:
        if language not in KNOWN_LANGUAGES:
            yield Problem(
                "codebook",
                f"its lists in `{language}` are never used: talk is told to be in"
                f" {' or '.join(KNOWN_LANGUAGES)}",
                cure="write them under `any`",
            )


def _outcomes(files: Sequence[TranscriptFile], tagging: Tagging, jobs: int) -> Iterator[Outcome]:
    """Yield what became of each file, in order, whoever worked on it."""
    if jobs <= 1 or len(files) == 1:
        yield from map(partial(_process, tagging, Tagger(tagging.codebook)), files)
        return
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(tagging,)) as workers:
        yield from workers.map(_work, files, chunksize=max(1, len(files) // (jobs * 8)))


def _process(tagging: Tagging, tagger: Tagger, file: TranscriptFile) -> Outcome:
    outcome = read_file(file, tagging.table, tagging.settings.interviewers)
    if not isinstance(outcome, Transcript):
        return outcome
    return code_transcript(outcome, tagger, tagging.table, tagging.settings.declared_language)


_worker: Callable[[TranscriptFile], Outcome] | None = None  # one for each process of a pool


def _start_worker(tagging: Tagging) -> None:
    global _worker
    Thread(target=_end_with_parent, daemon=True).start()
    _worker = partial(_process, tagging, Tagger(tagging.codebook))


def _end_with_parent() -> None:
    """End this process when the one that started it is killed: nobody waits for its results."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(file: TranscriptFile) -> Outcome:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    return _worker(file)
