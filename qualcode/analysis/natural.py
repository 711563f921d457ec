"""Names in the order in which people expect them: `i2` before `i10`."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGITS = re.compile(r"(\d+)")

Rank = tuple[tuple[int, str], ...]


@lru_cache(maxsize=65_536)  # the same names are compared again and again
def rank_name(name: str) -> Rank:
    """Rank a name so that the numbers in it count as numbers; never the same for two names."""
    pieces = _DIGITS.split(name)
    ranked = ((int(one), "") if one.isdecimal() else (-1, one) for one in pieces)
    return (*ranked, (-1, name))
