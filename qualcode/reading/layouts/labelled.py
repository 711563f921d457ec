"""Turns marked by labels, in whatever form the labels stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualcode.reading.labels import fold_label
from qualcode.reading.layouts.acceptance import REPEATED, accept
from qualcode.reading.layouts.forms import FORMS, Form
from qualcode.reading.layouts.marks import Layout, Mark, Page

SHOWN = 6


def labelled(page: Page) -> Iterator[Layout]:
    """Propose a layout for every form of label that is met."""
    for form in FORMS:
        candidates = tuple(form.find(page))
        if not candidates:
            continue
        acceptance = accept(candidates, page)
        marks = acceptance.marks(candidates)
        believed = _believed(form, marks, acceptance.weights, page)
        weight = acceptance.weight(marks) if believed else 0.0
        kept = marks if believed else ()
        yield Layout(_name(form, kept, page), kept, weight, grounds(kept), acceptance.notes)


def _believed(form: Form, marks: tuple[Mark, ...], weights: dict[str, float], page: Page) -> bool:
    if any(weight > REPEATED for weight in weights.values()):
        return bool(marks)
    speakers = {fold_label(mark.label) for mark in marks}
    return len(speakers) >= 2 and len(marks) >= form.share * len(page.written())


def _name(form: Form, marks: tuple[Mark, ...], page: Page) -> str:
    # Q: alone on its line, the text below it
    alone = sum(not page.lines[mark.line].text[mark.stop :].strip() for mark in marks)
    if form.name == "labels" and alone * 2 > len(marks):
        return "label lines"
    return form.name


def grounds(marks: tuple[Mark, ...]) -> str:
    """Name the labels with the number of their turns, the most frequent first."""
    counts = Counter(fold_label(mark.label) for mark in marks)
    written = {fold_label(mark.label): mark.label for mark in reversed(marks)}
    shown = ", ".join(f"{written[label]} {n}×" for label, n in counts.most_common(SHOWN))
    return shown + (f" and {len(counts) - SHOWN} more" if len(counts) > SHOWN else "")
