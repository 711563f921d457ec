"""A dot for each person, in rows by group, with the median of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from qualcode.reporting.figures.figure import Axis, Figure, Numbers
from qualcode.reporting.figures.inks import INK, LINE, MUTED
from qualcode.reporting.figures.lettering import measure, wrap
from qualcode.reporting.figures.plot import LEADING, SIZE, Plot, limits, pixels

_LABELS = 200.0  # pixels for the names of groups, at most
_NEAR = 10.0  # pixels: dots closer than this are stacked
_STEP = 9.0  # from dot to dot of a stack
_MOST_STACKED = 9  # dots above each other before they come closer together


@dataclass(frozen=True, slots=True)
class Person:
    """One respondent's number."""

    name: str
    group: str
    value: float
    text: str = ""  # what the dot says when it is pointed at or read aloud
    href: str = ""


def draw_spread(
    id: str,
    title: str,
    description: str,
    people: Sequence[Person],
    groups: Sequence[str],
    axis: Axis,
    language: str,
) -> Figure:
    """Draw a dot for each person in the row of the group; a tick stands at the group's median.

    Dots at about the same place are stacked, always in the same way.
    """
    names = [wrap(group, _LABELS, SIZE) for group in groups]
    left = max((measure(line, SIZE) for lines in names for line in lines), default=0.0) + 14
    plot = Plot(language, left=max(left, 60.0), height=0)
    values = [person.value for person in people]
    low, high = limits(axis, values)
    scale = plot.width / (high - low)
    stacks = [
        _stack([person for person in people if person.group == group], low, scale)
        for group in groups
    ]
    heights = [
        max(2 * max((abs(y) for _, y in stack), default=0.0) + 34, len(lines) * LEADING + 14)
        for stack, lines in zip(stacks, names, strict=True)
    ]
    tops = [sum(heights[:number]) for number in range(len(groups))]
    plot.height = sum(heights)
    x = plot.scaled_x(axis, values)
    plot.rule([(-plot.left, top, plot.width, top) for top in tops[1:]], LINE)
    if axis.reference is not None:
        chart = plot.add([{"x": axis.reference}], "rule", color=MUTED, strokeDash=[3, 3])
        plot.put(chart, x=x)
    for number, (stack, top, height) in enumerate(zip(stacks, tops, heights, strict=True)):
        _group(plot, stack, number, top + height / 2, x)
        if stack:
            _tick(plot, stack, top, height, x)
        plot.write([(-10, top + height / 2, names[number])], "right")
    numbers = Numbers(
        ("group", "respondent", "value"),
        tuple((person.group, person.name, person.value) for person in people),
    )
    return Figure(id, title, description, plot.draw(), numbers)


def _stack(people: Sequence[Person], low: float, scale: float) -> list[tuple[Person, float]]:
    """Return how far above or below the middle of its row each person stands, in pixels."""
    placed: list[tuple[Person, float, int]] = []
    for person in sorted(people, key=lambda one: (one.value, one.name)):
        at = (person.value - low) * scale
        taken = {place for _, other, place in placed if abs(other - at) < _NEAR}
        free = next(place for place in range(len(people) + 1) if place not in taken)
        placed.append((person, at, free))
    most = max((place for *_, place in placed), default=0)
    step = _STEP * min(1.0, _MOST_STACKED / (most + 1))
    return [
        (person, step * ((place + 1) // 2) * (1 if place % 2 else -1))
        for person, _, place in placed
    ]


def _group(
    plot: Plot, stack: Sequence[tuple[Person, float]], number: int, middle: float, x: object
) -> None:
    plot.symbols(
        [
            {
                "x": person.value,
                "y": middle + y,
                "description": plot.note(person.text or person.name, person.href),
            }
            for person, y in stack
        ],
        number,
        x,
        size=60,
    )


def _tick(
    plot: Plot, stack: Sequence[tuple[Person, float]], top: float, height: float, x: object
) -> None:
    """Draw the median of a group across its row."""
    centre = median(person.value for person, _ in stack)
    chart = plot.add(
        [{"x": centre, "y": top + 5, "y2": top + height - 5}], "rule", color=INK, strokeWidth=2
    )
    plot.put(chart, x=x, y=pixels("y"), y2="y2")
