"""Joins lines into paragraphs by what the whole file shows: leading, indents, short lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.reading.formats.pdf.rows import FIRST_OF_TABLES, Row
from qualcode.reading.labels import looks_like_label
from qualcode.reading.times import is_time

INDENT = 0.7  # sizes: less is no indent
LOOSER = 0.13  # of the leading: so much more between two lines opens a paragraph
EMPTY = 1.9  # times the leading: a blank line
ROOM = 0.35  # sizes left on a line beside the first word of the next: that word would have fitted
BIGGER = 0.08  # of the size: another size is another paragraph
RARE = 0.04  # of all distances between lines: a rarer one is not the leading
ENDED = re.compile(r"[.?!…:;][»”\")\]]*$")
HEAD = re.compile(r"(?P<head>[^\s:：][^:：]{0,39}?)\s*[:：](?:\s|$)")
DASH = re.compile(r"[-–—−]\s")
NARROW = 0.42  # of a page's width: lines that are all shorter may never have been wrapped
NEAR = 0.12  # of a line's width from its right edge: nearly full
FULL = 8  # lines that are nearly full show where the edge is
THRICE = 3  # times a label must begin lines to be believed wherever it does
SECOND = 2  # times a label must open paragraphs before it opens any line it begins

Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, and whether a blank line stands above them."""

    rows: tuple[Row, ...]
    apart: bool = False


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
        return self.edges[_column(row)]


def find_habits(flows: Iterable[Rows], width: float) -> Habits:
    """Learn from all lines of a file how it sets paragraphs; `width` is that of its pages."""
    kept = [flow for flow in flows if flow]
    rows = [row for flow in kept for row in flow]
    pairs = [pair for flow in kept for pair in pairwise(flow)]
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    size = max(sizes, key=lambda size: sizes[size], default=12.0)
    leading = _leading(pairs, size)
    habits = Habits(leading, size, _edges(rows, width), hanging=False)
    habits = Habits(leading, size, habits.edges, _hangs(pairs, habits))
    return _with_openings(kept, habits)


def _column(row: Row) -> tuple[int, int]:
    # pages may be set with a wider margin inside: left and right pages differ
    return row.page % 2, row.column


def _leading(pairs: Iterable[tuple[Row, Row]], size: float) -> float:
    """Find the smallest common distance between two lines of a size."""
    steps = Counter(
        round(step * 2) / 2
        for above, below in pairs
        if above.page == below.page
        and above.column == below.column
        and abs(above.size - size) < 0.5
        and abs(below.size - size) < 0.5
        and 0.8 * size < (step := below.base - above.base) < 4 * size
    )
    total = steps.total()
    common = [step for step, times in steps.items() if times >= max(2, RARE * total)]
    return min(common, default=1.2 * size)


def _edges(rows: Iterable[Row], width: float) -> dict[tuple[int, int], tuple[float, float]]:
    lefts: dict[tuple[int, int], list[float]] = {}
    rights: dict[tuple[int, int], list[float]] = {}
    for row in rows:
        lefts.setdefault(_column(row), []).append(row.left)
        rights.setdefault(_column(row), []).append(row.right)
    single = not any(0 < column < FIRST_OF_TABLES for _, column in lefts)
    edges = {}
    for key, places in lefts.items():
        left, right = _usual_left(places), _far_right(rights[key])
        full = sum(place > right - NEAR * (right - left) for place in rights[key])
        if single and key[1] == 0 and right - left < NARROW * width and full < FULL:
            right = left + width  # no line is full: all are short turns
        edges[key] = left, right
    return edges


def _usual_left(places: list[float]) -> float:
    counts = Counter(round(place) for place in places)
    start = max(counts, key=lambda place: (counts[place] + counts[place + 1], -place))
    near = [place for place in places if start - 0.5 <= place <= start + 1.5]
    return min(near)


def _far_right(places: list[float]) -> float:
    # one line may run over the edge
    ordered = sorted(places)
    return ordered[max(0, round(0.98 * (len(ordered) - 1)))]


def _hangs(pairs: Iterable[tuple[Row, Row]], habits: Habits) -> bool:
    """Tell whether lines are set in because they go on: the line above them was full."""
    full = short = 0
    for above, below in pairs:
        left, _ = habits.edge(below)
        inward = below.left - left > INDENT * below.size
        if inward and abs(above.left - habits.edge(above)[0]) < 2 and not below.opens:
            full += not _had_room(above, below, habits)
            short += _had_room(above, below, habits)
    return full >= 3 and full > 4 * short


def _had_room(above: Row, below: Row, habits: Habits) -> bool:
    """Tell whether the first word of a line would have fitted on the line above."""
    _, right = habits.edge(above)
    first = [below.words[0]]
    for word in below.words[1:]:
        if word.blank:
            break
        first.append(word)
    need = first[-1].right - first[0].left
    return right - above.right > need + (0.25 + ROOM) * above.size


def _with_openings(flows: Sequence[Rows], habits: Habits) -> Habits:
    """Add what opens paragraphs again and again: labels and dashes."""
    heads: Counter[str] = Counter()
    dashes = times = openings = apart = inside = 0
    for flow in flows:
        for number, row in enumerate(flow):
            if number and not opens(flow[number - 1], row, habits):
                continue
            openings += 1
            dashes += bool(DASH.match(row.text))
            times += is_time(row.words[0].text)
            if found := HEAD.match(row.text):
                heads[fold_label(found["head"])] += 1
            if number and flow[number - 1].page == row.page:
                inside += 1
                apart += _far_below(flow[number - 1], row, habits)
    known = {head for head, times in heads.items() if times >= SECOND} | _begun(flows)
    return Habits(
        habits.leading,
        habits.size,
        habits.edges,
        habits.hanging,
        spaced=apart * 10 > inside * 6,
        heads=frozenset(known - {""}),
        dashes=dashes >= 4 and dashes * 2 > openings,
        times=times >= 4 and times * 5 > openings,
    )


def _begun(flows: Sequence[Rows]) -> set[str]:
    """Give the labels that begin lines again and again, whatever stands above them."""
    found = [HEAD.match(row.text) for flow in flows for row in flow]
    labels = [match["head"] for match in found if match and looks_like_label(match["head"])]
    return {head for head, times in Counter(map(fold_label, labels)).items() if times >= THRICE}


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
    if _had_room(above, row, habits):
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


def _far_below(above: Row, row: Row, habits: Habits) -> bool:
    return row.base - above.base >= EMPTY * habits.leading * row.size / habits.size


def find_paragraphs(flow: Rows, habits: Habits) -> tuple[Paragraph, ...]:
    """Join the lines of one flow of text into paragraphs."""
    found: list[Paragraph] = []
    held: list[Row] = []
    apart = False
    for row in flow:
        if held and opens(held[-1], row, habits):
            found.append(Paragraph(tuple(held), apart))
            beside = held[-1].page == row.page and held[-1].column == row.column
            apart = _far_below(held[-1], row, habits) if beside else habits.spaced
            held = []
        held.append(row)
    if held:
        found.append(Paragraph(tuple(held), apart))
    return tuple(found)
