"""Turns marked by labels, in whatever form the labels stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.model.phrase import Phrase, phrase
from qualcode.reading.labels import without_remark
from qualcode.reading.layouts.acceptance import REPEATED, accept
from qualcode.reading.layouts.forms import FORMS, Form
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.telling import and_more, counted_label

SHOWN = 6
MANY = 8  # turns


def labelled(page: Page) -> Iterator[Layout]:
    """Propose a layout for every form of label that is met."""
    for form in FORMS:
        candidates = _without_remarks(tuple(form.find(page)), page)
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
    if len(speakers) < 2:
        return False
    return len(marks) >= form.share * len(page.paragraphs()) or _alternates(marks)


def _alternates(marks: tuple[Mark, ...]) -> bool:
    # long answers on many lines: what comes in turn, many times, is no prose
    changes = sum(fold_label(a.label) != fold_label(b.label) for a, b in pairwise(marks))
    return len(marks) >= MANY and changes >= 0.6 * len(marks)


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


def grounds(marks: tuple[Mark, ...]) -> Phrase:
    """Name the labels with the number of their turns, the most frequent first."""
    counts = Counter(fold_label(mark.label) for mark in marks)
    written = {fold_label(mark.label): mark.label for mark in reversed(marks)}
    shown = tuple(counted_label(written[label], n) for label, n in counts.most_common(SHOWN))
    return phrase("grounds.labels", labels=shown, more=and_more(len(counts) - SHOWN))
