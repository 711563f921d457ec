"""Broadcast captions: `>>` says that somebody else speaks, and seldom who."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.labels import clean_label, looks_like_label
from qualcode.reading.layouts.acceptance import ROLE
from qualcode.reading.layouts.labelled import grounds
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.layouts.unnamed import NOBODY

# >> And so?, >>> Good evening, >> ANNA PETROVA: Yes
SIGN = re.compile(r"(?<!\S)-?\s*>{2,3}\s*(?:(?P<label>[^\W\d][^:\n>]{0,39}?)\s*:(?=\s|$)\s*)?")


def chevrons(page: Page) -> Iterator[Layout]:
    """Propose a turn for every `>>` of captions."""
    if not page.captions:
        return
    found = [mark for number in page.written() for mark in _signs(number, page)]
    if len(found) < 2:
        return
    first, opening = page.written()[0], found[0]
    if (opening.line, opening.start) > (first, 0):
        found.insert(0, Mark(first, 0, 0, NOBODY, page.lines[first].time, unnamed=True))
    marks = tuple(found)
    nameless = sum(mark.unnamed for mark in marks)
    told = (Note(phrase("speakers.changes", n=nameless), warning=True),) if nameless else ()
    yield Layout("chevrons", marks, ROLE * len(marks), grounds(marks), told)


def _signs(number: int, page: Page) -> Iterator[Mark]:
    line = page.lines[number]
    for sign in SIGN.finditer(line.text):
        label = clean_label(sign["label"] or "")
        if label and (looks_like_label(label) or page.declared.named(label)):
            yield Mark(number, sign.start(), sign.end(), label, line.time, sure=True)
        else:
            stop = sign.start("label") if sign["label"] else sign.end()
            yield Mark(number, sign.start(), stop, NOBODY, line.time, unnamed=True)
