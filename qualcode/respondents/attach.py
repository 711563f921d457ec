"""Speakers of transcripts ↔ rows of the respondents table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from qualcode.errors import Problem
from qualcode.language.labels import fold_label, same_label
from qualcode.model.codebook import RespondentType
from qualcode.model.transcript import Transcript, Turn
from qualcode.respondents.near import near_name
from qualcode.respondents.paths import ends_with, find_path, path_parts, split_interview
from qualcode.respondents.table import Row, Table, fold_path
from qualcode.respondents.unread import MOST_NAMED, shorten, tell_unread


def rows_for(table: Table, transcript: str) -> tuple[Row, ...]:
    r"""Return the rows for a transcript: those that name its path, else the end of it.

    A path of another computer (`C:\data\ru01.txt`) is taken by its end, where that can mean but
    one. Of one of several interviews in a file (`talks.docx#2`) those that name it, else the file.
    """
    file, number = split_interview(transcript)
    for one in (transcript, file) if number else (transcript,):
        if rows := table.by_file.get(fold_path(one)):
            return rows
        if path := find_path(one, table.by_name):
            return table.by_file[path]
    return ()


def narrow_table(table: Table, file: str) -> Table:
    """Return what the table says of one file and the interviews in it, wherever it is said."""
    found = dict.fromkeys(rows_for(table, file))
    found |= dict.fromkeys(row for one in _in_file(table, file) for row in table.by_file[one])
    rows = tuple(replace(row, line=0) for row in found)
    ids = dict.fromkeys(row.respondent for row in rows)
    people = tuple(table.by_id[id] for id in ids if id in table.by_id)
    return Table("", b"", "", rows, people, table.attributes)


def _in_file(table: Table, file: str) -> Iterator[str]:
    """Yield the paths under which the table has rows for single interviews in a file."""
    own = path_parts(file)
    for one in table.by_name.get(own[-1] if own else "", ()):
        whole, number = split_interview(one)
        parts = path_parts(whole)
        if number and (ends_with(own, parts) or ends_with(parts, own)):
            yield one


def attach_respondents(
    transcript: Transcript, table: Table, confirmed: Iterable[tuple[str, str]] = ()
) -> Transcript:
    """Fill in who the respondents are: as the table says, else as `confirmed` (label and id).

    A respondent without either is known by transcript and label (`ru01.txt:Р`), so that nobody's
    talk is lost or joined with another's.
    """
    rows = rows_for(table, transcript.id)
    ids = {fold_label(label) or label: id for label, id in confirmed}

    def attach(turn: Turn) -> Turn:
        if turn.role != "respondent":
            return turn
        row = row_of(turn.name, rows)
        own = ids.get(fold_label(turn.name) or turn.name, f"{transcript.id}:{turn.name}")
        return replace(turn, respondent=row.respondent if row else own)

    return replace(transcript, turns=tuple(attach(turn) for turn in transcript.turns))


def row_of(name: str, rows: Sequence[Row]) -> Row | None:
    """Return the row that names the speaker, else the one for every speaker of the file.

    A bare dash names every voice of a dash dialogue.
    """
    for row in rows:
        if fold_label(row.speaker) and same_label(row.speaker, name):
            return row
    return next((row for row in rows if not fold_label(row.speaker)), None)


def check_speakers(
    table: Table,
    transcripts: Sequence[Transcript],
    whole: bool = True,
    settled: Callable[[str, str], bool] = lambda _transcript, _label: False,
) -> tuple[Problem, ...]:
    """List rows for unknown files, rows of speakers who never speak, and speakers without a row.

    `whole`: the transcripts are all there are; if not, rows may well be for others. `settled`
    tells of a transcript and a label that people have said elsewhere who it is.
    """
    if not table.rows:
        return ()
    used: set[Row] = set()
    problems: list[Problem] = []
    for transcript in transcripts:
        rows = rows_for(table, transcript.id)
        used.update(rows)
        problems += _check_transcript(table, transcript, rows, settled)
    problems += _check_shared(table, transcripts)
    left = [row for row in table.rows if row not in used]
    aside = {row: told for row in left if whole and (told := _left_aside(table, row, transcripts))}
    problems += aside.values()
    unused = [(row.file, row.line) for row in left if row not in aside]
    without_rows = [one.id for one in transcripts if not rows_for(table, one.id)]
    problems += tell_unread(table.file, unused, without_rows, whole)
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))


def _left_aside(table: Table, row: Row, transcripts: Iterable[Transcript]) -> Problem | None:
    """Tell of a row whose path may mean a transcript that other rows name more exactly."""
    path, number = split_interview(row.file)
    parts = path_parts(path)
    for transcript in transcripts:
        file, own_number = split_interview(transcript.id)
        own = path_parts(file)
        alike = ends_with(parts, own) or ends_with(own, parts)
        if alike and number in ("", own_number) and (rows := rows_for(table, transcript.id)):
            return Problem(
                table.file,
                f"`{row.file}` may mean {transcript.id}, which line {rows[0].line} names as"
                f" `{rows[0].file}`; only rows with that path are used",
                row.line,
                cure=f"if it is the same file, write `{rows[0].file}` here, too",
            )
    return None


def _check_shared(table: Table, transcripts: Sequence[Transcript]) -> Iterator[Problem]:
    """Yield file names whose rows serve several transcripts: perhaps other people."""
    served: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    for transcript in transcripts:
        rows = rows_for(table, transcript.id)
        if rows:
            file = fold_path(rows[0].file)
            lines.setdefault(file, rows[0].line)
            served.setdefault(file, []).append(transcript.id)
    for file, paths in served.items():
        if len(paths) > 1:
            name = PurePosixPath(paths[0]).name
            message = f"`{name}` means {len(paths)} files: {shorten(paths)}"
            yield Problem(table.file, message, lines[file], cure="write the folder before the name")


def _check_transcript(
    table: Table,
    transcript: Transcript,
    rows: Sequence[Row],
    settled: Callable[[str, str], bool],
) -> Iterator[Problem]:
    names = [speaker.name for speaker in transcript.speakers]
    for row in rows:
        if fold_label(row.speaker) and not any(same_label(row.speaker, name) for name in names):
            yield Problem(
                table.file,
                f"speaker `{row.speaker}` never speaks in {transcript.id}",
                row.line,
                cure=near_name(row.speaker, names) or f"there are {', '.join(names[:MOST_NAMED])}",
            )
    named = [row.speaker for row in rows]
    for speaker in transcript.speakers:
        needed = speaker.role in ("respondent", "unknown")
        if not needed or settled(transcript.id, speaker.name):
            continue
        if row_of(speaker.name, rows) is None:
            yield Problem(
                transcript.id,
                f"speaker `{speaker.name}` has no row in {table.file}",
                cure=near_name(speaker.name, named) or "add a row for them",
            )


def check_types(table: Table, types: Sequence[RespondentType]) -> tuple[Problem, ...]:
    """List respondents whose type is none of the codebook's `types`, when it has any."""
    known = {type.id for type in types} or {person.type for person in table.respondents}
    lines = {row.respondent: row.line for row in reversed(table.rows)}
    return tuple(
        Problem(
            table.file,
            f"`{person.type}` is no respondent type of the codebook",
            lines[person.id],
            cure=_near_type(person.type, types),
        )
        for person in table.respondents
        if person.type not in known
    )


def _near_type(written: str, types: Sequence[RespondentType]) -> str:
    """Return a cure with the type meant: by another word for it, or by its id."""
    for type in types:
        if any(same_label(written, alias) for alias in type.aliases):
            return f"write `{type.id}` for it"
    ids = [type.id for type in types]
    return near_name(written, ids) or f"it has {', '.join(ids)}"


def check_interviewers(
    labels: Iterable[str], transcripts: Sequence[Transcript]
) -> tuple[Problem, ...]:
    """List declared interviewers who speak in no transcript."""
    names = {speaker.name for one in transcripts for speaker in one.speakers}
    return tuple(
        Problem(
            "--interviewer",
            f"`{label}` speaks in no transcript",
            cure=near_name(label, names) or f"there are {', '.join(sorted(names)[:MOST_NAMED])}",
        )
        for label in labels
        if not any(same_label(label, name) for name in names)
    )
