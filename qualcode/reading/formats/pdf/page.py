"""What is taken from a PDF file: words and ruled lines with their places, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.reading.formats.pdf.glyphs import Blank


@dataclass(frozen=True, slots=True)
class Word:
    """Signs without a gap that look alike; places in points, from the upper left corner."""

    text: str
    left: float
    right: float
    base: float  # the line the letters stand on
    size: float
    bold: bool = False
    italic: bool = False
    color: str = "000000"
    blank: Blank = Blank.BLANK

    @property
    def center(self) -> float:
        """Give the middle between left and right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, upright or level."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def upright(self) -> bool:
        """Tell whether the line runs down the page."""
        return self.bottom - self.top > self.right - self.left


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its words in the order of the file, and what could not be read of it."""

    number: int  # from 1
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    pictures: int = 0
    width: float = 0.0  # points; 0 where it is not known
    letters: int = 0
    nameless: int = 0  # signs of which the file does not say which letter they are
    sideways: int = 0  # signs that run in another direction than the text of the page
    lost: bool = False  # the page is damaged
