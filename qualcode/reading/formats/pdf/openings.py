"""Where a paragraph begins, by the habits of the whole file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qualcode.language.labels import fold_label
from qualcode.reading.formats.pdf.rows import FIRST_OF_TABLES, Row
from qualcode.reading.times import is_time

INDENT = 0.7  # sizes: less is no indent
LOOSER = 0.13  # of the leading: so much more between two lines opens a paragraph
EMPTY = 1.9  # times the leading: a blank line
ROOM = 0.35  # sizes left on a line beside the first word of the next: that word would have fitted
BIGGER = 0.08  # of the size: another size is another paragraph
ENDED = re.compile(r"[.?!…:;][»”\")\]]*$")
HEAD = re.compile(r"(?P<head>[^\s:：][^:：]{0,39}?)\s*[:：](?:\s|$)")
DASH = re.compile(r"[-–—−]\s")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file sets its paragraphs."""

    leading: float  # points from line to line, for letters of `size`
    size: float  # of most letters
    edges: dict[tuple[int, int], tuple[float, float]]  # (page parity, column) → left, right
    hanging: bool  # lines below the first are set in, not the first
    spaced: bool = False  # paragraphs are parted by blank lines
    heads: frozenset[str] = field(default_factory=frozenset)
    dashes: bool = False  # a dash opens paragraphs
    times: bool = False  # so does a time

    def edge(self, row: Row) -> tuple[float, float]:
        """Give the left and right edge of the column a row stands in."""
        return self.edges[column_of(row)]


def column_of(row: Row) -> tuple[int, int]:
    """Give the key of the column a row stands in.

    Pages may be set with a wider margin inside: left and right pages differ.
    """
    return row.page % 2, row.column


def opens(above: Row, row: Row, habits: Habits) -> bool:
    """Tell whether a paragraph begins with a row, going by the row above it."""
    if row.opens or row.lead:
        return True
    if abs(above.size - row.size) > BIGGER * max(above.size, row.size):
        return True
    beside = above.page == row.page and above.column == row.column
    if beside and row.base - above.base > habits.leading * (1 + LOOSER) * row.size / habits.size:
        return True
    if (found := HEAD.match(row.text)) and fold_label(found["head"]) in habits.heads:
        return True
    if habits.dashes and DASH.match(row.text) and ENDED.search(above.text):
        return True
    if habits.times and is_time(row.words[0].text):
        return True
    if _looks(above) != _looks(row) and None not in (_looks(above), _looks(row)):
        return True  # a question in italics, an answer in another colour
    if _indented(above, row, habits):
        return True
    if had_room(above, row, habits):
        return True
    return not beside and _ended_with_page(above, row, habits)


def _looks(row: Row) -> tuple[bool, bool, str] | None:
    """Give how all letters of a row look; None where they differ."""
    looks = {
        (word.bold, word.italic, word.color)
        for word in row.words
        if any(map(str.isalpha, word.text))
    }
    return looks.pop() if len(looks) == 1 else None


def _indented(above: Row, row: Row, habits: Habits) -> bool:
    inward = row.left - habits.edge(row)[0]
    before = above.left - habits.edge(above)[0]
    step = INDENT * row.size
    if habits.hanging:
        return inward < step <= before or inward < -step
    # a block that is set in as a whole goes on below itself
    return inward > step and inward - before > step


def _ended_with_page(above: Row, row: Row, habits: Habits) -> bool:
    """Tell whether a page ends with a paragraph, where neither place nor label tells.

    A sentence goes on over the page. One that is ended and fills its line decides nothing: where
    labels open paragraphs, or in the cell of a table, it goes on; else it is taken for a new one.
    """
    if not ENDED.search(above.text) or row.text[:1].islower():
        return False
    in_table = row.column >= FIRST_OF_TABLES
    return not in_table and not habits.heads and not habits.dashes


def far_below(above: Row, row: Row, habits: Habits) -> bool:
    """Tell whether a blank line stands between two rows of a page."""
    return row.base - above.base >= EMPTY * habits.leading * row.size / habits.size


def had_room(above: Row, below: Row, habits: Habits) -> bool:
    """Tell whether the first word of a line would have fitted on the line above."""
    _, right = habits.edge(above)
    first = [below.words[0]]
    for word in below.words[1:]:
        if word.blank:
            break
        first.append(word)
    need = first[-1].right - first[0].left
    return right - above.right > need + (0.25 + ROOM) * above.size
