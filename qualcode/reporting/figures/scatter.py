"""Units by two numbers, each with its name beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.reporting.figures.figure import Axis, Figure, Numbers
from qualcode.reporting.figures.inks import MUTED
from qualcode.reporting.figures.lettering import measure, wrap
from qualcode.reporting.figures.plot import SMALL, Plot, limits

_HEIGHT = 320.0
_NAME = 150.0  # pixels of a name, at most
_MOST_NAMES = 40  # units that carry their names; more would hide each other
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Unit:
    """A respondent, an organisation, a territory."""

    name: str
    x: float
    y: float
    group: str = ""
    text: str = ""  # what it says when it is pointed at or read aloud
    href: str = ""


def draw_scatter(
    id: str,
    title: str,
    description: str,
    units: Sequence[Unit],
    groups: Sequence[str],
    across: Axis,
    up: Axis,
    language: str,
) -> Figure:
    """Draw units with their names; without `groups` all look alike, with no key.

    A name for which there is no free place beside its unit is left to its title: the table has it.
    """
    plot = Plot(language, left=62, height=_HEIGHT, right=20)
    xs, ys = [unit.x for unit in units], [unit.y for unit in units]
    across, up = _roomy(across, xs), _roomy(up, ys)
    x, y = plot.scaled_x(across, xs), plot.scaled_y(up, ys)
    for axis, channel, scaled in ((across, "x", x), (up, "y", y)):
        if axis.reference is not None:
            chart = plot.add([{channel: axis.reference}], "rule", color=MUTED, strokeDash=[3, 3])
            plot.put(chart, **{channel: scaled})
    for number, group in enumerate(groups or [""]):
        members = [unit for unit in units if not groups or unit.group == group]
        rows = [
            {
                "x": unit.x,
                "y": unit.y,
                "description": plot.note(unit.text or unit.name, unit.href),
            }
            for unit in members
        ]
        plot.symbols(rows, number, x, y)
    if len(units) <= _MOST_NAMES:
        _write_names(plot, units, limits(across, xs), limits(up, ys))
    if groups:
        plot.key(groups)
    numbers = Numbers(
        ("unit", "group", "x", "y"),
        tuple((unit.name, unit.group, unit.x, unit.y) for unit in units),
    )
    return Figure(id, title, description, plot.draw(), numbers)


def _roomy(axis: Axis, values: Sequence[float]) -> Axis:
    """Return the axis with its ends said, so that names can be laid out beside the units."""
    low, high = limits(axis, values)
    room = 0.05 * (high - low)
    return Axis(
        axis.title,
        axis.low if axis.low is not None else low - room,
        axis.high if axis.high is not None else high + room,
        axis.format,
        axis.reference,
    )


def _write_names(
    plot: Plot, units: Sequence[Unit], across: tuple[float, float], up: tuple[float, float]
) -> None:
    """Write each name right of its unit, else left, above or below, where there is room."""

    def place(unit: Unit) -> tuple[float, float]:
        return (
            (unit.x - across[0]) / (across[1] - across[0]) * plot.width,
            (up[1] - unit.y) / (up[1] - up[0]) * plot.height,
        )

    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in map(place, units)]
    for unit in units:
        name = wrap(unit.name, _NAME, SMALL, 1)[0]
        wide = measure(name, SMALL)
        x, y = place(unit)
        for align, at, line in (
            ("left", x + 8, y),
            ("right", x - 8, y),
            ("center", x, y - 13),
            ("center", x, y + 13),
        ):
            left = {"left": at, "right": at - wide, "center": at - wide / 2}[align]
            box = (left, line - 7, left + wide, line + 7)
            inside = box[0] >= 0 and box[2] <= plot.width + plot.right
            if inside and not any(_meet(box, other) for other in taken):
                plot.write([(at, line, name)], align, size=SMALL)
                taken.append(box)
                break


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
