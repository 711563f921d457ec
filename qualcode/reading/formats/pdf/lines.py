"""Turns paragraphs and rows of tables into lines of a document, with their looks as evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.reading.document import Line
from qualcode.reading.formats.pdf.hyphens import HYPHENS, Words, join_lines
from qualcode.reading.formats.pdf.page import Word
from qualcode.reading.formats.pdf.paragraphs import Habits, Paragraph, find_paragraphs
from qualcode.reading.formats.pdf.rows import Row, join_words
from qualcode.reading.formats.pdf.tables import TableRow

LARGER = 1.15  # times the usual size: a heading
LONGEST_HEADING = 20  # words
TAB = 0.9  # sizes: a gap that may be a tab
WIDE_TAB = 3.0  # sizes: one that is
SHORT = 40  # characters before a tab


@dataclass(frozen=True, slots=True)
class Style:
    """How the text of a file usually looks, and where its tabs stand."""

    size: float
    color: str
    tabs: tuple[float, ...]


def find_style(rows: Iterable[Row], size: float) -> Style:
    """Learn the usual colour of letters, and the places where the second cell of rows begins."""
    colors: Counter[str] = Counter()
    seconds: Counter[int] = Counter()
    for row in rows:
        for word in row.words:
            colors[word.color] += len(word.text)
        cells = row.cells(TAB)
        if len(cells) > 1 and len(join_words(cells[0])) <= SHORT:
            seconds[round(cells[1][0].left)] += 1
    total = seconds.total()
    tabs = (x for x, times in seconds.items() if times >= 3 and times * 5 >= total * 2)
    return Style(size, colors.most_common(1)[0][0] if colors else "", tuple(tabs))


def paragraph_line(paragraph: Paragraph, style: Style, words: Words) -> Line:
    """Give a paragraph as one line; what stands in the margin beside it comes first, then a tab."""
    first, *others = paragraph.rows
    text = _lead(first) + _with_tabs(first, style)
    for row in others:
        text = join_lines(text, row.text, words)
    pieces = [word for row in paragraph.rows for word in row.words]
    bold = 0 if first.lead else _bold(pieces, len(text))
    larger = min(row.size for row in paragraph.rows) >= LARGER * style.size
    return Line(
        text,
        bold=bold,
        italic=all(word.italic for word in pieces),
        heading=larger and len(text.split()) <= LONGEST_HEADING,
        color=_color(pieces, style.color),
    )


def table_lines(row: TableRow, habits: Habits, style: Style, words: Words) -> Iterator[Line]:
    """Give a row of a table as its cells joined by tabs.

    Paragraphs of one cell stand on one line, those of the last one become lines of their own, as
    in Word files.
    """
    cells = [_cell(rows, habits, style, words) for rows in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        return
    *before, last = cells
    lead = "".join(" ".join(line.text for line in cell) + "\t" for cell in before)
    if not before:
        yield from last
        return
    yield Line(lead + last[0].text)
    yield from last[1:]


def _cell(rows: Sequence[Row], habits: Habits, style: Style, words: Words) -> list[Line]:
    paragraphs = find_paragraphs(rows, habits)
    return [paragraph_line(paragraph, style, words) for paragraph in paragraphs]


def _lead(row: Row) -> str:
    """Give the cells of the margin, each with a tab; a dash or a dot with a blank."""
    signs = (cell if any(map(str.isalnum, cell)) else "" for cell in row.lead)
    return "".join(
        f"{cell}\t" if named else f"{cell} " for cell, named in zip(row.lead, signs, strict=True)
    )


def _with_tabs(row: Row, style: Style) -> str:
    """Give the text of a row; a wide gap after its first words is a tab."""
    cells = row.cells(TAB)
    text = join_words(cells[0])
    for before, cell in zip(cells, cells[1:], strict=False):
        gap = cell[0].left - before[-1].right
        short = len(text) <= SHORT and "\t" not in text
        placed = any(abs(cell[0].left - tab) <= 1 for tab in style.tabs)
        is_tab = short and (placed or gap >= WIDE_TAB * cell[0].size)
        text += ("\t" if is_tab else " ") + join_words(cell)
    return text


def _bold(pieces: Sequence[Word], length: int) -> int:
    """Count the characters in bold at the beginning; line ends and tabs count as blanks do."""
    bold = 0
    for number, word in enumerate(pieces):
        if not word.bold and any(map(str.isalnum, word.text)):
            return bold
        if word.bold:
            bold = len(join_words(pieces[: number + 1]))
    return length if bold else 0


def _color(pieces: Sequence[Word], usual: str) -> str:
    colors = {word.color for word in pieces if any(map(str.isalpha, word.text))}
    color = colors.pop() if len(colors) == 1 else ""
    return "" if color == usual else color


def closing_hyphens(rows: Sequence[Row]) -> int:
    """Count the rows that end in a hyphen."""
    return sum(row.text[-1:] in HYPHENS for row in rows)
