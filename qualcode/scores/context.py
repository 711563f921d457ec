"""What a sentence says of rating, for the sentences and turns that come after it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.score import Scale
from qualcode.scores.numbers import find_numbers
from qualcode.scores.scales import find_scales
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentence or the turn before says of rating."""

    rated: bool = False
    counting: bool = False
    scale: Scale | None = None


NOTHING = Before()


def join(near: Before, far: Before) -> Before:
    """Put two together; the near one has the first word."""
    return Before(near.rated or far.rated, near.counting or far.counting, near.scale or far.scale)


def describe(stretch: Stretch, lists: Lists) -> Before:
    """Describe a sentence."""
    numbers = tuple(find_numbers(stretch, lists))
    rated = is_rated(stretch, lists)
    scales = tuple(find_scales(stretch, lists, numbers, rated=rated))
    counting = lists["how_many"].any_in(stretch.words) and not lists["points"].any_in(stretch.words)
    return Before(rated, counting, scales[-1].scale if scales else None)


def is_rated(stretch: Stretch, lists: Lists) -> bool:
    """Tell whether a sentence speaks of rating."""
    return any(
        lists["rates"].length_at(stretch.words, at) and word not in lists["rates_not"]
        for at, word in enumerate(stretch.words)
    )
