"""Matches of several expressions that stand together in a unit or within some words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice

from qualcode.model.codebook import Within
from qualcode.tagging.compile import GroupRule
from qualcode.tagging.passage import Edge, Match, Passage

NEAREST = 12  # matches of each item tried with one of the rarest item, the nearest first
MOST_TRIES = 10_000  # to choose one match of each item; as many items as that asks for are no rule


def find_together(group: GroupRule, passage: Passage, found: list[list[Match]]) -> list[Match]:
    """Join matches of all items, unit by unit: what else is said never decides.

    A number of words never reaches over a turn.
    """
    units = passage.units("turn" if isinstance(group.within, int) else group.within)
    grouped = [_by_unit(matches, units) for matches in found]
    common = set.intersection(*(set(of_item) for of_item in grouped))
    return [
        match
        for unit in sorted(common)
        for match in _join_items(group, passage, [of_item[unit] for of_item in grouped])
    ]


def _by_unit(matches: Iterable[Match], units: Sequence[int]) -> dict[int, list[Match]]:
    """Group matches by the unit of their first word."""
    grouped: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        grouped[units[match[0].low]].append(match)
    return grouped


def _join_items(group: GroupRule, passage: Passage, found: list[list[Match]]) -> list[Match]:
    """Join each match of the rarest item of one unit with others that stand with it."""
    anchor = min(range(len(found)), key=lambda item: len(found[item]))
    indexes = [Index(matches, passage, group.within) for matches in found]
    if group.ordered and not isinstance(group.within, int):
        ordered = _find_in_order(found[anchor], indexes[:anchor], indexes[anchor + 1 :])
        units = passage.units(group.within)
        return [match for match in ordered if len({units[edge.low] for edge in match}) == 1]
    together = []
    for match in found[anchor]:
        near = (index.near(match) for index in indexes)
        candidates = [
            [match] if item == anchor else _nearest(group, passage, (anchor, match), (item, others))
            for item, others in enumerate(near)
        ]
        chosen = _choose(group, passage, candidates)
        if chosen:
            together.append(tuple(sorted(edge for one in chosen for edge in one)))
    return together


def _nearest(
    group: GroupRule, passage: Passage, one: tuple[int, Match], others: tuple[int, Sequence[Match]]
) -> list[Match]:
    """Return the nearest matches of another item that stand with a match of the rarest."""
    item, matches = others
    fitting = (
        match
        for match in _by_nearness(matches, one[1][0].low)
        if _stand_together(group, passage, one, (item, match))
    )
    return list(islice(fitting, NEAREST))


def _find_in_order(
    anchors: list[Match], before: Sequence[Index], behind: Sequence[Index]
) -> list[Match]:
    """Join each match of the rarest item with the nearest in its unit, before and behind it."""
    together = []
    for match in anchors:
        chosen: list[Match | None] = [match]
        for index in behind:
            chosen.append(chosen[-1] and _next(index.near(match), chosen[-1]))
        for index in reversed(before):
            chosen.insert(0, chosen[0] and _previous(index.near(match), chosen[0]))
        complete = [one for one in chosen if one]
        if len(complete) == len(chosen):
            together.append(tuple(edge for one in complete for edge in one))
    return together


def _next(matches: Sequence[Match], to: Match) -> Match | None:
    """Return of the matches that begin behind `to` the one that ends first."""
    at = bisect_left(matches, to[-1].high, key=lambda match: match[0].low)
    return min(matches[at:], key=lambda match: match[-1].high, default=None)


def _previous(matches: Sequence[Match], to: Match) -> Match | None:
    """Return the last of the matches that ends before `to`."""
    at = bisect_left(matches, to[0].low, key=lambda match: match[0].low) - 1
    while at >= 0 and matches[at][-1].high > to[0].low:
        at -= 1
    return matches[at] if at >= 0 else None


def _by_nearness(matches: Sequence[Match], place: int) -> Iterator[Match]:
    """Yield matches in order of the row from the one nearest to `place` outwards."""
    after = bisect_left(matches, place, key=lambda match: match[0].low)
    before = after - 1
    while before >= 0 or after < len(matches):
        left = place - matches[before][0].low if before >= 0 else None
        right = matches[after][0].low - place if after < len(matches) else None
        if right is None or (left is not None and left <= right):
            yield matches[before]
            before -= 1
        else:
            yield matches[after]
            after += 1


def _choose(group: GroupRule, passage: Passage, candidates: list[list[Match]]) -> list[Match]:
    """Choose one candidate of each item so that all stand together; empty when they cannot."""
    order = sorted(range(len(candidates)), key=lambda item: len(candidates[item]))
    chosen: list[tuple[int, Match]] = []
    tries = count()

    def choose() -> bool:
        if len(chosen) == len(order):
            return True
        item = order[len(chosen)]
        for match in candidates[item]:
            if next(tries) > MOST_TRIES:
                return False
            if all(_stand_together(group, passage, other, (item, match)) for other in chosen):
                chosen.append((item, match))
                if choose():
                    return True
                chosen.pop()
        return False

    return [match for _, match in chosen] if choose() else []


def _stand_together(
    group: GroupRule, passage: Passage, one: tuple[int, Match], other: tuple[int, Match]
) -> bool:
    """Tell whether matches of two items are apart, in order and inside the same unit."""
    (_, first), (_, second) = sorted((one, other)) if group.ordered else (one, other)
    if group.ordered and first[-1].high > second[0].low:
        return False
    if any(a.low < b.high and b.low < a.high for a in first for b in second):
        return False
    if isinstance(group.within, int):
        return _gap(passage, first, second) <= group.within
    units = passage.units(group.within)
    return len({units[edge.low] for edge in (first[0], first[-1], second[0], second[-1])}) == 1


def _gap(passage: Passage, one: Match, other: Match) -> float:
    """Count words from one match to the other where they come nearest; the next word is 1."""
    return min(_distance(passage, *sorted((a, b))) for a in one for b in other)


def _distance(passage: Passage, first: Edge, second: Edge) -> float:
    if passage.turn[first.low] != passage.turn[second.low]:
        return float("inf")
    return passage.word[second.low] - passage.word[first.high - 1]


class Index:
    """Matches of one item, found by the unit or by the words they stand near."""

    def __init__(self, matches: Iterable[Match], passage: Passage, within: Within) -> None:
        self._passage = passage
        self._within = within
        self._matches = sorted(matches)
        self._words = [passage.word[match[0].low] for match in self._matches]
        self._longest = max((self._extent(match) for match in self._matches), default=0)
        self._by_unit: dict[int, list[Match]] = defaultdict(list)
        if not isinstance(within, int):
            units = passage.units(within)
            for match in self._matches:
                self._by_unit[units[match[0].low]].append(match)

    def _extent(self, match: Match) -> int:
        return self._passage.word[match[-1].high - 1] - self._passage.word[match[0].low]

    def near(self, match: Match) -> Sequence[Match]:
        """Return the matches that can stand with `match`: of its unit, or within reach."""
        if not isinstance(self._within, int):
            return self._by_unit.get(self._passage.units(self._within)[match[0].low], ())
        word = self._passage.word[match[0].low]
        low = bisect_left(self._words, word - self._within - self._longest)
        high = bisect_right(self._words, word + self._extent(match) + self._within)
        return self._matches[low:high]

    def first_near_any_word(self, match: Match) -> Match | None:
        """Return the first of the matches in the unit of `match`, or near one of its words."""
        if not self._matches:
            return None
        near = ((edge, other) for edge in match for other in self.near((edge,)))
        within = self._within
        return next(
            (
                other
                for edge, other in near
                if not isinstance(within, int) or _gap(self._passage, (edge,), other) <= within
            ),
            None,
        )
