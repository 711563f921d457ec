"""The words of an office document by their looks, made into lines that show who may speak."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qualcode.reading.document import Line

MOST = 0.8  # of a line's letters have its colour
DASHES = frozenset("-–—−‒―\uf02d")  # the last is Word's minus in the font Symbol
COUNTED = re.compile(r"\d{1,4}[.)]$")
# a), iv. — and no label such as "Вопрос 1:"
LETTERED = re.compile(r"\(?(?:[^\W\d_]|[ivxlcdm]+)[.):]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters that look alike."""

    text: str
    bold: bool = False
    italic: bool = False
    color: str = ""  # as `c00000`; empty for the usual one


@dataclass(frozen=True, slots=True)
class Written:
    """One line of a document, as it is seen."""

    pieces: tuple[Piece, ...]
    heading: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)

    def line(self) -> Line:
        """Make the line that the layouts are recognised by."""
        text = self.text
        return Line(
            text,
            bold=_set_off(self.pieces),
            italic=_italic(self.pieces),
            heading=self.heading and bool(text.strip()),
            color=_color(self.pieces),
        )


def paragraph(
    pieces: Iterable[Piece], heading: bool = False, mark: str = "", in_cell: bool = False
) -> Iterator[Written]:
    """Split a paragraph at its line breaks; `mark` is what a list shows before it.

    Where there are no words, a mark says nothing, but in a cell it is the number of the row.
    """
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(Piece(text, piece.bold, piece.italic, piece.color))
    if mark and (lines[0] or in_cell):
        first = lines[0][0] if lines[0] else Piece("")
        mark = mark if lines[0] else mark.rstrip()
        lines[0].insert(0, Piece(mark, first.bold, first.italic, first.color))
    for line in lines:
        yield Written(tuple(line), heading)


def list_mark(shown: str) -> str:
    """Give the part of a list's mark that matters: a dash, a number, a label; no other bullets.

    A dash typed at the beginning of a line becomes such a list, and so does `12.`.
    """
    shown = shown.strip()
    if shown in DASHES:
        return "- " if shown == "\uf02d" else f"{shown} "
    if COUNTED.match(shown) or (any(map(str.isalpha, shown)) and not LETTERED.match(shown)):
        return f"{shown} "
    return ""


def _set_off(pieces: tuple[Piece, ...]) -> int:
    """Count the characters at the beginning that are bold, or else in a colour the rest has not."""
    if bold := _leading(pieces, [piece.bold for piece in pieces]):
        return bold
    first = next((piece.color for piece in pieces if piece.text.strip()), "")
    if not first:
        return 0
    colored = _leading(pieces, [piece.color == first for piece in pieces])
    return colored if colored < len("".join(piece.text for piece in pieces).rstrip()) else 0


def _leading(pieces: tuple[Piece, ...], marked: list[bool]) -> int:
    length = 0
    for piece, shown in zip(pieces, marked, strict=True):
        if not shown and piece.text.strip():
            break
        length += len(piece.text)
    return length if any(marked) else 0


def _italic(pieces: tuple[Piece, ...]) -> bool:
    written = [piece for piece in pieces if piece.text.strip()]
    return bool(written) and all(piece.italic for piece in written)


def _color(pieces: tuple[Piece, ...]) -> str:
    letters = _signs(pieces, str.isalpha) or _signs(pieces, str.isprintable)
    if not letters:
        return ""
    color, count = letters.most_common(1)[0]
    return color if count >= MOST * letters.total() else ""


def _signs(pieces: tuple[Piece, ...], kind: Callable[[str], bool]) -> Counter[str]:
    """Count the signs of a kind by their colours, blanks left out."""
    counts = Counter[str]()
    for piece in pieces:
        if count := sum(kind(sign) and not sign.isspace() for sign in piece.text):
            counts[piece.color] += count
    return counts
