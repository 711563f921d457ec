"""Dots with intervals: one row for each code, in it one dot for each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.reporting.figures.figure import Axis, Figure, Numbers
from qualcode.reporting.figures.inks import LINE, MUTED, hue
from qualcode.reporting.figures.lettering import measure, wrap
from qualcode.reporting.figures.plot import LEADING, SIZE, Plot, pixels

_LABELS = 250.0  # pixels for the labels of rows, at most
_STEP = 11  # from dot to dot inside a row


@dataclass(frozen=True, slots=True)
class Dot:
    """One group's value in a row."""

    value: float | None  # None: nothing is drawn
    low: float | None = None  # of the interval; None: none is drawn
    high: float | None = None
    text: str = ""  # what it says when it is pointed at or read aloud
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One code: a dot for each group, in the order of the groups."""

    label: str
    dots: tuple[Dot, ...]


def draw_dots(
    id: str,
    title: str,
    description: str,
    rows: Sequence[Row],
    groups: Sequence[str],
    axis: Axis,
    language: str,
) -> Figure:
    """Draw a dot with its interval for every row and group; groups differ by colour and shape."""
    labels = [wrap(row.label, _LABELS, SIZE, 5) for row in rows]
    heights = [max(len(lines) * LEADING, len(groups) * _STEP) + 9 for lines in labels]
    left = max((measure(line, SIZE) for lines in labels for line in lines), default=0.0) + 14
    plot = Plot(language, left=max(left, 60.0), height=sum(heights))
    tops = [sum(heights[:number]) for number in range(len(rows))]
    plot.rule([(-plot.left, top, plot.width, top) for top in tops[1:]], LINE)
    values = [
        number
        for row in rows
        for dot in row.dots
        for number in (dot.value, dot.low, dot.high)
        if number is not None
    ]
    x = plot.scaled_x(axis, values)
    if axis.reference is not None:
        chart = plot.add([{"x": axis.reference}], "rule", color=MUTED, strokeDash=[3, 3])
        plot.put(chart, x=x)
    for number in range(len(groups)):
        _group(plot, rows, tops, heights, number, len(groups), x)
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    plot.write(
        [(-10, middle, lines) for middle, lines in zip(middles, labels, strict=True)], "right"
    )
    plot.key(groups)
    numbers = Numbers(
        ("row", "group", "value", "low", "high"),
        tuple(
            (row.label, group, dot.value, dot.low, dot.high)
            for row in rows
            for group, dot in zip(groups, row.dots, strict=True)
        ),
    )
    return Figure(id, title, description, plot.draw(), numbers)


def _group(
    plot: Plot,
    rows: Sequence[Row],
    tops: Sequence[float],
    heights: Sequence[float],
    number: int,
    groups: int,
    x: object,
) -> None:
    """Draw the dots of one group in all rows."""
    offset = (number - (groups - 1) / 2) * _STEP
    bars, dots = [], []
    for row, top, height in zip(rows, tops, heights, strict=True):
        dot, y = row.dots[number], top + height / 2 + offset
        if dot.low is not None and dot.high is not None:
            bars.append({"x": dot.low, "x2": dot.high, "y": y})
        if dot.value is not None:
            description = plot.note(f"{row.label}: {dot.text}", dot.href)
            dots.append({"x": dot.value, "y": y, "description": description})
    chart = plot.add(bars, "rule", color=hue(number), strokeWidth=2)
    plot.put(chart, x=x, x2="x2", y=pixels("y"))
    plot.symbols(dots, number, x)
