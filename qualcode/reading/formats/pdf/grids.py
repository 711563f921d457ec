"""Tables between ruled lines: lines that touch each other make the cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.reading.formats.pdf.page import Rule
from qualcode.reading.formats.pdf.rows import Row
from qualcode.reading.formats.pdf.tables import TableRow, cut_cells

TOUCHING = 3.0  # points between ruled lines that belong together
MOST_RULES = 600  # on a page; more are a drawing


@dataclass(frozen=True, slots=True)
class Grid:
    """Ruled lines that touch each other: upright ones part columns, level ones rows."""

    upright: tuple[Rule, ...]
    level: tuple[Rule, ...]

    @property
    def columns(self) -> tuple[float, ...]:
        """Give where upright lines stand, from the left."""
        return _apart(rule.left for rule in self.upright)

    @property
    def bands(self) -> tuple[float, ...]:
        """Give where level lines stand, from the top."""
        return _apart(rule.top for rule in self.level)

    def holds(self, row: Row) -> bool:
        """Tell whether the middle of a row of text lies inside."""
        middle = row.base - row.size / 3
        return self.bands[0] < middle < self.bands[-1] and (
            self.columns[0] - TOUCHING < row.left < self.columns[-1]
        )


def find_grids(rules: Sequence[Rule]) -> tuple[Grid, ...]:
    """Put touching lines together; what has two columns at least is a table."""
    merged = _merged(rules)
    if len(merged) > MOST_RULES:
        return ()
    groups: list[list[Rule]] = []
    for rule in merged:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        joined = [rule, *(other for group in touching for other in group)]
        groups = [group for group in groups if group not in touching] + [joined]
    grids = (
        Grid(tuple(r for r in group if r.upright), tuple(r for r in group if not r.upright))
        for group in groups
    )
    found = (grid for grid in grids if len(grid.columns) >= 3 and len(grid.bands) >= 2)
    return tuple(sorted(found, key=lambda grid: grid.bands[0]))


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Join lines that go on in each other: many programs draw the sides of each cell."""
    merged: list[Rule] = []
    upright = sorted((r for r in rules if r.upright), key=lambda r: (round(r.left), r.top))
    level = sorted((r for r in rules if not r.upright), key=lambda r: (round(r.top), r.left))
    for rule in (*upright, *level):
        last = merged[-1] if merged else None
        if last is None or last.upright != rule.upright or not _goes_on_in(last, rule):
            merged.append(rule)
        else:
            right, bottom = max(last.right, rule.right), max(last.bottom, rule.bottom)
            merged[-1] = Rule(last.left, last.top, right, bottom)
    return merged


def _goes_on_in(one: Rule, other: Rule) -> bool:
    if one.upright:
        return round(one.left) == round(other.left) and other.top <= one.bottom + TOUCHING
    return round(one.top) == round(other.top) and other.left <= one.right + TOUCHING


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.left <= other.right + TOUCHING
        and other.left <= one.right + TOUCHING
        and one.top <= other.bottom + TOUCHING
        and other.top <= one.bottom + TOUCHING
    )


def _apart(places: Iterable[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > TOUCHING:
            kept.append(place)
    return tuple(kept)


def read_grids(rows: tuple[Row, ...], grids: tuple[Grid, ...]) -> Iterator[Row | TableRow]:
    """Put the rows of text inside a grid into its cells; the others stay where they are."""
    inside: dict[int, list[Row]] = {}
    flow: list[Row | int] = []  # a number stands for the grid
    for row in rows:
        place = next((n for n, grid in enumerate(grids) if grid.holds(row)), None)
        if place is None:
            flow.append(row)
        elif place in inside:
            inside[place].append(row)
        else:
            flow.append(place)
            inside[place] = [row]
    for item in flow:
        if isinstance(item, int):
            yield from _table_rows(grids[item], inside[item])
        else:
            yield item


def _table_rows(grid: Grid, rows: list[Row]) -> Iterator[TableRow]:
    bands = grid.bands
    held: dict[int, list[Row]] = {}
    for row in rows:
        held.setdefault(bisect_right(bands, row.base - row.size / 3), []).append(row)
    for band in sorted(held):
        middle = (bands[band - 1] + bands[min(band, len(bands) - 1)]) / 2
        edges = _apart(r.left for r in grid.upright if r.top - 1 <= middle <= r.bottom + 1)
        yield cut_cells(held[band], edges if len(edges) >= 2 else grid.columns)
