"""What an export says, as the page that is looked through for names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain

from qualcode.reporting.export.sheets import Cell, Sheet
from qualcode.reporting.export.tables import Table
from qualcode.reporting.figures import Figure

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def page_of_sheets(sheets: Iterable[Sheet], preface: Iterable[str]) -> str:
    """Return all texts of a workbook, each sheet a section."""
    told = (
        (sheet.name, chain((field.name for field in sheet.fields), _texts(sheet.rows)))
        for sheet in sheets
    )
    return _page([("preface", preface), *told])


def page_of_tables(tables: Iterable[Table]) -> str:
    """Return all texts of tables, each a section."""
    return _page((table.name, chain(table.header, _texts(table.rows))) for table in tables)


def page_of_figures(figures: Iterable[Figure]) -> str:
    """Return all texts of figures, drawn or told, each figure a section."""
    return _page((one.id, chain((one.title, one.description), _drawn(one))) for one in figures)


def _drawn(figure: Figure) -> Iterator[str]:
    """Yield what is lettered in a figure, and the texts of its numbers."""
    from lxml.etree import fromstring

    for lettered in fromstring(figure.drawing.encode()).iter("{*}text"):
        yield " ".join("".join(lettered.itertext()).split())
    yield from _texts([figure.numbers.columns, *figure.numbers.rows])


def page_of_document(data: bytes) -> str:
    """Return all paragraphs of a Word file."""
    from lxml.etree import fromstring

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = fromstring(archive.read("word/document.xml"))
    paragraphs = (
        "".join(one.text or "\n" for one in paragraph.iter(f"{_WORDS}t", f"{_WORDS}br"))
        for paragraph in root.iter(f"{_WORDS}p")
    )
    return _page([("document", paragraphs)])


def _texts(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield every text once: quotes and attributes are repeated over and over."""
    seen: set[str] = set()
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and cell not in seen:
                seen.add(cell)
                yield cell


def _page(sections: Iterable[tuple[str, Iterable[str]]]) -> str:
    return "".join(
        f'<section id="{escape(name)}">{"".join(f"<p>{escape(text)}</p>" for text in texts)}'
        "</section>"
        for name, texts in sections
    )
