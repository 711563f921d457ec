"""What the agreement of coders comes to in files."""

from __future__ import annotations

from functools import partial

from qualcode.analysis.agreement.among.results import Agreement
from qualcode.analysis.agreement.among.tables import TABLES, describe
from qualcode.reporting.agreement.as_text import render_text
from qualcode.reporting.agreement.page import render_page
from qualcode.reporting.outcome import Outcome
from qualcode.runs.read import Run


def present_agreement(run: Run, agreement: Agreement, language: str = "en") -> Outcome:
    """Return an agreement as it is printed and written."""
    return Outcome(
        "agreement",
        partial(render_text, run, agreement, language),
        partial(render_page, run, agreement, language),
        {name: partial(tabulate, agreement) for name, tabulate in TABLES.items()},
        partial(describe, agreement),
    )
