"""Two states of a codebook: what is different in them, and what each finds in the transcripts."""

from qualcode.inspecting.comparing.as_csv import render_csv
from qualcode.inspecting.comparing.as_html import render_html
from qualcode.inspecting.comparing.as_json import render_json
from qualcode.inspecting.comparing.as_text import render_text
from qualcode.inspecting.comparing.codings import compare_codings
from qualcode.inspecting.comparing.comparison import Comparison
from qualcode.inspecting.comparing.matching import match_codebooks

__all__ = [
    "Comparison",
    "compare_codings",
    "match_codebooks",
    "render_csv",
    "render_html",
    "render_json",
    "render_text",
]
