"""Which stretches of several coders are meant as one: the best alignment, of which gamma is made.

Mathet, Widlöcher & Métivier 2015, Computational Linguistics 41:437-479. A *match* holds a unit of
some coders and nothing of the others; an alignment puts each unit into one match. How far two units
are apart is told by their borders and their codes; what is missing is apart by 1 from everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MOST_MATCHES = 5_000_000  # that are weighed at once
_AT_ONCE = 1_000  # matches that are chosen from together, unless more hang together


class TooManyMatchesError(Exception):
    """So many coders have so much in one place that not all matches can be weighed."""


@dataclass(frozen=True, slots=True)
class Units:
    """Stretches with a code each, of several coders; all arrays have one place for each of them."""

    coders: int  # how many there are, whether they have units or not
    text: Ints  # from 0 on; units of different texts are never matched
    coder: Ints
    code: Ints
    start: Ints
    stop: Ints  # behind the last; no unit is empty

    def __len__(self) -> int:
        """Return how many units there are."""
        return len(self.start)


@dataclass(frozen=True, slots=True)
class _Matches:
    """Matches of two units or more, and what each saves beside leaving its units alone."""

    members: Ints  # matches × coders: places of units, -1 where the coder has none in it
    saved: Floats


def apart(units: Units, one: Ints, other: Ints) -> Floats:
    """Return how far units are apart: by their borders, and 1 more where their codes differ.

    By borders it is ((|start - start| + |stop - stop|) / (length + length))²: below 1 where they
    overlap well, 0 where they are the same. This is the combined dissimilarity of the paper, with
    α = β = Δ∅ = 1.
    """
    borders = np.abs(units.start[one] - units.start[other])
    borders = borders + np.abs(units.stop[one] - units.stop[other])
    lengths = units.stop - units.start
    by_place = (borders / (lengths[one] + lengths[other])) ** 2
    return np.asarray(by_place + (units.code[one] != units.code[other]))


def measure_disorder(units: Units, texts: int) -> Floats:
    """Return for each text the disorders of all matches of its best alignment, summed up.

    A match has the mean of how far its n (n - 1) / 2 pairs are apart, with nothing for coders who
    have no unit in it; so a unit left alone has 1. The alignment is exact: no other has less.
    TooManyMatchesError where it cannot be found.
    """
    alone = np.bincount(units.text, minlength=texts).astype(float)
    if not len(units):
        return alone
    found = _find_matches(units)
    chosen = _choose(found, len(units))
    first = found.members[chosen].max(1)
    saved = np.bincount(units.text[first], found.saved[chosen], texts)
    return np.asarray(alone - saved)


def differ_in_borders(units: Units) -> bool:
    """Tell whether coders gave a code to stretches that overlap and have not the same borders."""
    if not len(units):
        return False
    far = apart(units, *_near(units, 1.0))
    return bool((far > 0).any())


def _find_matches(units: Units) -> _Matches:
    """Find all matches that may belong to a best alignment.

    The paper leaves out what has more than n · Δ∅, for its units are better left alone. By the same
    reasoning what is better without one of its units is left out too: a unit that is farther from
    the k others than n (n - 1) / 2 + k together.
    """
    pairs = comb(units.coders, 2)
    members: list[Ints] = [np.zeros((0, units.coders), np.int64)]
    saved: list[Floats] = [np.zeros(0)]
    for group, far in _grow(units):
        others = group.shape[1] - 1
        kept = (far < pairs + others).all(1)
        disorder = (far[kept].sum(1) / 2 + pairs - comb(others + 1, 2)) / pairs
        rows = np.full((len(disorder), units.coders), -1)
        rows[np.arange(len(rows))[:, None], units.coder[group[kept]]] = group[kept]
        gain = others + 1 - disorder
        members.append(rows[gain > 0])
        saved.append(gain[gain > 0])
    return _Matches(np.concatenate(members), np.concatenate(saved))


def _grow(units: Units) -> Iterator[tuple[Ints, Floats]]:
    """Yield groups of two, three … units of different coders, and how far each is from the others.

    Both are groups × units; the coders of a group are in order.
    """
    most = comb(units.coders, 2) + units.coders - 1
    firsts, seconds = _near(units, most)
    order = np.lexsort((seconds, firsts))
    firsts, seconds = firsts[order], seconds[order]
    begin = np.searchsorted(firsts, np.arange(len(units) + 1))
    group = np.stack([firsts, seconds], 1)
    far = np.repeat(apart(units, firsts, seconds)[:, None], 2, 1)
    while len(group):
        yield group, far
        if group.shape[1] == units.coders:
            return
        low, high = begin[group[:, 0]], begin[group[:, 0] + 1]
        rows = np.repeat(np.arange(len(group)), high - low)
        _check_room(len(rows))
        added = seconds[_count_up(low, high)]
        later = units.coder[added] > units.coder[group[rows, -1]]
        rows, added = rows[later], added[later]
        own = np.stack([apart(units, one, added) for one in group[rows].T], 1)
        sums = np.concatenate([far[rows] + own, own.sum(1, keepdims=True)], 1)
        kept = (sums < most).all(1)
        group = np.concatenate([group[rows[kept]], added[kept, None]], 1)
        far = sums[kept]


def _near(units: Units, most: float) -> tuple[Ints, Ints]:
    """Return pairs of units of different coders that are apart by less than `most`.

    The first of a pair is that of the earlier coder.
    """
    lengths = units.stop - units.start
    reach = np.sqrt(most) * (lengths + lengths.max())
    wide = float(units.stop.max() - units.start.min() + reach.max())
    along = units.start + units.text * wide  # texts far from one another
    order = np.argsort(along, kind="stable")
    along = along[order]
    places = np.arange(len(units))
    stop = np.searchsorted(along, along + reach[order])
    _check_room(int((stop - places).sum()))
    one = np.repeat(order, stop - places - 1)
    other = order[_count_up(places + 1, stop)]
    kept = units.coder[one] != units.coder[other]
    one, other = one[kept], other[kept]
    kept = apart(units, one, other) < most
    one, other = one[kept], other[kept]
    swapped = units.coder[one] > units.coder[other]
    return np.where(swapped, other, one), np.where(swapped, one, other)


def _count_up(low: Ints, high: Ints) -> Ints:
    """Return low, low + 1 … high - 1 of one range after the other."""
    sizes = high - low
    ends = np.cumsum(sizes)
    return np.asarray(np.arange(sizes.sum()) + np.repeat(low - ends + sizes, sizes))


def _check_room(matches: int) -> None:
    if matches > MOST_MATCHES:
        raise TooManyMatchesError


def _choose(matches: _Matches, units: int) -> Ints:
    """Return the places of the matches that save most together, no unit in two of them."""
    solve = _pair if matches.members.shape[1] == 2 else _solve
    alone, *others = _cut_apart(matches, units)
    return np.concatenate([alone, *(solve(matches, some) for some in others)])


def _cut_apart(matches: _Matches, units: int) -> Iterator[Ints]:
    """Yield the matches none of whose units is in another, then others, some at a time.

    No unit is in matches that are yielded apart, so each lot is chosen from by itself.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows, coders = np.nonzero(matches.members >= 0)
    held = matches.members[rows, coders]
    size = units + len(matches.saved)
    links = coo_array((np.ones(len(rows)), (held, units + rows)), (size, size))
    whole = connected_components(links, directed=False)[1][units:]
    sizes = np.bincount(whole, minlength=1)
    alone = sizes[whole] == 1
    yield np.nonzero(alone)[0]
    order = np.argsort(whole, kind="stable")
    order = order[~alone[order]]
    begin = 0
    for end in (*(np.nonzero(np.diff(whole[order]))[0] + 1), len(order)):
        if end - begin >= _AT_ONCE or begin < end == len(order):
            yield order[begin:end]
            begin = end


