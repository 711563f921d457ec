"""Captions whose cues name the voice."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.reading.labels import clean_label
from qualcode.reading.layouts.acceptance import DECLARED
from qualcode.reading.layouts.labelled import grounds
from qualcode.reading.layouts.marks import Layout, Mark, Page


def voices(page: Page) -> Iterator[Layout]:
    """Propose the voices of the cues; a cue that names nobody continues the one before."""
    marks = tuple(
        Mark(number, 0, 0, clean_label(line.speaker), line.time, sure=True)
        for number, line in enumerate(page.lines)
        if clean_label(line.speaker)
    )
    if marks:
        yield Layout("voices", marks, DECLARED * len(marks), grounds(marks))
