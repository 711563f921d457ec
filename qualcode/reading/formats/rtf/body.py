"""Puts the paragraphs and cells of an RTF file together as they come."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.reading.formats.office.left_out import LeftOut
from qualcode.reading.formats.office.pieces import Piece, Written, list_mark, paragraph
from qualcode.reading.formats.office.tables import Cell, table_lines


@dataclass(slots=True)
class Table:
    """A table whose end has not come: its rows, the cells of this row, the lines of this cell."""

    rows: list[list[Cell]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    lines: Cell = field(default_factory=list)


class Body:
    """Collects pieces into paragraphs, paragraphs into cells, cells into rows and tables.

    `depth` is 0 outside tables, 1 in a table, 2 in a table inside a cell.
    """

    def __init__(self, left_out: LeftOut) -> None:
        self.lines: list[Written] = []
        self.mark = ""
        self._left_out = left_out
        self._pieces: list[Piece] = []
        self._tables: list[Table] = []

    def add(self, piece: Piece) -> None:
        """Add to the paragraph that is being read."""
        self._pieces.append(piece)

    def end_paragraph(self, depth: int, heading: bool) -> None:
        """Put the paragraph where it belongs; tables that lie deeper end before it."""
        self._close(depth)
        self._place(depth).extend(self._written(heading))

    def end_cell(self, depth: int, heading: bool) -> None:
        """End a cell with the paragraph that was read last."""
        self._close(depth)
        table = self._table(depth)
        table.cells.append([*table.lines, *self._written(heading, in_cell=True)])
        table.lines = []

    def end_row(self, depth: int) -> None:
        """End a row."""
        table = self._table(depth)
        if table.cells:
            table.rows.append(table.cells)
        table.cells = []

    def end(self) -> None:
        """End the document, with a last paragraph that nothing has ended."""
        self._close(0)
        if self._pieces:
            self.end_paragraph(0, heading=False)

    def _written(self, heading: bool, in_cell: bool = False) -> list[Written]:
        written = list(paragraph(self._pieces, heading, list_mark(self.mark), in_cell))
        self._pieces, self.mark = [], ""
        return written

    def _table(self, depth: int) -> Table:
        while len(self._tables) < depth:
            self._tables.append(Table())
        return self._tables[depth - 1]

    def _place(self, depth: int) -> list[Written]:
        return self._table(depth).lines if depth else self.lines

    def _close(self, depth: int) -> None:
        while len(self._tables) > depth:
            table = self._tables.pop()
            rows = [*table.rows, table.cells] if table.cells else table.rows
            above = self._place(len(self._tables))
            above.extend(table_lines(rows, self._left_out))
            above.extend(table.lines)
