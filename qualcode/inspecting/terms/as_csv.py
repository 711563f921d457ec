"""Related words as a table, one row for each."""

from __future__ import annotations

from qualcode.inspecting.quoting import plain_quote
from qualcode.inspecting.terms.terms import Terms
from qualcode.runs.piece import render_rows

HEADER = (
    "relation", "word", "times", "respondents", "forms", "known", "score", "together", "log_dice",
    "found_by", "transcript", "segment", "context",
)  # fmt: skip


def render_csv(found: Terms) -> str:
    """Render related words as CSV."""
    rows = [
        (
            section.kind, one.word, one.count, one.respondents,
            ", ".join(f"{form} {number}" for form, number in one.forms), int(one.known),
            one.score, one.together, one.log_dice,
            "; ".join(f"{by.code}:{by.line} {by.text} ({by.count})" for by in one.covers),
            one.context.transcript, one.context.segment, plain_quote(one.context.quote),
        )
        for section in found.sections
        for one in section.terms
    ]  # fmt: skip
    return render_rows([HEADER, *rows]).text
