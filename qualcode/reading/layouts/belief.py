"""Decides whether labels that were taken one by one make a talk together."""

from __future__ import annotations

from qualcode.language.labels import fold_label
from qualcode.reading.labels import looks_like_label
from qualcode.reading.layouts.acceptance import REPEATED, Acceptance
from qualcode.reading.layouts.evidence import first_letter, is_spoken
from qualcode.reading.layouts.grounds import changes_of
from qualcode.reading.layouts.marks import Mark, Page

MANY = 8  # turns
SPOKEN = 0.3  # of the turns: fewer are a table of values
OF_CANDIDATES = 0.5  # of what looks like a label and opens a paragraph


def believed(
    share: float, candidates: tuple[Mark, ...], acceptance: Acceptance, page: Page
) -> bool:
    """Tell whether the labels that were taken tell the turns of this page apart.

    Declared and unmistakable labels do. Others must be of two speakers at least, open `share` of
    the paragraphs or alternate, stand before speech, and be most of what looks like a label.
    """
    marks = acceptance.marks(candidates)
    weights = [acceptance.weights[fold_label(mark.label)] for mark in marks]
    if max(weights, default=0.0) > REPEATED:
        return len(marks) > 1 or _opens_all(marks[0], page)
    if len({fold_label(mark.label) for mark in marks}) < 2:
        return False
    many = len(marks) >= share * len(page.paragraphs()) or _alternate(marks)
    return (
        many
        and _speak(marks, page)
        and _stand_out(marks, candidates, page)
        and not _rotate(marks, page)
        and not _go_on(marks, page)
    )


def begin_small(marks: tuple[Mark, ...], page: Page) -> bool:
    """Tell whether most labels stand before small letters: `Москва - большой город`."""
    return 2 * sum(first_letter(mark, page).islower() for mark in marks) > len(marks)


def _opens_all(mark: Mark, page: Page) -> bool:
    # one label in the whole file: it must stand above all that is said, or be declared
    return mark.line == page.written()[0] or page.declared.named(mark.label)


def _alternate(marks: tuple[Mark, ...]) -> bool:
    # long answers on many lines: what comes in turn, many times, is no prose
    return len(marks) >= MANY and changes_of(marks) >= 0.6 * len(marks)


def _speak(marks: tuple[Mark, ...], page: Page) -> bool:
    return sum(is_spoken(mark, page) for mark in marks) >= SPOKEN * len(marks)


def _rotate(marks: tuple[Mark, ...], page: Page) -> bool:
    # Утро, День, Вечер, Утро, День, Вечер: people who talk ask, and do not keep to a rota
    order = [fold_label(mark.label) for mark in marks]
    size = len(set(order))
    asked = any("?" in page.lines[number].text for number in page.written())
    same = all(label == order[place % size] for place, label in enumerate(order))
    return size > 2 and len(order) >= 2 * size and same and not asked


def _go_on(marks: tuple[Mark, ...], page: Page) -> bool:
    # Потом: снег пошёл — where other paragraphs begin with capitals, a small letter is no turn's
    if not begin_small(marks, page):
        return False
    labelled = {mark.line for mark in marks}
    others = [page.lines[n].text.strip()[0] for n in page.paragraphs() if n not in labelled]
    capitals = sum(first.isupper() for first in others)
    return 5 * len(others) >= len(marks) and 2 * capitals >= len(others)


def _stand_out(marks: tuple[Mark, ...], candidates: tuple[Mark, ...], page: Page) -> bool:
    alike = sum(
        looks_like_label(mark.label) and page.opens_paragraph(mark.line) for mark in candidates
    )
    opening = sum(page.opens_paragraph(mark.line) for mark in marks)
    return opening >= OF_CANDIDATES * alike
