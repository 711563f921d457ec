"""Where a turn quotes somebody."""

from __future__ import annotations

import re

from qualcode.language.words import find_words
from qualcode.model.coding import Span

SHORTEST = 3  # words; fewer are a name or irony

_QUOTED = re.compile(
    r"«[^«»]*»|“[^“”]*”|„[^„“]*“|\"[^\"\n]*\"|(?<!\w)'(?=[^\W\d])(?:[^'\n]|(?<=\w)'(?=\w)){0,300}'(?!\w)"
)
_OPENING = "«“„\"'"  # every quotation begins with one of them


def find_quotations(text: str, start: int, stop: int) -> list[Span]:
    """Find the quotations in `text[start:stop]`, their marks included."""
    if not any(text.find(sign, start, stop) >= 0 for sign in _OPENING):
        return []
    return [
        quote.span()
        for quote in _QUOTED.finditer(text, start, stop)
        if len(find_words(quote.group())) >= SHORTEST
    ]
