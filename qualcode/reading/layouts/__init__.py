"""The open set of layouts: recognisers give evidence, the best grounds win."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.layouts.columns import columns
from qualcode.reading.layouts.dashes import dashes
from qualcode.reading.layouts.emphasis import emphasis
from qualcode.reading.layouts.inline import inline
from qualcode.reading.layouts.labelled import labelled
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.layouts.voices import voices

# a further layout is one function and one line here; with equal grounds the earlier one wins
RECOGNISERS: tuple[Callable[[Page], Iterator[Layout]], ...] = (
    voices,
    columns,
    labelled,
    inline,
    dashes,
    emphasis,
)
NOBODY = "?"


def best_layout(page: Page) -> Layout:
    """Choose the layout with the best grounds; where there is none, one unknown voice speaks."""
    proposals = [layout for recognise in RECOGNISERS for layout in recognise(page)]
    believed = [layout for layout in proposals if layout.marks]
    if not believed:
        return _unknown(page, proposals)
    return max(believed, key=lambda layout: layout.weight)


def _unknown(page: Page, proposals: list[Layout]) -> Layout:
    marks = tuple(Mark(number, 0, 0, NOBODY, unnamed=True) for number in page.written()[:1])
    notes = [Note(phrase("speakers.unknown"), warning=True)]
    notes += next((layout.notes for layout in proposals if layout.notes), ())
    return Layout("unknown", marks, 0.0, phrase("grounds.nothing"), tuple(notes))
