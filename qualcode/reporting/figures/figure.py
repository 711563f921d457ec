"""A figure as views and exports have it: drawn once, dressed for the page or for paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from qualcode.reporting.figures.svg import dress_for_page, dress_for_paper

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Axis:
    """A numeric axis."""

    title: str
    low: float | None = None  # where it begins; None: where the numbers do
    high: float | None = None
    format: str = ",.6~f"  # of d3-format; the decimal sign is that of the report's language
    reference: float | None = None  # a value that is marked by a line


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a figure, for the file beside it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def figure_id(*parts: object) -> str:
    """Join parts to the id of a figure; of each only small Latin letters and digits are kept."""
    kept = (re.sub("[^a-z0-9]+", "", str(part).lower()) for part in parts)
    return "-".join(part or "other" for part in kept)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `drawing` is neutral SVG as `svg.draw` makes it."""

    id: str  # of `figure_id`: the name of its files, and of its place in the page
    title: str
    description: str  # what it shows, in words: for a screen reader and below it on paper
    drawing: str
    numbers: Numbers

    @property
    def svg(self) -> Markup:
        """The figure for a page: classes instead of colours, the page's font, no script or style.

        Without links it is one image; with links it is a group that they can be reached in.
        """
        dressed = dress_for_page(self.drawing, self.id, self.title, self.description)
        return Markup(dressed)  # noqa: S704 - serialised by lxml

    def paper(self, width: float, unit: str = "") -> str:
        """Return the figure as a file of its own, `width` wide: in `unit`, else in pixels."""
        return dress_for_paper(self.drawing, self.title, self.description, width, unit)
