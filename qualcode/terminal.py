"""Text in the columns of a terminal: how wide it is, and where it is cut."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

CUT = "…"


def columns(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def fit(text: str, width: int) -> str:
    """Cut the end of a text that is wider than `width`."""
    if columns(text) <= width:
        return text
    kept, used = "", columns(CUT)
    for sign in text:
        used += _columns(sign)
        if used > width:
            break
        kept += sign
    return kept.rstrip() + CUT


def fit_end(text: str, width: int) -> str:
    """Cut the beginning of a text that is wider than `width`."""
    if columns(text) <= width:
        return text
    kept, used = "", columns(CUT)
    for sign in reversed(text):
        used += _columns(sign)
        if used > width:
            break
        kept = sign + kept
    return CUT + kept.lstrip()


def wrap(text: str, width: int, first: str = "", others: str = "  ") -> str:
    """Break a text at blanks, lines indented by `first` and `others`.

    What is to be typed is never broken inside a word.
    """
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def pad(text: str, width: int) -> str:
    """Fill a text up with blanks."""
    return text + " " * (width - columns(text))


def pad_left(text: str, width: int) -> str:
    """Fill a text up with blanks before it."""
    return " " * (width - columns(text)) + text


def render_table(header: Sequence[str], rows: Sequence[Sequence[str]], text: int = 1) -> str:
    """Return a table with aligned columns: the first `text` ones to the left, numbers right."""
    widths = [max(columns(row[at]) for row in (header, *rows)) for at in range(len(header))]
    lines = [
        "  ".join(
            pad(cell, width) if at < text else pad_left(cell, width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (header, *rows)
    ]
    lines.insert(1, "-" * max(map(columns, lines)))
    return "\n".join(lines)
