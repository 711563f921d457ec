"""What a recogniser of a layout looks at, and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.phrase import Phrase
from qualcode.model.transcript import Note
from qualcode.reading.declared import Declared
from qualcode.reading.document import Line


@dataclass(frozen=True, slots=True)
class Page:
    """A file's lines in normal form, and what is known before turns are looked for."""

    lines: tuple[Line, ...]
    declared: Declared
    header: int = 0  # so many lines at the top are header
    captions: bool = False
    spaced: bool = False  # blank lines stand between paragraphs

    def written(self) -> tuple[int, ...]:
        """Give the numbers of the lines below the header that are not blank."""
        lines = enumerate(self.lines)
        return tuple(n for n, line in lines if n >= self.header and line.text.strip())

    def paragraphs(self) -> tuple[int, ...]:
        """Give the numbers of the lines that open a paragraph."""
        return tuple(number for number in self.written() if self.opens_paragraph(number))

    def opens_paragraph(self, number: int) -> bool:
        """Tell whether a line opens a paragraph.

        Where blank lines are rare every line is a paragraph, as in Word.
        """
        return not self.spaced or not number or not self.lines[number - 1].text.strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where somebody begins to speak."""

    line: int  # index into Page.lines
    start: int  # column where the label begins: the turn before ends here
    stop: int  # column where speech begins
    label: str  # clean, as written; "—" in dash dialogues
    time: str = ""
    voice: str = ""  # tells voices apart that share a label
    sure: bool = False  # its form alone says that it is a label: bold, or a time beside it
    unnamed: bool = False  # made by the reader, not written in the file


@dataclass(frozen=True, slots=True)
class LinePart:
    """A part of one line of a page."""

    line: int
    start: int
    stop: int

    def text(self, page: Page) -> str:
        """Give the words."""
        return page.lines[self.line].text[self.start : self.stop]


def parts_between(mark: Mark, following: Mark | None, page: Page) -> list[LinePart]:
    """Give what is said from a mark to the next one, or to the end of the page."""
    last = len(page.lines) - 1 if following is None else following.line
    parts = []
    for number in range(mark.line, last + 1):
        start = mark.stop if number == mark.line else 0
        ends = following is not None and number == following.line
        stop = following.start if following and ends else len(page.lines[number].text)
        parts.append(LinePart(number, start, stop))
    return parts


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to tell the turns apart, and how good its grounds are."""

    name: str
    marks: tuple[Mark, ...]
    weight: float  # over all marks: 4 for a declared label or the container's word, 3 for a role
    #                word, 1 for a repeated label, 2 where labels open nearly every paragraph;
    #                the heaviest layout wins
    grounds: Phrase
    notes: tuple[Note, ...] = ()
