"""What an evaluation comes to in files, and the empty table for coders."""

from __future__ import annotations

from functools import partial

from qualcode.analysis.agreement.blank import COLUMNS, Blank
from qualcode.analysis.agreement.results import Evaluation
from qualcode.analysis.agreement.tables import (
    describe,
    tabulate_codes,
    tabulate_indicators,
    tabulate_mistakes,
)
from qualcode.reporting.evaluation.as_text import render_text
from qualcode.reporting.evaluation.page import render_page
from qualcode.reporting.outcome import Outcome, render_csv
from qualcode.runs.read import Run

TABLES = {
    "codes.csv": tabulate_codes,
    "indicators.csv": tabulate_indicators,
    "mistakes.csv": tabulate_mistakes,
}


def present_evaluation(run: Run, evaluation: Evaluation, language: str = "en") -> Outcome:
    """Return an evaluation as it is printed and written."""
    return Outcome(
        "evaluation",
        partial(render_text, evaluation),
        partial(render_page, run, evaluation, language),
        {name: partial(tabulate, evaluation) for name, tabulate in TABLES.items()},
        partial(describe, evaluation),
    )


def render_blank(blank: Blank) -> str:
    """Return an empty table for coders as CSV."""
    return render_csv((COLUMNS, list(blank.rows)))
