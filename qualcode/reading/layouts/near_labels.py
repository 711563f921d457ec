"""Labels that are likely one person's: typing mistakes, and names that change to initials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.label_roles import PARENTHESIS, plain_role
from qualcode.reading.labels import looks_like_label, twin_form
from qualcode.reading.layouts.evidence import Signs
from qualcode.reading.layouts.groups import is_voice
from qualcode.reading.telling import counted_label

NEAR = 80  # rapidfuzz ratio from which two labels are likely one name and a typing mistake
MOST_COMPARED = 40_000  # pairs of labels; beyond this they are not compared
INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){2,3}$|[A-ZА-ЯЁ]{2,3}$")
NAME = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Near:
    """Two labels that are kept apart, though they may be one person's."""

    label: str  # folded, like the other
    other: str
    kind: str  # typo, or same_person

    def note(self, signs: dict[str, Signs]) -> Note:
        """Say so, for a person to decide."""
        one, two = (
            counted_label(signs[label].written, signs[label].count)
            for label in (self.label, self.other)
        )
        return Note(phrase(f"labels.{self.kind}", rare=one, usual=two), warning=True)


def near_labels(signs: dict[str, Signs], taken: Collection[str]) -> tuple[Near, ...]:
    """Find labels that nearly equal one that is taken, or are its initials or its full name."""
    typos = tuple(_typos(signs, taken))
    mistyped = {near.label for near in typos}
    return (*typos, *(same for same in _same_people(signs, taken) if same.label not in mistyped))


def _typos(signs: dict[str, Signs], taken: Collection[str]) -> Iterator[Near]:
    frequent = [label for label in taken if signs[label].count >= 3]
    if len(frequent) * len(signs) > MOST_COMPARED:
        return
    for label, sign in signs.items():
        if not looks_like_label(sign.written):
            continue
        for other in frequent:
            if other != label and sign.count * 4 <= signs[other].count and _near(label, other):
                yield Near(label, other, "typo")
                break


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


def _same_people(signs: dict[str, Signs], taken: Collection[str]) -> Iterator[Near]:
    """Find short forms of full names, where no other full name has the same short form.

    One of the two is taken, or it comes again; the full name may well be written once.
    """
    full = {label: words for label, sign in signs.items() if (words := _full_name(sign.written))}
    if len(full) * len(signs) > MOST_COMPARED:
        return
    believed = set(taken)
    for label in sorted(signs, key=lambda label: label not in taken):
        names = [n for n, words in full.items() if _shortens(signs[label].written, words, n)]
        if len(names) == 1 and (label in believed or names[0] in believed):
            believed |= {label, names[0]}
            yield Near(label, names[0], "same_person")


def _full_name(written: str) -> tuple[str, ...]:
    words = PARENTHESIS.sub("", written).split()
    named = 2 <= len(words) <= 4 and all(word[0].isupper() and len(word) > 1 for word in words)
    if not named or plain_role(written) or is_voice(written) or any(map(str.isdigit, written)):
        return ()
    return tuple(fold_label(word) for word in words)


def _shortens(written: str, words: tuple[str, ...], name: str) -> bool:
    bare = PARENTHESIS.sub("", written)
    folded = fold_label(bare)
    if folded == name or any(map(str.isdigit, written)):
        return False
    if INITIALS.match(bare):
        letters = Counter("".join(NAME.findall(folded)))
        return letters <= Counter(word[0] for word in words)
    parts = folded.split()
    return len(parts) < len(words) and len(folded) > 2 and set(parts) <= set(words)
