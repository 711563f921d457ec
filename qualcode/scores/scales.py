"""Scales as they are said: «по десятибалльной шкале», `from one to five`, and whether they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qualcode.model.score import Scale
from qualcode.scores.numbers import Number
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists

HIGHEST = (3, 4, 5, 6, 7, 9, 10, 12, 20, 100)  # ends of scales that people are asked by


@dataclass(frozen=True, slots=True)
class SaidScale:
    """A scale said with the words `first` to `last - 1` of a stretch."""

    first: int
    last: int
    scale: Scale


def find_scales(
    stretch: Stretch, lists: Lists, numbers: tuple[Number, ...], *, rated: bool
) -> Iterator[SaidScale]:
    """Yield the scales said; a span of numbers is one only where something is `rated`."""
    for at, word in enumerate(stretch.words):
        named = lists.scale_word.fullmatch(word)
        halved = lists["scale_halves"].length_at(stretch.words, at) if at else 0
        if named:
            told = named.group("n")
            yield _named(at, at + 1, lists.scale_parts.get(told) or float(told))
        elif halved and (value := _value_before(stretch, lists, at)):
            yield _named(at - 1, at + halved, value)
    if rated:
        yield from _spans(stretch, lists, numbers)
    yield from _tops(stretch, lists, numbers)


def _value_before(stretch: Stretch, lists: Lists, at: int) -> float:
    word = stretch.words[at - 1]
    return lists.scale_parts.get(word) or (float(word) if word.isdecimal() else 0.0)


def _named(first: int, last: int, high: float) -> SaidScale:
    return SaidScale(first, last, Scale(None, high, "said"))


def _spans(stretch: Stretch, lists: Lists, numbers: tuple[Number, ...]) -> Iterator[SaidScale]:
    """Yield `one to five`, «от 0 до 10», `1–5`: from nought or one up to the end of a scale."""
    for number in numbers:
        if number.kind == "number" and _is_span(number.value, number.until):
            scale = Scale(number.value, number.until, "said")
            yield SaidScale(number.first, number.last, scale)
    for low, high in pairwise(numbers):
        joined = high.first == low.last + 1 and stretch.words[low.last] in lists["scale_to"]
        if joined and _is_span(low.value, high.value):
            yield SaidScale(low.first, high.last, Scale(low.value, high.value, "said"))


def _tops(stretch: Stretch, lists: Lists, numbers: tuple[Number, ...]) -> Iterator[SaidScale]:
    """Yield `out of ten` that follows no number: `out of ten I'd give it a seven`."""
    ends = {number.last for number in numbers}
    for number in numbers:
        length = lists["of_alone"].length_before(stretch.words, number.first)
        first = number.first - length
        closed = stretch.closed_after(number.last) or lists["follow"].length_at(
            stretch.words, number.last
        )
        if length and closed and first not in ends and number.value in (5, 10, 100):
            behind_points = first > 0 and stretch.words[first - 1] in lists["points"]
            if not behind_points:
                yield _named(first, number.last, number.value)


def _is_span(low: float, high: float) -> bool:
    return low in (0, 1) and high in HIGHEST
