"""A codebook → one HTML page that needs nothing else, in the look of the report."""

from __future__ import annotations

from qualcode.model.codebook import Codebook
from qualcode.reporting.codebook.view import view_codebook
from qualcode.reporting.frame import render_framed


def render_page(codebook: Codebook, *, language: str = "en") -> str:
    """Render a codebook as HTML; the same file gives the same bytes.

    `language` (en, ru) is that of the page, and of the codebook's texts where they have it.
    """
    document = view_codebook(codebook, language)
    return render_framed(
        "qualcode.reporting.codebook", "codebook", document.words, document=document
    )
