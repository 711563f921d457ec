"""Figures of a comparison in words and signs of a terminal."""

from __future__ import annotations

from math import isnan

from qualcode.analysis.comparing.measures import Measure
from qualcode.reporting.comparison.items import PairFigures

NOTHING = "–"
_DECIMALS = {"share_segments": 3, "per_1000_words": 1, "mention": 2}


def say_group(id: str) -> str:
    """Name a group."""
    return id or "(not known)"


def say_rate(rate: float, measure: Measure) -> str:
    """Write a rate with the decimals of its measure."""
    return NOTHING if isnan(rate) else f"{rate:.{_DECIMALS[measure]}f}"


def say_p(p: float) -> str:
    """Write a p with three decimals."""
    if isnan(p):
        return NOTHING
    return "<0.001" if p < 0.0005 else f"{p:.3f}"


def say_difference(pair: PairFigures, measure: Measure) -> str:
    """Write a difference with its limits, as far as there are any."""
    places = _DECIMALS[measure]

    def write(number: float) -> str:
        return f"{round(number, places) + 0.0:+.{places}f}"  # + 0.0: never -0.000

    text = write(pair.difference)
    if isnan(pair.low):
        return text
    return f"{text} [{write(pair.low)}; {write(pair.high)}]"
