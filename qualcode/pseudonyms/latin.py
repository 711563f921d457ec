"""Russian names in Latin letters and back: Petrova, Gleb, Stepanych, Irkutsk."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from qualcode.pseudonyms.russian_words import Reading, RussianWord, look_up

_TO_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),
        strict=True,
    )
)
# Longer ones first; `ia` and `y` at the end are those of Мария, Дмитрий.
_TO_CYRILLIC = (
    ("shch", "щ"), ("tsk", "тск"),
    ("iya", "ия"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"),
    ("yu", "ю"), ("ya", "я"), ("yo", "е"), ("ye", "е"), ("ey", "ей"), ("ay", "ай"), ("iy", "ий"),
    ("a", "а"), ("b", "б"), ("v", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"),
    ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"), ("c", "к"), ("y", "ы"),
)  # fmt: skip
_PARTS = re.compile("|".join(latin for latin, _ in _TO_CYRILLIC))
_BY_PART = dict(_TO_CYRILLIC)
_ENDINGS = (("ia", "iya"), ("ii", "iy"), ("ry", "riy"), ("ny", "niy"), ("ly", "liy"))
_FEWEST = 3  # letters: Ira


def to_latin(word: str) -> str:
    """Write a Russian word in Latin letters, in the commonest way."""
    return "".join(_TO_LATIN.get(sign, sign) for sign in word.lower()).replace("-", "")


@lru_cache(maxsize=1 << 14)
def read_latin(word: str) -> RussianWord:
    """Look up a folded word in Latin letters as a Russian one; nothing where it can be none."""
    if len(word) < _FEWEST or not word.isascii() or not word.isalpha():
        return RussianWord(known=False)
    for ending, written in (*_ENDINGS, ("", "")):
        if word.endswith(ending):
            spelt = word.removesuffix(ending) + written
            found = look_up("".join(_BY_PART.get(part, "") for part in _PARTS.findall(spelt)))
            read = replace(
                found,
                given=_as_in_tables(found.given),
                patronymic=_as_in_tables(found.patronymic),
                place=_as_in_tables(found.place),
            )
            if found.known and (read.given or read.patronymic or read.place):
                return read
    return RussianWord(known=False)


def _as_in_tables(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Leave out all but the nominative: English has no other cases."""
    return tuple(one for one in readings if one.case == "nomn")


def is_russian_name(word: str) -> bool:
    """Tell whether a folded word in Latin letters is a Russian first name or patronymic."""
    found = read_latin(word)
    return bool(found.given or found.patronymic) and not found.ordinary
