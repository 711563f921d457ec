"""A concordance as a table, one row for each place found."""

from __future__ import annotations

from qualcode.inspecting.concordance.lines import Concordance
from qualcode.inspecting.quoting import plain_quote
from qualcode.runs.piece import render_rows

HEADER = (
    "transcript", "segment", "line", "time", "speaker", "role", "respondent", "type", "language",
    "left", "key", "right", "words", "polarity", "cue", "voice", "modality", "start", "stop",
)  # fmt: skip


def render_csv(found: Concordance) -> str:
    """Render all lines of a concordance as CSV."""
    rows = [
        (
            one.transcript, one.segment, one.line, one.time, one.speaker, one.role,
            one.respondent, one.type, one.language, one.left.strip(), plain_quote(one.key),
            one.right.strip(), one.words, one.polarity, one.cue, one.voice, one.modality,
            one.start, one.stop,
        )
        for one in found.lines
    ]  # fmt: skip
    return render_rows([HEADER, *rows]).text
