"""How often a proposal will be right on interviews that nobody has coded yet.

What stands in a few coded units by itself is mostly chance: of single words with two right units
and none wrong, that the codebook says nowhere, two in ten finds were right in other interviews. How
much the codebook says of the words, and how little of them it says of other codes, tells more.

The weights were learned from the 34 synthetic interviews of `start.py`, coded by one simulated
coder, with three indicators left for each code of the sample's codebook, drawn by lot three times:
what was found in 6 to 16 of them, drawn six times, was counted on the others. None of them is among
the ten of the sample. `python -m benchmarks.expecting` fits them anew.
"""

from __future__ import annotations

from math import exp, log
from operator import mul
from typing import TYPE_CHECKING

from qualcode.learning.indicators.told import Saying

if TYPE_CHECKING:
    from collections.abc import Sequence

# What each adds to the log odds of being right.
_WEIGHTS = {
    "": -2.005,
    "right": 0.477,  # logarithm of the number of decided units it is found in rightly
    "wrong": -1.307,  # … of 1 more than those it is found in wrongly
    "people": 0.675,  # logarithm of the people who say it rightly
    "name": 0.500,  # share of its words in name and brief of the code
    "definition": 0.159,
    "use": 1.169,
    "indicators": 0.376,
    "examples": 1.118,
    "explains others": -0.168,  # other codes that are explained by these words
    "finds others": -0.269,  # … that have them in their indicators
}
FEATURES = tuple(_WEIGHTS)
_VALUES = tuple(_WEIGHTS.values())


def list_features(right: int, wrong: int, people: int, saying: Saying) -> Sequence[float]:
    """Return what a proposal is judged by, in the order of FEATURES."""
    return (
        1.0,
        log(max(right, 1)),
        log(1 + wrong),
        log(max(people, 1)),
        *saying.shares,
        saying.explains_others,
        saying.finds_others,
    )


def expect(right: int, wrong: int, people: int, saying: Saying) -> float:
    """Return the share of finds that is to be expected right in other interviews.

    `right`, `wrong`: decided units it is found in; `people`: who say it where it is right.
    """
    features = list_features(right, wrong, people, saying)
    return 1 / (1 + exp(-sum(map(mul, _VALUES, features))))
