"""Cuts off the edges of a turn what nobody says: remarks on their own, rules, footers, headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.reading.headers import is_footer, is_remark, is_rule, opens_comment
from qualcode.reading.layouts.marks import Page

TAIL = 12  # lines below a rule or a comment at the end of a file that are still a footer


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one line of a page."""

    line: int
    start: int
    stop: int

    def text(self, page: Page) -> str:
        """Give the words."""
        return page.lines[self.line].text[self.start : self.stop]


def split_regions(pieces: list[Piece], page: Page) -> Iterator[list[Piece]]:
    """Split a turn at headings: the speaker goes on below, but the heading is nobody's speech."""
    region: list[Piece] = []
    for piece in pieces:
        if page.lines[piece.line].heading:
            yield region
            region = []
        else:
            region.append(piece)
    yield region


def trim_region(pieces: list[Piece], page: Page, last: bool) -> tuple[list[Piece], list[str]]:
    """Cut blank lines and what nobody says off the end; also give what was cut.

    The first paragraph always stays: a turn may well be `(смеётся)` and nothing else.
    """
    kept = [piece for piece in pieces if piece.text(page).strip()]
    cut: list[str] = []
    if last:
        kept = _without_tail(kept, page, cut)
    while len(kept) > 1:
        size = _nobodys(kept, page, last)
        if not size or size >= len(kept):
            break
        cut += [piece.text(page).strip() for piece in kept[-size:]]
        del kept[-size:]
    return kept, [words for words in cut if not is_rule(words)]


def _without_tail(kept: list[Piece], page: Page, cut: list[str]) -> list[Piece]:
    # a rule or a comment near the end of the file: what follows is footer, whatever it says
    for place in range(max(1, len(kept) - TAIL), len(kept)):
        text = kept[place].text(page)
        if is_rule(text) or opens_comment(text):
            cut += [piece.text(page).strip() for piece in kept[place:]]
            return kept[:place]
    return kept


def _nobodys(kept: list[Piece], page: Page, last: bool) -> int:
    """Count the lines at the end that are nobody's speech: one, or a paragraph in brackets."""
    text = kept[-1].text(page)
    if is_rule(text) or (last and is_footer(text)):
        return 1
    # in wrapped text a last line `(смеётся)` belongs to the paragraph above it
    if is_remark(text) and page.opens_paragraph(kept[-1].line):
        return 1
    size = 1
    while size < len(kept) and kept[-size].line == kept[-size - 1].line + 1:
        size += 1
    paragraph = " ".join(piece.text(page).strip() for piece in kept[-size:])
    return size if size > 1 and is_remark(paragraph) else 0
