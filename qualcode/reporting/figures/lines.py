"""Lines over an order, with bands: how something grows from interview to interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.reporting.figures.figure import Axis, Figure, Numbers
from qualcode.reporting.figures.inks import DASHES, MUTED, hue, pale
from qualcode.reporting.figures.plot import Plot

_HEIGHT = 260.0
_MOST_SYMBOLS = 40  # points of a line that get a symbol each; more would hide it


@dataclass(frozen=True, slots=True)
class Point:
    """One place of a line."""

    x: float
    value: float
    low: float | None = None  # of the band; None: there is none
    high: float | None = None
    text: str = ""  # what it says when it is pointed at or read aloud
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through its points, in the order of x."""

    label: str
    points: tuple[Point, ...]


def draw_lines(
    id: str,
    title: str,
    description: str,
    lines: Sequence[Line],
    across: Axis,
    up: Axis,
    language: str,
) -> Figure:
    """Draw lines with their bands; lines differ by colour, dashes and the symbols on them."""
    plot = Plot(language, left=62, height=_HEIGHT)
    points = [point for line in lines for point in line.points]
    x = plot.scaled_x(across, [point.x for point in points], grid=False)
    known = [number for point in points for number in (point.value, point.low, point.high)]
    y = plot.scaled_y(up, [number for number in known if number is not None])
    if up.reference is not None:
        chart = plot.add([{"y": up.reference}], "rule", color=MUTED, strokeDash=[3, 3])
        plot.put(chart, y=y)
    for number, line in enumerate(lines):
        band = [
            {"x": point.x, "y": point.low, "y2": point.high}
            for point in line.points
            if point.low is not None and point.high is not None
        ]
        chart = plot.add(band, "area", color=pale(number))
        plot.put(chart, x=x, y=y, y2="y2")
    for number, line in enumerate(lines):
        rows = [{"x": point.x, "y": point.value} for point in line.points]
        dashes = DASHES[number % len(DASHES)]
        kind = {"strokeDash": dashes} if number % len(DASHES) else {}
        chart = plot.add(rows, "line", color=hue(number), strokeWidth=2, **kind)
        plot.put(chart, x=x, y=y)
        _symbols(plot, line, number, x, y)
    plot.key([line.label for line in lines], lined=True)
    numbers = Numbers(
        ("line", "x", "value", "low", "high"),
        tuple(
            (line.label, point.x, point.value, point.low, point.high)
            for line in lines
            for point in line.points
        ),
    )
    return Figure(id, title, description, plot.draw(), numbers)


def _symbols(plot: Plot, line: Line, number: int, x: object, y: object) -> None:
    """Draw symbols on the points that say something, and on all where they are few."""
    few = len(line.points) <= _MOST_SYMBOLS
    shown = [point for point in line.points if few or point.text]
    plot.symbols(
        [
            {
                "x": point.x,
                "y": point.value,
                "description": plot.note(
                    f"{line.label}: {point.text}" if point.text else line.label, point.href
                ),
            }
            for point in shown
        ],
        number,
        x,
        y,
        size=45,
    )
