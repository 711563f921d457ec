"""Learns from all lines of a file how it sets its paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.reading.formats.pdf.openings import (
    DASH,
    HEAD,
    INDENT,
    Habits,
    column_of,
    far_below,
    had_room,
    opens,
)
from qualcode.reading.formats.pdf.rows import FIRST_OF_TABLES, Row
from qualcode.reading.labels import looks_like_label
from qualcode.reading.times import is_time

RARE = 0.04  # of all distances between lines: a rarer one is not the leading
NARROW = 0.42  # of a page's width: lines that are all shorter may never have been wrapped
NEAR = 0.12  # of a line's width from its right edge: nearly full
FULL = 8  # lines that are nearly full show where the edge is
THRICE = 3  # times a label must begin lines to be believed wherever it does
SECOND = 2  # times a label must open paragraphs before it opens any line it begins

Rows = Sequence[Row]


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
    habits = replace(habits, hanging=_hangs(pairs, habits))
    return _with_openings(kept, habits)


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
        lefts.setdefault(column_of(row), []).append(row.left)
        rights.setdefault(column_of(row), []).append(row.right)
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
            full += not had_room(above, below, habits)
            short += had_room(above, below, habits)
    return full >= 3 and full > 4 * short


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
                apart += far_below(flow[number - 1], row, habits)
    known = {head for head, times in heads.items() if times >= SECOND} | _begun(flows)
    return replace(
        habits,
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
