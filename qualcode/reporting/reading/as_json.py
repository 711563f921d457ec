"""How files were understood, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from json import dumps
from typing import Any

from qualcode.model.phrase import to_plain
from qualcode.reading.wording import put
from qualcode.reporting.reading.understood import Reading, Understood


def render_json(reading: Reading, language: str = "en") -> str:
    """Render what `qualcode read --json` prints; `language` is that of its sentences."""
    return dumps(
        {
            "transcripts": [_transcript(one, language) for one in reading.transcripts],
            "failures": [str(problem) for problem in reading.failures],
            "problems": [str(problem) for problem in reading.problems],
        },
        ensure_ascii=False,
        indent=1,
    )


def _transcript(one: Understood, language: str) -> dict[str, Any]:
    return {
        "transcript": one.transcript,
        "sha256": one.source.sha256,
        "format": one.source.format,
        "encoding": one.source.encoding,
        "layout": one.source.layout,
        "languages": dict(one.languages),
        "turns": one.turns,
        "words": one.words,
        "speakers": [{**asdict(talk), "grounds": put(talk.grounds, language)} for talk in one.talk],
        "remarks": {kind: count for kind, count in one.unsaid.remarks if count},
        "inaudible_per_1000": one.unsaid.inaudible_per_1000,
        "opening": [asdict(turn) for turn in one.opening],
        "above": one.above,
        "in_no_turn": list(one.left),
        "notes": [
            {
                "kind": note.kind,
                "text": put(note.phrase, language),
                "warning": note.warning,
                "values": to_plain(note.phrase),
            }
            for note in one.notes
        ],
    }
