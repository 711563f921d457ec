"""Figures as files for a paper: SVG, PDF and PNG at print size, the numbers of each beside them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from qualcode.reporting.figures.figure import Cell, Figure
from qualcode.reporting.figures.lettering import clean

WIDTH = 160.0  # millimetres: the text of an A4 page
DOTS = 300  # per inch
_POINTS = 72 / 25.4  # per millimetre; vl-convert takes a pixel for a point
FORMATS = ("svg", "pdf", "png", "csv")


def write_figures(
    figures: Iterable[Figure], folder: Path, formats: Iterable[str] = FORMATS
) -> tuple[Path, ...]:
    """Write each figure to `folder`, which is there and empty, once in each of the formats.

    The same figures give the same bytes, in PDF and PNG as long as all letters are of European
    alphabets: for others vl-convert takes fonts of the machine. Returns the files in the order
    written; ValueError for an unknown format.
    """
    chosen = tuple(formats)
    unknown = [one for one in chosen if one not in FORMATS]
    if unknown:
        raise ValueError(f"formats of figures are {', '.join(FORMATS)}, not {', '.join(unknown)}")
    written = []
    for figure in figures:
        for one in chosen:
            path = folder / f"{figure.id}.{one}"
            path.write_bytes(_RENDER[one](figure))
            written.append(path)
    return tuple(written)


def _svg(figure: Figure) -> bytes:
    return figure.paper(WIDTH, "mm").encode("utf-8")


def _pdf(figure: Figure) -> bytes:
    import vl_convert

    return bytes(vl_convert.svg_to_pdf(figure.paper(WIDTH * _POINTS)))


def _png(figure: Figure) -> bytes:
    import vl_convert

    on_white = figure.paper(WIDTH * _POINTS).replace(
        "</title>", '</title><rect width="100%" height="100%" fill="#ffffff"/>', 1
    )
    return bytes(vl_convert.svg_to_png(on_white, ppi=DOTS))


def _csv(figure: Figure) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(figure.numbers.columns)
    writer.writerows(map(_write_cell, row) for row in figure.numbers.rows)
    return text.getvalue().encode("utf-8")


def _write_cell(cell: Cell) -> Cell:
    """Return what is written of a cell: `'` before texts that a spreadsheet takes for formulas."""
    if not isinstance(cell, str):
        return cell
    text = clean(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


_RENDER: Mapping[str, Callable[[Figure], bytes]] = {
    "svg": _svg,
    "pdf": _pdf,
    "png": _png,
    "csv": _csv,
}
