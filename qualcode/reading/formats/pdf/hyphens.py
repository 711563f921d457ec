"""Undoes the hyphens that typesetting puts at the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.language import language_module
from qualcode.language.words import fold

HYPHENS = "-\u2010\u00ad\u2011"
SOFT = "\u00ad"
BROKEN = re.compile(rf"(?P<left>[^\W\d_]+)[{HYPHENS}]$")
BEGINNING = re.compile(r"[^\W\d_]+")
WRITTEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
ADDRESS = re.compile(r"(?:://|www\.)\S*$")  # nothing is added to one, and nothing taken away
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# the first half of compounds: социально-экономический, северо-западный
JOINING = ("о", "е")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text that no line end cuts, folded."""

    written: frozenset[str]


def words_of(rows: Iterable[str]) -> Words:
    """Gather the words that stand whole inside lines, neither first nor last in them."""
    return Words(frozenset(fold(word) for row in rows for word in WRITTEN.findall(row)[1:-1]))


def seam(above: str, below: str, words: Words) -> tuple[int, str]:
    """Say how two lines of a paragraph join: how many signs go off the first, and what is between.

    A blank stands between them, or nothing where a hyphen divides a word or belongs to it.
    """
    if ADDRESS.search(above):
        return 0, "" if above[-1] in "-/?&=._" else " "
    found = BROKEN.search(above)
    follows = BEGINNING.match(below)
    if found is None or follows is None:
        # 2019-⏎2020
        sticks = above[-1:] in HYPHENS and above[-2:-1].isalnum() and below[:1].isalnum()
        return 0, "" if sticks else " "
    if above[-1] == SOFT:
        return 1, ""
    return 0 if _keeps_hyphen(found["left"], follows.group(), above, below, words) else 1, ""


def _keeps_hyphen(left: str, right: str, above: str, below: str, words: Words) -> bool:
    """Tell whether a hyphen at a line end is the word's own: кто-то, well-known, Нью-Йорк."""
    if right[0].isupper() and not left.isupper():
        return True
    one, two = fold(left), fold(right)
    joined, parted = one + two, f"{one}-{two}"
    if joined in words.written or parted in words.written:
        return parted in words.written and joined not in words.written
    language = language_module("ru" if CYRILLIC.search(joined) else "en")
    if language.is_known(parted):
        return True
    if language.is_known(joined):
        return False
    if above[: -len(left) - 1].endswith("-") or below[len(right) : len(right) + 1] == "-":
        return True  # шаг-за-⏎шагом
    return language.is_known(two) and (language.is_known(one) or one.endswith(JOINING))
