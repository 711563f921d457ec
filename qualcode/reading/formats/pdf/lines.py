"""Turns paragraphs and rows of tables into lines of a document, with their looks as evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from qualcode.reading.formats.office.looks import color_of
from qualcode.reading.formats.office.pieces import Piece, Written
from qualcode.reading.formats.office.tables import Cell
from qualcode.reading.formats.pdf.glyphs import Blank
from qualcode.reading.formats.pdf.hyphens import Words, seam, words_of
from qualcode.reading.formats.pdf.openings import Habits
from qualcode.reading.formats.pdf.page import Word
from qualcode.reading.formats.pdf.paragraphs import Paragraph, find_paragraphs
from qualcode.reading.formats.pdf.rows import Row
from qualcode.reading.formats.pdf.tables import TableRow
from qualcode.reading.times import is_time

LARGER = 1.15  # times the usual size: a heading
LONGEST_HEADING = 20  # words
TAB = 0.45  # sizes: a gap that may be a tab
A_BLANK = 0.15  # sizes: less parts no words
AMONG = 5  # words at the beginning of a row
FEWEST, MANY = 3, 8  # rows with a tab at one place; many are enough whatever stands elsewhere
ENOUGH = 4  # gaps of a row by which a wider one is told
WIDER, HARDLY_WIDER = 1.6, 1.15  # times the usual gap of a row; before a known tab stop
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
    return Setting(habits, words_of(row.text for row in rows), _tab_stops(rows, habits))


def _tab_stops(rows: Iterable[Row], habits: Habits) -> tuple[float, ...]:
    """Find where words begin behind a gap in far more rows than chance would have it."""
    starts: Counter[float] = Counter()
    for row in rows:
        least = max(TAB * row.size, WIDER * _usual_gap(row, habits))
        for before, word in pairwise(row.words[:AMONG]):
            if word.left - before.right >= least and not before.text.endswith(":"):
                starts[float(round(word.left))] += 1
    if not starts:
        return ()
    usual = starts.total() / len(starts)
    return tuple(x for x, times in starts.items() if times >= max(FEWEST, min(usual, MANY)))


def _usual_gap(row: Row, habits: Habits) -> float:
    """Give the gap between words of a row; a tab must be wider, since justified gaps are alike."""
    gaps = [word.left - before.right for before, word in pairwise(row.words)]
    if len(gaps) >= ENOUGH:
        return median(gaps)
    full = row.right > habits.edge(row)[1] - row.size
    return min(gaps) if len(gaps) > 1 else WIDE_TAB * row.size if full else 0.0


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
    """Give the pieces of a row; a gap before a tab stop or a very wide one is a tab."""
    usual = _usual_gap(row, setting.habits)
    timed = is_time(row.words[0].text)
    pieces: list[Piece] = []
    held = [row.words[0]]
    length = 0
    for before, word in pairwise(row.words):
        gap = word.left - before.right
        placed = any(abs(word.left - stop) <= 1 for stop in setting.tabs)
        # behind a time a word at a stop is no chance, however wide the gaps of the row
        wider = max(TAB * word.size, HARDLY_WIDER * usual)
        least = A_BLANK * word.size if pieces and timed else wider
        at_stop = placed and gap >= least and not before.text.endswith(":")
        is_tab = at_stop or gap >= max(WIDE_TAB * word.size, WIDER * usual)
        length += len(before.text)
        if is_tab and length <= SHORT:
            pieces += [*_pieces(held), Piece("\t")]
            held = []
        held.append(word)
    return [*pieces, *_pieces(held)]
