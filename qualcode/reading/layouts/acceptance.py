"""Decides which words at the beginning of lines are labels, by evidence over the whole file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.headers import is_speech
from qualcode.reading.label_roles import base_word, paired_roles, plain_role
from qualcode.reading.label_words import ANSWERING, ASKING, UNKNOWN
from qualcode.reading.labels import (
    has_names,
    is_numbered,
    looks_like_long_label,
)
from qualcode.reading.layouts.company import (
    announced_labels,
    called_labels,
    filling_labels,
    set_off_labels,
)
from qualcode.reading.layouts.evidence import Signs, gather_signs
from qualcode.reading.layouts.groups import group_voices
from qualcode.reading.layouts.left_out import left_out
from qualcode.reading.layouts.likely import likely_labels, needed_labels
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.layouts.near_labels import near_labels
from qualcode.reading.telling import first_labels

DECLARED, ROLE, SHAPING, REPEATED = 4.0, 3.0, 2.0, 1.0
SHOWN = 8  # labels named in one note


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The labels that are taken for speakers, by their folded form, and what was left out."""

    weights: dict[str, float]
    notes: tuple[Note, ...] = ()

    def marks(self, candidates: tuple[Mark, ...]) -> tuple[Mark, ...]:
        """Keep the candidates whose labels were taken."""
        return tuple(mark for mark in candidates if fold_label(mark.label) in self.weights)

    def weight(self, marks: tuple[Mark, ...], shaping: bool) -> float:
        """Add up the weights of marks; those that shape the page weigh more."""
        least = SHAPING if shaping else REPEATED
        return sum(max(least, self.weights[fold_label(mark.label)]) for mark in marks)


def accept(candidates: tuple[Mark, ...], page: Page) -> Acceptance:
    """Take labels that are declared, unmistakable, or repeated, like a name, and needed.

    Needed is a label without which somebody would follow himself: И, Анна, И. A label met once is
    taken where its form leaves no doubt, where it belongs to a group (М1, Ж2, Все), where the
    header names it among those who speak, or where it is near another: then it stays a speaker of
    its own, with a warning.
    """
    signs = gather_signs(candidates, page)
    order = [fold_label(mark.label) for mark in candidates]
    weights = _by_name(signs, page)
    likely = likely_labels(signs, weights, candidates, page)
    weights |= dict.fromkeys(needed_labels(likely, weights, order, signs), REPEATED)
    weights |= dict.fromkeys(_long(weights, order, signs), REPEATED)
    weights |= dict.fromkeys(filling_labels(weights, order, signs, candidates, page), REPEATED)
    weights = _without_header_labels(weights, signs, candidates, page)
    weights |= dict.fromkeys(set_off_labels(weights, signs, candidates), REPEATED)
    weights |= dict.fromkeys(announced_labels(weights, signs, candidates, page), REPEATED)
    named = called_labels(weights, signs, order)
    weights |= dict.fromkeys(named, REPEATED)
    for label in group_voices(signs, weights, order):
        weights.setdefault(label, REPEATED)
    near = near_labels(signs, weights)
    for pair in near:
        weights.setdefault(pair.label, REPEATED)
        weights.setdefault(pair.other, REPEATED)
    notes = (
        *_named_notes(named, signs),
        *(pair.note(signs) for pair in near),
        *left_out(weights, signs, candidates, page),
    )
    return Acceptance(weights, notes)


def _by_name(signs: dict[str, Signs], page: Page) -> dict[str, float]:
    repeated = frozenset(label for label, sign in signs.items() if sign.count >= 2)
    pairs = paired_roles(repeated) or paired_roles(frozenset(signs))
    weights = {}
    for label, sign in signs.items():
        if page.declared.named(label):
            weights[label] = DECLARED
        elif _plain(sign.written) or label in pairs or _soft(label, sign.count):
            weights[label] = ROLE
        elif sign.count >= 2 and {label, base_word(label)} & UNKNOWN:
            weights[label] = REPEATED
    return weights


def _plain(label: str) -> bool:
    return bool(plain_role(label)) or is_numbered(label)


def _soft(label: str, count: int) -> bool:
    # questions may be labelled alone
    return count >= 3 and base_word(label) in ASKING | ANSWERING


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
    return named or (sign.count >= 0.4 * turns and 2 * sign.joined < sign.count)


def _without_header_labels(
    weights: dict[str, float], signs: dict[str, Signs], candidates: tuple[Mark, ...], page: Page
) -> dict[str, float]:
    # INTERVIEWER: N.K. — once, above the first label that is repeated
    repeated = [
        m.line for m in candidates if (k := fold_label(m.label)) in weights and _again(k, signs)
    ]
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


def _named_notes(named: list[str], signs: dict[str, Signs]) -> tuple[Note, ...]:
    if not named:
        return ()
    called = first_labels([(signs[k].written, signs[k].count) for k in named], SHOWN)
    return (Note(phrase("labels.called", **called), warning=True),)
