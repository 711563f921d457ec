"""Codes that a coder did not have when they read: what they leave unsaid, and how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from qualcode.analysis.agreement.units import Judged


@dataclass(frozen=True, slots=True)
class Lacking:
    """Codes that were not in the codebook which a coder had for some of the units they read."""

    coder: str
    codes: tuple[str, ...]
    units: int  # in which they could not be given; of the unit `character` the characters of words
    read: int  # all that the coder has read


def list_lacking(judged: Judged, codes: Collection[str]) -> tuple[Lacking, ...]:
    """List what coders did not have of these codes; codes that lack in as much stand together."""
    return tuple(_list(judged, codes))


def _list(judged: Judged, codes: Collection[str]) -> Iterator[Lacking]:
    for at, coder in enumerate(judged.coders):
        by_size: dict[int, list[str]] = defaultdict(list)
        seen = judged.seen[at]
        for column, code in enumerate(judged.codes):
            missing = seen & ~judged.told[at, :, column]
            if code in codes and missing.any():
                by_size[int(missing @ judged.sizes)].append(code)
        for units, some in sorted(by_size.items(), reverse=True):
            yield Lacking(coder.name, tuple(some), units, int(seen @ judged.sizes))
