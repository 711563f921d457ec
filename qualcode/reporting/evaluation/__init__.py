"""An evaluation of the machine against people → a terminal, an HTML page, CSV and JSON."""

from qualcode.reporting.evaluation.as_text import render_text
from qualcode.reporting.evaluation.files import present_evaluation, render_blank
from qualcode.reporting.evaluation.page import render_page

__all__ = ["present_evaluation", "render_blank", "render_page", "render_text"]
