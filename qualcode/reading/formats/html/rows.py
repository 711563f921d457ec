"""The rows of a table of a web page, and of a list of terms, while it is walked."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.reading.formats.office.tables import Cell

SHORT = 40  # characters of a time or a name
TABLE, TERMS = frozenset({"td", "th"}), frozenset({"dt", "dd"})


@dataclass(slots=True)
class Rows:
    """A table, or a list of terms and what is said of them, while it is walked."""

    cells: frozenset[str]  # the tags of its cells
    rows: list[list[Cell]] = field(default_factory=list)
    # column → how many rows a cell above still covers, and what it says there
    covered: dict[int, tuple[int, Cell]] = field(default_factory=dict)

    def begin_cell(self, tag: str) -> None:
        """Begin a row where a cell stands outside any, and with each term."""
        if tag == "dt" or not self.rows:
            self.rows.append([])

    def end_cell(self, tag: str, cell: Cell, down: int, across: int) -> None:
        """Put a cell that reaches `down` so many rows and `across` so many columns in its place."""
        if tag == "dd" and len(self.rows[-1]) > 1:
            self.rows[-1][-1] += cell  # more is said of the same term
        else:
            self._add(cell, max(down, 1), max(across, 1))

    def _add(self, cell: Cell, down: int, across: int) -> None:
        """Add a cell to the last row, behind those that reach down from rows above.

        A time or a name beside several rows is said of each of them, a question is asked once.
        """
        row = self.rows[-1]
        while (above := self.covered.get(len(row), (0, [])))[0]:
            self.covered[len(row)] = above[0] - 1, above[1]
            row.append(above[1])
        short = len(" ".join(written.text for written in cell)) <= SHORT
        for number in range(across):
            shown: Cell = [] if number else cell
            self.covered[len(row)] = down - 1, shown if short else []
            row.append(shown)
