"""The words of an OpenDocument paragraph with their looks, and what is none of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from qualcode.reading.formats.odt.styles import OFFICE, TEXT, Looks, Styles
from qualcode.reading.formats.office.left_out import LeftOut
from qualcode.reading.formats.office.pieces import Piece
from qualcode.reading.formats.xml import local_name

BLANKS = re.compile(r"[ \t\r\n]+")
SIGNS = {"tab": "\t", "line-break": "\n"}
MOST = 10_000  # blanks that one element may stand for
# neither words nor anything that has some
PASSED_OVER = frozenset(
    "annotation-end bookmark bookmark-start bookmark-end reference-mark change change-start "
    "change-end soft-page-break ruby-text script event-listeners forms".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """Characters as written; blanks of the XML source may be run together, others not."""

    text: str
    looks: Looks
    source: bool  # from the XML itself, not from an element that stands for a blank


class Texts:
    """Reads paragraphs; counts what stands in them and is not read."""

    def __init__(self, styles: Styles, left_out: LeftOut) -> None:
        self._styles = styles
        self._left_out = left_out

    def pieces(self, paragraph: Any, hidden: bool = False) -> list[Piece]:
        """Give the pieces of a paragraph; blanks are joined as the format has it (ODF 6.1.2)."""
        looks = self._styles.paragraph(paragraph.get(f"{TEXT}style-name") or "")
        if hidden or _is_hidden(paragraph):
            looks = replace(looks, hidden=True)
        pieces = []
        blank = True  # those at the beginning go
        for part in self._parts(paragraph, looks):
            text = part.text
            if part.source:
                text = BLANKS.sub(" ", text)
                text = text[1:] if blank and text.startswith(" ") else text
            if not text:
                continue
            blank = part.source and text.endswith(" ")
            if part.looks.hidden:
                self._left_out.hidden_words += len(text.split())
            else:
                pieces.append(_piece(text, part.looks))
        return pieces

    def _parts(self, element: Any, looks: Looks) -> Iterator[Part]:
        if element.text:
            yield Part(element.text, looks, source=True)
        for child in element.iterchildren():
            yield from self._child(child, looks)
            if child.tail:
                yield Part(child.tail, looks, source=True)

    def _child(self, child: Any, looks: Looks) -> Iterator[Part]:
        kind = local_name(child)
        if kind == "s":
            count = min(int(child.get(f"{TEXT}c") or 1), MOST)
            yield Part(" " * count, looks, source=False)
        elif kind in SIGNS:
            yield Part(SIGNS[kind], looks, source=False)
        elif kind == "span":
            name = child.get(f"{TEXT}style-name") or ""
            yield from self._parts(child, self._styles.changed("text", name, looks))
        elif kind == "a":
            # the blue of a link is nobody's colour
            yield from (
                replace(p, looks=replace(p.looks, color="")) for p in self._parts(child, looks)
            )
        elif kind == "hidden-text":
            self._left_out.hidden_words += len((child.get(f"{TEXT}string-value") or "").split())
        elif not self._counted(child, kind) and kind not in PASSED_OVER:
            yield from self._parts(child, looks)

    def _counted(self, child: Any, kind: str) -> bool:
        """Count a note, a comment or a text box, none of which is read."""
        if kind == "note":
            body = child.find(f"{TEXT}note-body")
            self._left_out.add_footnote("" if body is None else words_of(body))
        elif kind == "annotation" and child.tag.startswith(OFFICE):
            self._left_out.comments += 1
        elif kind in {"frame", "custom-shape", "rect", "g"}:
            self._left_out.add_box(words_of(child))
        else:
            return False
        return True


def words_of(element: Any) -> str:
    """Give the words of a note or a box, paragraph by paragraph."""
    paragraphs = element.iter(f"{TEXT}p", f"{TEXT}h")
    return "\n".join("".join(one.itertext()) for one in paragraphs)


def _is_hidden(paragraph: Any) -> bool:
    field = paragraph.find(f".//{TEXT}hidden-paragraph")
    return field is not None and field.get(f"{TEXT}is-hidden") == "true"


def _piece(text: str, looks: Looks) -> Piece:
    return Piece(text, looks.bold, looks.italic, looks.color)
