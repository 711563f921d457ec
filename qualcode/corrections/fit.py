"""Rows of the table of questions ↔ turns of the interviewer, by the words of the turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from qualcode.corrections.table import NO_CORRECTIONS, Correction, Corrections, Key, fold_text
from qualcode.errors import Problem
from qualcode.model.transcript import Transcript
from qualcode.respondents.table import fold_path
from qualcode.segmenting import asking_turns

_SHOWN_WORDS = 6
_MOST_NAMED = 5

Unfit = tuple[int, str]  # turn and text of a row that fits no turn of its transcript


@dataclass(frozen=True, slots=True)
class Fitted:
    """The rows for one transcript laid on its turns."""

    decided: Mapping[int, str]  # number of the turn → what people say it asks
    unfit: tuple[Unfit, ...]  # rows that fit no turn


def rows_for_transcript(corrections: Corrections, transcript: str) -> tuple[Correction, ...]:
    """Return the rows that name the whole path of a transcript, else those that name its file."""
    whole, name = fold_path(transcript), fold_path(PurePosixPath(transcript).name)
    return corrections.by_transcript.get(whole) or corrections.by_transcript.get(name, ())


def fit_corrections(corrections: Corrections, transcript: Transcript) -> Fitted:
    """Find the turn that each row means by its words, so that rows survive an edited transcript.

    Among turns with the same words the number picks one, or their order.
    """
    if not corrections.rows:
        return Fitted({}, ())
    turns: dict[Key, list[int]] = defaultdict(list)
    for turn in asking_turns(transcript):
        turns[fold_text(transcript.text[turn.start : turn.stop])].append(turn.number)
    rows: dict[Key, list[Correction]] = defaultdict(list)
    for row in rows_for_transcript(corrections, transcript.id):
        rows[fold_text(row.text)].append(row)
    decided: dict[int, str] = {}
    unfit: list[Unfit] = []
    for key, alike in rows.items():
        fitting = _pair(alike, turns.get(key, []))
        decided.update({turn: row.question for row, turn in fitting if row.question})
        taken = [row for row, _ in fitting]
        unfit += [(row.turn, row.text) for row in alike if row.question and row not in taken]
    return Fitted(decided, tuple(sorted(unfit)))


def _pair(rows: Sequence[Correction], turns: Sequence[int]) -> list[tuple[Correction, int]]:
    """Pair rows and turns of the same words: as many of both in order, else by number.

    When turns were put in or taken out above them, «Почему?» and «Почему?» keep their order.
    """
    if len(rows) == len(turns):
        ordered = sorted(rows, key=lambda row: row.turn)
        return list(zip(ordered, sorted(turns), strict=True))
    return [(row, row.turn) for row in rows if row.turn in turns]


def narrow_corrections(corrections: Corrections, transcript: str) -> Corrections:
    """Return what the table says of one transcript, wherever in the table it is said."""
    rows = rows_for_transcript(corrections, transcript)
    return (
        Corrections("", b"", tuple(replace(row, line=0) for row in rows))
        if rows
        else NO_CORRECTIONS
    )


def check_corrections(
    corrections: Corrections, unfit: Mapping[str, Collection[Unfit]], whole: bool = True
) -> tuple[Problem, ...]:
    """List the rows that fit no turn; `unfit`: those of each transcript that was read.

    `whole`: these are all there are; if not, rows may well be for others.
    """
    used: set[int] = set()
    problems: list[Problem] = []
    for transcript, fitting_none in unfit.items():
        for row in rows_for_transcript(corrections, transcript):
            used.add(row.line)
            if row.question and (row.turn, row.text) in fitting_none:
                problems.append(_orphan(corrections.file, row))
    if whole:
        problems += _check_unread(corrections, used)
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _check_unread(corrections: Corrections, used: Collection[int]) -> Iterable[Problem]:
    """Yield one problem for all rows of transcripts that were not read."""
    waiting = [row for row in corrections.rows if row.question and row.line not in used]
    names = list(dict.fromkeys(row.transcript for row in waiting))
    if names:
        shown = ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
        message = f"has rows for transcripts that were not read: {shown}"
        yield Problem(corrections.file, message, waiting[0].line)


def _orphan(file: str, row: Correction) -> Problem:
    words = row.text.split()
    shown = " ".join(words[:_SHOWN_WORDS]) + (" …" if len(words) > _SHOWN_WORDS else "")
    return Problem(
        file,
        f"fits no turn of the interviewer in {row.transcript}: “{shown}”",
        row.line,
        cure="write the words as the transcript has them, or delete the line",
    )
