"""Finds pages set in two columns, and puts the left one before the right one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil, floor
from statistics import median_high

from qualcode.reading.formats.pdf.rows import Row, widest_run

MIDDLE = (0.35, 0.65)  # of the width of the text: where the gutter may lie
LEAST = 8  # rows with both columns, on a page
FILLED = 0.6  # of a column's width is written in the middle row
ACROSS = 2  # the column of lines that run over both
SOME = 0.1  # of the rows may run over both columns besides
SHARE = 0.5  # of the pages must be set so

Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The pages in the order of reading, and how many of them are set in two columns."""

    pages: tuple[Rows, ...]
    count: int


def in_reading_order(pages: tuple[Rows, ...]) -> Columns:
    """Put the rows of pages in two columns in order, where at least half of the pages are so."""
    gutters = [_gutter(rows) for rows in pages]
    found = [gutter for gutter in gutters if gutter]
    written = sum(len(rows) >= LEAST for rows in pages)
    if not found or len(found) < SHARE * written:
        return Columns(pages, 0)
    ordered = tuple(
        tuple(_ordered(rows, gutter)) if gutter else rows
        for rows, gutter in zip(pages, gutters, strict=True)
    )
    return Columns(ordered, len(found))


def _gutter(rows: Rows) -> float:
    """Find the middle of a gap that runs down the page between two filled columns; 0 for none."""
    if len(rows) < LEAST:
        return 0.0
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    first, last = (round(left + share * (right - left)) for share in MIDDLE)
    free = _crossings(rows, first, last)
    fewest = min(free.values())
    if fewest > 0.2 * len(rows):
        return 0.0
    few = [place for place, crossing in free.items() if crossing <= fewest + SOME * len(rows)]
    widest = widest_run(few)
    gutter = float(widest[len(widest) // 2])
    return gutter if _filled(rows, gutter, left, right) else 0.0


def _crossings(rows: Rows, first: int, last: int) -> dict[int, int]:
    """Count for each place how many words run over it."""
    steps = [0] * (last - first + 3)
    for row in rows:
        for word in row.words:
            start = max(first, ceil(word.left - word.size / 4))
            stop = min(last, floor(word.right + word.size / 4))
            if start <= stop:
                steps[start - first] += 1
                steps[stop - first + 1] -= 1
    return dict(zip(range(first, last + 1), accumulate(steps), strict=False))


def _crosses(row: Row, place: float) -> bool:
    return any(word.left - word.size / 4 < place < word.right + word.size / 4 for word in row.words)


def _filled(rows: Rows, gutter: float, left: float, right: float) -> bool:
    """Tell whether both columns hold enough lines, most of them as wide as their column."""
    parted = [row for row in rows if not _crosses(row, gutter)]
    lefts = [width for row in parted if (width := _width(row, left - 1, gutter))]
    rights = [width for row in parted if (width := _width(row, gutter, right + 1))]
    if min(len(lefts), len(rights)) < LEAST:
        return False
    wide_left, wide_right = median_high(lefts), median_high(rights)
    return wide_left >= FILLED * (gutter - left) and wide_right >= FILLED * (right - gutter)


def _width(row: Row, start: float, stop: float) -> float:
    words = [word for word in row.words if start <= word.center < stop]
    return words[-1].right - words[0].left if words else 0.0


def _ordered(rows: Rows, gutter: float) -> Iterator[Row]:
    """Give a page zone by zone: between lines that run over both columns, left before right."""
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        if _crosses(row, gutter):
            yield from (*left, *right, replace(row, column=ACROSS))
            left, right = [], []
            continue
        before = tuple(word for word in row.words if word.center < gutter)
        after = row.words[len(before) :]
        if before:
            left.append(replace(row, words=before, column=0))
        if after:
            right.append(replace(row, words=after, column=1))
    yield from (*left, *right)
