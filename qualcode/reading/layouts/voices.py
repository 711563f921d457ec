"""Captions whose cues name the voice, tables with a column for the speaker, JSON that names one."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.language.labels import fold_label
from qualcode.reading.labels import clean_label
from qualcode.reading.layouts.acceptance import DECLARED
from qualcode.reading.layouts.evidence import gather_signs
from qualcode.reading.layouts.grounds import grounds
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.layouts.near_labels import near_labels


def voices(page: Page) -> Iterator[Layout]:
    """Propose the voices that a file names beside its words; what names nobody goes on.

    All names are taken, and those that may be one person's are told.
    """
    named = [
        (n, label) for n, line in enumerate(page.lines) if (label := clean_label(line.speaker))
    ]
    if not named:
        return
    marks = tuple(
        Mark(number, 0, 0, label, page.lines[number].time, sure=True)
        for place, (number, label) in enumerate(named)
        if not place or fold_label(label) != fold_label(named[place - 1][1])
    )
    signs = gather_signs(marks, page)
    notes = tuple(pair.note(signs) for pair in near_labels(signs, signs.keys()))
    yield Layout("voices", marks, DECLARED * len(named), grounds(marks), notes)
