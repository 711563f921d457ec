"""Walks the body of an OpenDocument text: paragraphs, lists, sections and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from qualcode.reading.formats.odt.lists import Lists, OpenList
from qualcode.reading.formats.odt.styles import TABLE, TEXT, Styles
from qualcode.reading.formats.odt.texts import Texts, words_of
from qualcode.reading.formats.office.left_out import LeftOut
from qualcode.reading.formats.office.pieces import Written, paragraph
from qualcode.reading.formats.office.tables import table_lines
from qualcode.reading.formats.xml import local_name

HOLDERS = frozenset({"section", "index-body", "index-title", "numbered-paragraph", "list-header"})
INDEXES = frozenset(
    "table-of-content illustration-index table-index object-index user-index "
    "alphabetical-index bibliography".split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands, as far as it matters."""

    hidden: bool = False
    contents: bool = False  # in a list of the headings
    in_cell: bool = False


IN_CELL = Place(in_cell=True)


class Blocks:
    """Reads an OpenDocument text from its first paragraph to its last."""

    def __init__(self, roots: list[Any], text: Any) -> None:
        self.left_out = LeftOut()
        self._styles = Styles(roots)
        self._texts = Texts(self._styles, self.left_out)
        self._lists = Lists(self._styles.lists)
        self._text = text

    def read(self) -> Iterator[Written]:
        """Give the lines of the body."""
        yield from self._blocks(self._text, Place())

    def _blocks(self, parent: Any, place: Place) -> Iterator[Written]:
        for element in parent.iterchildren():
            kind = local_name(element)
            if kind in {"p", "h"}:
                yield from self._paragraph(element, place)
            elif kind == "list":
                yield from self._list(element, None, place)
            elif kind == "table":
                yield from self._table(element)
            elif kind == "tracked-changes":
                self._changes(element)
            elif kind in {"frame", "custom-shape", "rect"}:
                self.left_out.add_box(words_of(element))
            elif kind in INDEXES:
                yield from self._blocks(element, replace(place, contents=True))
            elif kind in HOLDERS:
                hidden = place.hidden or element.get(f"{TEXT}display") == "none"
                yield from self._blocks(element, replace(place, hidden=hidden))

    def _paragraph(self, element: Any, place: Place, mark: str = "") -> Iterator[Written]:
        style = element.get(f"{TEXT}style-name") or ""
        heading = place.contents or local_name(element) == "h" or self._styles.heading(style)
        pieces = self._texts.pieces(element, place.hidden)
        yield from paragraph(pieces, heading, mark, place.in_cell)

    def _list(self, element: Any, above: OpenList | None, place: Place) -> Iterator[Written]:
        opened = self._lists.open(element, above)
        for item in element.iterchildren():
            mark = self._lists.mark(item, opened) if self._begins_item(item, opened) else ""
            for child in item.iterchildren():
                kind = local_name(child)
                if kind in {"p", "h"}:
                    yield from self._paragraph(child, place, mark)
                    mark = ""
                elif kind == "list":
                    yield from self._list(child, opened, place)
                elif kind == "table":
                    yield from self._table(child)

    def _begins_item(self, item: Any, opened: OpenList) -> bool:
        """Tell whether an item has a paragraph of its own; one that only holds a list has none."""
        first = next((c for c in item.iterchildren() if local_name(c) in {"p", "h", "list"}), None)
        if local_name(item) != "list-item" or first is None or local_name(first) == "list":
            return False
        if not opened.style:  # the paragraph's style names the list
            opened.style = self._styles.list_of(first.get(f"{TEXT}style-name") or "")
        return True

    def _table(self, table: Any) -> Iterator[Written]:
        rows = [[list(self._blocks(cell, IN_CELL)) for cell in _cells(row)] for row in _rows(table)]
        yield from table_lines(rows, self.left_out)

    def _changes(self, changes: Any) -> None:
        for region in changes.iterchildren(f"{TEXT}changed-region"):
            for change in region.iterchildren():
                if local_name(change) == "insertion":
                    self.left_out.insertions += 1
                elif local_name(change) == "deletion" and words_of(change).strip():
                    self.left_out.deletions += 1


def _rows(table: Any) -> Iterator[Any]:
    for element in table.iterchildren():
        if local_name(element) == "table-row":
            yield element
        elif local_name(element) in {"table-rows", "table-header-rows", "table-row-group"}:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    """Give the cells of a row, and an empty one where a cell above reaches into it."""
    covered = 0
    for element in row.iterchildren():
        if element.tag == f"{TABLE}table-cell":
            covered = int(element.get(f"{TABLE}number-columns-spanned") or 1) - 1
            yield element
        elif element.tag == f"{TABLE}covered-table-cell":
            if covered <= 0:
                yield element
            covered -= 1
