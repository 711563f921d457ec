"""What all HTML pages share: the frame, the base style, and that nothing foreign runs in them."""

from qualcode.pages.page import base_style, content_policy, read_asset, render_page

__all__ = ["base_style", "content_policy", "read_asset", "render_page"]
