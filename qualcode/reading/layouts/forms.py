"""The ways a label is set off from speech: each finds its candidates on a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.reading.document import Line
from qualcode.reading.label_roles import plain_role
from qualcode.reading.label_words import ANSWERING, ASKING, LETTERS
from qualcode.reading.labels import (
    clean_label,
    looks_like_label,
    looks_like_long_label,
)
from qualcode.reading.layouts.label_lines import label_lines
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.layouts.patterns import (
    ANGLE,
    AT,
    BRACKET,
    COLON,
    DASH,
    PERIOD,
    TAB,
    mark_of,
)

LOOKED_AT = 240  # characters at the beginning of a line: labels are short, lines may not be
FEWEST_IN_CAPITALS = 6  # a play: АННА. Как …; abbreviations end sentences too


@dataclass(frozen=True, slots=True)
class Form:
    """One way to set off a label, and how much of a page it must shape to be believed alone."""

    name: str
    find: Callable[[Page], Iterator[Mark]]
    share: float  # of the lines with text, where no label is declared or unmistakable


def _each(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[int, Line, re.Match[str]]]:
    for number in page.written():
        line = page.lines[number]
        if not line.heading and (found := pattern.match(line.text, 0, LOOKED_AT)):
            yield number, line, found


def colons(page: Page) -> Iterator[Mark]:
    """Find `И: text`, and a label with a colon alone on its line."""
    for number, line, found in _each(page, COLON):
        mark = mark_of(number, found, _in_bold(line, found))
        if (
            looks_like_label(mark.label)
            or _few_words(mark.label)
            or page.declared.named(mark.label)
            or (looks_like_long_label(mark.label) and page.opens_paragraph(number))
        ):
            yield mark


def _in_bold(line: Line, found: re.Match[str]) -> bool:
    # the label in bold and the speech not, or the label alone on its line
    alone = not line.text[found.end("label") :].strip(" :*_")
    return line.bold >= found.end("label") and (alone or line.bold < len(line.text.rstrip()))


def _few_words(label: str) -> bool:
    # not a speaker unless declared, but worth naming when it comes again: Важно, И они сказали
    return len(label.split()) <= 3


def dash_labels(page: Page) -> Iterator[Mark]:
    """Find `I – Hi!` and `ИНТ. — Добрый день`."""
    for number, _line, found in _each(page, DASH):
        label = clean_label(found.group("label"))
        known = page.declared.named(label) or plain_role(label)
        if known or (len(label.split()) <= 2 and looks_like_label(label)):
            yield mark_of(number, found)


def periods(page: Page) -> Iterator[Mark]:
    """Find `Вопрос. text`: words of a role alone, any other word ends sentences.

    Letters count only where they open most paragraphs: `И. Иванов` opens one like any other.
    """
    found_marks = _each(page, PERIOD)
    marks = [mark_of(n, found) for n, line, found in found_marks if not _before_colon(line, found)]
    letters = sum(fold_label(mark.label) in LETTERS for mark in marks)
    many = letters >= 4 and letters >= 0.5 * len(page.paragraphs())
    spoken = ASKING | ANSWERING | LETTERS if many else ASKING | ANSWERING
    play = sum(map(_in_capitals, marks)) >= FEWEST_IN_CAPITALS
    for mark in marks:
        known = plain_role(mark.label) or fold_label(mark.label) in spoken
        known = known or (play and _in_capitals(mark))
        if known or page.declared.named(mark.label):
            yield mark


def periods_of_letters(page: Page) -> Iterator[Mark]:
    """Find `Р. text` and `Ответ. text` wherever they stand: other labels must speak for them."""
    spoken = ASKING | ANSWERING | LETTERS
    for number, _line, found in _each(page, PERIOD):
        mark = mark_of(number, found)
        if plain_role(mark.label) or fold_label(mark.label) in spoken:
            yield mark


def _in_capitals(mark: Mark) -> bool:
    return len(mark.label) > 2 and mark.label.isupper()


def _before_colon(line: Line, period: re.Match[str]) -> bool:
    # Соц. работник: text
    found = COLON.match(line.text, 0, LOOKED_AT)
    return found is not None and found.end("label") > period.end() and _few_words(found["label"])


def tabs(page: Page) -> Iterator[Mark]:
    """Find `инт<TAB>text`."""
    for number, _line, found in _each(page, TAB):
        mark = mark_of(number, found)
        if looks_like_label(mark.label) or page.declared.named(mark.label):
            yield mark


def brackets(page: Page) -> Iterator[Mark]:
    """Find `[id1] hello`: identifiers and roles, since `[pause]` looks the same."""
    for number, _line, found in _each(page, BRACKET):
        label = (found.group("square") or found.group("round")).strip()
        identifier = any(map(str.isdigit, label)) and any(map(str.isalpha, label))
        identifier = identifier and bool(found.group("square"))
        capital = len(label) <= 2 and label.isupper()
        if identifier or capital or plain_role(label) or page.declared.named(label):
            yield mark_of(number, found)


def angles(page: Page) -> Iterator[Mark]:
    """Find `<anna> hello`, the nick of a chat."""
    for number, _line, found in _each(page, ANGLE):
        yield mark_of(number, found)


def at_signs(page: Page) -> Iterator[Mark]:
    """Find `@ish1984f да //`: a nick behind the sign that makes it one."""
    for number, _line, found in _each(page, AT):
        yield mark_of(number, found)


def bold_names(page: Page) -> Iterator[Mark]:
    """Find a name in bold before plain text, without a colon."""
    for number in page.written():
        line = page.lines[number]
        name = line.text[: line.bold]
        if line.heading or not line.bold or not line.text[line.bold :].strip() or ":" in name:
            continue
        if looks_like_label(name):
            stop = line.bold + len(line.text[line.bold :]) - len(line.text[line.bold :].lstrip())
            start = len(line.text) - len(line.text.lstrip())
            yield Mark(number, start, stop, clean_label(name), sure=True)


# in the order in which they are preferred when their grounds are equally good
FORMS = (
    Form("labels", colons, 0.1),
    Form("label lines", label_lines, 0.1),
    Form("labels with dashes", dash_labels, 0.3),
    Form("labels with tabs", tabs, 0.5),
    Form("labels with periods", periods, 0.3),
    Form("labels in brackets", brackets, 0.3),
    Form("labels in bold", bold_names, 0.3),
    Form("labels with at-signs", at_signs, 0.3),
    Form("labels in angle brackets", angles, 0.7),
)
