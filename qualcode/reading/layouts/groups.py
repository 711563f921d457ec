"""Voices of a group that may well speak once: counted, from the floor, several at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.reading.label_roles import PARENTHESIS, plain_role
from qualcode.reading.label_words import EVERYBODY, VOICES
from qualcode.reading.layouts.evidence import Signs
from qualcode.reading.layouts.order import stand_between

# М1, Ж 2, Мужчина 3, P01; 1-я женщина
COUNTED = re.compile(r"(?P<stem>[^\W\d_]{1,15})[ .№-]{0,2}\d{1,3}$")
COUNTED_FIRST = re.compile(r"\d{1,2}-?[^\W\d_]{0,2} (?P<stem>[^\W\d_]{3,15})$")
BETWEEN = re.compile(r"\s*[,&+/]\s*|\s+(?:и|and)\s+")
SHORT = 2  # letters of a stem that is no ordinary word: Шаг 1, Шаг 2


def group_voices(
    signs: dict[str, Signs], taken: Collection[str], order: list[str]
) -> Iterator[str]:
    """Find labels that belong to a group whose other labels are known or come again.

    `order` is the labels of all candidates, one after the other.
    """
    if not taken and all(sign.count == 1 for sign in signs.values()):
        return
    counted = {*_series(signs, taken, order), *_numbers(signs, order)}
    yield from counted
    known = {*taken, *counted}
    if not known:
        return
    for label, sign in signs.items():
        voice = is_voice(sign.written) or _are_several(sign.written, known)
        if voice and label not in known and sign.opens:
            yield label


def is_voice(label: str) -> bool:
    """Tell whether a label names somebody of a crowd: `Все`, `Голос из зала`, `Male voice`."""
    words = fold_label(PARENTHESIS.sub("", label)).split()
    if " ".join(words) in EVERYBODY:
        return True
    return 0 < len(words) <= 3 and bool({words[0], words[-1]} & VOICES)


def stem(label: str) -> str:
    """Give the word of a label that counts: `М1` → `м`, `1-я женщина` → `женщина`."""
    folded = fold_label(PARENTHESIS.sub("", label))
    found = COUNTED.match(folded) or COUNTED_FIRST.match(folded)
    return found["stem"] if found else ""


def _series(signs: dict[str, Signs], taken: Collection[str], order: list[str]) -> Iterator[str]:
    """Find labels that are counted: `М1`, `М2`; where one is taken, the others are.

    Those of ordinary words (`Сотрудник 1`, but also `Вариант 1`) must speak between others' turns.
    """
    members = defaultdict[str, list[str]](list)
    for label, sign in signs.items():
        if sign.opens and (word := stem(sign.written)):
            members[word].append(label)
    short = sum(len(labels) for word, labels in members.items() if len(word) <= SHORT)
    for word, labels in members.items():
        known = bool(plain_role(word)) or word in VOICES
        if len(word) <= SHORT:
            again = any(signs[label].count > 1 for label in labels)
            accepted = short >= 2 and (again or bool(taken))
        else:
            known = known or any(label in taken for label in labels)
            accepted = bool(taken) and (known or _speak_between(labels, signs, taken, order))
        if accepted:
            yield from labels


def _speak_between(
    labels: list[str], signs: dict[str, Signs], taken: Collection[str], order: list[str]
) -> bool:
    between = stand_between(order, taken, labels)
    return len(labels) > 1 and 2 * between.total() >= sum(signs[label].count for label in labels)


def _numbers(signs: dict[str, Signs], order: list[str]) -> Iterator[str]:
    """Find speakers who are numbers alone: they come again, not one after the other as in lists."""
    said = [int(label) for label in order if label.isdecimal()]
    labels = [label for label in signs if label.isdecimal()]
    if len(labels) < 2 or len(said) < 1.5 * len(labels):
        return
    counting = sum(other == one + 1 for one, other in pairwise(said))
    joined = sum(signs[label].joined for label in labels)
    if 2 * counting < len(said) and 4 * joined <= len(said):
        yield from labels


def _are_several(written: str, taken: Collection[str]) -> bool:
    # Р1, Р2; Анна и Борис
    parts = [fold_label(part) for part in BETWEEN.split(written)]
    return len(parts) > 1 and all(part in taken or len(stem(part)) in (1, 2) for part in parts)
