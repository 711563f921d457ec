"""Balance of two poles: who holds the first alone, both, the second alone, from the middle out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.reporting.figures.figure import Figure, Numbers
from qualcode.reporting.figures.inks import GROUND, INK, LINE, MUTED, PAPER, hue
from qualcode.reporting.figures.lettering import measure, wrap
from qualcode.reporting.figures.plot import LEADING, SIZE, Plot, pixels

_LABELS = 200.0  # pixels for the names of groups, at most
_LINES = 5  # of a name: it is wrapped, and not cut but where it is far too long
_BAR = 22.0
_INSIDE = 12.0  # pixels a part must have to hold its number


@dataclass(frozen=True, slots=True)
class Sides:
    """How many of a group's respondents hold the first pole only, both, the second only."""

    group: str
    first: int
    both: int
    second: int
    respondents: int
    counted: str = ""  # the group's size as it is written below its name: `8 respondents`
    texts: tuple[str, str, str] = ("", "", "")  # what the three parts say
    hrefs: tuple[str, str, str] = ("", "", "")
    numbers: tuple[str, str, str] = (
        "",
        "",
        "",
    )  # in the parts, where there is room: `2 of 8`


def draw_diverging(
    id: str,
    title: str,
    description: str,
    rows: Sequence[Sides],
    poles: tuple[str, str],
    both: str,
    language: str,
) -> Figure:
    """Draw a bar for each group: a whole side is all of its respondents.

    Those who hold both stand across the middle, half to each side; the numbers are respondents.
    """
    names = [
        (*wrap(row.group, _LABELS, SIZE, _LINES), *filter(None, [row.counted])) for row in rows
    ]
    left = max((measure(line, SIZE) for lines in names for line in lines), default=0.0) + 14
    heads = [wrap(pole, 200, SIZE, _LINES) for pole in poles]
    head = LEADING * max(map(len, heads)) + 12
    heights = [max(len(lines) * LEADING, _BAR) + 12 for lines in names]
    plot = Plot(language, max(left, 60.0), head + sum(heights), bottom=8)
    half, middle = plot.width / 2, plot.width / 2
    _heads(plot, heads, both, middle, head)
    plot.rule([(middle, head - 4, middle, plot.height)], MUTED)
    top = float(head)
    for row, lines, height in zip(rows, names, heights, strict=True):
        plot.rule([(-plot.left, top, plot.width, top)], LINE)
        _bar(plot, row, top + height / 2, middle, half)
        plot.write([(-10, top + height / 2, lines)], "right")
        top += height
    numbers = Numbers(
        ("group", "first_only", "both", "second_only", "respondents"),
        tuple((row.group, row.first, row.both, row.second, row.respondents) for row in rows),
    )
    return Figure(id, title, description, plot.draw(), numbers)


def _heads(
    plot: Plot, heads: Sequence[tuple[str, ...]], both: str, middle: float, head: float
) -> None:
    """Name the poles above their sides, and the middle between them."""
    y = (head - 8) / 2
    wide = measure(both, SIZE) / 2 + 14
    plot.write([(middle - wide, y, heads[0])], "right", PAPER["h0"])
    plot.write([(middle, y, both)], "center", MUTED)
    plot.write([(middle + wide, y, heads[1])], "left", PAPER["h1"])


def _bar(plot: Plot, row: Sides, y: float, middle: float, half: float) -> None:
    """Draw the three parts of a bar, with their numbers where they fit."""
    unit = half / max(row.respondents, 1)
    edge = middle - unit * row.both / 2
    for part, (count, begin, colour) in enumerate(
        (
            (row.first, edge - unit * row.first, hue(0)),
            (row.both, edge, INK),
            (row.second, edge + unit * row.both, hue(1)),
        )
    ):
        if not count:
            continue
        size = _BAR if part == 1 else _BAR * 0.72
        mark = {
            "x": begin + 0.5,
            "x2": begin + unit * count - 0.5,
            "y": y - size / 2,
            "y2": y + size / 2,
            "description": plot.note(row.texts[part] or f"{row.group}: {count}", row.hrefs[part]),
        }
        chart = plot.add([mark], "rect", color=colour, noted=True)
        plot.put(chart, x=pixels("x"), x2="x2", y=pixels("y"), y2="y2", description="description:N")
        written = row.numbers[part]
        if not written or measure(written, SIZE) + 6 > unit * count:
            written = str(count)
        if unit * count >= _INSIDE:
            plot.write([(begin + unit * count / 2, y, written)], "center", GROUND)
