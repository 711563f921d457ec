"""Turns paragraphs and rows of tables into lines of a document, with their looks as evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from qualcode.reading.formats.office.pieces import Piece, Written, color_of
from qualcode.reading.formats.office.tables import Cell
from qualcode.reading.formats.pdf.hyphens import Words, seam, words_of
from qualcode.reading.formats.pdf.page import Blank, Word
from qualcode.reading.formats.pdf.paragraphs import Habits, Paragraph, find_paragraphs
from qualcode.reading.formats.pdf.rows import Row, join_words
from qualcode.reading.formats.pdf.tables import TableRow

LARGER = 1.15  # times the usual size: a heading
LONGEST_HEADING = 20  # words
TAB = 0.9  # sizes: a gap that may be a tab
WIDE_TAB = 3.0  # sizes: one that is
SHORT = 40  # characters before a tab


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a whole file when its paragraphs are made into lines."""

    habits: Habits
    words: Words
    tabs: tuple[float, ...]  # where the second cell of rows begins again and again


def find_setting(rows: Sequence[Row], habits: Habits) -> Setting:
    """Learn the words of a file that hyphens are judged by, and where its tabs stand."""
    seconds: Counter[int] = Counter()
    for row in rows:
        cells = row.cells(TAB)
        if len(cells) > 1 and len(join_words(cells[0])) <= SHORT:
            seconds[round(cells[1][0].left)] += 1
    total = seconds.total()
    tabs = (x for x, times in seconds.items() if times >= 3 and times * 5 >= total * 2)
    return Setting(habits, words_of(row.text for row in rows), tuple(tabs))


def written_paragraph(paragraph: Paragraph, setting: Setting, tabs: bool = True) -> Written:
    """Put the rows of a paragraph together; what stands in the margin comes first, then a tab."""
    first, *others = paragraph.rows
    pieces = [*_lead(first), *(_with_tabs(first, setting) if tabs else _pieces(first.words))]
    for row in others:
        cut, between = seam(_text(pieces), row.text, setting.words)
        if cut:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text[:-cut])
        pieces += [replace(pieces[-1], text=between), *_pieces(row.words)]
    larger = min(row.size for row in paragraph.rows) >= LARGER * setting.habits.size
    few = len(_text(pieces).split()) <= LONGEST_HEADING
    return Written(tuple(pieces), larger and few)


def table_row(row: TableRow, setting: Setting) -> list[Cell]:
    """Give the cells of a row of a table, each as its paragraphs."""
    habits = setting.habits
    return [
        [written_paragraph(one, setting, tabs=False) for one in find_paragraphs(rows, habits)]
        for rows in row.cells
    ]


def _pieces(words: Iterable[Word]) -> list[Piece]:
    """Give words with the blanks between them, those that look alike together."""
    pieces: list[Piece] = []
    for word in words:
        look = word.bold, word.italic, color_of(word.color)
        blank = " " if pieces and word.blank != Blank.NOTHING else ""
        if pieces and look == (pieces[-1].bold, pieces[-1].italic, pieces[-1].color):
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + blank + word.text)
        else:
            pieces.append(Piece(blank + word.text, *look))
    return pieces


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _lead(row: Row) -> Iterator[Piece]:
    """Give the cells of the margin, each with a tab; a dash or a dot with a blank."""
    for cell in row.lead:
        yield Piece(f"{cell}\t" if any(map(str.isalnum, cell)) else f"{cell} ")


def _with_tabs(row: Row, setting: Setting) -> list[Piece]:
    """Give the pieces of a row; a wide gap after its first words is a tab."""
    cells = row.cells(TAB)
    usual = median([b.left - a.right for a, b in pairwise(row.words)] or [0.0])
    full = row.right > setting.habits.edge(row)[1] - row.size
    pieces = _pieces(cells[0])
    for before, cell in pairwise(cells):
        short = len(text := _text(pieces)) <= SHORT and "\t" not in text
        gap = cell[0].left - before[-1].right
        placed = any(abs(cell[0].left - tab) <= 1 for tab in setting.tabs)
        # in justified text all gaps of a full row are wide
        stretched = full and gap < 2 * usual
        is_tab = short and not stretched and (placed or gap >= WIDE_TAB * cell[0].size)
        pieces += [Piece("\t" if is_tab else " "), *_pieces(cell)]
    return pieces
