"""How files were understood → a terminal, an HTML page, JSON: to be checked in a minute."""

from qualcode.reporting.reading.as_json import render_json
from qualcode.reporting.reading.as_text import render_text
from qualcode.reporting.reading.page import render_page
from qualcode.reporting.reading.understood import Reading, Understood, understand

__all__ = ["Reading", "Understood", "render_json", "render_page", "render_text", "understand"]
