"""Labels that say nothing by themselves: which of them the whole file speaks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from qualcode.language.labels import fold_label
from qualcode.reading.label_roles import paired_roles, plain_role
from qualcode.reading.label_words import PRONOUNS
from qualcode.reading.labels import (
    ends_like_prose,
    has_names,
    is_numbered,
    looks_like_label,
    looks_like_role,
)
from qualcode.reading.layouts.evidence import Signs
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.layouts.order import changes, stand_between

FREQUENT = 0.1  # of all candidates: a label so frequent shapes the file
INITIALS = re.compile(r"(?:[A-ZА-ЯЁ]\.\s?){2,3}$")
PASSES = 4  # over a group whose labels explain each other


def likely_labels(
    signs: dict[str, Signs], known: Collection[str], candidates: tuple[Mark, ...], page: Page
) -> set[str]:
    """Find labels that come again often enough for what they look, in the form of the rest."""
    total = len(candidates)
    often = {label for label, sign in signs.items() if label not in known and _often(sign, total)}
    often -= _wrapped_words(often, candidates, page)
    return _in_form(often, signs, known, page)


def needed_labels(
    likely: set[str], known: Collection[str], order: list[str], signs: dict[str, Signs]
) -> set[str]:
    """Keep the labels that the file cannot be understood without.

    Frequent labels shape it; a rare one must stand where otherwise somebody would follow himself.
    Where the known labels alternate by themselves, this goes for frequent ones too. Without any
    label that is known or frequent, all of them shape the file together.
    """
    total = len(order)
    words = {label for label in likely if signs[label].common and _rare(signs[label], total)}
    words -= PRONOUNS
    complete = is_complete(known, order, signs)
    frequent = {k for k in likely - words if signs[k].count >= max(4, FREQUENT * total)}
    firm = {*known} if complete else {*known, *frequent}
    if not firm:
        return likely - words
    for _ in range(PASSES):
        between = stand_between(order, firm, likely - firm)
        more = {k for k in likely - firm if _is_needed(signs[k], between[k], k in words)}
        if not more:
            break
        firm |= more
    letters = any(len(label) == 1 for label in firm)
    named = {
        label
        for label in likely - firm - words
        if _like_a_name(signs[label], complete) or (letters and len(label) == 1)
    }
    return {*firm, *named}.difference(known)


def _often(sign: Signs, total: int) -> bool:
    if fold_label(sign.written) in PRONOUNS:
        return sign.begun >= max(4, 2 * FREQUENT * total)
    if looks_like_label(sign.written):
        least = 4 if ends_like_prose(sign.written) else 2
        return sign.count >= least or is_numbered(sign.written)
    return looks_like_role(sign.written) and sign.count >= 4 and sign.count >= FREQUENT * total


def _rare(sign: Signs, total: int) -> bool:
    return sign.count <= 3 or sign.count < 1.5 * FREQUENT * total


def _wrapped_words(labels: set[str], candidates: tuple[Mark, ...], page: Page) -> set[str]:
    # in wrapped text any word may begin a line: небольшой / отдел: …; names have capitals
    inside: Counter[str] = Counter()
    for mark in candidates:
        alone = not page.lines[mark.line].text[mark.stop :].strip()
        wrapped = not alone and not page.opens_paragraph(mark.line)
        small = mark.label[:1].islower() and wrapped
        inside[fold_label(mark.label)] += 1 if small else -1
    return {label for label in labels if inside[label] > 0}


def _in_form(
    likely: set[str], signs: dict[str, Signs], known: Collection[str], page: Page
) -> set[str]:
    """Keep the labels that look like the rest of them.

    Beside bold labels plain words are speech; where turns begin with capitals, words before a
    small letter are (`Плюсы: зарплата`); and where turns open paragraphs, words inside them are.
    """
    pool = [signs[label] for label in likely.union(known)]
    total = sum(sign.count for sign in pool)
    bold = [sign for sign in pool if sign.sure >= 0.8 * sign.count]
    if len(bold) > 1 and 2 * sum(sign.count for sign in bold) >= total:
        likely = {label for label in likely if signs[label].sure}
    begun, joined = sum(sign.begun for sign in pool), sum(sign.joined for sign in pool)
    if begun >= 3 * joined:
        likely = {label for label in likely if 2 * signs[label].joined < signs[label].count}
    if page.spaced and 2 * sum(sign.opens for sign in pool) >= total:
        likely = {label for label in likely if signs[label].opens or not _in_lines(signs[label])}
    return likely


def _in_lines(sign: Signs) -> bool:
    # before a small letter in the middle of a paragraph: the sentence goes on
    return 2 * sign.joined >= sign.count


def is_complete(known: Collection[str], order: list[str], signs: dict[str, Signs]) -> bool:
    """Tell whether somebody asks and somebody answers in turn: И, Р, И, Р. Nobody is missing."""
    turns = [label for label in order if label in known]
    pairs = paired_roles(frozenset(known))
    roles = {pairs.get(label) or plain_role(signs[label].written) for label in known}
    return {"interviewer", "respondent"} <= roles and changes(turns) >= 0.8 * (len(turns) - 1)


def _is_needed(sign: Signs, between: int, word: bool) -> bool:
    if word:  # Will, Роман: names that are words too, before turns that begin like any other
        return sign.begun == sign.count and 2 * between >= sign.count
    return 3 * between >= sign.count


def _like_a_name(sign: Signs, complete: bool) -> bool:
    # it opens turns that begin like any other, often enough, and is no word of the talk
    if sign.sure or is_numbered(sign.written) or INITIALS.match(sign.written):
        return True
    several = has_names(sign.written) or not complete
    return sign.begun == sign.opens == sign.count >= 3 and not sign.small and several
