"""Every place of the talk that an expression of the indicator language finds, in its context."""

from qualcode.inspecting.concordance.as_csv import render_csv
from qualcode.inspecting.concordance.as_html import render_html
from qualcode.inspecting.concordance.as_json import render_json
from qualcode.inspecting.concordance.as_text import render_text
from qualcode.inspecting.concordance.expression import Trial, parse_trial
from qualcode.inspecting.concordance.lines import Concordance, sort_lines
from qualcode.inspecting.concordance.search import Talk, find_lines

__all__ = [
    "Concordance",
    "Talk",
    "Trial",
    "find_lines",
    "parse_trial",
    "render_csv",
    "render_html",
    "render_json",
    "render_text",
    "sort_lines",
]
