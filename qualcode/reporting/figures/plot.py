"""Layers that all kinds of figures are made of; places are in pixels unless x or y has a scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from qualcode.reporting.figures.figure import Axis
from qualcode.reporting.figures.inks import INK, LINE, MUTED, hue, shape
from qualcode.reporting.figures.lettering import measure, wrap
from qualcode.reporting.figures.svg import FONT, Note, draw

if TYPE_CHECKING:
    import altair as alt

WIDTH = 640  # pixels, of every figure: 160 mm at print size
SIZE = 12.0  # of letters
SMALL = 11.0
LEADING = 15  # from line to line
_KEY_LINE = 20
_AXIS = 30  # below the figure: numbers, before the lines of the title
_SYMBOL = 9  # half the place of a symbol in the key


@dataclass(slots=True)
class Plot:
    """A figure in the making: a plane of `width` × `height` pixels with room around it."""

    language: str
    left: float  # room for the labels of rows, or of the y axis
    height: float
    right: float = 14
    top: float = 8
    bottom: float = _AXIS
    layers: list[Any] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Width of the plane."""
        return WIDTH - self.left - self.right

    def add(self, rows: Iterable[Mapping[str, Any]], mark: str, /, **kind: Any) -> alt.Chart:
        """Add a layer of marks to be encoded; without aria unless `noted` says so."""
        import altair as alt

        options: dict[str, Any] = {"type": mark, "aria": kind.pop("noted", False), **kind}
        data = alt.InlineData(values=[dict(row) for row in rows])
        return alt.Chart(data, mark=alt.MarkDef(**options), encoding=alt.FacetedEncoding())

    def put(self, chart: alt.Chart, **encoding: Any) -> None:
        """Encode a layer and lay it over the others."""
        import altair as alt

        names = {"x2": alt.X2, "y2": alt.Y2, "text": alt.Text, "description": alt.Description}
        for name, channel in encoding.items():
            chart.encoding[name] = names[name](channel) if isinstance(channel, str) else channel
        self.layers.append(chart)

    def note(self, text: str, href: str = "") -> str:
        """Keep what a mark says; return the description that stands for it."""
        self.notes.append(Note(text, href))
        return f"@{len(self.notes) - 1}"

    def write(
        self,
        texts: Iterable[tuple[float, float, str | Sequence[str]]],
        align: str = "left",
        colour: str = INK,
        size: float = SIZE,
    ) -> None:
        """Write texts at x, y in pixels; lines of one text are centred about its y."""
        rows = []
        for x, y, text in texts:
            lines = [text] if isinstance(text, str) else list(text)
            first = y - LEADING * (len(lines) - 1) / 2
            rows.append({"x": x, "y": first, "text": lines})
        chart = self.add(
            rows,
            "text",
            align=align,
            baseline="middle",
            color=colour,
            fontSize=size,
            lineHeight=LEADING,
        )
        self.put(chart, x=pixels("x"), y=pixels("y"), text="text:N")

    def rule(
        self, lines: Iterable[tuple[float, float, float, float]], colour: str, **kind: Any
    ) -> None:
        """Draw lines from x, y to x2, y2 in pixels."""
        rows = [{"x": x, "y": y, "x2": x2, "y2": y2} for x, y, x2, y2 in lines]
        chart = self.add(rows, "rule", color=colour, **kind)
        self.put(chart, x=pixels("x"), y=pixels("y"), x2="x2", y2="y2")

    def key(self, labels: Sequence[str], lined: bool = False) -> None:
        """Put what colours and shapes stand for above the plane, in as many lines as it needs."""
        at, line = -self.left + _SYMBOL + 2, 0
        places: list[tuple[int, str, float, int]] = []
        for number, label in enumerate(labels):
            written = wrap(label, WIDTH - 4 * _SYMBOL, SIZE, 1)[0]
            wide = 2 * _SYMBOL + measure(written, SIZE)
            if places and at + wide > self.width + self.right:
                at, line = -self.left + _SYMBOL + 2, line + 1
            places.append((number, written, at, line))
            at += wide + _SYMBOL
        above = (line + 1) * _KEY_LINE
        for number, written, x, line in places:
            y = -above - 6 + line * _KEY_LINE + _KEY_LINE / 2
            if lined:
                self.rule([(x - 8, y, x + 8, y)], hue(number), strokeWidth=2)
            self.symbols([{"x": x, "y": y}], number, pixels("x"))
            self.write([(x + _SYMBOL + 4, y, written)])
        self.top += above + 6

    def symbols(
        self, rows: Sequence[Mapping[str, Any]], number: int, x: Any, y: Any = None, **kind: Any
    ) -> None:
        """Draw the symbols of a group; rows have x, y (else in pixels), perhaps a description."""
        if not rows:
            return
        said = all("description" in row for row in rows)
        options = {"filled": True, "size": 80, "opacity": 1, "noted": said, **kind}
        chart = self.add(rows, "point", **options)
        encoding: dict[str, Any] = {"description": "description:N"} if said else {}
        drawn, large = _SYMBOLS.get(shape(number), (shape(number), 1.0))
        chart.mark.shape, chart.mark.color = drawn, hue(number)
        chart.mark.size *= large
        self.put(chart, x=x, y=y or pixels("y"), **encoding)

    def scaled_x(self, axis: Axis, values: Sequence[float], grid: bool = True) -> Any:
        """Return the x that numbers are drawn on, with its axis below the plane."""
        import altair as alt

        low, high = limits(axis, values)
        self.bottom += LEADING * len(_title(axis, self.width)) + 8
        return alt.X(
            "x:Q",
            scale=alt.Scale(domain=[low, high], nice=axis.high is None, zero=False),
            axis=_axis(axis, self.width, "bottom", grid),
        )

    def scaled_y(self, axis: Axis, values: Sequence[float]) -> Any:
        """Return the y that numbers are drawn on, with its axis left of the plane."""
        import altair as alt

        low, high = limits(axis, values)
        return alt.Y(
            "y:Q",
            scale=alt.Scale(domain=[low, high], nice=axis.high is None, zero=False),
            axis=_axis(axis, self.height, "left", grid=True),
        )

    def draw(self) -> str:
        """Draw all layers, the first one lowest."""
        import altair as alt

        chart = alt.LayerChart(
            layer=self.layers,
            width=self.width,
            height=self.height,
            autosize=alt.AutoSizeParams(type="none"),
            padding={
                "left": self.left,
                "top": self.top,
                "right": self.right,
                "bottom": self.bottom,
            },
            background="transparent",
            config=alt.Config(font=FONT, view=alt.ViewConfig(stroke=None)),
        )
        return draw(chart, self.notes, self.language)


