"""Statistical figures: Altair describes them, vl-convert draws them, nothing is ever fetched."""

from qualcode.reporting.figures.diverging import Sides, draw_diverging
from qualcode.reporting.figures.dots import Dot, Row, draw_dots
from qualcode.reporting.figures.figure import Axis, Figure, Numbers, figure_id
from qualcode.reporting.figures.lines import Line, Point, draw_lines
from qualcode.reporting.figures.paper import FORMATS, write_figures
from qualcode.reporting.figures.scatter import Unit, draw_scatter
from qualcode.reporting.figures.spread import Person, draw_spread

__all__ = [
    "FORMATS",
    "Axis",
    "Dot",
    "Figure",
    "Line",
    "Numbers",
    "Person",
    "Point",
    "Row",
    "Sides",
    "Unit",
    "draw_diverging",
    "draw_dots",
    "draw_lines",
    "draw_scatter",
    "draw_spread",
    "figure_id",
    "write_figures",
]
