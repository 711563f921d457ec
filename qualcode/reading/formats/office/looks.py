"""What is written of the looks of letters, in the words that all office formats share."""

from __future__ import annotations

import re

COLOR = re.compile(r"#?([0-9a-fA-F]{6})$")
DARK = 0x40  # no eye tells it from black
HEAVY = 600  # a weight in figures from which letters are bold
# the beginnings of the names of styles, as programs in English and Russian write them
HEADINGS = ("heading", "title", "toc ", "contents", "заголовок")


def color_of(written: str | None) -> str:
    """Bring a colour to `rrggbb`; empty for black, for what looks black, and for no colour."""
    found = COLOR.match(written or "")
    if not found:
        return ""
    digits = found.group(1).lower()
    return "" if max(bytes.fromhex(digits)) <= DARK else digits


def is_bold(weight: str) -> bool:
    """Tell whether a `font-weight` of CSS or OpenDocument is bold: `bold`, `bolder`, `700`."""
    if weight.isdecimal():
        return int(weight[:4]) >= HEAVY
    return weight in {"bold", "bolder"}


def is_italic(slant: str) -> bool:
    """Tell whether a `font-style` of CSS or OpenDocument is italic."""
    return slant in {"italic", "oblique"}


def is_heading(style: str) -> bool:
    """Tell by the name of a style whether it is of a heading, a title or a line of contents."""
    return style.lower().startswith(HEADINGS)
