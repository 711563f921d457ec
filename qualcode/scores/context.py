"""What a sentence says of rating, for the sentences and turns that come after it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.score import Scale
from qualcode.scores.numbers import find_numbers
from qualcode.scores.scales import find_scales
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists, speaks_of_rating


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentence or the turn before says of rating."""

    rated: bool = False
    counting: bool = False
    scale: Scale | None = None  # said as the scale to rate on
    carried: Scale | None = None  # of the score before it: «девять из десяти, а за питание семь»
    matter: bool = False  # a sentence not far before speaks of rating


NOTHING = Before()


def join(near: Before, far: Before) -> Before:
    """Put two together; the near one has the first word."""
    return Before(
        near.rated or far.rated,
        near.counting or far.counting,
        near.scale or far.scale,
        near.carried or far.carried,
        near.matter or far.matter,
    )


def describe(stretch: Stretch, lists: Lists) -> Before:
    """Describe a sentence."""
    numbers = tuple(find_numbers(stretch, lists))
    rated = speaks_of_rating(stretch.words, lists)
    scales = tuple(find_scales(stretch, lists, numbers, rated=rated))
    units = any(lists[name].any_in(stretch.words) for name in ("points", "stars"))
    counting = lists["how_many"].any_in(stretch.words) and not units
    return Before(rated, counting, scales[-1].scale if scales else None)
