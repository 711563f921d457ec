"""Decides which words at the beginning of lines are labels, by evidence; never by one look."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.label_roles import base_word, paired_roles, plain_role
from qualcode.reading.label_words import ANSWERING, ASKING
from qualcode.reading.labels import (
    ends_like_prose,
    has_names,
    is_numbered,
    looks_like_label,
    looks_like_long_label,
    looks_like_role,
    twin_form,
)
from qualcode.reading.layouts.left_out import left_out
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.telling import counted_label

DECLARED, ROLE, REPEATED = 4.0, 3.0, 1.0
NEAR = 80  # rapidfuzz ratio from which two labels are likely one name and a typing mistake
MOST_COMPARED = 200  # labels; beyond this typing mistakes are not looked for


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
    """Take labels that are declared, unmistakable, or repeated and like a name.

    A label met once is taken where its form leaves no doubt, or where it is so near another that
    it must be a typing mistake: then it stays a speaker of its own, with a warning.
    """
    counts = Counter(fold_label(mark.label) for mark in candidates)
    written = {fold_label(mark.label): mark.label for mark in reversed(candidates)}
    weights = _by_name(counts, written, page)
    weights |= {
        label: REPEATED
        for label, count in counts.items()
        if label not in weights and _repeated(written[label], count, len(candidates))
    }
    _add_long(weights, counts, written, candidates)
    weights = _without_wrapped_words(weights, candidates, page)
    weights = _without_header_labels(weights, counts, candidates, page)
    _add_sure(weights, counts, candidates)
    typos = _add_typos(weights, counts, written)
    notes = (*_typo_notes(typos, counts, written), *left_out(weights, candidates, page))
    return Acceptance(weights, notes)


def _by_name(counts: Counter[str], written: dict[str, str], page: Page) -> dict[str, float]:
    repeated = frozenset(label for label, count in counts.items() if count >= 2)
    pairs = paired_roles(repeated) or paired_roles(frozenset(counts))
    weights = {}
    for label in counts:
        if page.declared.named(label):
            weights[label] = DECLARED
        elif plain_role(written[label]) or label in pairs or _soft(label, counts[label]):
            weights[label] = ROLE
    return weights


def _soft(label: str, count: int) -> bool:
    # questions may be labelled alone
    return count >= 3 and base_word(label) in ASKING | ANSWERING


def _repeated(label: str, count: int, total: int) -> bool:
    """Tell whether a label that says nothing by itself comes often enough for what it looks."""
    if looks_like_label(label):
        return count >= (4 if ends_like_prose(label) else 2) or is_numbered(label)
    return looks_like_role(label) and count >= 4 and count >= 0.1 * total


def _add_long(
    weights: dict[str, float],
    counts: Counter[str],
    written: dict[str, str],
    candidates: tuple[Mark, ...],
) -> None:
    """Take long labels that come thrice, in turn with others: `Петрова Мария, директор`.

    Without two names in it, a label must have a good part of all turns: prose comes again too.
    """
    pool = {k for k, count in counts.items() if count >= 3 and looks_like_long_label(written[k])}
    order = [label for m in candidates if (label := fold_label(m.label)) in pool | weights.keys()]
    follows = Counter(a for a, b in zip(order, [*order[1:], ""], strict=False) if a != b)
    for label in pool - weights.keys():
        many = has_names(written[label]) or counts[label] >= 0.4 * len(order)
        if many and 3 * follows[label] >= 2 * counts[label] and len(set(order)) > 1:
            weights[label] = REPEATED


def _without_wrapped_words(
    weights: dict[str, float], candidates: tuple[Mark, ...], page: Page
) -> dict[str, float]:
    # in wrapped text any word may begin a line: небольшой / отдел: …; names have capitals
    inside: Counter[str] = Counter()
    for mark in candidates:
        alone = not page.lines[mark.line].text[mark.stop :].strip()
        wrapped = not alone and not page.opens_paragraph(mark.line)
        small = mark.label[:1].islower() and wrapped
        inside[fold_label(mark.label)] += 1 if small else -1
    return {k: weight for k, weight in weights.items() if weight > REPEATED or inside[k] <= 0}


def _without_header_labels(
    weights: dict[str, float], counts: Counter[str], candidates: tuple[Mark, ...], page: Page
) -> dict[str, float]:
    # INTERVIEWER: N.K. — once, above the first label that is repeated
    repeated = [m.line for m in candidates if counts[k := fold_label(m.label)] > 1 and k in weights]
    if not repeated:
        return weights
    first = min(repeated)
    above = {fold_label(m.label) for m in candidates if m.line < first}
    return {
        label: weight
        for label, weight in weights.items()
        if not (label in above and counts[label] == 1 and not page.declared.named(label))
    }


def _add_sure(
    weights: dict[str, float], counts: Counter[str], candidates: tuple[Mark, ...]
) -> None:
    taken = [mark for mark in candidates if fold_label(mark.label) in weights]
    if len(taken) < 4 or sum(mark.sure for mark in taken) < 0.9 * len(taken):
        return
    first = min(mark.line for mark in taken)
    for mark in candidates:
        label = fold_label(mark.label)
        fits = mark.sure and mark.line >= first and looks_like_label(mark.label)
        if counts[label] == 1 and fits:
            weights.setdefault(label, REPEATED)


def _add_typos(
    weights: dict[str, float], counts: Counter[str], written: dict[str, str]
) -> dict[str, str]:
    """Find rare labels that nearly equal a frequent one; take them, and say which they resemble."""
    if len(counts) > MOST_COMPARED:
        return {}
    frequent = [label for label in weights if counts[label] >= 3]
    found: dict[str, str] = {}
    for label, count in counts.items():
        for other in frequent:
            if other != label and count * 4 <= counts[other] and _near(label, other):
                found[label] = other
                weights.setdefault(label, REPEATED)
                break
    return {label: found[label] for label in found if looks_like_label(written[label])}


def _near(label: str, other: str) -> bool:
    if twin_form(label) == twin_form(other):
        return True
    if min(len(label), len(other)) < 4 or _digits(label) != _digits(other):
        return False
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    return fuzz.ratio(label, other) >= NEAR and OSA.distance(label, other) <= 2


def _digits(label: str) -> str:
    # Speaker 1 and Speaker 2 are no mistake of each other
    return "".join(filter(str.isdigit, label))


def _typo_notes(
    typos: dict[str, str], counts: Counter[str], written: dict[str, str]
) -> tuple[Note, ...]:
    return tuple(
        Note(
            phrase(
                "labels.typo",
                rare=counted_label(written[label], counts[label]),
                usual=counted_label(written[other], counts[other]),
            ),
            warning=True,
        )
        for label, other in typos.items()
    )
