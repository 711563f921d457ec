"""Numbered questions that stand above the labelled answers: nobody who answers says them."""

from __future__ import annotations

import re
from itertools import pairwise

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.layouts.marks import Mark, Page

NUMBER = re.compile(r"\s*(?:№ ?|[QВ]\.? ?|Вопрос |Question )?(?P<number>\d{1,3})[.):]\s+(?=[^\W\d_])")
LABEL = "numbered"
FEWEST = 3  # questions


def with_numbered_questions(
    marks: tuple[Mark, ...], page: Page
) -> tuple[tuple[Mark, ...], tuple[Note, ...]]:
    """Add turns for `2. What would you change?` above `A: … B: …`, under each number.

    The numbers count on, most of the lines ask, and a labelled answer follows each.
    """
    questions = _questions(marks, page)
    if len(questions) < FEWEST:
        return marks, ()
    added = tuple(Mark(n, 0, found.end(), LABEL, unnamed=True) for n, found in questions)
    every = tuple(sorted((*marks, *added), key=lambda mark: (mark.line, mark.start)))
    return every, (Note(phrase("labels.numbered", n=len(questions))),)


def _questions(marks: tuple[Mark, ...], page: Page) -> list[tuple[int, re.Match[str]]]:
    labelled = {mark.line for mark in marks}
    written = page.written()
    found = [
        (number, match)
        for number, below in pairwise(written)
        if number not in labelled
        and below in labelled
        and (match := NUMBER.match(page.lines[number].text, 0, 40))
    ]
    numbers = [int(match["number"]) for _, match in found]
    asking = sum("?" in page.lines[number].text for number, _ in found)
    counting = all(one < other for one, other in pairwise(numbers))
    return found if counting and 2 * asking >= len(found) else []
