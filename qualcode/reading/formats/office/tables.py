"""Tables of an office document as lines: the cells of a row side by side, with tabs between."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qualcode.reading.formats.office.left_out import LeftOut
from qualcode.reading.formats.office.pieces import Piece, Written

Cell = list[Written]


def table_lines(rows: list[list[Cell]], left_out: LeftOut) -> Iterator[Written]:
    """Give the lines of a table; where two columns are numbers and text, of the text alone."""
    if _numbered(rows):
        left_out.row_numbers += len(rows)
        rows = [row[1:] for row in rows]
    for row in rows:
        yield from _row_lines(row)


def _numbered(rows: list[list[Cell]]) -> bool:
    """Tell whether there are two columns, the numbers of rows, counting on, and the text."""
    full = [row for row in rows if any(_text(cell) for cell in row)]
    numbers = [_text(row[0]).rstrip(".)") for row in full if len(row) == 2]
    if len(numbers) < max(2, len(full)) or not all(map(str.isdecimal, numbers)):
        return False
    return all(int(before) < int(after) for before, after in pairwise(numbers))


def _row_lines(cells: list[Cell]) -> Iterator[Written]:
    """Put the cells of a row side by side with tabs between them.

    The paragraphs of one cell stand on one line; those of the last become lines of their own.
    """
    cells = list(cells)
    while cells and not _text(cells[-1]):
        cells.pop()
    if not cells:
        return
    *before, last = cells
    while not last[0].text.strip():
        last = last[1:]
    lead: list[Piece] = []
    for cell in before:
        lead += [*_on_one_line(cell), Piece("\t")]
    yield Written((*lead, *last[0].pieces), last[0].heading and not before)
    yield from last[1:]


def _text(cell: Cell) -> str:
    return " ".join(written.text for written in cell).strip()


def _on_one_line(cell: Cell) -> list[Piece]:
    pieces: list[Piece] = []
    for written in cell:
        if not written.text.strip():
            continue
        if pieces:
            pieces.append(Piece(" "))
        pieces += written.pieces
    return pieces