def _pair(matches: _Matches, some: Ints) -> Ints:
    """Choose matches of two coders as workers are assigned to jobs, where each may stay without.

    The same as `_solve`, and ten times as fast.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    (workers, one), (jobs, other) = (
        np.unique(column, return_inverse=True) for column in matches.members[some].T
    )
    idle = np.arange(len(workers))
    dear = 3.0  # more than any match saves, for a weight of 0 would be none
    weights = np.concatenate([dear - matches.saved[some], np.full(len(workers), dear)])
    rows, columns = np.concatenate([one, idle]), np.concatenate([other, len(jobs) + idle])
    size = len(workers), len(jobs) + len(workers)
    told = min_weight_full_bipartite_matching(csr_array((weights, (rows, columns)), size))
    assigned = np.full(len(workers), -1)
    assigned[told[0]] = told[1]
    return np.asarray(some[assigned[one] == other])


def _solve(matches: _Matches, some: Ints) -> Ints:
    """Choose by an integer programme: at most one of the matches in which a unit is."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    columns, coders = np.nonzero(matches.members[some] >= 0)
    held, rows = np.unique(matches.members[some][columns, coders], return_inverse=True)
    once = csr_array((np.ones(len(rows)), (rows, columns)), (len(held), len(some)))
    told = milp(
        -matches.saved[some],
        integrality=np.ones(len(some), np.int64),
        bounds=Bounds(0.0, 1.0),
        constraints=LinearConstraint(once, ub=1),
        options={"mip_rel_gap": 0.0},
    )
    if told.x is None:
        raise TooManyMatchesError
    return np.asarray(some[told.x > 0.5])
