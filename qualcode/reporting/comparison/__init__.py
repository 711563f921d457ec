"""What `qualcode compare` prints and writes."""

from qualcode.reporting.comparison.as_text import render_text
from qualcode.reporting.comparison.files import write_book, write_folder, write_table
from qualcode.reporting.comparison.grid import render_grid
from qualcode.reporting.comparison.tables import describe_comparison

__all__ = [
    "describe_comparison",
    "render_grid",
    "render_text",
    "write_book",
    "write_folder",
    "write_table",
]
