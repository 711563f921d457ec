"""Texts of figures: how wide they are about, so that no layout depends on the fonts of a machine.

A page shows a figure in its reader's font, paper in the one vl-convert brings along. Texts are
taken to be as wide as in DejaVu Sans, the widest of those that readers are likely to have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WIDEST = 1.1  # of DejaVu Sans, in widths of Helvetica
_LONGEST = 400  # letters of a text; no more fit anywhere
_NARROW = set("ijlftrI.,:;'’|!()[]{}/\\ \u00a0-·")
_WIDE = set("mwMWmшщжюыфмШЩЖЮМФЫ@%—…")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"(?<=[\s_./\-–—+])")


def measure(text: str, size: float) -> float:
    """Return the width of a text about, in pixels, for letters of `size` pixels."""
    return _WIDEST * size * sum(map(_width, text))


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.32
    if letter in _WIDE:
        return 0.86
    if letter >= "\u1100":  # Chinese, Japanese, Korean, pictures
        return 1.0
    return 0.68 if letter.isupper() else 0.56


def clean(text: str) -> str:
    """Return the text on one line, without characters that no XML can hold."""
    return " ".join(_UNPRINTABLE.sub("?", text).split())


def wrap(text: str, width: float, size: float, most: int = 3) -> tuple[str, ...]:
    """Break a text into at most `most` lines that are no wider than `width` pixels.

    Lines break after blanks, hyphens and the signs that join ids, and inside a word only where it
    alone is too wide. What does not fit ends with an ellipsis.
    """
    lines = [""]
    for piece in _pieces(clean(text)[:_LONGEST], width, size):
        if lines[-1] and measure((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    lines = [line.strip() for line in lines]
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and measure(last + "…", size) > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + "…")


def _pieces(text: str, width: float, size: float) -> Iterator[str]:
    """Cut a text where it may break; words that are too wide get hyphens."""
    for piece in _BREAKS.split(text):
        rest = piece
        while measure(rest.rstrip(), size) > width and len(rest) > 1:
            fits = 1
            while measure(rest[: fits + 1] + "-", size) <= width:
                fits += 1
            yield rest[:fits] + "-"
            rest = rest[fits:]
        yield rest


def number_locale(language: str) -> dict[str, object]:
    """Return how numbers are written in a language, as d3-format wants it."""
    from babel import Locale

    locale = Locale.parse(language)
    symbols = locale.number_symbols["latn"]
    return {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["", ""],
        "minus": "\u2212",
        "percent": locale.percent_formats[None].suffix[0],
    }
