"""Numbers that count questions: above labelled answers, or inside the labels themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.label_roles import paired_roles
from qualcode.reading.layouts.marks import Mark, Page

NUMBER = re.compile(
    r"\s*(?:№ ?|[QВ]\.? ?|Вопрос |Question )?(?P<number>\d{1,3})[.):]\s+(?=[^\W\d_])"
)
COUNTED = re.compile(r"(?P<word>[^\W\d_]+)[ .№]{0,2}(?P<number>\d{1,3})$")  # Вопрос 1, Q1
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


def without_numbers(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Give `Q1`, `A1`, `Q2`, `A2` the labels `Q` and `A`: the numbers count questions, not people.

    Each number stands once, they count on, and the letters or words ask and answer together.
    """
    counted = {
        place: (found["word"], int(found["number"]))
        for place, mark in enumerate(marks)
        if (found := COUNTED.match(mark.label))
    }
    numbers = defaultdict[str, list[int]](list)
    for word, number in counted.values():
        numbers[fold_label(word)].append(number)
    growing = {
        word
        for word, said in numbers.items()
        if len(said) > 1 and all(one < other for one, other in pairwise(said))
    }
    present = frozenset(growing | {fold_label(mark.label) for mark in marks})
    roles = paired_roles(present)
    asked = {word for word in growing if roles.get(word) == "interviewer"}
    if not asked:
        return marks
    shortened = asked | {word for word in growing if roles.get(word) == "respondent"}
    return tuple(
        replace(mark, label=counted[place][0])
        if place in counted and fold_label(counted[place][0]) in shortened
        else mark
        for place, mark in enumerate(marks)
    )
