"""Which segments a stretch of talk speaks for that somebody has coded without naming words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from qualcode.model.coding import Span


def overlap_of(one: Span, other: Span) -> int:
    """Return how many characters two stretches have in common."""
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0)


def is_same_place(one: Span, other: Span) -> bool:
    """Tell whether two stretches are one place: they have half of either in common, or more."""
    shorter = min(one[1] - one[0], other[1] - other[0])
    shared = overlap_of(one, other)
    return shared > 0 and 2 * shared >= shorter


def segments_in(stretch: Span, segments: Sequence[Span]) -> tuple[int, ...]:
    """Return the places in `segments` of those that a stretch speaks for.

    These are the segments of which half lies in it, or else the one that has most of it, the
    earlier of two; none where it touches none. Segments stand in order and do not overlap.
    """
    first = bisect_right(segments, stretch[0], key=lambda one: one[1])
    last = bisect_left(segments, stretch[1], key=lambda one: one[0])
    touched = range(first, last)
    halves = tuple(
        at
        for at in touched
        if 2 * overlap_of(stretch, segments[at]) >= segments[at][1] - segments[at][0]
    )
    if halves or not touched:
        return halves
    return (max(touched, key=lambda at: (overlap_of(stretch, segments[at]), -at)),)
