"""Unitizing alpha uα: agreement of coders who set the borders of what they code themselves.

Krippendorff 2004, Content Analysis, 2nd ed., p. 251-255. A *section* is a stretch that a coder gave
the code, or a gap between such stretches. Talk of several respondents, or read here and there, lies
in several *pieces*, and no stretch reaches from one into another. Chance knows no pieces: it moves
stretches over all talk put end to end, where a gap goes on behind the end of a piece. Else short
pieces would leave it no room, and who agrees well would seem to agree less than by lot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.analysis.agreement.coefficients import divide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Borders = tuple[int, int]
Lengths = tuple[int, ...]


class Section(NamedTuple):
    """A stretch with the code (`coded`), or a gap; half-open, in the smallest things counted."""

    start: int
    stop: int
    coded: bool

    @property
    def length(self) -> int:
        """How long it is."""
        return self.stop - self.start


def make_sections(units: Iterable[Borders], piece: Borders) -> tuple[Section, ...]:
    """Cut a piece of talk into a coder's units and the gaps between them.

    Units that overlap are joined; those that only touch stay apart. What lies outside the piece is
    left out.
    """
    start, end = piece
    sections: list[Section] = []
    at = start
    for low, high in _clip(units, piece):
        if low > at:
            sections.append(Section(at, low, False))
        sections.append(Section(low, high, True))
        at = high
    if at < end:
        sections.append(Section(at, end, False))
    return tuple(sections)


def _clip(units: Iterable[Borders], piece: Borders) -> Iterator[Borders]:
    """Yield units inside the piece, in order, those that overlap as one."""
    inside = sorted((max(low, piece[0]), min(high, piece[1])) for low, high in units)
    joined: list[Borders] = []
    for low, high in inside:
        if low >= high:
            continue
        if joined and low < joined[-1][1]:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    yield from joined


def section_distance(one: Section, other: Section) -> int:
    """Return δ²: of units that overlap by their borders, of a unit in a gap by its length."""
    if one.coded and other.coded:
        if one.start < other.stop and other.start < one.stop:
            return (one.start - other.start) ** 2 + (one.stop - other.stop) ** 2
        return 0
    if one.coded == other.coded:
        return 0
    unit, gap = (one, other) if one.coded else (other, one)
    inside = gap.start <= unit.start and unit.stop <= gap.stop
    return unit.length**2 if inside else 0


def _disagree(one: Sequence[Section], other: Sequence[Section]) -> int:
    """Return Σ δ² of the sections of two coders in one piece; both are in order."""
    total = 0
    first = 0
    for section in one:
        while first < len(other) and other[first].stop <= section.start:
            first += 1
        for near in other[first:]:
            if near.start >= section.stop:
                break
            total += section_distance(section, near)
    return total


@dataclass(frozen=True, slots=True)
class Unitized:
    """What uα of one code is made of; the first axis are the respondents (or other parts)."""

    coders: int
    disagreed: Floats  # Σ δ² of all ordered pairs of coders
    lengths: Floats  # of the talk
    units: Floats  # of all coders
    alone: Floats  # Σ 2 l³ - 3 l² + l of the units
    paired: Floats  # Σ l (l - 1) of the units
    fitting: Floats  # Σ l² (g - l + 1), units of one respondent × gaps g ≥ l of another
    marked: tuple[Lengths, ...]  # of the units, coder by coder
    gaps: tuple[tuple[Lengths, ...], ...]  # … of each coder, as `_measure_gaps`

    def of(self, parts: Sequence[int]) -> Unitized:
        """Return the same of some of the parts."""
        at = np.array(parts, dtype=np.int64)
        return Unitized(
            self.coders,
            self.disagreed[at],
            self.lengths[at],
            self.units[at],
            self.alone[at],
            self.paired[at],
            self.fitting[np.ix_(at, at)],
            tuple(self.marked[part] for part in parts),
            tuple(self.gaps[part] for part in parts),
        )

    def disagreements(self, drawn: Floats | None = None) -> tuple[Floats, Floats]:
        """Return observed and expected disagreement, of all or in resamples × respondents.

        Both are NaN without talk. What is expected in a resample differs from that of all as it
        does when chance moves stretches only inside the talk of one respondent or another.
        """
        once = np.ones((1, len(self.lengths)))
        often = once if drawn is None else drawn
        length = often @ self.lengths
        observed = divide(often @ self.disagreed, self.coders * (self.coders - 1) * length**2)
        expected = self._expect(once, self._fit_end_to_end())
        if drawn is None:
            return observed[0], expected[0]
        inside, all_inside = (
            self._expect(some, ((some @ self.fitting) * some).sum(-1)) for some in (drawn, once)
        )
        if not self.units.any():  # nothing to move, in no resample
            return observed, np.zeros_like(observed)
        return observed, expected * divide(inside, all_inside)

    def _expect(self, often: Floats, fitting: Floats) -> Floats:
        length, units = often @ self.lengths, often @ self.units
        places = self.coders * length
        left = places * (places - 1) - often @ self.paired
        top = (units - 1) / 3 * (often @ self.alone) + fitting
        return divide(2 * top, length * left)

    def _fit_end_to_end(self) -> Floats:
        """Return `fitting` of all talk put end to end."""
        joined: list[int] = []
        for coder in range(self.coders):
            own = [0]
            for first, *others in (some[coder] for some in self.gaps):
                own[-1] += first
                own += others
            joined += own
        marked = [one for some in self.marked for one in some]
        fitting: Floats = _fit([marked], [joined])[0]
        return fitting


def unitize(pieces: Sequence[Sequence[Sequence[Section]]], parts: Sequence[int]) -> Unitized:
    """Count what uα is made of.

    `pieces` hold the sections of each coder, the same coders everywhere; `parts` says to which
    respondent each piece belongs, from 0 on.
    """
    people = max(parts, default=-1) + 1
    coders = len(pieces[0]) if pieces else 0
    sums = np.zeros((5, people))
    own: list[list[list[Section]]] = [[[] for _ in range(coders)] for _ in range(people)]
    for sections, part in zip(pieces, parts, strict=True):
        units = [one.length for some in sections for one in some if one.coded]
        sums[:, part] += (
            2
            * sum(
                _disagree(one, other) for at, one in enumerate(sections) for other in sections[:at]
            ),
            sum(one.length for one in sections[0]),
            len(units),
            sum(2 * one**3 - 3 * one**2 + one for one in units),
            sum(one * (one - 1) for one in units),
        )
        for told, some in zip(own[part], sections, strict=True):
            told += some
    marked = tuple(tuple(one.length for some in of for one in some if one.coded) for of in own)
    gaps = tuple(tuple(map(_measure_gaps, of)) for of in own)
    fitting = _fit(marked, [[gap for some in of for gap in some] for of in gaps])
    disagreed, talk, often, alone, paired = sums
    return Unitized(coders, disagreed, talk, often, alone, paired, fitting, marked, gaps)


def _measure_gaps(sections: Iterable[Section]) -> Lengths:
    """Return the lengths of the gaps before, between and behind a coder's units; 0 for none."""
    lengths = [0]
    for one in sections:
        if one.coded:
            lengths.append(0)
        else:
            lengths[-1] += one.length
    return tuple(lengths)


def _fit(lengths: Sequence[Sequence[int]], gaps: Sequence[Sequence[int]]) -> Floats:
    """Return Σ l² (g - l + 1) over units l and the gaps g that are not shorter."""
    told = np.zeros((len(lengths), len(gaps)))
    rows = np.repeat(np.arange(len(lengths)), [len(units) for units in lengths])
    long = np.array([length for units in lengths for length in units], dtype=float)
    if not len(long):
        return told
    for column, some in enumerate(gaps):
        sizes = np.sort(np.array(some, dtype=float))
        above = np.append(np.cumsum(sizes[::-1])[::-1], 0.0)
        first = np.searchsorted(sizes, long)
        room = above[first] - (len(sizes) - first) * (long - 1)
        told[:, column] = np.bincount(rows, long**2 * room, len(lengths))
    return told


def unitizing_alpha(some: Sequence[Unitized], drawn: Floats | None = None) -> Floats:
    """Return uα of one code, or of several together: 1 - Σ Do / Σ De; NaN without any unit."""
    told = [one.disagreements(drawn) for one in some]
    return 1 - divide(sum(one for one, _ in told), sum(other for _, other in told))
