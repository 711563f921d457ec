"""The runs of a Word paragraph: their words and their looks, and what is none of its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qualcode.reading.formats.docx.package import W
from qualcode.reading.formats.docx.styles import Looks, Styles
from qualcode.reading.formats.office.left_out import LeftOut
from qualcode.reading.formats.office.pieces import Piece

# what may hold runs that are read: insertions, links, controls, fields
HOLDERS = frozenset(
    W + name
    for name in "ins moveTo hyperlink smartTag sdt sdtContent fldSimple customXml bdo dir".split()
)
SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
MARKS = frozenset({W + "footnoteReference", W + "endnoteReference"})


class Fields:
    """Tells the instruction of a field from what it shows; a field may span paragraphs."""

    def __init__(self) -> None:
        self._open: list[bool] = []  # true while in the instruction

    @property
    def shown(self) -> bool:
        """Whether text at this place is seen."""
        return not any(self._open)

    def meet(self, kind: str) -> None:
        """Take note of the beginning, the middle or the end of a field."""
        if kind == "begin":
            self._open.append(True)
        elif self._open and kind == "separate":
            self._open[-1] = False
        elif self._open and kind == "end":
            self._open.pop()


class Runs:
    """Reads the runs of paragraphs in their order."""

    def __init__(self, styles: Styles, left_out: LeftOut) -> None:
        self._styles = styles
        self._left_out = left_out
        self._fields = Fields()

    def pieces(self, paragraph: Any) -> Iterator[Piece]:
        """Give the pieces of a paragraph, insertions and links included, deletions left out."""
        usual = self._styles.paragraph(paragraph)
        for run, linked in self._runs(paragraph, False):
            text = self._text(run)
            if not text:
                continue
            looks = self._styles.looks(run, usual)
            if looks.hidden:
                self._left_out.hidden_words += len(text.split())
            else:
                yield _piece(text, looks, linked)

    def _runs(self, parent: Any, linked: bool) -> Iterator[tuple[Any, bool]]:
        for element in parent.iterchildren():
            if element.tag == W + "r":
                yield element, linked
            elif element.tag in HOLDERS and not is_placeholder(element):
                yield from self._runs(element, linked or element.tag == W + "hyperlink")

    def _text(self, run: Any) -> str:
        parts: list[str] = []
        for element in run.iterchildren():
            if element.tag == W + "fldChar":
                self._fields.meet(element.get(W + "fldCharType") or "")
            elif element.tag in MARKS and element.get(W + "customMarkFollows"):
                return ""  # an asterisk typed as the mark of a note
            elif not self._fields.shown:
                continue
            elif element.tag == W + "t":
                parts.append(element.text or "")
            elif element.tag in SIGNS:
                parts.append(SIGNS[element.tag])
        return "".join(parts)


def is_placeholder(element: Any) -> bool:
    """Tell whether a content control shows nothing but “Click here to enter text”."""
    return element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _piece(text: str, looks: Looks, linked: bool) -> Piece:
    # the blue of a link is nobody's colour
    color = "" if linked else looks.color or ""
    return Piece(text, bool(looks.bold), bool(looks.italic), color)
