"""Where an orphan belongs, as a person says: a new line that takes the place of the old one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from qualcode.decisions.anchoring import count_alike
from qualcode.model.decision import CONTEXT, Decision
from qualcode.model.transcript import Transcript


def move_decision(decision: Decision, transcript: Transcript, start: int, stop: int) -> Decision:
    """Return the same decision about a stretch of the present text, as a line of its own.

    New borders keep their distance from the old ones; where the text does not reach so far, they
    are those of the stretch.
    """
    text = transcript.text
    moved = replace(
        decision,
        id=str(uuid4()),
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        text_sha256=transcript.source.text_sha256,
        start=start,
        stop=stop,
        quote=text[start:stop],
        before=text[max(0, start - CONTEXT) : start],
        after=text[stop : stop + CONTEXT],
        supersedes=decision.id,
        alike=0,
    )
    if decision.action == "border":
        to_start = max(0, start + decision.to_start - decision.start)
        to_stop = min(len(text), stop + decision.to_stop - decision.stop)
        borders = (to_start, to_stop) if to_start < to_stop else (start, stop)
        moved = replace(moved, to_start=borders[0], to_stop=borders[1])
    return replace(moved, alike=count_alike(moved, text))
