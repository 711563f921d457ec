"""Voices of a group that may well speak once: counted ones, those from the floor, several at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from qualcode.language.labels import fold_label
from qualcode.reading.label_roles import PARENTHESIS, plain_role
from qualcode.reading.label_words import EVERYBODY, VOICES
from qualcode.reading.layouts.evidence import Signs

# М1, Ж 2, Мужчина 3, P01; 1-я женщина
COUNTED = re.compile(r"(?P<stem>[^\W\d_]{1,15})[ .№-]{0,2}\d{1,3}$")
COUNTED_FIRST = re.compile(r"\d{1,2}-?[^\W\d_]{0,2} (?P<stem>[^\W\d_]{3,15})$")
BETWEEN = re.compile(r"\s*[,&+/]\s*|\s+(?:и|and)\s+")
SHORT = 2  # letters of a stem that is no ordinary word: Шаг 1, Шаг 2


def group_voices(signs: dict[str, Signs], taken: Collection[str]) -> Iterator[str]:
    """Find labels that belong to a group whose other labels are known or come again."""
    if not taken and not any(sign.count > 1 for sign in signs.values()):
        return
    counted = set(_series(signs, taken))
    yield from counted
    if not taken and not counted:
        return
    for label, sign in signs.items():
        if label in taken or label in counted or not sign.opens:
            continue
        if is_voice(sign.written) or _are_several(sign.written, {*taken, *counted}):
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


def _series(signs: dict[str, Signs], taken: Collection[str]) -> Iterator[str]:
    """Find labels that are counted: `М1`, `М2`; where words are (`Шаг 1`), most must come again."""
    members = defaultdict[str, list[str]](list)
    for label, sign in signs.items():
        if sign.opens and (word := stem(sign.written)):
            members[word].append(label)
    short = sum(len(labels) for word, labels in members.items() if len(word) <= SHORT)
    for word, labels in members.items():
        again = sum(signs[label].count > 1 for label in labels)
        known = bool(plain_role(word)) or word in VOICES
        of_letters = len(word) <= SHORT and short >= 2 and (again or taken)
        if of_letters or (known and taken) or (len(labels) > 1 and 2 * again >= len(labels)):
            yield from labels


def _are_several(written: str, taken: Collection[str]) -> bool:
    # Р1, Р2; Анна и Борис
    parts = [fold_label(part) for part in BETWEEN.split(written)]
    return len(parts) > 1 and all(part in taken or len(stem(part)) in (1, 2) for part in parts)
