"""The open set of layouts: recognisers give evidence, the best grounds win."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.layouts.chevrons import chevrons
from qualcode.reading.layouts.colours import colours
from qualcode.reading.layouts.columns import columns
from qualcode.reading.layouts.dashes import dashes
from qualcode.reading.layouts.emphasis import emphasis
from qualcode.reading.layouts.inline import inline
from qualcode.reading.layouts.labelled import labelled
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.layouts.merged import with_merged
from qualcode.reading.layouts.unnamed import NOBODY, unnamed
from qualcode.reading.layouts.voices import voices

# a further layout is one function and one line here; with equal grounds the earlier one wins
RECOGNISERS: tuple[Callable[[Page], Iterator[Layout]], ...] = (
    voices,
    chevrons,
    columns,
    labelled,
    inline,
    dashes,
    emphasis,
    colours,
)


def best_layout(page: Page) -> Layout:
    """Choose the layout with the best grounds; where there is none, one unknown voice speaks."""
    proposals = [layout for recognise in RECOGNISERS for layout in recognise(page)]
    believed = [layout for layout in proposals if layout.marks]
    if not believed:
        return _unknown(page, proposals)
    return with_merged(max(believed, key=lambda layout: layout.weight), page)


def _unknown(page: Page, proposals: list[Layout]) -> Layout:
    told = next((layout.notes for layout in proposals if layout.notes), ())
    if page.captions:
        return unnamed(page, told)
    marks = tuple(Mark(number, 0, 0, NOBODY, unnamed=True) for number in page.written()[:1])
    paragraphs = [page.lines[number].text for number in page.paragraphs()]
    asking = sum(text.rstrip().endswith("?") for text in paragraphs)
    # as a row of the respondents table with an empty speaker says
    one_person = page.declared.all_others_respondents
    what = "speakers.one_respondent" if one_person else "speakers.unknown"
    said = phrase(what, paragraphs=len(paragraphs), asking=asking)
    notes = (Note(said, warning=not one_person), *told)
    return Layout("unknown", marks, 0.0, phrase("grounds.nothing"), notes)
