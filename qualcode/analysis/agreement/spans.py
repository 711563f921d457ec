"""How well marked stretches of one coder fit those of another whose borders differ."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

Span = tuple[int, int]
Rule = Literal["exact", "overlap", "half", "characters"]
RULES: tuple[Rule, ...] = ("exact", "overlap", "half", "characters")


@dataclass(frozen=True, slots=True)
class Fit:
    """How many stretches (or characters) there are, and how many of them the other has too."""

    gold: int = 0
    gold_found: int = 0
    machine: int = 0
    machine_right: int = 0

    def __add__(self, other: Fit) -> Fit:
        """Join what was counted in two places."""
        return Fit(
            self.gold + other.gold,
            self.gold_found + other.gold_found,
            self.machine + other.machine,
            self.machine_right + other.machine_right,
        )

    @property
    def precision(self) -> float | None:
        """The share of the machine's that is right; None where it has none."""
        return self.machine_right / self.machine if self.machine else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that is found; None where there is none."""
        return self.gold_found / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there is nothing at all."""
        if not self.gold + self.machine:
            return None
        right, found = self.precision or 0.0, self.recall or 0.0
        return 2 * right * found / (right + found) if right + found else 0.0


def fit_spans(gold: Iterable[Span], machine: Iterable[Span], rule: Rule) -> Fit:
    """Count what fits between the stretches of two coders in one text, of one code.

    `exact`: the borders are the same. `overlap`: a character in common. `half`: what they have in
    common is at least half of what either or both have (intersection over union ≥ 0.5).
    `characters`: characters are counted in place of stretches.
    """
    first, second = sorted(set(gold)), sorted(set(machine))
    if rule == "characters":
        return _fit_characters(join_spans(first), join_spans(second))
    return Fit(
        len(first),
        sum(any(_fits(one, other, rule) for other in second) for one in first),
        len(second),
        sum(any(_fits(other, one, rule) for other in first) for one in second),
    )


def _fits(one: Span, other: Span, rule: Rule) -> bool:
    if rule == "exact":
        return one == other
    shared = overlap_of(one, other)
    if rule == "overlap":
        return shared > 0
    return 2 * shared >= (one[1] - one[0]) + (other[1] - other[0]) - shared > 0


def overlap_of(one: Span, other: Span) -> int:
    """Return how much two stretches have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


class Laid:
    """Stretches in the order of their beginnings, of which those near another are soon found."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [start for start, _ in spans]
        self._reached = list(accumulate((stop for _, stop in spans), max))

    def near(self, span: Span) -> range:
        """Return the numbers of all that may overlap a stretch, and of few others."""
        start, stop = span
        return range(bisect_right(self._reached, start), bisect_left(self._starts, stop))


def join_spans(spans: Sequence[Span]) -> list[Span]:
    """Join stretches that overlap or touch; `spans` are in order."""
    joined: list[Span] = []
    for start, stop in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((start, stop))
    return joined


def _fit_characters(gold: list[Span], machine: list[Span]) -> Fit:
    shared = sum(overlap_of(one, other) for one in gold for other in machine)
    sizes = [sum(stop - start for start, stop in spans) for spans in (gold, machine)]
    return Fit(sizes[0], shared, sizes[1], shared)
