"""Broadcast captions: `>>` says that somebody else speaks, and seldom who."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.label_roles import plain_role
from qualcode.reading.labels import clean_label, looks_like_label
from qualcode.reading.layouts.acceptance import ROLE
from qualcode.reading.layouts.grounds import grounds
from qualcode.reading.layouts.marks import Layout, Mark, Page
from qualcode.reading.layouts.unnamed import NOBODY

# >> And so?, >>> Good evening, >> ANNA PETROVA: Yes
SIGN = re.compile(r"(?<!\S)-?\s*>{2,3}\s*(?:(?P<label>[^\W\d][^:\n>]{0,39}?)\s*:(?=\s|$)\s*)?")


def chevrons(page: Page) -> Iterator[Layout]:
    """Propose a turn for every `>>` of captions."""
    if not page.captions:
        return
    signs = [(n, sign) for n in page.written() for sign in SIGN.finditer(page.lines[n].text)]
    labels = Counter(fold_label(sign["label"] or "") for _, sign in signs)
    found = [_mark(number, sign, page, labels) for number, sign in signs]
    if len(found) < 2:
        return
    first, opening = page.written()[0], found[0]
    if (opening.line, opening.start) > (first, 0):
        found.insert(0, Mark(first, 0, 0, NOBODY, page.lines[first].time, unnamed=True))
    marks = tuple(found)
    nameless = sum(mark.unnamed for mark in marks)
    told = (Note(phrase("speakers.changes", n=nameless), warning=True),) if nameless else ()
    yield Layout("chevrons", marks, ROLE * len(marks), grounds(marks), told)


def _mark(number: int, sign: re.Match[str], page: Page, labels: Counter[str]) -> Mark:
    label, time = clean_label(sign["label"] or ""), page.lines[number].time
    if label and _is_name(label, page, labels):
        return Mark(number, sign.start(), sign.end(), label, time, sure=True)
    stop = sign.start("label") if sign["label"] else sign.end()
    return Mark(number, sign.start(), stop, NOBODY, time, unnamed=True)


def _is_name(label: str, page: Page, labels: Counter[str]) -> bool:
    # >> ANNA: and >> Anna Petrova: are names, >> Next: may be one where it comes again
    if page.declared.named(label) or plain_role(label):
        return True
    sure = label.isupper() or " " in label or labels[fold_label(label)] > 1
    return sure and looks_like_label(label)
