"""Labels whose signs change inside one file: `И: Как?`, then `Р. Так.` or `И – А потом?`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualcode.language.labels import fold_label
from qualcode.reading.layouts.evidence import first_letter
from qualcode.reading.layouts.forms import colons, dash_labels, periods_of_letters
from qualcode.reading.layouts.marks import Mark, Page

FEWEST = 3  # labels set off by another sign than most
SHARE = 0.1  # of all


def mixed(page: Page) -> Iterator[Mark]:
    """Find labels with a colon, a dash or a period, where none of these is rare.

    A dash joins and a period ends sentences too: a capital must follow.
    """
    found = {mark.line: mark for mark in colons(page)}
    others = {
        mark.line: mark
        for mark in (*dash_labels(page), *periods_of_letters(page))
        if not first_letter(mark, page).islower()
    }
    counts = Counter(fold_label(mark.label) for mark in (*found.values(), *others.values()))
    # Р. Важно: да — Р comes again, Р. Важно does not
    others = {
        line: mark
        for line, mark in others.items()
        if line not in found
        or counts[fold_label(mark.label)] > counts[fold_label(found[line].label)]
    }
    few = min(len(found.keys() - others.keys()), len(others))
    if few >= FEWEST and few >= SHARE * len({**found, **others}):
        yield from (mark for _, mark in sorted({**found, **others}.items()))
