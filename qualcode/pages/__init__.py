"""What all HTML pages share: the frame, the base style, and that nothing foreign runs in them."""

from qualcode.pages.page import base_style, content_policy, fill_template, read_asset, render_page
from qualcode.pages.templates import add_templates, load_templates

__all__ = [
    "add_templates",
    "base_style",
    "content_policy",
    "fill_template",
    "load_templates",
    "read_asset",
    "render_page",
]
