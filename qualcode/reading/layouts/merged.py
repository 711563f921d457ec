"""Turns that stand behind another turn on its line, in a file where labels open the lines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from qualcode.language.labels import fold_label
from qualcode.model.transcript import Note
from qualcode.reading.layouts.inside import Inside, find_inside
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.places import place_of, placed

COLONS = frozenset({"labels", "label lines"})  # layouts whose labels end in a colon
NEAR = 80  # characters before a label, in which a word must stand
NAMED = frozenset(
    {"name", "asked", "voice"}
)  # words of speech, too: here it must be another's turn


def with_merged(layout: Layout, page: Page) -> Layout:
    """Add the turns that begin inside lines with a label that elsewhere opens lines.

    The label is another's than the turn it stands in; a name or `Вопрос` also than the next one.
    """
    if layout.name not in COLONS or not layout.marks or page.captions:
        return layout
    marks: list[Mark] = []
    taken: list[Inside] = []
    left: list[Inside] = []
    later = deque(layout.marks)
    for inside in _inside(layout, page):
        while later and (later[0].line, later[0].start) < (inside.line, inside.start):
            marks.append(later.popleft())
        if _begins(inside, marks[-1] if marks else None, later[0] if later else None):
            marks.append(_mark(inside, layout))
            taken.append(inside)
        else:
            left.append(inside)
    notes = (*_note("labels.merged", taken, page), *_note("labels.inside", left, page))
    return replace(layout, marks=(*marks, *later), notes=(*layout.notes, *notes))


def _inside(layout: Layout, page: Page) -> Iterator[Inside]:
    """Find the labels of the layout inside its turns."""
    labels = {fold_label(mark.label) for mark in layout.marks}
    first = layout.marks[0].line
    opened = {mark.line: mark.stop for mark in layout.marks}  # labels at line beginnings end here
    lines = (number for number in page.written() if number >= first)
    for inside in find_inside(page, lines):
        begin = max(opened.get(inside.line, 0), inside.start - NEAR)
        words = page.lines[inside.line].text[begin : inside.start]
        if fold_label(inside.label) in labels and any(map(str.isalpha, words)):
            yield inside


def _begins(inside: Inside, before: Mark | None, after: Mark | None) -> bool:
    label = fold_label(inside.label)
    if not inside.good or not before or label == fold_label(before.label):
        return False
    return inside.kind not in NAMED or not after or label != fold_label(after.label)


def _mark(inside: Inside, layout: Layout) -> Mark:
    label = fold_label(inside.label)
    written = next(mark.label for mark in layout.marks if fold_label(mark.label) == label)
    return replace(inside.mark(), label=written)


def _note(what: str, found: list[Inside], page: Page) -> Iterator[Note]:
    if found:
        where = [place_of(f.line, page.lines[f.line].text[f.start :][:60]) for f in found]
        yield Note(placed(what, where), warning=True)
