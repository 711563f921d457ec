"""Rows of tables: words cut into cells, and rows that go on over a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.reading.formats.pdf.rows import FIRST_OF_TABLES, Row

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
