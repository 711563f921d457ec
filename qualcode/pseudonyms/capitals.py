"""Words that begin with a capital, and whether they would have one in any case."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from qualcode.language.sentences import is_abbreviation
from qualcode.language.words import fold

_APOSTROPHE = "['’ʼ]"
# Мамин-Сибиряк, Ростов-на-Дону, O'Brien, d'Arc is none; А. and M. are initials.
_WORD = re.compile(
    rf"(?<![\w])(?:[^\W\d_a-zа-яё](?:{_APOSTROPHE}(?=[A-ZА-ЯЁ]))?[^\W\d_]*"
    r"(?:[-‐‑][^\W\d_]+){0,3})(?![\w])"
)
_OPENING = " \t\u00a0«“„\"'’(["
_DASHES = "—–-"
_ENDS = ".!?…:;\n*"


@dataclass(frozen=True, slots=True)
class Capital:
    """A word with a capital where it stands."""

    start: int
    stop: int
    written: str
    word: str  # folded
    opens: bool  # it begins a sentence, a line or what somebody is quoted with
    initial: bool = False  # one letter and a dot, which is in the span


def find_capitals(
    text: str, start: int, stop: int, beginnings: Collection[int] = ()
) -> list[Capital]:
    """Find the words of `text[start:stop]` that begin with a capital letter.

    `beginnings`: places where somebody begins to speak.
    """
    found = []
    for match in _WORD.finditer(text, start, stop):
        written = match.group()
        if not written[0].isupper():
            continue
        end = match.end()
        initial = len(written) == 1 and end < stop and text[end] == "."
        found.append(
            Capital(
                match.start(),
                end + initial,
                written,
                fold(written),
                _opens(text, match.start(), start, beginnings),
                initial,
            )
        )
    return found


def _opens(text: str, place: int, first: int, beginnings: Collection[int]) -> bool:
    """Tell whether what stands at `place` would have a capital in any case."""
    at = place
    while at > first:
        if at in beginnings:
            return True
        sign = text[at - 1]
        if sign in _ENDS:
            return not (sign == "." and is_abbreviation(text, at - 1, max(first, at - 24)))
        if sign in _OPENING:
            at -= 1
        elif sign in _DASHES and (at - 1 == first or not text[at - 2].isalnum()):
            return _opens_after_dash(text, at - 1, first)
        else:
            return sign in ")]"  # behind a remark: whether a sentence goes on is not told
    return True


def _opens_after_dash(text: str, dash: int, first: int) -> bool:
    """Tell whether a dash stands where somebody begins to speak, not inside a sentence."""
    before = text[max(first, dash - 3) : dash].rstrip(" \t\u00a0")
    return not before or before[-1] in _ENDS + '»”",'
