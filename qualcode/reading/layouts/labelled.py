"""Turns marked by labels, in whatever form the labels stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.reading.labels import without_remark
from qualcode.reading.layouts.acceptance import REPEATED, Acceptance, accept
from qualcode.reading.layouts.belief import begin_small, believed
from qualcode.reading.layouts.forms import FORMS, Form, dash_labels
from qualcode.reading.layouts.grounds import grounds_on_page
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.layouts.mixed import mixed
from qualcode.reading.layouts.numbered import with_numbered_questions, without_numbers
from qualcode.reading.layouts.silent import silent_labels

MIXED = "labels with mixed signs"


def labelled(page: Page) -> Iterator[Layout]:
    """Propose a layout for every form of label that is met."""
    for form in (*FORMS, Form(MIXED, mixed, 0.3)):
        candidates = without_numbers(_without_remarks(tuple(form.find(page)), page))
        if not candidates:
            continue
        acceptance = accept(candidates, page)
        told = believed(form.share, candidates, acceptance, page)
        if not told or _defines(form, acceptance, candidates, page):
            yield Layout(form.name, (), 0.0, phrase("grounds.nothing"), acceptance.notes)
            continue
        marks = acceptance.marks(candidates)
        weight = acceptance.weight(marks, _shapes(marks, page))
        name = _name(form, marks, page)
        found = grounds_on_page(marks, page)
        marks, notes = with_numbered_questions(marks, page)
        notes = (*acceptance.notes, *notes, *silent_labels(marks, page))
        yield Layout(name, marks, weight, found, notes)


def _shapes(marks: tuple[Mark, ...], page: Page) -> bool:
    # nearly every paragraph begins with a label: no other reading of the page is better
    paragraphs = page.paragraphs()
    return 5 * len({mark.line for mark in marks}.intersection(paragraphs)) >= 4 * len(paragraphs)


def _defines(form: Form, acceptance: Acceptance, candidates: tuple[Mark, ...], page: Page) -> bool:
    """Tell whether dashes join parts of sentences: no label is known, and small letters follow."""
    marks = acceptance.marks(candidates)
    known = max(acceptance.weights.values(), default=0.0) > REPEATED
    return form.find is dash_labels and not known and begin_small(marks, page)


def _without_remarks(candidates: tuple[Mark, ...], page: Page) -> tuple[Mark, ...]:
    """Give `Р (смеётся)` the label `Р` where that is met without the remark, too."""
    bare = {fold_label(m.label) for m in candidates if "(" not in m.label}
    return tuple(
        replace(mark, label=short)
        if "(" in mark.label
        and not page.declared.named(mark.label)
        and fold_label(short := without_remark(mark.label)) in bare
        else mark
        for mark in candidates
    )


def _name(form: Form, marks: tuple[Mark, ...], page: Page) -> str:
    # Q: alone on its line, the text below it
    alone = sum(not page.lines[mark.line].text[mark.stop :].strip() for mark in marks)
    if form.name == "labels" and alone * 2 > len(marks):
        return "label lines"
    return form.name
