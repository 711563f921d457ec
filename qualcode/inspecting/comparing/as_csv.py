"""The codings gained, lost and changed as a table, one row for each."""

from __future__ import annotations

from qualcode.inspecting.comparing.comparison import CodingChange, Comparison, State, write_value
from qualcode.inspecting.comparing.wording import say_reason
from qualcode.inspecting.quoting import plain_quote
from qualcode.runs.piece import render_rows

HEADER = (
    "change", "code", "transcript", "segment", "line", "respondent", "type", "language", "unit",
    "old_polarity", "new_polarity", "old_score", "new_score", "words", "quote", "why", "people",
)  # fmt: skip


def render_csv(comparison: Comparison) -> str:
    """Render the codings of a comparison as CSV; the header alone where there are none."""
    outcome = comparison.outcome
    rows = [_row(one) for one in outcome.codings] if outcome else []
    return render_rows([HEADER, *rows]).text


def _row(one: CodingChange) -> tuple[str | int | float, ...]:
    known = one.new or one.old
    return (
        one.became, one.code, one.transcript, one.segment, one.line, one.respondent, one.type,
        one.language, one.unit, _of(one.old, "polarity"), _of(one.new, "polarity"),
        _of(one.old, "score"), _of(one.new, "score"), "; ".join(known.words if known else ()),
        plain_quote(one.quote), "; ".join(map(say_reason, one.reasons)),
        one.people,
    )  # fmt: skip


def _of(state: State | None, name: str) -> str:
    return write_value(getattr(state, name)) if state else ""
