"""A stenogram whose turns follow each other on one long line: `В.Путин: … Вопрос: …`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.label_roles import plain_role
from qualcode.reading.labels import clean_label
from qualcode.reading.layouts.labelled import grounds
from qualcode.reading.layouts.marks import Layout, Mark, Page

INITIAL = r"[A-ZА-ЯЁ]\.\s?(?:[A-ZА-ЯЁ]\.\s?)?[A-ZА-ЯЁ][\w-]+"
# "… так. Вопрос: А …", "…[центров]. И.Кобзев: Да": a capital, whatever stands before
PLACE = re.compile(rf"(?<!\S)(?P<label>{INITIAL}|[A-ZА-ЯЁ][\w-]{{3,15}}):\s+")
LONG = 2000  # characters of a line
FEWEST = 4  # turns


def inline(page: Page) -> Iterator[Layout]:
    """Propose labels inside long lines: initials with a surname, or role words that repeat."""
    candidates = tuple(_candidates(page))
    counts = Counter(fold_label(mark.label) for mark in candidates)
    marks = tuple(mark for mark in candidates if _accepted(mark.label, counts))
    lines = {mark.line for mark in marks}
    speakers = {fold_label(mark.label) for mark in marks}
    if len(marks) < FEWEST or len(speakers) < 2 or len(marks) < 3 * len(lines):
        return
    note = Note(phrase("layout.inline", n=len(marks)), warning=True)
    yield Layout("labels inside lines", marks, 1.5 * len(marks), grounds(marks), (note,))


def _candidates(page: Page) -> Iterator[Mark]:
    for number in page.written():
        text = page.lines[number].text
        if len(text) >= LONG:
            for found in PLACE.finditer(text):
                label = clean_label(found.group("label"))
                yield Mark(number, found.start("label"), found.end(), label)


def _accepted(label: str, counts: Counter[str]) -> bool:
    count = counts[fold_label(label)]
    if re.fullmatch(INITIAL, label) or plain_role(label):
        return True
    return count >= 2 and fold_label(label) in {"вопрос", "ответ", "реплика", "question", "answer"}