# Those d3 does not have: paths in a square from -1 to 1, and how much larger they are drawn.
_SYMBOLS = {
    "diamond": ("diamond", 1.15),
    "cross": ("cross", 1.1),
    "wedge": ("M-1,-1L1,-1L-1,1Z", 0.8),
    "arrow": ("M-1,-1L1,0L-1,1L-0.4,0Z", 1.1),
}


def pixels(name: str) -> Any:
    """Return the x or y that takes its field as pixels."""
    import altair as alt

    return {"x": alt.X, "y": alt.Y}[name](f"{name}:Q", scale=None, axis=None)


def limits(axis: Axis, values: Sequence[float]) -> tuple[float, float]:
    """Return where an axis begins and ends: as it says, and no later than the numbers do."""
    known = [
        number for number in (*values, axis.low, axis.high, axis.reference) if number is not None
    ]
    low, high = min(known, default=0.0), max(known, default=1.0)
    return (low, high) if high > low else (low, low + 1.0)


def _title(axis: Axis, length: float) -> tuple[str, ...]:
    return wrap(axis.title, length, SIZE, 2) if axis.title else ()


def _axis(axis: Axis, length: float, orient: Literal["left", "bottom"], grid: bool) -> Any:
    import altair as alt

    return alt.Axis(
        orient=orient,
        title=list(_title(axis, length)) or None,
        titleLineHeight=LEADING,
        format=axis.format,
        grid=grid,
        gridColor=LINE,
        domainColor=MUTED,
        tickColor=MUTED,
        labelColor=MUTED,
        labelFontSize=SMALL,
        labelOverlap=False,
        labelFlush=False,
        labelLimit=0,
        tickCount=max(2, int(length // 80)),
        titleColor=MUTED,
        titleFontSize=SIZE,
        titleFontWeight="normal",
        titleLimit=0,
        titlePadding=6,
        minExtent=_AXIS - 6,
        maxExtent=_AXIS - 6,
    )
