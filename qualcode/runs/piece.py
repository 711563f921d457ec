"""What one transcript adds to a run: small, so that it can be sent, kept and appended."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from qualcode.model.phrase import from_plain, to_plain
from qualcode.model.transcript import Note, Source, Speaker, Transcript
from qualcode.runs.tables import Row


class Rows(NamedTuple):
    """Rows of one table as they stand in its file."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """All that a run keeps of one transcript."""

    tables: Mapping[str, Rows]  # by TableSchema.name
    description: Mapping[str, Any]  # for the manifest, as `describe_transcript` makes it
    speakers: tuple[Speaker, ...]
    languages: tuple[tuple[str, str], ...]  # respondents who speak, with the language of most words
    mentions: tuple[tuple[str, str], ...]  # (code, respondent): affirmed at least once
    unfit: tuple[tuple[int, str], ...] = ()  # (turn, text): rows of questions that fit no turn
    decided: tuple[tuple[str, int], ...] = ()  # (outcome, how many decisions had it)

    @property
    def transcript(self) -> str:
        """The transcript's id."""
        return str(self.description["transcript"])

    @property
    def sha256(self) -> str:
        """The hash of the bytes it was read from."""
        return str(self.description["sha256"])

    @property
    def heard(self) -> Transcript:
        """The transcript without text and turns."""
        text = str(self.description.get("text_sha256", ""))
        source = Source(self.transcript, self.sha256, "", "", "", text)
        notes = (
            Note(from_plain(note["note"]), note["warning"]) for note in self.description["notes"]
        )
        return Transcript(self.transcript, "", (), self.speakers, source, tuple(notes))


def render_rows(rows: Iterable[Row]) -> Rows:
    """Render rows as CSV, in the form all tables of a run have."""
    listed = list(rows)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(listed)
    return Rows(text.getvalue(), len(listed))


def render_pieces(pieces: Sequence[Piece]) -> str:
    """Render the pieces of one file as JSON that `parse_pieces` reads."""
    return json.dumps(list(map(_plain, pieces)), ensure_ascii=False, separators=(",", ":"))


def parse_pieces(text: str | bytes) -> tuple[Piece, ...]:
    """Read what `render_pieces` wrote; ValueError, KeyError or TypeError for anything else."""
    return tuple(map(_piece, json.loads(text)))


def _plain(piece: Piece) -> dict[str, Any]:
    return {
        "tables": dict(piece.tables),
        "description": dict(piece.description),
        "speakers": [
            {**asdict(speaker), "grounds": to_plain(speaker.grounds)} for speaker in piece.speakers
        ],
        "languages": piece.languages,
        "mentions": piece.mentions,
        "unfit": piece.unfit,
        "decided": piece.decided,
    }


def _piece(read: Mapping[str, Any]) -> Piece:
    return Piece(
        tables={name: Rows(*rows) for name, rows in read["tables"].items()},
        description=read["description"],
        speakers=tuple(
            Speaker(**{**speaker, "grounds": from_plain(speaker["grounds"])})
            for speaker in read["speakers"]
        ),
        languages=tuple((respondent, language) for respondent, language in read["languages"]),
        mentions=tuple((code, respondent) for code, respondent in read["mentions"]),
        unfit=tuple((turn, text) for turn, text in read["unfit"]),
        decided=tuple((outcome, count) for outcome, count in read["decided"]),
    )
