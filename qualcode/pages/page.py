"""The frame of an HTML page: one file that needs nothing else and runs nothing but its own."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qualcode.runs.manifest import package_versions


def render_page(package: str, name: str, **values: object) -> str:
    """Render a page without scripts; the same values give the same bytes.

    `name`.html.j2 and `name`.css lie among the templates of `package`; the template extends
    `frame.html.j2`.
    """
    sheet = read_asset("qualcode.pages", "sheet.css")
    style = base_style() + sheet + read_asset(package, f"{name}.css")
    return (
        _templates(package)
        .get_template(f"{name}.html.j2")
        .render(
            **values,
            version=package_versions()["qualcode"],
            style=Markup(style),  # noqa: S704 - our own file
            policy=content_policy(style),
        )
    )


@cache
def _templates(package: str) -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("qualcode.pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def base_style() -> str:
    """Return the style that all pages begin with: colours, text, tables."""
    return read_asset("qualcode.pages", "base.css")


def read_asset(package: str, name: str) -> str:
    """Return the text of a file that lies among the templates of `package`."""
    path = files(package).joinpath("templates", name)
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def content_policy(style: str, script: str = "") -> str:
    """Return the Content-Security-Policy: nothing is loaded, nothing but our own text runs."""
    scripts = f"'{_source_hash(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src '{_source_hash(style)}';"
        f" script-src {scripts}; base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
