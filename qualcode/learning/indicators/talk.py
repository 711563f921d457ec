"""A run → the transcripts it was made from, as far as a Tagger needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from qualcode.analysis.agreement.fitting import group_by_transcript
from qualcode.model.transcript import Role, Segment, Source, Transcript, Turn
from qualcode.runs.read import Record, Run
from qualcode.segmenting import segment_transcript

_ROLES: Mapping[str, Role] = {role: role for role in get_args(Role)}


@dataclass(frozen=True, slots=True)
class Talk:
    """One transcript as its run keeps it: what nobody said between turns is blank."""

    transcript: Transcript
    segments: tuple[Segment, ...]


def restore_talk(run: Run, transcripts: Iterable[str]) -> tuple[Talk, ...]:
    """Lay the turns of some transcripts out again, offsets as they were, and cut them again.

    Segments come out as in the run: languages and questions are those it holds.
    """
    turns = group_by_transcript(run.tables["turns"])
    segments = group_by_transcript(run.tables["segments"])
    return tuple(_restore(one, turns[one], segments.get(one, [])) for one in transcripts)


def _restore(id: str, rows: Iterable[Record], segments: Iterable[Record]) -> Talk:
    turns = tuple(map(_turn, rows))
    transcript = Transcript(id, _lay_out(rows), turns, (), Source(id, "", "", "", ""))
    told = dict.fromkeys((turn.number for turn in turns), "")
    questions: dict[int, str] = {}
    for one in segments:
        told[int(one["turn"])] = str(one["language"])
        questions[int(one["turn"])] = str(one["question"])
    return Talk(transcript, segment_transcript(transcript, questions=questions, told=told))


def _turn(row: Record) -> Turn:
    return Turn(
        int(row["turn"]),
        str(row["speaker"]),
        _ROLES[str(row["role"])],
        str(row["respondent"]),
        int(row["start"]),
        int(row["stop"]),
        str(row["time"]),
        str(row["voice"]),
    )


def _lay_out(rows: Iterable[Record]) -> str:
    """Put the turns at their places; what stood between them was no talk."""
    parts: list[str] = []
    length = 0
    for row in rows:
        start, text = int(row["start"]), str(row["text"])
        parts += ["\n" * (start - length), text]
        length = start + len(text)
    return "".join(parts)
