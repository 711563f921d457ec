"""Words in a text: where they stand, and the folded form under which they are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# `по-моему`, `442-ФЗ`, `don't`, `4,54` are one word each; `_` is none.
_APOSTROPHES = "'’ʼ"
_LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
WORD = re.compile(rf"\d+(?:[.,]\d+)+|{_LETTERS}(?:[-‐‑{_APOSTROPHES}]{_LETTERS})*")

_FOLDED = re.compile("[ё‐‑’ʼ\u0301]")
_FOLD = str.maketrans({"ё": "е", "‐": "-", "‑": "-", "’": "'", "ʼ": "'", "\u0301": None})


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands in a text."""

    start: int
    stop: int
    text: str  # folded


@lru_cache(maxsize=1 << 16)  # few words make up most of any talk
def fold(word: str) -> str:
    """Return the form under which words are compared: lower case, `е` for `ё`, plain marks."""
    lower = word.lower()
    return lower.translate(_FOLD) if _FOLDED.search(lower) else lower


def find_words(text: str, start: int = 0, stop: int | None = None) -> tuple[Token, ...]:
    """Find the words of `text[start:stop]`, with offsets into `text`."""
    end = len(text) if stop is None else stop
    return tuple(
        Token(match.start(), match.end(), fold(match.group()))
        for match in WORD.finditer(text, start, end)
    )
