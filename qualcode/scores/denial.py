"""Marks that are said and not given: denied, too early, or wished for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from qualcode.scores.numbers import Number
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists

_BEFORE = 7  # words from `not` to the mark
_BEHIND = 3  # words from the mark to «не дам»
_EARLY = 4  # words between the mark and «рано»


def not_words(stretch: Stretch, lists: Lists, first: int, last: int) -> tuple[int, ...]:
    """Return the words that deny the mark from `first` to `last - 1`: `wouldn't`, «не тянет»."""
    stops = [word for word in stretch.words if word in lists["clause_stops"]]
    start = max(stretch.clause_start(first, stops), first - _BEFORE)
    before = [at for at in range(start, first) if lists["not"].length_at(stretch.words, at)]
    if before:
        return tuple(range(before[-1], before[-1] + _length(stretch, lists, "not", before[-1])))
    for at in range(last, last + _BEHIND + 1):
        if stretch.breaks_before(at):
            break
        if length := _length(stretch, lists, "not_after", at):
            return tuple(range(at, at + length))
    return ()


def is_bound(stretch: Stretch, lists: Lists, first: int, number: Number) -> bool:
    """Tell whether the shades of a mark compare: «не ниже четвёрки» is a bound, not a denial."""
    return lists["compared"].any_in(stretch.words[first : number.first])


def is_not_given(
    stretch: Stretch, lists: Lists, number: Number, first: int, others: Iterable[Number]
) -> bool:
    """Tell whether a mark with its shades from `first` is not given, or not yet."""
    if not is_bound(stretch, lists, first, number) and not_words(
        stretch, lists, first, number.last
    ):
        return True
    starts = tuple(other.first for other in others)
    return any(rule(stretch, lists, number, starts) for rule in _NOT_YET)


def _too_early(stretch: Stretch, lists: Lists, number: Number, _: Sequence[int]) -> bool:
    """«Пятёрку рано», `too early for a five`."""
    start = max(stretch.clause_start(number.first, lists.both), number.first - _EARLY)
    stop = number.last
    while stop < number.last + _EARLY and not stretch.breaks_before(stop):
        if stretch.words[stop] in lists.both:
            break
        stop += 1
    return lists["early"].any_in(stretch.words[start:stop])


def _when_something_is_done(
    stretch: Stretch, lists: Lists, number: Number, others: Sequence[int]
) -> bool:
    """«Пятёрку поставлю, когда будет бассейн», `I'll give it a five once the lift works`."""
    return lists["will"].any_in(stretch.words) and _depends(stretch, lists, "when", number, others)


def _if_things_were_otherwise(
    stretch: Stretch, lists: Lists, number: Number, others: Sequence[int]
) -> bool:
    """«Поставила бы пять, если бы не опаздывали», `I'd give it a four if they rang back`."""
    wished = any(lists[name].any_in(stretch.words) for name in ("will", "wishes"))
    return wished and _depends(stretch, lists, "unreal", number, others)


_NOT_YET: tuple[Callable[[Stretch, Lists, Number, Sequence[int]], bool], ...] = (
    _too_early,
    _when_something_is_done,
    _if_things_were_otherwise,
)


def _depends(
    stretch: Stretch, lists: Lists, name: str, number: Number, others: Sequence[int]
) -> bool:
    """Tell whether a condition of a list is set for this number, and not for one nearer to it.

    To be asked is no condition: «если бы меня спросили, поставила бы четыре».
    """
    for at in range(len(stretch.words)):
        if not lists[name].length_at(stretch.words, at):
            continue
        if any(min(at, number.first) < other < max(at, number.first) for other in others):
            continue
        stop = at + 1
        while not stretch.breaks_before(stop):
            stop += 1
        inside = at < number.first < stop  # «когда поставлю пять»
        if not inside and not lists["no_condition"].any_in(stretch.words[at:stop]):
            return True
    return False


def _length(stretch: Stretch, lists: Lists, name: str, at: int) -> int:
    return lists[name].length_at(stretch.words, at)
