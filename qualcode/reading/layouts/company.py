"""Labels taken for the company they keep: they are announced, called, set off or fill the page."""

from __future__ import annotations

from collections.abc import Collection

from qualcode.language.labels import fold_label
from qualcode.reading.labels import ends_like_prose, looks_like_label
from qualcode.reading.layouts.evidence import Signs
from qualcode.reading.layouts.likely import is_complete
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.legends import announced_names

GROUP = 3  # speakers
FILLED = 0.9  # of the paragraphs
MOST_ABOVE = 300  # lines in which a header is looked for


def filling_labels(
    taken: Collection[str],
    order: list[str],
    signs: dict[str, Signs],
    candidates: tuple[Mark, ...],
    page: Page,
) -> set[str]:
    """Take labels met twice in a group where, with them, nearly every paragraph has a label."""
    if len(taken) < GROUP or is_complete(taken, order, signs):
        return set()
    fitting = {
        label
        for label, sign in signs.items()
        if label not in taken and sign.begun == sign.opens == sign.count > 1 and not sign.small
        if looks_like_label(sign.written) and not ends_like_prose(sign.written)
    }
    if not fitting:
        return set()
    every = fitting.union(taken)
    labelled = {mark.line for mark in candidates if fold_label(mark.label) in every}
    first = min(labelled)
    below = [number for number in page.paragraphs() if number >= first]
    return fitting if len(labelled.intersection(below)) >= FILLED * len(below) else set()


def set_off_labels(
    taken: Collection[str], signs: dict[str, Signs], candidates: tuple[Mark, ...]
) -> set[str]:
    """Take labels met once below others where nearly all are set off in one way, and they too."""
    known = [mark for mark in candidates if fold_label(mark.label) in taken]
    if len(known) < 4 or sum(mark.sure for mark in known) < 0.9 * len(known):
        return set()
    first = min(mark.line for mark in known)
    return {
        label
        for mark in candidates
        if mark.sure and mark.line >= first and looks_like_label(mark.label)
        if signs[label := fold_label(mark.label)].count == 1 and label not in taken
    }


def announced_labels(
    taken: Collection[str], signs: dict[str, Signs], candidates: tuple[Mark, ...], page: Page
) -> set[str]:
    """Take labels that the header names among those who speak: `Участники: Анна, Борис`."""
    first = min((m.line for m in candidates if fold_label(m.label) in taken), default=0)
    names = announced_names(line.text for line in page.lines[: min(first, MOST_ABOVE)])
    words = {word for name in names for word in name.split()}
    return {
        label
        for label, sign in signs.items()
        if label not in taken and sign.opens and sign.spoken and looks_like_label(sign.written)
        if label in names or label in words
    }


def called_labels(taken: Collection[str], signs: dict[str, Signs], order: list[str]) -> list[str]:
    """Take rare labels in a group where somebody calls them: `Спасибо, Вера`.

    Between one who asks and one who answers nobody is missing; there they may be places.
    """
    if len(taken) < 2 or is_complete(taken, order, signs):
        return []
    return [
        label
        for label, sign in signs.items()
        if label not in taken and sign.named and not sign.small
        if sign.begun == sign.opens == sign.count and looks_like_label(sign.written)
    ]
