"""The frame of an HTML page: one file that needs nothing else and runs nothing but its own."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from qualcode.pages.templates import load_templates
from qualcode.runs.manifest import package_versions


def render_page(package: str, name: str, **values: object) -> str:
    """Render a page without scripts; the same values give the same bytes.

    `name`.html.j2 and `name`.css lie among the templates of `package`; the template extends
    `frame.html.j2`.
    """
    sheet = read_asset("qualcode.pages", "sheet.css")
    style = base_style() + sheet + read_asset(package, f"{name}.css")
    return fill_template(load_templates(package, "qualcode.pages"), name, values, style)


def fill_template(
    templates: Environment,
    name: str,
    values: Mapping[str, object],
    style: str,
    script: str = "",
    images: bool = False,
) -> str:
    """Fill `name`.html.j2, which extends a frame; `images`: it holds pictures and fonts as data.

    `style` and `script` are put into the page as they are, and named in its policy.
    """
    return templates.get_template(f"{name}.html.j2").render(
        **values,
        version=package_versions()["qualcode"],
        style=Markup(style),  # noqa: S704 - our own files, and CSS that was checked
        script=Markup(script),  # noqa: S704 - our own file
        policy=content_policy(style, script, images),
    )


def base_style() -> str:
    """Return the style that all pages begin with: colours, text, tables."""
    return read_asset("qualcode.pages", "base.css")


def read_asset(package: str, name: str) -> str:
    """Return the text of a file that lies among the templates of `package`."""
    path = files(package).joinpath("templates", name)
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def content_policy(style: str, script: str = "", images: bool = False) -> str:
    """Return the Content-Security-Policy: nothing is loaded, nothing but our own text runs."""
    scripts = f"'{_source_hash(script)}'" if script else "'none'"
    data = " img-src data:; font-src data:;" if images else ""
    return (
        f"default-src 'none'; style-src '{_source_hash(style)}';{data}"
        f" script-src {scripts}; base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
