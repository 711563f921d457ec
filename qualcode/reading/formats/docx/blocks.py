"""Walks the body of a Word file: paragraphs and tables, one inside the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qualcode.reading.formats.docx.numbering import Numbering
from qualcode.reading.formats.docx.package import Package, W
from qualcode.reading.formats.docx.runs import Runs, is_placeholder
from qualcode.reading.formats.docx.styles import Styles
from qualcode.reading.formats.office.left_out import LeftOut
from qualcode.reading.formats.office.pieces import Piece, Written, paragraph
from qualcode.reading.formats.office.tables import table_lines
from qualcode.reading.formats.xml import inside, local_name

HOLDERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
INSERTED = (W + "ins", W + "moveTo")
DELETED = (W + "del", W + "moveFrom")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Blocks:
    """Reads a Word file from its first paragraph to its last."""

    def __init__(self, package: Package) -> None:
        self.left_out = LeftOut()
        self._styles = Styles(package)
        self._numbering = Numbering(package.numbering)
        self._runs = Runs(self._styles, self.left_out)
        self._body = package.document.find(W + "body")
        self._count(package)

    def read(self) -> Iterator[Written]:
        """Give the lines of the body."""
        yield from self._blocks(self._body)

    def _count(self, package: Package) -> None:
        told = self.left_out
        told.insertions = _changes(self._body, INSERTED)
        told.deletions = _changes(self._body, DELETED)
        told.comments = sum(1 for _ in self._body.iter(W + "commentReference"))
        for box in self._body.iter(W + "txbxContent"):
            if not inside(box, FALLBACK):  # the same box for older programs
                told.add_box(_words(box))
        for part, name in ((package.footnotes, "footnote"), (package.endnotes, "endnote")):
            notes = {} if part is None else {n.get(W + "id"): n for n in part.iter(W + name)}
            for mark in self._body.iter(f"{W}{name}Reference"):
                note = notes.get(mark.get(W + "id"))
                told.add_footnote("" if note is None else _words(note))

    def _blocks(self, parent: Any, in_cell: bool = False) -> Iterator[Written]:
        held: list[Piece] = []  # of a paragraph whose end is deleted: it goes on in the next
        for element in parent.iterchildren():
            kind = local_name(element)
            if kind == "p":
                mark = self._numbering.mark(*self._styles.numbering(element))
                pieces = [*held, *self._runs.pieces(element)]
                held = pieces if _goes_on(element) else []
                if not _goes_on(element):
                    yield from paragraph(pieces, self._styles.heading(element), mark, in_cell)
            elif kind == "tbl":
                yield from self._table(element)
            elif kind in HOLDERS and not is_placeholder(element):
                yield from self._blocks(element, in_cell)
            elif kind == "altChunk":
                self.left_out.embedded += 1
        if held:
            yield from paragraph(held)

    def _table(self, table: Any) -> Iterator[Written]:
        rows = [
            [list(self._blocks(cell, in_cell=True)) for cell in _children(row, "tc")]
            for row in _children(table, "tr")
            if not any(row.find(f"{W}trPr/{W}{name}") is not None for name in ("del", "moveFrom"))
        ]
        yield from table_lines(rows, self.left_out)


def _children(parent: Any, name: str) -> Iterator[Any]:
    # a row or a cell may stand in a content control: a form to be filled in
    for element in parent.iterchildren():
        if local_name(element) == name:
            yield element
        elif local_name(element) in HOLDERS:
            yield from _children(element, name)


def _goes_on(element: Any) -> bool:
    """Tell whether the end of a paragraph is deleted and the deletion not yet accepted."""
    properties = element.find(f"{W}pPr/{W}rPr")
    return properties is not None and any(properties.find(tag) is not None for tag in DELETED)


def _changes(body: Any, tags: tuple[str, ...]) -> int:
    """Count the insertions or deletions of words; those of paragraph ends say nothing more."""
    return sum(1 for change in body.iter(*tags) if len(change) and _words(change))


def _words(element: Any) -> str:
    """Give the words of a note, a box or a change, its paragraphs and runs joined."""
    paragraphs = element.findall(f".//{W}p") or [element]
    return "\n".join(
        "".join(text.text or "" for text in one.iter(W + "t", W + "delText")) for one in paragraphs
    )
