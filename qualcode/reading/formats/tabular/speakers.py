"""Who speaks in the rows of a table that name nobody."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.reading.document import Line
from qualcode.reading.layouts.unnamed import NOBODY
from qualcode.reading.set_off import is_remark


def speakers_of(lines: Sequence[Line]) -> list[str]:
    """Say who speaks in rows without a name: whoever is named above, or nobody.

    Where names stand only at a change of speaker, a row without one goes on. Where rows name the
    same speaker again, an empty cell between two speakers says nothing; between two of the same,
    and for a remark, it does not matter.
    """
    who = [line.speaker for line in lines]
    if not any(who) or not _names_every_row(who):
        return who
    filled = list(who)
    following = _following(who)
    above = ""
    for place, name in enumerate(who):
        if name:
            above = name
        elif above and (
            fold_label(above) == fold_label(following[place]) or is_remark(lines[place].text)
        ):
            filled[place] = above
        else:
            filled[place] = NOBODY
    return filled


def _following(who: Sequence[str]) -> list[str]:
    following, name = [], ""
    for current in reversed(who):
        name = current or name
        following.append(name)
    return following[::-1]


def _names_every_row(who: Sequence[str]) -> bool:
    pairs = [(a, b) for a, b in pairwise(who) if a and b]
    again = sum(fold_label(a) == fold_label(b) for a, b in pairs)
    return again > 0 and again >= 0.1 * len(pairs)
