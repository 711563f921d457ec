"""What shades a mark, before and behind it: «твёрдая», `almost a`, «с плюсом», «и то с минусом»."""

from __future__ import annotations

from qualcode.scores.numbers import Number
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists, Words


def skip_shades(stretch: Stretch, lists: Lists, at: int) -> int:
    """Return the place before the words that shade a number at `at`: «твёрдая», `almost a`."""
    article = at > 0 and stretch.words[at - 1] in lists["articles"]
    first = _skip_row(stretch, lists["shades_before"], at - article)
    return first if first < at - article else at


def sign_after(stretch: Stretch, number: Number) -> str:
    """Return the plus or minus written right behind a number, empty where there is none."""
    gap = stretch.gaps[number.last]
    written = gap[:1] in ("+", "-", "−") and (len(gap) > 1 or number.last == len(stretch.words))
    return gap[:1] if written else ""


def shade_after(stretch: Stretch, lists: Lists, at: int) -> tuple[int, int]:
    """Return the words that shade a number that ends before `at`, as first and behind the last.

    They may be linked to it: «четвёрку, и то с минусом», `a four, with a minus`.
    """
    length = lists["shades_after"].length_at(stretch.words, at)
    if length:
        return at, at + length
    first = at + lists["shade_links"].length_at(stretch.words, at)
    length = lists["shades_after"].length_at(stretch.words, first) if first > at else 0
    if length and stretch.gaps[at].strip() in ("", ",") and stretch.closed_after(first + length):
        return first, first + length
    return at, at + lists["bounds_after"].length_at(stretch.words, at)


def _skip_row(stretch: Stretch, words: Words, at: int) -> int:
    """Return the place before the entries of a list that stand in a row before `at`."""
    while length := words.length_before(stretch.words, at):
        if stretch.gaps[at].strip():
            break
        at -= length
    return at
