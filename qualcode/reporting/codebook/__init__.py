"""A codebook as a document: an HTML page, a Word file for an appendix, an outline as text."""

from qualcode.reporting.codebook.outline import render_outline
from qualcode.reporting.codebook.page import render_page
from qualcode.reporting.codebook.word_file import render_word_file, write_word_file

__all__ = ["render_outline", "render_page", "render_word_file", "write_word_file"]
