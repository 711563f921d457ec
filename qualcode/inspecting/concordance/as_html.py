"""A concordance as a page with all its lines."""

from __future__ import annotations

from qualcode.inspecting.concordance.lines import Concordance
from qualcode.inspecting.concordance.wording import explain_marks, name_group, say_summary
from qualcode.pages import render_page


def render_html(found: Concordance) -> str:
    """Render a concordance as one HTML file."""
    return render_page(
        "qualcode.inspecting",
        "concordance",
        found=found,
        summary=say_summary(found),
        marks=explain_marks,
        group=name_group,
    )
