"""What `reading.yaml` says that does not fit the respondents table, or the files as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qualcode.errors import Problem
from qualcode.guidance.readings import Readings, Said
from qualcode.language.labels import fold_label, same_label
from qualcode.model.transcript import Transcript
from qualcode.respondents import Table, row_of, rows_for
from qualcode.respondents.near import near_name
from qualcode.respondents.paths import split_interview
from qualcode.respondents.table import fold_path
from qualcode.respondents.unread import MOST_NAMED, shorten, tell_unread


def find_contradictions(readings: Readings, table: Table) -> Iterator[Problem]:
    """Yield what `reading.yaml` says otherwise than the respondents table."""
    for one in readings.transcripts:
        rows = rows_for(table, one.transcript) if table.rows else ()
        for said in one.labels:
            row = row_of(said.label, rows)
            if row is None or said.proposed:
                continue
            says = f"line {row.line} of {table.file} says {row.respondent}"
            if said.respondent and said.respondent != row.respondent:
                message = f"`{said.label}` is {said.respondent} here, and {says}"
                yield Problem(readings.file, message, said.line, cure="make them the same")
            elif said.role != "respondent" and fold_label(row.speaker):
                message = f"`{said.label}` is {said.role or 'text'} here, and {says}"
                yield Problem(readings.file, message, said.line, cure="take one of the two out")


def check_readings(
    readings: Readings, table: Table, transcripts: Sequence[Transcript], whole: bool = True
) -> tuple[Problem, ...]:
    """List entries of `reading.yaml` for files not read, labels that never speak, unknown ids.

    `whole`: the transcripts are all there are; if not, entries may well be for others.
    """
    if not readings.transcripts and not readings.unclear:
        return ()
    problems = [
        *_unclear(readings),
        *_unread(readings, transcripts, whole),
        *_unknown_ids(readings, table),
        *(problem for one in transcripts for problem in _check_labels(readings, one)),
    ]
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))


def _unclear(readings: Readings) -> Iterator[Problem]:
    for one in readings.unclear:
        several = shorten(one.transcripts)
        yield Problem(
            readings.file,
            f"`{one.written.transcript}` may mean {several}, so it is said of none of them",
            one.written.line,
            cure="write the folder before the name",
        )


def _unread(
    readings: Readings, transcripts: Sequence[Transcript], whole: bool
) -> Iterator[Problem]:
    """Yield entries that may mean a transcript without one; if `whole`, the others together."""
    read = {fold_path(name) for one in transcripts for name in (one.id, split_interview(one.id)[0])}
    without = [one.id for one in transcripts if readings.find(one.id) is None]
    named = [
        (one.transcript, one.line)
        for one in readings.transcripts
        if fold_path(one.transcript) not in read
    ]
    yield from tell_unread(readings.file, named, without, whole)


def _unknown_ids(readings: Readings, table: Table) -> Iterator[Problem]:
    """Yield ids that the respondents table does not have, each once."""
    if not table.rows:
        return
    told: dict[str, Said] = {}
    for one in readings.transcripts:
        for said in one.labels:
            if said.respondent and said.respondent not in table.by_id:
                told.setdefault(said.respondent, said)
    for id, said in told.items():
        yield Problem(
            readings.file,
            f"respondent {id} is not in {table.file}, so nothing is known of their type",
            said.line,
            cure=near_name(id, table.by_id) or "add a row for them",
        )


def _check_labels(readings: Readings, transcript: Transcript) -> Iterator[Problem]:
    """Yield labels that never speak, and speakers who came since the file was confirmed."""
    confirmed = readings.find(transcript.id)
    if confirmed is None or not confirmed.labels:
        return
    names = [speaker.name for speaker in transcript.speakers]
    told = [said.label for said in confirmed.labels]
    lost = [said for said in confirmed.labels if said.role and not _among(said.label, names)]
    came = [name for name in names if not _among(name, told)]
    changed = "changed since it was confirmed: " if lost and came else ""
    # what is said of a whole file may be of one of its interviews alone
    for said in lost if not split_interview(transcript.id)[1] else ():
        near = near_name(said.label, came or names)
        yield Problem(
            readings.file,
            f"{changed}`{said.label}` never speaks in {transcript.id}",
            said.line,
            cure=near or f"there are {', '.join(names[:MOST_NAMED])}",
        )
    if came:
        shown = shorten([f"`{name}`" for name in came])
        yield Problem(
            readings.file,
            f"{changed}in {transcript.id} speaks also {shown}",
            confirmed.line,
            cure="run `qualcode read --confirm`, and see who that is",
        )


def _among(label: str, labels: Iterable[str]) -> bool:
    return any(same_label(label, other) for other in labels)
