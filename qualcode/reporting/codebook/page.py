"""A codebook → one HTML page that needs nothing else, in the look of the report."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qualcode.model.codebook import Codebook
from qualcode.pages import base_style, content_policy, read_asset
from qualcode.reporting.codebook.view import view_codebook
from qualcode.runs.manifest import package_versions

_HERE = "qualcode.reporting.codebook"


def render_page(codebook: Codebook, *, language: str = "en") -> str:
    """Render a codebook as HTML; the same file gives the same bytes.

    `language` (en, ru) is that of the page, and of the codebook's texts where they have it.
    """
    document = view_codebook(codebook, language)
    style = base_style() + read_asset(_HERE, "codebook.css")
    return (
        _templates()
        .get_template("codebook.html.j2")
        .render(
            document=document,
            t=document.words.text,
            language=document.words.language,
            version=package_versions()["qualcode"],
            style=Markup(style),  # noqa: S704 - our own files
            policy=content_policy(style),
        )
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
