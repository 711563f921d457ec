"""Questions in italics or in bold, answers as plain paragraphs, nobody named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from qualcode.model.phrase import phrase
from qualcode.reading.document import Line
from qualcode.reading.layouts.marks import Layout, Mark, Page

FEWEST = 3  # questions
PLAIN = "plain"


def emphasis(page: Page) -> Iterator[Layout]:
    """Propose emphasised questions where plain text follows them and most of them ask."""
    for label, emphasised in (("italics", _italic), ("bold", _bold)):
        if layout := _alternation(page, label, emphasised):
            yield layout


def _italic(line: Line) -> bool:
    return line.italic


def _bold(line: Line) -> bool:
    return bool(line.bold) and line.bold >= len(line.text.rstrip())


def _alternation(page: Page, label: str, emphasised: Callable[[Line], bool]) -> Layout | None:
    written = [n for n in page.written() if not page.lines[n].heading]
    kinds = [emphasised(page.lines[n]) for n in written]
    questions = [n for n, kind in zip(written, kinds, strict=True) if kind]
    asking = sum("?" in page.lines[n].text for n in questions)
    if len(questions) < FEWEST or asking * 2 < len(questions) or all(kinds):
        return None
    first = kinds.index(True)
    changes = [first, *(i + 1 for i, (a, b) in enumerate(pairwise(kinds)) if i >= first and a != b)]
    marks = tuple(
        Mark(written[i], 0, 0, label if kinds[i] else PLAIN, sure=True, unnamed=True)
        for i in changes
    )
    grounds = phrase(f"grounds.{label}", n=len(questions), asking=asking)
    return Layout(f"questions in {label}", marks, float(len(marks)), grounds)
