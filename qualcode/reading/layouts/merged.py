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

    The label is another's than the turn it stands in; a name or `Вопрос` also than the next one,
    which may stand further on in the line.
    """
    if layout.name not in COLONS or not layout.marks or page.captions:
        return layout
    marks: list[Mark] = []
    taken: list[Inside] = []
    left: list[Inside] = []
    later = deque(layout.marks)
    found = tuple(_inside(layout, page))
    for inside, following in zip(found, (*found[1:], None), strict=False):
        while later and (later[0].line, later[0].start) < (inside.line, inside.start):
            marks.append(later.popleft())
        after = later[0].label if later else ""
        if following and following.line == inside.line and following.good:
            after = following.label
        if _begins(inside, marks[-1].label if marks else "", after):
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


def _begins(inside: Inside, before: str, after: str) -> bool:
    label = fold_label(inside.label)
    if not inside.good or not before or label == fold_label(before):
        return False
    return inside.kind not in NAMED or label != fold_label(after)


def _mark(inside: Inside, layout: Layout) -> Mark:
    label = fold_label(inside.label)
    written = next(mark.label for mark in layout.marks if fold_label(mark.label) == label)
    return replace(inside.mark(), label=written)


def _note(what: str, found: list[Inside], page: Page) -> Iterator[Note]:
    if found:
        where = [place_of(f.line, page.lines[f.line].text[f.start :][:60]) for f in found]
        yield Note(placed(what, where), warning=True)
