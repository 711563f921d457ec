"""Unitizing alpha uα: agreement of coders who set the borders of what they code themselves.

Krippendorff 2004, Content Analysis, 2nd ed., p. 251-255. A *section* is a stretch that a coder gave
the code, or a gap between such stretches. Talk of several respondents lies in several *pieces*, and
no section reaches from one into another.
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
        )

    def disagreements(self, drawn: Floats | None = None) -> tuple[Floats, Floats]:
        """Return observed and expected disagreement, of all or in resamples × respondents.

        Both are NaN without talk.
        """
        often = np.ones((1, len(self.lengths))) if drawn is None else drawn
        length, units = often @ self.lengths, often @ self.units
        fitting = ((often @ self.fitting) * often).sum(-1)
        observed = divide(often @ self.disagreed, self.coders * (self.coders - 1) * length**2)
        places = self.coders * length
        left = places * (places - 1) - often @ self.paired
        top = (units - 1) / 3 * (often @ self.alone) + fitting
        expected = divide(2 * top, length * left)
        return (observed[0], expected[0]) if drawn is None else (observed, expected)


def unitize(pieces: Sequence[Sequence[Sequence[Section]]], parts: Sequence[int]) -> Unitized:
    """Count what uα is made of.

    `pieces` hold the sections of each coder, the same coders everywhere; `parts` says to which
    respondent each piece belongs, from 0 on.
    """
    people = max(parts, default=-1) + 1
    coders = len(pieces[0]) if pieces else 0
    sums = np.zeros((5, people))
    lengths: list[list[int]] = [[] for _ in range(people)]
    gaps: list[list[int]] = [[] for _ in range(people)]
    for sections, part in zip(pieces, parts, strict=True):
        own = [one for some in sections for one in some]
        units = [one.length for one in own if one.coded]
        lengths[part] += units
        gaps[part] += [one.length for one in own if not one.coded]
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
    disagreed, talk, marked, alone, paired = sums
    return Unitized(coders, disagreed, talk, marked, alone, paired, _fit(lengths, gaps))


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
