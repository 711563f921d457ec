"""Related words as a page."""

from __future__ import annotations

from qualcode.inspecting.terms.terms import Term, Terms
from qualcode.inspecting.terms.wording import (
    HOW,
    TITLES,
    say_forms,
    say_score,
    say_summary,
    say_uncovered,
)
from qualcode.pages import render_page


def render_html(found: Terms) -> str:
    """Render related words as one HTML file."""
    return render_page(
        "qualcode.inspecting",
        "terms",
        found=found,
        summary=say_summary(found),
        titles=TITLES,
        how=HOW,
        score=say_score,
        forms=_all_forms,
        uncovered=_uncovered,
    )


def _all_forms(term: Term) -> str:
    return say_forms(term, most=30)


def _uncovered(term: Term) -> str:
    return say_uncovered(term, "nothing")
