"""What is known of the columns of a table that is a transcript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model.phrase import Phrase
from qualcode.reading.formats.tabular.names import Kind

Row = tuple[str, ...]
Place = dict[Kind, int]  # which column holds what


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, and why that is believed."""

    header: int  # index of the row with the names; -1 where there is none
    places: Place
    grounds: Phrase
    left_out: tuple[str, ...] = ()  # names of columns that are not read
    unnamed: tuple[int, ...] = ()  # columns without a name

    def cell(self, row: Row, kind: Kind) -> str:
        """Give the cell of a kind in a row; empty where there is none."""
        place = self.places.get(kind, -1)
        return row[place].strip() if 0 <= place < len(row) else ""


def left_out(
    header: Row, places: Place, rows: Sequence[Row]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Give the names of columns that are not read, and the places of those without a name."""
    taken = set(places.values())
    names = {place: cell.strip() for place, cell in enumerate(header) if place not in taken}
    width = max(map(len, rows))
    unnamed = (place for place in range(width) if place not in taken and not names.get(place))
    return tuple(filter(None, names.values())), tuple(unnamed)
