"""The review page: one HTML file with its style, its scripts and what it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.pages import base_style, content_policy, load_templates, read_asset

_HERE = "qualcode.review"
# What the scripts are joined of, in this order: each uses what stands above it when it is loaded.
SCRIPTS = (
    "make",
    "words",
    "offsets",
    "log",
    "stands",
    "meetings",
    "saving",
    "saving_served",
    "saving_packed",
    "transcripts",
    "filters",
    "walk",
    "codebook",
    "search",
    "deciding",
    "pieces",
    "reading",
    "grounds",
    "definition",
    "cards",
    "panel",
    "desk",
    "noting",
    "acting",
    "stretch",
    "dialogs",
    "writing",
    "relations",
    "lists",
    "palette",
    "keys",
    "drawing",
    "going",
    "show",
    "start",
)
SERVED = "; connect-src 'self'"


def render_review(
    head: Mapping[str, Any], language: str, full: Sequence[Mapping[str, Any]] | None = None
) -> str:
    """Render the page; the same gives the same bytes.

    `head` is what the page knows from the beginning, as `Desk.head` gives it; its messages are put
    in here. `full` are all transcripts, for a page that has no server to ask.
    """
    from markupsafe import Markup

    from qualcode.reporting.messages import load_messages
    from qualcode.runs.manifest import package_versions

    messages = load_messages(language, _HERE)
    style = base_style() + read_asset(_HERE, "review.css")
    script = join_scripts()
    material = {
        **head,
        "mode": "served" if full is None else "packed",
        "language": messages.language,
        "messages": messages.texts,
    }
    if full is not None:
        material["transcripts_full"] = list(full)
    modes = []
    if head["blind"]:
        modes.append(messages.text("mode.blind"))
    if head["settle"]:
        modes.append(messages.text("mode.settle", coders=", ".join(head["settle"])))
    template = load_templates(_HERE).get_template("review.html.j2")
    return template.render(
        t=messages.text,
        language=messages.language,
        title=head["study"]["title"] or messages.text("page.title"),
        coder=head["coder"],
        modes=modes,
        material=Markup(as_data(material)),  # noqa: S704 - JSON without any <
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704 - our own files
        policy=content_policy(style, script) + (SERVED if full is None else ""),
        version=package_versions()["qualcode"],
    )


def join_scripts() -> str:
    """Return the scripts of the page as one."""
    texts = (read_asset(_HERE, f"scripts/{name}.js") for name in SCRIPTS)
    return '"use strict";\n' + "\n".join(texts)


def as_data(value: object) -> str:
    """Return JSON that can stand inside a `script` element: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
