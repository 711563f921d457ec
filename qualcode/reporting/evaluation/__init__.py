"""An evaluation of the machine against people → a terminal, an HTML page, CSV and JSON."""

from qualcode.reporting.evaluation.as_text import render_text
from qualcode.reporting.evaluation.files import render_blank, render_csv, write_evaluation
from qualcode.reporting.evaluation.page import render_page

__all__ = ["render_blank", "render_csv", "render_page", "render_text", "write_evaluation"]
