"""Says in numbers why labels were believed."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.model.phrase import Phrase, phrase
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.telling import Said, first_labels

SHOWN = 6  # labels


def grounds(marks: tuple[Mark, ...]) -> Phrase:
    """Name the labels with the number of their turns, the most frequent first."""
    return phrase("grounds.labels", **_labels(marks))


def grounds_on_page(marks: tuple[Mark, ...], page: Page) -> Phrase:
    """Name the labels, how many paragraphs begin with one, and how often another follows."""
    paragraphs = page.paragraphs()
    opened = len({mark.line for mark in marks}.intersection(paragraphs))
    return phrase(
        "grounds.labels_on_page",
        opened=opened,
        paragraphs=len(paragraphs),
        changes=changes_of(marks),
        follows=max(0, len(marks) - 1),
        **_labels(marks),
    )


def changes_of(marks: tuple[Mark, ...]) -> int:
    """Count the marks that another speaker's mark follows."""
    return sum(fold_label(a.label) != fold_label(b.label) for a, b in pairwise(marks))


def _labels(marks: tuple[Mark, ...]) -> dict[str, Said]:
    counts = Counter(fold_label(mark.label) for mark in marks)
    written = {fold_label(mark.label): mark.label for mark in reversed(marks)}
    return first_labels([(written[label], n) for label, n in counts.most_common()], SHOWN)
