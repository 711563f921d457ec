"""A score that somebody says: `four and a half out of five`, «твёрдая четвёрка»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ScaleKnown = Literal["said", "asked", "assumed", ""]


@dataclass(frozen=True, slots=True)
class Scale:
    """What is known of the scale of a score: its ends, and from where."""

    low: float | None = None
    high: float | None = None
    known: ScaleKnown = (
        ""  # said with the score, asked before it, assumed from its kind; empty: not
    )


@dataclass(frozen=True, slots=True)
class SpokenScore:
    """One score as it stands in the talk, read as a number; nothing is added to what was said."""

    transcript: str
    segment: int
    start: int
    stop: int
    words: str  # as they stand in the text
    value: float
    until: float  # the upper end of a range said, `three or four`; else the value
    scale: Scale
    nuance: str  # words that shade it, as said: «твёрдая», `plus`, `almost`; joined by blanks
    negated: bool  # «не на пятёрку», `I wouldn't give it a five`
