"""The agreement of coders → a terminal, an HTML page, CSV and JSON."""

from qualcode.reporting.agreement.as_text import render_text
from qualcode.reporting.agreement.files import present_agreement
from qualcode.reporting.agreement.page import render_page

__all__ = ["present_agreement", "render_page", "render_text"]
