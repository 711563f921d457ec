"""Finds what stands in the margin beside the text: numbers, times, speakers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from qualcode.reading.formats.pdf.page import Word
from qualcode.reading.formats.pdf.rows import Row, join_words
from qualcode.reading.times import is_time

SAME_EDGE = 2.5  # points
FEWEST = 3  # rows with something in the margin
LONGEST = 0.3  # of the width of the text: a wider margin is a column of a table
FARTHEST = 4  # cells of a row among which the text begins: number, time, speaker, text
PLACED = 0.35  # of the rows begin at the edge of the text
EVERY = 0.95  # of the rows have a number
NARROWEST = 0.15  # sizes between margin and text
BARE_NUMBER = re.compile(r"\d{1,5}$")

Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The pages with their margins understood."""

    pages: tuple[Rows, ...]
    numbers: int = 0  # of paragraphs or lines, left out
    of_lines: bool = False


def read_margins(pages: tuple[Rows, ...]) -> Lanes:
    """Part the margin from the text; numbers go, what else stands there leads its row."""
    rows = [row for page in pages for row in page]
    edge = _text_edge(rows)
    if edge is None:
        return Lanes(pages)
    parted = [_part(row, edge) for row in rows]
    lanes = [(place, _cells(lane)) for place, (lane, _) in enumerate(parted) if lane]
    counting = _counting([(place, cells[0]) for place, cells in lanes], len(rows))
    led = _led(rows, parted, counting)
    numbered = len(lanes) if counting else 0
    return Lanes(_by_page(led, pages), numbered, counting == "lines")


def _by_page(rows: list[Row], pages: tuple[Rows, ...]) -> tuple[Rows, ...]:
    held: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        held[row.page].append(row)
    return tuple(tuple(held[page[0].page]) if page else () for page in pages)


def _text_edge(rows: list[Row]) -> float | None:
    """Find where the text begins beside a margin: many rows do, and little stands left of it.

    A row with something in the margin has a gap before the edge; no word runs across it.
    """
    starts = Counter(round(cell[0].left) for row in rows for cell in row.cells(0.5)[:FARTHEST])
    for start, _ in sorted(starts.items(), key=lambda item: -_near(starts, item[0])):
        placed = _near(starts, start)
        if placed < max(FEWEST, PLACED * len(rows)):
            return None
        edge = median(
            cell[0].left
            for row in rows
            for cell in row.cells(0.5)[:FARTHEST]
            if abs(cell[0].left - start) <= SAME_EDGE
        )
        if _is_edge(rows, edge):
            return edge
    return None


def _near(starts: Counter[int], start: int) -> int:
    return sum(starts[start + step] for step in (-2, -1, 0, 1, 2))


def _is_edge(rows: list[Row], edge: float) -> bool:
    lanes = crossing = 0
    width = 0.0
    for row in rows:
        if row.left >= edge - SAME_EDGE:
            continue
        lane, _ = _part(row, edge)
        if lane:
            lanes += 1
            width = max(width, lane[-1].right - lane[0].left)
        else:
            crossing += 1
    if lanes < FEWEST or lanes < 2 * crossing:
        return False
    full = max((row.right for row in rows), default=edge) - edge
    return width <= LONGEST * max(full, 1.0)


def _part(row: Row, edge: float) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Cut a row at the edge of the text; the margin is empty where a word runs across it."""
    left = tuple(word for word in row.words if word.left < edge - SAME_EDGE)
    right = row.words[len(left) :]
    if not left or left[-1].right > edge + SAME_EDGE:
        return (), row.words
    if right and not (
        right[0].left <= edge + SAME_EDGE
        and right[0].left - left[-1].right >= NARROWEST * left[-1].size
    ):
        return (), row.words
    return left, right


def _counting(cells: list[tuple[int, str]], rows: int) -> str:
    """Tell whether the margin holds numbers that count `paragraphs` or `lines`, or neither."""
    bare = [(place, int(text)) for place, text in cells if BARE_NUMBER.match(text)]
    if len(bare) < max(FEWEST, 0.9 * len(cells)):
        return ""
    steps = Counter(after - before for (_, before), (_, after) in pairwise(bare))
    usual, times = steps.most_common(1)[0]
    if usual < 1 or times * 2 < len(bare) - 1:
        return ""
    # every line is numbered, or every fifth: then the places of the numbers are as far apart
    apart = sum(b - a == usual for (a, _), (b, _) in pairwise(bare))
    every = len(bare) >= EVERY * rows if usual == 1 else apart >= 0.8 * (len(bare) - 1)
    return "lines" if every else "paragraphs"


def _led(
    rows: list[Row], parted: list[tuple[tuple[Word, ...], tuple[Word, ...]]], counting: str
) -> list[Row]:
    """Give the rows without their margins; what stands there leads the row it stands beside."""
    led: list[Row] = []
    waiting: list[str] = []
    opens = False
    for row, (lane, text) in zip(rows, parted, strict=True):
        if lane:
            cells = _cells(lane)
            waiting += cells[1:] if counting else cells
            opens = opens or counting != "lines" or len(cells) > 1
        if text:
            led.append(replace(row, words=text, lead=tuple(waiting), opens=opens))
            waiting, opens = [], False
        elif row is rows[-1] and waiting:
            led.append(replace(row, opens=True))  # nothing stands beside it
    return led


def _cells(lane: tuple[Word, ...]) -> tuple[str, ...]:
    """Give the cells of a margin; a number or a time before other words is a cell of its own."""
    cells: list[str] = []
    for cell in Row(0, lane).cells():
        words = list(cell)
        while len(words) > 1 and (BARE_NUMBER.match(words[0].text) or is_time(words[0].text)):
            cells.append(words.pop(0).text)
        cells.append(join_words(words))
    return tuple(cells)
