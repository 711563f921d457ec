"""The frame of a page with contents: one HTML file that needs nothing else."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qualcode.pages import base_style, content_policy, read_asset
from qualcode.reporting.messages import Messages
from qualcode.runs.manifest import package_versions

_HERE = "qualcode.reporting"


def render_framed(
    package: str, name: str, messages: Messages, script: str = "", **values: object
) -> str:
    """Render a page; the same values give the same bytes.

    `name`.html.j2 and `name`.css lie among the templates of `package`; the template extends
    `frame.html.j2`. `messages` are the page's own words.
    """
    style = base_style() + read_asset(package, f"{name}.css")
    return (
        _templates(package)
        .get_template(f"{name}.html.j2")
        .render(
            **values,
            t=messages.text,
            n=messages.count,
            number=messages.number,
            language=messages.language,
            version=package_versions()["qualcode"],
            style=Markup(style),  # noqa: S704 - our own files
            script=Markup(script),  # noqa: S704 - our own file
            policy=content_policy(style, script),
        )
    )


@cache
def _templates(package: str) -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(_HERE)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
