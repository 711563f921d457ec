"""Word files: paragraphs and tables in document order, with bold and italics as evidence."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line, refused
from qualcode.reading.formats.archive import archive_kind, check_archive
from qualcode.reading.formats.runs import Styled, WordStyles, paragraph_texts
from qualcode.reading.formats.sample import Sample

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

SUFFIXES = (".docx",)
DAMAGED = (
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def claims(sample: Sample) -> int:
    """Take Word files, whatever their names."""
    return 3 if sample.zipped and archive_kind(sample.data) == "docx" else 0


def parse(sample: Sample) -> Document:
    """Give a line per paragraph, per line break in it, and per row of a table."""
    check_archive(sample.data, "docx")
    try:
        word = _open(sample.data)
        reader = _Reader(word)
        lines = tuple(reader.blocks(word.element.body))
    except DAMAGED:
        raise refused("is a damaged Word file", "save it as .docx again") from None
    return Document(lines, "docx", notes=reader.notes())


def _open(data: bytes) -> WordDocument:
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(io.BytesIO(data))
    except (OpcError, PythonDocxError) as error:
        raise ValueError(str(error)) from None


class _Reader:
    """Walks the body of a Word file; python-docx's own lists leave out insertions and controls."""

    def __init__(self, word: WordDocument) -> None:
        self._styles = WordStyles(word)
        self._hidden = 0  # words
        self._boxes = sum(1 for _ in word.element.body.iter("{*}txbxContent"))

    def notes(self) -> tuple[Note, ...]:
        notes = []
        if self._boxes:
            notes.append(Note(phrase("word.boxes", n=self._boxes), warning=True))
        if self._hidden:
            notes.append(Note(phrase("word.hidden", words=self._hidden), warning=True))
        return tuple(notes)

    def blocks(self, parent: Any) -> Iterator[Line]:
        for element in parent.iterchildren():
            kind = _name(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield from self._table(element)
            elif kind in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Line]:
        written = list(paragraph_texts(element, self._styles))
        pieces = [piece for piece in written if not piece.hidden]
        self._hidden += sum(len(piece.text.split()) for piece in written if piece.hidden)
        if dash := self._styles.bullet_dash(element):
            pieces.insert(0, Styled(f"{dash} ", False, False))
        heading = self._styles.heading(element)
        for line in _split(pieces):
            yield _line(line, heading)

    def _table(self, table: Any) -> Iterator[Line]:
        for row in table.iter("{*}tr"):
            if _nearest(row, "tbl") is not table:
                continue  # of a table inside a cell: read with its cell
            cells = [list(self.blocks(cell)) for cell in _cells(row)]
            yield from _row(cells)


def _row(cells: list[list[Line]]) -> Iterator[Line]:
    # paragraphs of one cell stand on one line, those of the last become lines of their own
    while cells and not any(line.text.strip() for line in cells[-1]):
        cells.pop()
    if not cells:
        return
    *before, last = cells
    if not before:
        yield from last
        return
    lead = "".join(" ".join(line.text for line in cell).strip() + "\t" for cell in before)
    while not last[0].text.strip():
        last = last[1:]
    yield Line(lead + last[0].text)
    yield from last[1:]


def _split(pieces: list[Styled]) -> list[list[Styled]]:
    lines: list[list[Styled]] = [[]]
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(Styled(text, piece.bold, piece.italic))
    return lines


def _line(pieces: list[Styled], heading: bool) -> Line:
    text = "".join(piece.text for piece in pieces)
    bold = 0
    for piece in pieces:
        if not piece.bold and piece.text.strip():
            break
        bold += len(piece.text)
    if not any(piece.bold for piece in pieces):
        bold = 0
    written = [piece for piece in pieces if piece.text.strip()]
    italic = bool(written) and all(piece.italic for piece in written)
    return Line(text, bold=min(bold, len(text)), italic=italic, heading=heading and bool(text))


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _cells(row: Any) -> Iterator[Any]:
    # a cell may stand in a content control: a form to be filled in
    for element in row.iterchildren():
        if _name(element) == "tc":
            yield element
        elif _name(element) in {"sdt", "sdtContent", "customXml"}:
            yield from _cells(element)


def _nearest(element: Any, name: str) -> Any:
    return next((above for above in element.iterancestors() if _name(above) == name), None)
