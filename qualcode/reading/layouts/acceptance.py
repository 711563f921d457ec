"""Decides which words at the beginning of lines are labels, by evidence over the whole file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.model.transcript import Note
from qualcode.reading.headers import is_speech
from qualcode.reading.label_roles import base_word, paired_roles, plain_role
from qualcode.reading.label_words import ANSWERING, ASKING, UNKNOWN
from qualcode.reading.labels import (
    ends_like_prose,
    has_names,
    is_numbered,
    looks_like_label,
    looks_like_long_label,
    looks_like_role,
)
from qualcode.reading.layouts.evidence import Signs, gather_signs
from qualcode.reading.layouts.groups import group_voices
from qualcode.reading.layouts.left_out import left_out
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.layouts.near_labels import near_labels

DECLARED, ROLE, REPEATED = 4.0, 3.0, 1.0
FREQUENT = 0.1  # of all candidates: a label so frequent shapes the file
PASSES = 4  # over a group whose labels explain each other


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The labels that are taken for speakers, by their folded form, and what was left out."""

    weights: dict[str, float]
    notes: tuple[Note, ...] = ()

    def marks(self, candidates: tuple[Mark, ...]) -> tuple[Mark, ...]:
        """Keep the candidates whose labels were taken."""
        return tuple(mark for mark in candidates if fold_label(mark.label) in self.weights)

    def weight(self, marks: tuple[Mark, ...]) -> float:
        """Add up the weights of marks."""
        return sum(self.weights[fold_label(mark.label)] for mark in marks)


def accept(candidates: tuple[Mark, ...], page: Page) -> Acceptance:
    """Take labels that are declared, unmistakable, or repeated, like a name, and needed.

    Needed is a label without which somebody would follow himself: И, Анна, И. A label met once is
    taken where its form leaves no doubt, where it belongs to a group (М1, Ж2, Все), or where it
    is near another: then it stays a speaker of its own, with a warning.
    """
    signs = gather_signs(candidates, page)
    order = [fold_label(mark.label) for mark in candidates]
    weights = _by_name(signs, page)
    likely = _repeated(signs, len(order)) - weights.keys()
    likely -= _wrapped_words(likely, candidates, page)
    likely = _in_form(likely, signs, weights)
    weights |= dict.fromkeys(_needed(likely, weights, order, signs), REPEATED)
    weights |= dict.fromkeys(_long(weights, order, signs), REPEATED)
    weights = _without_header_labels(weights, signs, candidates, page)
    weights |= dict.fromkeys(_sure(weights, signs, candidates), REPEATED)
    for label in group_voices(signs, weights):
        weights.setdefault(label, REPEATED)
    near = near_labels(signs, weights)
    for pair in near:
        weights.setdefault(pair.label, REPEATED)
        weights.setdefault(pair.other, REPEATED)
    notes = (*(pair.note(signs) for pair in near), *left_out(weights, signs, candidates, page))
    return Acceptance(weights, notes)


def _by_name(signs: dict[str, Signs], page: Page) -> dict[str, float]:
    repeated = frozenset(label for label, sign in signs.items() if sign.count >= 2)
    pairs = paired_roles(repeated) or paired_roles(frozenset(signs))
    weights = {}
    for label, sign in signs.items():
        if page.declared.named(label):
            weights[label] = DECLARED
        elif plain_role(sign.written) or label in pairs or _soft(label, sign.count):
            weights[label] = ROLE
        elif sign.count >= 2 and {label, base_word(label)} & UNKNOWN:
            weights[label] = REPEATED
    return weights


def _soft(label: str, count: int) -> bool:
    # questions may be labelled alone
    return count >= 3 and base_word(label) in ASKING | ANSWERING


def _repeated(signs: dict[str, Signs], total: int) -> set[str]:
    """Find labels that say nothing by themselves and come often enough for what they look."""
    return {
        label
        for label, sign in signs.items()
        if _often(sign, total) and not (sign.common and _rare(sign, total))
    }


def _rare(sign: Signs, total: int) -> bool:
    return sign.count <= 3 or sign.count < 1.5 * FREQUENT * total


def _often(sign: Signs, total: int) -> bool:
    if looks_like_label(sign.written):
        least = 4 if ends_like_prose(sign.written) else 2
        return sign.count >= least or is_numbered(sign.written)
    return looks_like_role(sign.written) and sign.count >= 4 and sign.count >= FREQUENT * total


def _wrapped_words(labels: set[str], candidates: tuple[Mark, ...], page: Page) -> set[str]:
    # in wrapped text any word may begin a line: небольшой / отдел: …; names have capitals
    inside: Counter[str] = Counter()
    for mark in candidates:
        alone = not page.lines[mark.line].text[mark.stop :].strip()
        wrapped = not alone and not page.opens_paragraph(mark.line)
        small = mark.label[:1].islower() and wrapped
        inside[fold_label(mark.label)] += 1 if small else -1
    return {label for label in labels if inside[label] > 0}


