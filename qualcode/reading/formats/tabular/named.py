"""Finds the columns of a transcript by their names."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.phrase import Phrase, phrase
from qualcode.reading.formats.tabular.columns import Columns, Place, Row, left_out
from qualcode.reading.formats.tabular.names import (
    ABOUT,
    DOCUMENTS,
    NAMES,
    is_sure,
    plain_name,
    rank,
)

SEARCHED = 20  # rows at the top in which the names of columns may stand


def columns_by_names(rows: Sequence[Row]) -> Columns | None:
    """Find the row that names the columns; None where there is none among the first."""
    for number, row in enumerate(rows[:SEARCHED]):
        names = [plain_name(cell) for cell in row]
        places = _places(names)
        dialogue = {"asked", "answered"} <= places.keys()
        if not dialogue and not ("text" in places and {"speaker", "start", "span"} & places.keys()):
            continue
        wanted = {"asked", "answered", "start", "stop", "span"} if dialogue else set(NAMES)
        kept: Place = {
            kind: place
            for kind, place in places.items()
            if kind in wanted and (dialogue or kind not in {"asked", "answered"})
        }
        return Columns(number, kept, _named(kept, row), *left_out(row, kept, rows))
    return None


def _places(names: Sequence[str]) -> Place:
    """Give the column of each kind, the one with the surest name."""
    places: Place = {}
    for kind in NAMES:
        ranks = [(rank(name, kind), place) for place, name in enumerate(names) if name]
        if found := [(surest, place) for surest, place in ranks if surest >= 0]:
            places[kind] = min(found)[1]
    return places


def _named(places: Place, row: Row) -> Phrase:
    shown = tuple(
        phrase(f"column.{kind}", name=row[place].strip()) for kind, place in places.items()
    )
    return phrase("columns.names", columns=shown)


def named_surely(rows: Sequence[Row]) -> bool:
    """Tell by the names of columns alone that a table is a transcript, whoever left it there."""
    found = columns_by_names(rows)
    if found is None or several_documents(rows, found):
        return False
    names = [plain_name(cell) for cell in rows[found.header]]
    if {"asked", "answered"} <= found.places.keys():
        return not ABOUT & set(names)
    text = names[found.places["text"]]
    who = "speaker" in found.places and is_sure(names[found.places["speaker"]], "speaker")
    begins = bool({"start", "span"} & found.places.keys())
    ends = bool({"stop", "span"} & found.places.keys())
    others = set(names) - {names[place] for place in found.places.values()}
    sure = (who or (begins and ends)) if is_sure(text, "text") else (who and begins)
    return sure and not ABOUT & others


def several_documents(rows: Sequence[Row], columns: Columns) -> tuple[str, int] | None:
    """Give the column that says that several interviews stand in one table, and their number."""
    if columns.header < 0:
        return None
    taken = set(columns.places.values())
    for place, written in enumerate(rows[columns.header]):
        if place in taken or plain_name(written) not in DOCUMENTS:
            continue
        below = rows[columns.header + 1 :]
        values = {row[place].strip() for row in below if place < len(row)} - {""}
        if len(values) > 1:
            return written.strip(), len(values)
    return None
