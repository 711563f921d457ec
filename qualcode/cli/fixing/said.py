"""How a person writes places and names of transcripts: in options, and in answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import typer

if TYPE_CHECKING:
    from qualcode.model.coding import Span
    from qualcode.model.transcript import Transcript

_SEGMENT = re.compile(r"[sс]\s*(\d+)", re.IGNORECASE)  # the second is Cyrillic
_SPAN = re.compile(r"(\d+)\s*-\s*(\d+)")
_NUMBERS = re.compile(r"[\d\s-]*")
GONE: Literal["gone"] = "gone"
FORMS = "s9 (a segment), words that stand there, START-STOP, or gone"


def parse_places(said: Sequence[str]) -> dict[str, str]:
    """Return what is said of each decision, by the ids."""
    places: dict[str, str] = {}
    for one in said:
        id, _, written = (part.strip() for part in one.partition("="))
        if not id or not written or _is_no_place(written):
            raise typer.BadParameter(f"{one}: write ID= and {FORMS}", param_hint="--place")
        if places.get(id, written) != written:
            raise typer.BadParameter(f"{id} is given two places", param_hint="--place")
        places[id] = written
    return places


def parse_renamed(said: Sequence[str]) -> dict[str, str]:
    """Return the names that transcripts have now, by their former ones."""
    renamed: dict[str, str] = {}
    for one in said:
        old, _, new = (part.strip() for part in one.partition("="))
        if not old or not new or old == new or renamed.get(old, new) != new:
            raise typer.BadParameter(
                f"{one}: write OLD=NEW, each OLD once", param_hint="--transcript"
            )
        renamed[old] = new
    return renamed


def _is_no_place(written: str) -> bool:
    span = _SPAN.fullmatch(written)
    return int(span[1]) >= int(span[2]) if span else bool(_NUMBERS.fullmatch(written))


def read_place(said: str, transcript: Transcript) -> Span | str:
    """Return the stretch that is written as segment, words or numbers; else what is wrong."""
    from qualcode.decisions.fixing import find_segment, find_written, snap_to_words

    if found := _SEGMENT.fullmatch(said):
        whole = find_segment(transcript, int(found[1]))
        return whole or f"{transcript.id} has no segment {found[1]}"
    if (found := _SPAN.fullmatch(said)) and not _is_no_place(said):
        span = int(found[1]), int(found[2])
        words = snap_to_words(transcript.text, span) if span[1] <= len(transcript.text) else None
        return words or f"{transcript.id} has no words at {said}"
    if _is_no_place(said):
        return f"“{said}” is none of these"
    places = find_written(transcript, said)
    if len(places) == 1:
        return places[0]
    often = f"{len(places)} times" if places else "nowhere"
    return f"“{said}” stands {often} in {transcript.id}"
