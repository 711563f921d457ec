"""The frame of a page with contents: one HTML file that needs nothing else."""

from __future__ import annotations

from jinja2 import Environment

from qualcode.pages import base_style, fill_template, load_templates, read_asset
from qualcode.reporting.messages import Messages

HERE = "qualcode.reporting"


def render_framed(
    package: str,
    name: str,
    messages: Messages,
    script: str = "",
    *,
    templates: Environment | None = None,
    style: str = "",
    images: bool = False,
    **values: object,
) -> str:
    """Render a page; the same values give the same bytes.

    `name`.html.j2 and `name`.css lie among the templates of `package`; the template extends
    `frame.html.j2`. `messages` are the page's own words. `templates` may stand before ours, `style`
    is read after ours; `images`: they hold pictures or fonts.
    """
    said = {
        "t": messages.text,
        "n": messages.count,
        "number": messages.number,
        "language": messages.language,
    }
    return fill_template(
        templates or load_templates(package, HERE),
        name,
        values | said,
        base_style() + read_asset(package, f"{name}.css") + style,
        script,
        images,
    )
