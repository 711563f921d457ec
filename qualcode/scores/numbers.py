"""Words → numbers: `four point five`, «четыре целых пять десятых», «пятёрка», `4,54`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists

Kind = Literal["number", "mark", "high mark"]

_DIGITS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")
_TENS = range(20, 100, 10)
_RANGE = re.compile(r"\s*(?:[-–—]|\.\.\.|…)\s*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number said with the words `first` to `last - 1` of a stretch."""

    first: int
    last: int
    value: float
    until: float  # the upper end of a range, else the value
    kind: Kind = "number"
    fraction: bool = False  # said with halves, tenths or decimals: nobody counts so


def find_numbers(stretch: Stretch, lists: Lists) -> Iterator[Number]:
    """Yield the numbers of a stretch in order, ranges as one."""
    at = 0
    while at < len(stretch.words):
        number = _read_number(stretch, lists, at)
        if number is None:
            at += 1
            continue
        number = _read_range(stretch, lists, number)
        yield number
        at = number.last


def _read_range(stretch: Stretch, lists: Lists, number: Number) -> Number:
    """Read on where a higher number follows: «четыре-пять», `four or five`."""
    if number.last >= len(stretch.words):
        return number
    at = number.last + (stretch.words[number.last] in lists["range_links"])
    dashed = _RANGE.fullmatch(stretch.gaps[number.last]) is not None
    linked = at > number.last and not stretch.gaps[number.last].strip()
    other = _read_number(stretch, lists, at) if dashed or linked else None
    if other is None or other.value <= number.value:
        return number
    return replace(
        number, last=other.last, until=other.value, fraction=number.fraction or other.fraction
    )


def _read_number(stretch: Stretch, lists: Lists, at: int) -> Number | None:
    if at >= len(stretch.words):
        return None
    word = stretch.words[at]
    for kind, values in (("mark", lists.marks), ("high mark", lists.high_marks)):
        if word in values:
            return Number(at, at + 1, values[word], values[word], kind)  # type: ignore[arg-type]
    read = _read_whole(stretch, lists, at)
    if read is None:
        return None
    value, last, decimal = read
    part, after = (0.0, last) if decimal else _read_fraction(stretch, lists, last)
    value = round(value + part, 2)
    return Number(at, after, value, value, fraction=decimal or part > 0)


def _read_whole(stretch: Stretch, lists: Lists, at: int) -> tuple[float, int, bool] | None:
    """Return a cardinal, the place behind it, and whether it has a fraction of its own."""
    if at >= len(stretch.words):
        return None
    word = stretch.words[at]
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", ".")), at + 1, not word.isdecimal()
    if word not in lists.numbers:
        return None
    value = lists.numbers[word]
    following = stretch.words[at + 1] if at + 1 < len(stretch.words) else ""
    unit = lists.numbers.get(following, 0)
    if value in _TENS and 0 < unit < 10 and not stretch.gaps[at + 1].strip():
        return value + unit, at + 2, False
    return value, at + 1, value != int(value)


def _read_fraction(stretch: Stretch, lists: Lists, at: int) -> tuple[float, int]:
    """Return what follows a cardinal as a part of one, and the place behind it."""
    for value, words in lists.fractions:
        length = words.length_at(stretch.words, at)
        if length:
            return value, at + length
    word = stretch.words[at] if at < len(stretch.words) else ""
    link = at + (word in lists["whole"])
    if link < len(stretch.words) and stretch.words[link] in lists["and"]:
        link += 1
    told = _read_parts(stretch, lists, link, bare=word in lists["whole"]) if link > at else None
    if told is None and word in lists["point"]:
        told = _read_digits(stretch, lists, at + 1)
    return told or (0.0, at)


def _read_parts(stretch: Stretch, lists: Lists, at: int, *, bare: bool) -> tuple[float, int] | None:
    """Read «пять десятых», «пятьдесят четыре сотых»; `bare`: the last word may be left out."""
    read = _read_whole(stretch, lists, at)
    if read is None or read[2]:
        return None
    value, last, _ = read
    unit = stretch.words[last] if last < len(stretch.words) else ""
    if unit in lists["tenths"] and value < 10:
        return value / 10, last + 1
    if unit in lists["hundredths"] and value < 100:
        return value / 100, last + 1
    return (value / (10 if value < 10 else 100), last) if bare and value < 100 else None


def _read_digits(stretch: Stretch, lists: Lists, at: int) -> tuple[float, int] | None:
    """Read `five four` and «пятьдесят четыре» behind the point: two decimals at most."""
    first = _read_whole(stretch, lists, at)
    if first is None or first[2] or first[0] >= 100:
        return None
    value, last, _ = first
    if value >= 10:
        return value / 100, last
    second = _read_whole(stretch, lists, last)
    if second is not None and not second[2] and second[0] < 10 and not stretch.gaps[last].strip():
        return (10 * value + second[0]) / 100, second[1]
    return value / 10, last
