"""Transcripts found → a run in its place, and what became of them."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qualcode.batch.cache import Cache
from qualcode.batch.carried import carry_inputs
from qualcode.batch.decided import (
    count_outcomes,
    describe_decided,
    list_elsewhere,
)
from qualcode.batch.pieces import Outcome, PieceMaker
from qualcode.batch.problems import list_misfits
from qualcode.batch.tagging import Tagging
from qualcode.batch.tally import Group, Tally
from qualcode.batch.workers import choose_jobs, make_pieces
from qualcode.errors import Problem, TranscriptError
from qualcode.files import Found, TranscriptFile
from qualcode.guidance import tell_withdrawn
from qualcode.pipeline import Progress, no_progress
from qualcode.runs.former import check_sources
from qualcode.runs.manifest import Read, SwitchedOff
from qualcode.runs.rows import decision_rows
from qualcode.runs.tables import DECISIONS
from qualcode.runs.write import write_run
from qualcode.study import Study
from qualcode.surveys import Survey
from qualcode.tagging import TooSlowError


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What became of a tagging."""

    manifest: dict[str, Any]
    failures: tuple[Problem, ...]  # files that could not be read
    problems: tuple[Problem, ...]  # rows, labels and speakers that do not fit each other
    groups: Mapping[Group, int]  # how many respondents each has
    mentions: Mapping[str, Mapping[Group, int]]  # code → how many of each group mention it
    switched_off: tuple[SwitchedOff, ...] = ()  # indicators; `problems` says so too
    unfit: int = 0  # rows of the table of questions that fit no turn; `problems` names them
    kept: int = 0  # transcripts that were not tagged again: their pieces were kept


def tag_files(
    found: Found,
    out: Path,
    tagging: Tagging,
    study: Study | None = None,
    jobs: int = 1,
    progress: Progress = no_progress,
    cache: Cache | None = None,
    surveys: Sequence[Survey] = (),
) -> RunSummary:
    """Tag every file found into a run in `out`, which carries the `surveys` along.

    Transcripts that cannot be read are left out and listed; TranscriptError when none is left,
    RefusedError when `out` holds anything but a former run. `out` is whole at any moment.
    `jobs`: processes, 0 for as many as are worth it. An indicator that takes too long is
    switched off, and all begins again without it, so that it counts nowhere rather than
    somewhere; `progress` is then told of each transcript again.
    """
    if not found.files:
        raise TranscriptError(found.problems)
    check_sources(out, [file.path for file in found.files])
    guidance = tagging.guidance.among(found.places)
    tagging = replace(tagging, readings=guidance.readings, withdrawn=guidance.withdrawn)
    switched_off: tuple[SwitchedOff, ...] = ()
    while True:
        job = _Job(found, out, tagging, study, switched_off, tuple(surveys))
        try:
            return _tag(job, jobs, progress, cache)
        except TooSlowError as slow:
            one = slow.indicator
            if one.id in tagging.switched_off:
                raise
            switched_off += (SwitchedOff(one.id, one.line, one.text, slow.transcript),)
            tagging = replace(tagging, switched_off=tagging.switched_off | {one.id})


@dataclass(frozen=True, slots=True)
class _Job:
    found: Found
    out: Path
    tagging: Tagging
    study: Study | None
    switched_off: tuple[SwitchedOff, ...]
    surveys: tuple[Survey, ...]


def _tag(job: _Job, jobs: int, progress: Progress, cache: Cache | None) -> RunSummary:
    began = time.time()
    tally, kept = Tally(job.tagging.guidance.remaining.table), 0
    with write_run(job.out) as writer:
        with closing(_outcomes(job.found.files, PieceMaker(job.tagging, cache), jobs)) as outcomes:
            for file, (outcome, was_kept) in zip(job.found.files, outcomes, strict=True):
                for piece in outcome.pieces:
                    writer.add(piece)
                    tally.count(piece)
                tally.note_unread(outcome.failures)
                tally.withdrawn += outcome.withdrawn
                kept += was_kept and len(outcome.pieces)
                progress(file.id)
        failures = (*job.found.problems, *tally.failures)
        if not tally.heard:
            withdrawn = tell_withdrawn(job.tagging.withdrawn, tally.withdrawn, 0)
            raise TranscriptError(failures or withdrawn)
        heard = {one.id for one in tally.heard}
        elsewhere = list_elsewhere(
            job.tagging, heard, {file.id for file in job.found.files}, tally.unread
        )
        tally.decided += count_outcomes(elsewhere)
        writer.append(DECISIONS, decision_rows(elsewhere))
        problems = list_misfits(job.tagging, tally, job.switched_off)
        read = Read(
            tuple(tally.descriptions),
            tuple(tally.unread.items()),
            problems.carried,
            job.switched_off,
            tally.withdrawn,
            job.tagging.withdrawn.digest,
            describe_decided(job.tagging.decided, tally.decided),
        )
        inputs = carry_inputs(job.tagging, job.study, job.surveys, tally.untold)
        manifest = writer.finish(job.tagging.settings, inputs, read)
    if cache is not None:
        cache.expire(began if job.tagging.withdrawn else None)
    return RunSummary(
        manifest,
        failures,
        problems.shown,
        tally.groups(),
        tally.mentions(job.tagging.codebook),
        job.switched_off,
        sum(map(len, tally.unfit.values())),
        kept,
    )


def _outcomes(
    files: Sequence[TranscriptFile], maker: PieceMaker, jobs: int
) -> Generator[tuple[Outcome, bool]]:
    """Yield what became of each file, in order, and whether its piece was kept from before."""
    keys = [maker.find(file) for file in files]
    missing = [file for file, key in zip(files, keys, strict=True) if not key]
    with closing(make_pieces(missing, maker, jobs or choose_jobs(missing))) as made:
        for file, key in zip(files, keys, strict=True):
            outcome = maker.load(key) if key else None
            if outcome is not None:
                yield outcome, True
            else:  # a piece that was torn or deleted meanwhile is made here
                yield maker.make(file) if key else next(made), False
