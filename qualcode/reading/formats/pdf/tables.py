"""Reads tables: cells between ruled lines, and columns below a heading that names them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.reading.formats.pdf.page import Rule, Word
from qualcode.reading.formats.pdf.rows import FIRST_OF_TABLES, Row, join_words
from qualcode.reading.layouts.columns import ANSWERED, ASKED, TEXT, WHO

TOUCHING = 3.0  # points between ruled lines that belong together
MOST_RULES = 600  # on a page; more are a drawing
HEADING = 12  # rows at the top of a text among which the heading of a table is looked for

Cell = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its cells, each as rows of text."""

    page: int
    cells: tuple[Cell, ...]
    edges: tuple[float, ...]  # where the columns begin, and where the last ends

    def words(self) -> tuple[str, ...]:
        """Give the text of each cell, for comparing."""
        return tuple(" ".join(row.text for row in cell) for cell in self.cells)


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


def read_tables(rows: tuple[Row, ...], grids: tuple[Grid, ...]) -> tuple[Row | TableRow, ...]:
    """Put the rows of text inside a grid into its cells; the others stay where they are."""
    flow: list[Row | TableRow] = []
    inside: dict[int, list[Row]] = {}
    for row in rows:
        place = next((n for n, grid in enumerate(grids) if grid.holds(row)), None)
        if place is None:
            flow.append(row)
            continue
        if place not in inside:
            inside[place] = []
            flow.append(TableRow(row.page, (), (float(place),)))  # stands for the grid
        inside[place].append(row)
    return tuple(
        part
        for item in flow
        for part in (
            _table_rows(grids[int(item.edges[0])], inside[int(item.edges[0])])
            if isinstance(item, TableRow)
            else (item,)
        )
    )


def _table_rows(grid: Grid, rows: list[Row]) -> Iterator[TableRow]:
    bands = grid.bands
    held: dict[int, list[Row]] = {}
    for row in rows:
        held.setdefault(bisect_right(bands, row.base - row.size / 3), []).append(row)
    for band in sorted(held):
        middle = (bands[band - 1] + bands[min(band, len(bands) - 1)]) / 2
        edges = _apart(r.left for r in grid.upright if r.top - 1 <= middle <= r.bottom + 1)
        yield cut_cells(held[band], edges if len(edges) >= 2 else grid.columns)


def cut_cells(rows: Sequence[Row], edges: tuple[float, ...]) -> TableRow:
    """Put the words of some rows into the columns that begin at `edges`."""
    cells: list[list[Row]] = [[] for _ in edges[1:]]
    for row in rows:
        for column, cell in enumerate(cells):
            words = tuple(
                word
                for word in row.words
                if min(max(bisect_right(edges, word.center) - 1, 0), len(cells) - 1) == column
            )
            if words:
                cell.append(
                    replace(row, words=words, column=FIRST_OF_TABLES + round(edges[column]))
                )
    return TableRow(rows[0].page, tuple(map(tuple, cells)), edges)


def read_headed_table(pages: tuple[tuple[Row, ...], ...]) -> tuple[Row | TableRow, ...] | None:
    """Cut a text without ruled lines into columns where a heading names them: № Вопрос Ответ.

    None where there is no heading, or where words run from one of its columns into the next.
    """
    rows = [row for page in pages for row in page]
    place = next((n for n, row in enumerate(rows[:HEADING]) if _names_columns(row)), None)
    if place is None:
        return None
    body = rows[place:]
    gutters = [_gutter(body, *pair) for pair in pairwise(body[0].cells())]
    if None in gutters:
        return None
    inner = tuple(gutter for gutter in gutters if gutter is not None)
    edges = (min(row.left for row in body), *inner, max(row.right for row in body) + 1)
    named = fold_label(join_words(body[0].cells()[0]))
    records = _records(body, edges, wrapped=named in ASKED | ANSWERED)
    return (*rows[:place], *(cut_cells(record, edges) for record in records))


def _names_columns(row: Row) -> bool:
    names = {fold_label(join_words(cell)) for cell in row.cells()}
    asked = bool(names & ASKED) and bool(names & ANSWERED)
    return len(names) >= 2 and (asked or (bool(names & WHO) and bool(names & TEXT)))


def _gutter(rows: list[Row], before: tuple[Word, ...], after: tuple[Word, ...]) -> float | None:
    """Find a place between two cells of the heading where hardly a word of the table stands."""
    left, right = round(before[0].center), round(after[-1].center)
    crossed = {
        place: sum(word.left < place < word.right for row in rows for word in row.words)
        for place in range(left, right + 1)
    }
    fewest = min(crossed.values())
    if fewest * 20 > len(rows):
        return None
    free = [place for place in crossed if crossed[place] == fewest]
    runs: list[list[int]] = []
    for place in free:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    widest = max(runs, key=len)
    return float(widest[-1])  # words of the next column begin where the gap ends


def _records(rows: list[Row], edges: tuple[float, ...], wrapped: bool) -> Iterator[list[Row]]:
    """Begin a row of the table where its first column is written.

    A first column that is `wrapped` holds whole sentences: there a line of text below another one
    begins nothing.
    """
    held: list[Row] = []
    for row in rows:
        begins = row.left < edges[1] and not (wrapped and held and _close(held[-1], row, edges))
        if held and (begins or row.page != held[-1].page):
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def _close(above: Row, row: Row, edges: tuple[float, ...]) -> bool:
    return above.left < edges[1] and row.base - above.base < 1.6 * row.size


def joined_over_pages(flow: Iterable[Row | TableRow]) -> Iterator[Row | TableRow]:
    """Join a row of a table that goes on over a page, and leave out a heading that comes again."""
    held: TableRow | None = None
    heading: tuple[str, ...] = ()
    for item in flow:
        if not isinstance(item, TableRow):
            if held:
                yield held
                held = None
            yield item
            continue
        if held is None:
            held, heading = item, item.words()
        elif item.page != held.page and item.words() == heading:
            continue
        elif _continues(held, item):
            cells = zip(held.cells, item.cells, strict=True)
            held = replace(held, page=item.page, cells=tuple(a + b for a, b in cells))
        else:
            yield held
            held = item
    if held:
        yield held


def _continues(above: TableRow, below: TableRow) -> bool:
    """Tell whether a row that opens a page continues the last one: its first cell is empty."""
    return (
        below.page == above.page + 1
        and len(below.cells) == len(above.cells)
        and not below.cells[0]
        and bool(above.cells[0])
    )
