"""Joins the lines of a flow of text into paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.reading.formats.pdf.openings import Habits, far_below, opens
from qualcode.reading.formats.pdf.rows import Row


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, and whether a blank line stands above them."""

    rows: tuple[Row, ...]
    apart: bool = False


def find_paragraphs(flow: Iterable[Row], habits: Habits) -> tuple[Paragraph, ...]:
    """Join the lines of one flow of text into paragraphs."""
    found: list[Paragraph] = []
    held: list[Row] = []
    apart = False
    for row in flow:
        if held and opens(held[-1], row, habits):
            found.append(Paragraph(tuple(held), apart))
            beside = held[-1].page == row.page and held[-1].column == row.column
            apart = far_below(held[-1], row, habits) if beside else habits.spaced
            held = []
        held.append(row)
    if held:
        found.append(Paragraph(tuple(held), apart))
    return tuple(found)
