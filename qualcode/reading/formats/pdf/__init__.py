"""PDF files: words with their places become rows, columns, tables and paragraphs again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from statistics import median

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line, refused
from qualcode.reading.formats.office.left_out import LeftOut
from qualcode.reading.formats.office.tables import table_lines
from qualcode.reading.formats.pdf.columns import in_reading_order
from qualcode.reading.formats.pdf.extract import EXPORT, read_pages
from qualcode.reading.formats.pdf.furniture import Furniture, without_furniture, without_repeats
from qualcode.reading.formats.pdf.grids import find_grids, read_grids
from qualcode.reading.formats.pdf.habits import find_habits
from qualcode.reading.formats.pdf.headed import read_headed_table
from qualcode.reading.formats.pdf.lanes import Lanes, read_margins
from qualcode.reading.formats.pdf.lines import find_setting, table_row, written_paragraph
from qualcode.reading.formats.pdf.page import Page
from qualcode.reading.formats.pdf.paragraphs import find_paragraphs
from qualcode.reading.formats.pdf.rows import Row, find_rows, writes_blanks
from qualcode.reading.formats.pdf.tables import TableRow, joined_over_pages
from qualcode.reading.formats.sample import Claim, Sample

SUFFIXES = (".pdf",)
SIGNATURE = b"%PDF-"
SEARCHED = 1024  # bytes: so far into a file its signature may stand
SCAN = "let a program for text recognition (OCR) read it, and give what comes out"
UNREADABLE = 0.3  # of all signs without a meaning: more than that is no text
DOUBTFUL = 0.002
MOST_LISTED = 12  # pages
SHOWN = 60  # characters of what was left out
LATIN_1 = range(0xC0, 0x100)  # Cyrillic letters taken for Latin ones: Ïðèâåò


def is_pdf(data: bytes) -> bool:
    """Tell whether a file is PDF by its first bytes."""
    return SIGNATURE in data[:SEARCHED]


def claims(sample: Sample) -> Claim:
    """Take PDF files, whatever their names."""
    return Claim.SIGNATURE if is_pdf(sample.data) else Claim.NO


def parse(sample: Sample) -> Document:
    """Give a line per paragraph and per row of a table; margins and furniture are understood."""
    return parse_pages(read_pages(sample.data))


def parse_pages(pages: tuple[Page, ...]) -> Document:
    """Turn the words of all pages into lines."""
    _check_text(pages)
    blanks = writes_blanks(pages)
    rows = tuple(find_rows(page, blanks) for page in pages)
    furniture = without_furniture(rows)
    whole, repeated = without_repeats(furniture.pages)
    flow, lanes, columns = _flow(pages, whole)
    notes = (*_page_notes(pages), *_furniture_notes(furniture), *_margin_notes(lanes))
    if repeated:
        notes += (Note(phrase("pdf.repeated", n=repeated)),)
    if columns:
        notes += (Note(phrase("pdf.columns", n=columns), warning=True),)
    left_out = LeftOut()
    width = median(page.width for page in pages)
    lines = tuple(_lines(flow, width, left_out))
    return Document(lines, "pdf", notes=(*notes, *left_out.notes()))


Flow = tuple[Row | TableRow, ...]


def _flow(pages: tuple[Page, ...], rows: tuple[tuple[Row, ...], ...]) -> tuple[Flow, Lanes, int]:
    grids = tuple(find_grids(page.rules) for page in pages)
    if any(grids):
        parts = zip(rows, grids, strict=True)
        items = (item for page, found in parts for item in read_grids(page, found))
        return tuple(joined_over_pages(items)), Lanes(rows), 0
    if headed := read_headed_table(rows):
        return tuple(joined_over_pages(headed)), Lanes(rows), 0
    ordered = in_reading_order(rows)
    lanes = Lanes(ordered.pages) if ordered.count else read_margins(ordered.pages)
    return tuple(row for page in lanes.pages for row in page), lanes, ordered.count


def _lines(flow: Flow, width: float, left_out: LeftOut) -> Iterator[Line]:
    stretches = [
        (is_table, tuple(items))
        for is_table, items in groupby(flow, key=lambda item: isinstance(item, TableRow))
    ]
    texts = [tuple(_rows(items)) for is_table, items in stretches if not is_table]
    cells = [cell for item in flow if isinstance(item, TableRow) for cell in item.cells]
    every = [row for rows in (*texts, *cells) for row in rows]
    habits = find_habits((*texts, *cells), width)
    setting = find_setting(every, habits)
    for is_table, items in stretches:
        if is_table:
            rows = [table_row(item, setting) for item in items if isinstance(item, TableRow)]
            yield from (written.line() for written in table_lines(rows, left_out))
            continue
        for paragraph in find_paragraphs(tuple(_rows(items)), habits):
            if paragraph.apart:
                yield Line("")
            yield written_paragraph(paragraph, setting).line()


def _rows(items: Iterable[Row | TableRow]) -> Iterator[Row]:
    return (item for item in items if isinstance(item, Row))


def _check_text(pages: tuple[Page, ...]) -> None:
    """Refuse a file without text, and one whose fonts do not say which letters they show."""
    letters = sum(page.letters for page in pages)
    if not letters:
        if any(page.pictures for page in pages):
            raise refused("is a scanned PDF file: pictures of pages, no text", SCAN)
        raise refused("is a PDF file without text", f"{EXPORT}, or {SCAN}")
    if sum(page.nameless for page in pages) > UNREADABLE * letters:
        what = "is a PDF file whose fonts do not say which letters they show"
        raise refused(what, f"{EXPORT}, or {SCAN}")
    if len(_in_latin_1(pages)) * 2 > letters:
        what = "is a PDF file whose Cyrillic letters are stored as Latin ones"
        raise refused(what, f"{EXPORT}, or {SCAN}")


def _in_latin_1(pages: tuple[Page, ...]) -> str:
    return "".join(
        sign for page in pages for word in page.words for sign in word.text if ord(sign) in LATIN_1
    )


def _page_notes(pages: tuple[Page, ...]) -> Iterator[Note]:
    lost = [page.number for page in pages if page.lost]
    if lost:
        yield Note(phrase("pdf.lost", n=len(lost), pages=_listed(lost)), warning=True)
    scanned = [page.number for page in pages if page.pictures and not page.letters]
    if scanned:
        yield Note(phrase("pdf.pictures", n=len(scanned), pages=_listed(scanned)), warning=True)
    nameless = sum(page.nameless for page in pages)
    if nameless:
        many = nameless > DOUBTFUL * sum(page.letters for page in pages)
        yield Note(phrase("pdf.nameless", n=nameless), warning=many)
    if sideways := sum(page.sideways for page in pages):
        yield Note(phrase("pdf.sideways", n=sideways), warning=True)


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:MOST_LISTED]))
    return f"{shown} …" if len(numbers) > MOST_LISTED else shown


def _furniture_notes(furniture: Furniture) -> Iterator[Note]:
    if furniture.count:
        first = furniture.first
        first = first if len(first) <= SHOWN else f"{first[:SHOWN]}…"
        yield Note(phrase("pdf.furniture", n=furniture.count, first=first))


def _margin_notes(lanes: Lanes) -> Iterator[Note]:
    if lanes.numbers:
        kind = "pdf.line_numbers" if lanes.of_lines else "pdf.paragraph_numbers"
        yield Note(phrase(kind, n=lanes.numbers))
