"""Where figures and scores stand on the drawing beside a figure, in its own units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_LEFT, _WIDTH, _MIDDLE = 6.0, 188.0, 10.0  # of the drawing
_STEP = 5.0  # between scores on the same place of the scale
_STACK = 3  # of them that fit above each other

Scored = tuple[Mapping[str, Any], str]  # a row of `place_scores`, and how it fits the scale


@dataclass(frozen=True, slots=True)
class Dot:
    """One score on the scale of the figure."""

    x: float
    y: float
    until: float  # x of the upper end of a range, else x
    kind: str  # same: on this scale; unknown: nobody said which


def draw_bar(value: float, low: float, high: float) -> float:
    """Return how wide the bar of a figure is."""
    return round(_place(value, low, high) - _LEFT, 2)


def draw_dots(scores: Iterable[Scored], low: float, high: float) -> tuple[Dot, ...]:
    """Place the scores that lie on the scale; those on the same place stand above each other."""
    taken: dict[float, int] = defaultdict(int)
    dots = []
    for score, fit in scores:
        if fit == "other" or score["polarity"] == "negated":
            continue
        x, until = (round(_place(score[end], low, high), 2) for end in ("value", "until"))
        level = taken[x] % _STACK
        taken[x] += 1
        dots.append(Dot(x, _MIDDLE + (_STEP * ((level + 1) // 2) * (-1) ** level), until, fit))
    return tuple(dots)


def _place(value: float, low: float, high: float) -> float:
    span = high - low
    share = (value - low) / span if span > 0 else 0.0
    return _LEFT + _WIDTH * min(1.0, max(0.0, share))
