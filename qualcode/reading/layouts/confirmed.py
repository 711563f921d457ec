"""The layout of a file where people have said which words are labels, and which are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualcode.language.labels import fold_label, same_label
from qualcode.model.phrase import Phrase, phrase
from qualcode.model.transcript import Note
from qualcode.reading.layouts import best_layout
from qualcode.reading.layouts.forms import FORMS
from qualcode.reading.layouts.grounds import grounds, grounds_on_page
from qualcode.reading.layouts.inline import INSIDE_LINES
from qualcode.reading.layouts.inside import find_inside
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.telling import label_in

LABELS = "labels"  # what the names of layouts begin with in which labels are written
ASKED = ("labels.perhaps", "labels.words")  # what may be a label, for people to say
TWINS = ("labels.typo", "labels.same_person")  # whether two labels are one


def confirmed_layout(page: Page) -> Layout:
    """Choose the layout by the evidence of the file, then follow what people have said of labels.

    So what they say of one label changes nothing else: labels are added and taken out, and the
    rest stays as it would be without.
    """
    declared = page.declared
    if not (declared.labels or declared.texts):
        return best_layout(page)
    found = best_layout(replace(page, declared=declared.without_readings()))
    missing = _missing(found, page)
    if missing and not found.weight:  # nothing was understood without what people say
        found = best_layout(replace(page, declared=replace(declared, texts=())))
        missing = _missing(found, page)
    added = _marks_of(missing, found, page) if missing else ()
    kept = [mark for mark in found.marks if mark.unnamed or not declared.text(mark.label)]
    marks = tuple(sorted((*kept, *added), key=lambda mark: (mark.line, mark.start)))
    if marks == found.marks:
        return replace(found, notes=tuple(_unanswered(found.notes, page)))
    return replace(
        found,
        marks=marks,
        grounds=_grounds(found, marks, page),
        notes=tuple(_unanswered(found.notes, page)),
    )


def _grounds(found: Layout, marks: tuple[Mark, ...], page: Page) -> Phrase:
    if found.grounds.id == "grounds.labels_on_page":
        return grounds_on_page(marks, page)
    return grounds(marks) if found.grounds.id == "grounds.labels" else found.grounds


def _missing(found: Layout, page: Page) -> frozenset[str]:
    """Give the labels, folded, that people name and the layout does not have."""
    taken = {fold_label(mark.label) for mark in found.marks}
    taken |= {fold_label(f"{mark.label} {mark.voice}") for mark in found.marks if mark.voice}
    return frozenset(map(fold_label, page.declared.labels)) - taken - {""}


def _marks_of(labels: frozenset[str], found: Layout, page: Page) -> tuple[Mark, ...]:
    """Find the labels in the form of the layout, else in whatever form they stand."""
    if found.name == INSIDE_LINES:
        stops = {(mark.line, mark.stop) for mark in found.marks}
        marks = (
            inside.mark() for inside in find_inside(page) if fold_label(inside.label) in labels
        )
        return tuple(mark for mark in marks if (mark.line, mark.stop) not in stops)
    taken = {mark.line for mark in found.marks if mark.start == 0 and not mark.unnamed}
    same = [form for form in FORMS if form.name == found.name]
    if found.name.startswith("label"):
        same = same or [form for form in FORMS if form.name == LABELS]
    by_line: dict[int, Mark] = {}
    for forms in (same, [form for form in FORMS if form not in same]):
        for form in forms:
            for mark in form.find(page):
                if fold_label(mark.label) in labels and mark.line not in taken:
                    by_line.setdefault(mark.line, mark)
        if by_line:
            break
    return tuple(by_line.values())


def _unanswered(notes: Iterable[Note], page: Page) -> Iterator[Note]:
    """Leave out of the questions to people what they have answered."""
    for note in notes:
        if note.phrase.id in TWINS:
            names = [
                label_in(value) for _, value in note.phrase.values if isinstance(value, Phrase)
            ]
            yield replace(note, warning=not all(_answered(name, page) for name in names))
        elif note.phrase.id in ASKED:
            yield from _without_answered(note, page)
        else:
            yield note


def _without_answered(note: Note, page: Page) -> Iterator[Note]:
    values = dict(note.phrase.values)
    labels = values.get("labels")
    if not isinstance(labels, tuple):
        return
    left = tuple(label for label in labels if not _answered(label_in(label), page))
    if left:
        yield replace(note, phrase=phrase(note.phrase.id, **{**values, "labels": left}))


def _answered(label: str, page: Page) -> bool:
    told = any(same_label(label, other) for other in page.declared.labels)
    return told or page.declared.text(label)