def _in_form(likely: set[str], signs: dict[str, Signs], known: dict[str, float]) -> set[str]:
    """Keep the labels that look like the rest of them.

    Beside bold labels plain words are speech; where turns begin with capitals, words before a
    small letter are: `Плюсы: зарплата`.
    """
    pool = [signs[label] for label in likely | known.keys()]
    total, sure = sum(sign.count for sign in pool), sum(sign.sure for sign in pool)
    if sure >= 8 and sure >= 0.8 * total:
        likely = {label for label in likely if signs[label].sure}
    begun, joined = sum(sign.begun for sign in pool), sum(sign.joined for sign in pool)
    if begun >= 3 * joined:
        likely = {k for k in likely if 2 * signs[k].joined < signs[k].count}
    return likely


def _needed(
    likely: set[str], known: dict[str, float], order: list[str], signs: dict[str, Signs]
) -> set[str]:
    """Keep the labels that the file cannot be understood without.

    Frequent labels shape it; a rare one must stand where otherwise somebody would follow himself.
    Without any label that is known or frequent, all of them shape the file together.
    """
    frequent = {k for k in likely if signs[k].count >= max(4, FREQUENT * len(order))}
    firm = frequent | known.keys()
    if not firm:
        return likely
    for _ in range(PASSES):
        rare = likely - firm
        follows = _between_one_and_the_same(order, firm, rare)
        more = {label for label in rare if 3 * follows[label] >= signs[label].count}
        if not more:
            break
        firm |= more
    named = {label for label in likely - firm if _like_a_name(signs[label])}
    return (firm | named) - known.keys()


def _like_a_name(sign: Signs) -> bool:
    # it opens turns that begin like any other, and is no word of the talk
    return bool(sign.sure) or (sign.begun == sign.opens == sign.count and not sign.small)


def _between_one_and_the_same(order: list[str], firm: set[str], rare: set[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    pool = [label for label in order if label in firm or label in rare]
    following = ""
    for place in range(len(pool) - 1, 0, -1):
        label, before = pool[place], pool[place - 1]
        if label in firm:
            following = label
        elif before == following:
            found[label] += 1
    return found


def _long(weights: dict[str, float], order: list[str], signs: dict[str, Signs]) -> set[str]:
    """Take long labels that come again, in turn with others: `Петрова Мария, директор`.

    Without two names in it, a label must have a good part of all turns: prose comes again too.
    """
    pool = {
        label
        for label, sign in signs.items()
        if sign.count >= 2 and label not in weights and looks_like_long_label(sign.written)
    }
    turns = [label for label in order if label in pool or label in weights]
    follows = Counter(a for a, b in zip(turns, [*turns[1:], ""], strict=False) if a != b)
    if len(set(turns)) < 2:
        return set()
    return {label for label in pool if _alternates(signs[label], follows[label], len(turns))}


def _alternates(sign: Signs, follows: int, turns: int) -> bool:
    if 3 * follows < 2 * sign.count:
        return False
    named = has_names(sign.written)
    if sign.count == 2:
        return named and "," in sign.written and sign.opens == 2
    return named or sign.count >= 0.4 * turns


def _without_header_labels(
    weights: dict[str, float], signs: dict[str, Signs], candidates: tuple[Mark, ...], page: Page
) -> dict[str, float]:
    # INTERVIEWER: N.K. — once, above the first label that is repeated
    repeated = [m.line for m in candidates if (k := fold_label(m.label)) in weights and _again(k, signs)]
    if not repeated:
        return weights
    first = min(repeated)
    above = {
        fold_label(mark.label)
        for mark in candidates
        if mark.line < first and not is_speech(page.lines[mark.line].text[mark.stop :])
    }
    return {
        label: weight
        for label, weight in weights.items()
        if not (label in above and not _again(label, signs) and not page.declared.named(label))
    }


def _again(label: str, signs: dict[str, Signs]) -> bool:
    return signs[label].count > 1


def _sure(
    weights: dict[str, float], signs: dict[str, Signs], candidates: tuple[Mark, ...]
) -> set[str]:
    """Take labels met once below others where nearly all are set off in one way, and they too."""
    taken = [mark for mark in candidates if fold_label(mark.label) in weights]
    if len(taken) < 4 or sum(mark.sure for mark in taken) < 0.9 * len(taken):
        return set()
    first = min(mark.line for mark in taken)
    return {
        label
        for mark in candidates
        if mark.sure and mark.line >= first and looks_like_label(mark.label)
        if signs[label := fold_label(mark.label)].count == 1 and label not in weights
    }
