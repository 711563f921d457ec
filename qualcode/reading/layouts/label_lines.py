"""Labels that stand alone on a line, with a time, a number or nothing beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.language.labels import fold_label
from qualcode.reading.document import Line
from qualcode.reading.label_roles import plain_role
from qualcode.reading.label_words import LETTERS
from qualcode.reading.labels import (
    clean_label,
    has_names,
    looks_like_label,
    looks_like_long_label,
    looks_like_role,
)
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.layouts.patterns import BARE, NUMBERED, TIME_FIRST, TIMED, mark_of
from qualcode.reading.times import is_time

LONGEST = 110  # characters of a line with a label and nothing else
ENDED = re.compile(r"[.?!…]$")
NUMBER_AND_NAME = re.compile(r"\d{1,3} \([A-ZА-ЯЁ]")  # 4 (Michal): no words of a talk look so
NO_LABEL = ("?", "!", "…", "-", "–", "—", "=", "~")  # a turn that is nothing but `И?`, or a rule
OF_CUES = 0.6  # of the cues: fewer with a name above their words are captions on two lines


def label_lines(page: Page) -> Iterator[Mark]:
    """Find labels alone on a line with a time or a number, and role words quite alone."""
    written = page.written()
    named = _names_of_cues(page, written) if page.captions else frozenset[int]()
    for number in written[:-1]:
        line = page.lines[number]
        if line.heading or len(line.text) > LONGEST:
            continue
        if mark := _with_time(number, line, page) or _alone(number, line, page, named):
            yield mark


def _with_time(number: int, line: Line, page: Page) -> Mark | None:
    for pattern in (TIMED, TIME_FIRST, NUMBERED):
        if (found := pattern.match(line.text)) and _named(found, page):
            return mark_of(number, found, sure=pattern is not NUMBERED)
    return None


def _alone(number: int, line: Line, page: Page, named: frozenset[int]) -> Mark | None:
    found = BARE.match(line.text)
    if found is None or line.text.rstrip().endswith(NO_LABEL):
        return None
    label = clean_label(found["label"])
    known = fold_label(label) in LETTERS or plain_role(label) or page.declared.named(label)
    timed = _beside_time(number, page)
    above = timed or number in named or not number or not page.lines[number - 1].text.strip()
    unended = not ENDED.search(line.text.strip())
    above = above or bool(NUMBER_AND_NAME.match(label))
    if known or (above and unended and looks_like_label(label)):
        return mark_of(number, found, sure=timed)
    return None


def _beside_time(number: int, page: Page) -> bool:
    """Tell whether a time stands alone on the line above or below."""
    beside = page.lines[max(0, number - 1) : number + 2]
    return any(is_time(line.text) for line in beside)


def _names_of_cues(page: Page, written: tuple[int, ...]) -> frozenset[int]:
    """Find the first lines of cues where most of them are names above words, and come again."""
    firsts = [n for place, n in enumerate(written) if not place or _new_cue(page, n)]
    names = [
        n
        for n in firsts
        if looks_like_label(text := page.lines[n].text.strip())
        and not ENDED.search(text)
        and n + 1 < len(page.lines)
        and not _new_cue(page, n + 1)
    ]
    labels = {fold_label(page.lines[n].text) for n in names}
    most = len(names) >= OF_CUES * len(firsts) and 2 * len(labels) <= len(names)
    return frozenset(names) if most else frozenset()


def _new_cue(page: Page, number: int) -> bool:
    line, above = page.lines[number], page.lines[number - 1]
    return (line.time, line.ends) != (above.time, above.ends)


def _named(found: re.Match[str], page: Page) -> bool:
    label = clean_label(found.group("label"))
    shaped = looks_like_label(label) or looks_like_role(label)
    # Ivanova, Anna  0:12
    with_comma = "," in label and has_names(label) and looks_like_long_label(label)
    return shaped or with_comma or page.declared.named(label)
