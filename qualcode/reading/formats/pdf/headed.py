"""Tables without ruled lines: columns below a heading that names them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.reading.formats.pdf.page import Word
from qualcode.reading.formats.pdf.rows import Row, join_words, widest_run
from qualcode.reading.formats.pdf.tables import TableRow, cut_cells
from qualcode.reading.layouts.columns import ANSWERED, ASKED, TEXT, WHO

HEADING = 12  # rows at the top of a text among which the heading of a table is looked for


def read_headed_table(pages: tuple[tuple[Row, ...], ...]) -> tuple[Row | TableRow, ...] | None:
    """Cut a text without ruled lines into columns where a heading names them: № Вопрос Ответ.

    None where there is no heading, or where words run from one of its columns into the next.
    """
    rows = [row for page in pages for row in page]
    place = next((n for n, row in enumerate(rows[:HEADING]) if _names_columns(row)), None)
    if place is None:
        return None
    body = rows[place:]
    gutters = [_gutter(body, *pair) for pair in pairwise(body[0].cells())]
    if None in gutters:
        return None
    inner = tuple(gutter for gutter in gutters if gutter is not None)
    edges = (min(row.left for row in body), *inner, max(row.right for row in body) + 1)
    named = fold_label(join_words(body[0].cells()[0]))
    records = _records(body, edges, wrapped=named in ASKED | ANSWERED)
    return (*rows[:place], *(cut_cells(record, edges) for record in records))


def _names_columns(row: Row) -> bool:
    names = {fold_label(join_words(cell)) for cell in row.cells()}
    asked = bool(names & ASKED) and bool(names & ANSWERED)
    return len(names) >= 2 and (asked or (bool(names & WHO) and bool(names & TEXT)))


def _gutter(rows: list[Row], before: tuple[Word, ...], after: tuple[Word, ...]) -> float | None:
    """Find a place between two cells of the heading where hardly a word of the table stands."""
    left, right = round(before[0].center), round(after[-1].center)
    crossed = {
        place: sum(word.left < place < word.right for row in rows for word in row.words)
        for place in range(left, right + 1)
    }
    fewest = min(crossed.values())
    if fewest * 20 > len(rows):
        return None
    free = [place for place in crossed if crossed[place] == fewest]
    widest = widest_run(free)
    return float(widest[-1])  # words of the next column begin where the gap ends


def _records(rows: list[Row], edges: tuple[float, ...], wrapped: bool) -> Iterator[list[Row]]:
    """Begin a row of the table where its first column is written.

    A first column that is `wrapped` holds whole sentences: there a line of text below another one
    begins nothing.
    """
    held: list[Row] = []
    for row in rows:
        begins = row.left < edges[1] and not (wrapped and held and _close(held[-1], row, edges))
        if held and (begins or row.page != held[-1].page):
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def _close(above: Row, row: Row, edges: tuple[float, ...]) -> bool:
    return above.left < edges[1] and row.base - above.base < 1.6 * row.size
