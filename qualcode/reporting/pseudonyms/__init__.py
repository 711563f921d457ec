"""What was found in transcripts and what may have been missed, as a page."""

from qualcode.reporting.pseudonyms.page import render_page

__all__ = ["render_page"]
