"""Items of a comparison with their figures from all its tables, the largest difference first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan, nan

import pandas as pd

from qualcode.analysis.comparing.measures import ITEM
from qualcode.analysis.results import Results

LEAST_LIMITED = 4  # respondents of a group whose limits are printed: of three they say nothing


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What a group has of an item."""

    respondents: int
    mentioning: int
    mean: float


@dataclass(frozen=True, slots=True)
class PairFigures:
    """How far two groups are apart."""

    first: str
    second: str
    difference: float
    low: float
    high: float
    compared: tuple[int, int] = (0, 0)  # respondents of each on whom the difference rests


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item with all its figures."""

    kind: str
    level: str
    item: str  # the code or tension
    part: str  # of a pole or relation
    groups: Mapping[str, GroupFigures]
    pair: PairFigures | None  # the two groups that differ most; None where no two can be compared
    shown: bool
    p: float
    least_p: float
    p_family: float

    @property
    def mentioning(self) -> int:
        """How many respondents have any."""
        return sum(one.mentioning for one in self.groups.values())

    @property
    def respondents(self) -> int:
        """How many respondents there are."""
        return sum(one.respondents for one in self.groups.values())

    @property
    def spread(self) -> float:
        """How far the groups are apart."""
        if self.pair is not None:
            return abs(self.pair.difference)
        means = [one.mean for one in self.groups.values()]
        return max(means) - min(means)


def rank_items(results: Results, language: str) -> list[Ranked]:
    """Return the items of a language ("": all together), kind by kind, by size of difference."""
    summary, tests, pairs = (
        _inside(results[name], language) for name in ("summary", "tests", "pairs")
    )
    columns = ("difference", "low", "high")
    if results.given.choices.measure == "mention":
        columns = ("mention_difference", "mention_low", "mention_high")
    groups = _groups(summary)
    widest = _widest(pairs, columns)
    ranked = []
    names = (*ITEM, "shown", "p", "least_p", "p_family")
    for *key, shown, p, least_p, p_family in zip(*(tests[name] for name in names), strict=True):
        kind, item, part, level = map(str, key)
        one = (kind, item, part, level)
        ranked.append(
            Ranked(
                kind=kind,
                level=level,
                item=item,
                part=part,
                groups=groups.get(one, {}),
                pair=widest.get(one),
                shown=bool(shown),
                p=float(p),
                least_p=float(least_p) if shown else nan,
                p_family=float(p_family),
            )
        )
    ranked = [one for one in ranked if one.groups]
    kinds = list(dict.fromkeys((one.kind, one.level) for one in ranked))
    return sorted(ranked, key=lambda one: (kinds.index((one.kind, one.level)), -one.spread))


def _inside(table: pd.DataFrame, language: str) -> pd.DataFrame:
    return table[table["language"] == language]


def _groups(summary: pd.DataFrame) -> dict[tuple[str, ...], dict[str, GroupFigures]]:
    found: dict[tuple[str, ...], dict[str, GroupFigures]] = defaultdict(dict)
    names = (*ITEM, "group", "respondents", "mentioning", "mean")
    for *key, group, respondents, mentioning, mean in zip(
        *(summary[name] for name in names), strict=True
    ):
        found[tuple(map(str, key))][group] = GroupFigures(
            int(respondents), int(mentioning), float(mean)
        )
    return found


def _widest(
    pairs: pd.DataFrame, columns: tuple[str, str, str]
) -> dict[tuple[str, ...], PairFigures]:
    """Return for each item the two groups that differ most, the larger one first."""
    found: dict[tuple[str, ...], PairFigures] = {}
    names = (*ITEM, "first", "second", "compared_first", "compared_second", *columns)
    for *key, first, second, one, other, difference, low, high in zip(
        *(pairs[name] for name in names), strict=True
    ):
        item = tuple(map(str, key))
        if isnan(difference):
            continue
        if min(one, other) < LEAST_LIMITED:
            low = high = nan
        if item not in found or abs(difference) > abs(found[item].difference):
            found[item] = (
                PairFigures(first, second, difference, low, high, (int(one), int(other)))
                if difference >= 0
                else PairFigures(second, first, -difference, -high, -low, (int(other), int(one)))
            )
    return found
