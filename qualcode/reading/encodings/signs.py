"""What a sign is in a text, and how much it costs to believe that it stands where it stands.

A cost is −ln of a rough probability, so that costs of a whole text add up to how unlikely the text
is, and the difference of two readings of the same bytes says how much more one is to be believed.
Costs of Russian letters are counted (`russian_pairs`); the others are set by hand.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from functools import cache
from typing import NamedTuple

from qualcode.reading.encodings.russian_pairs import COSTS, PLACES


class Kind(Enum):
    """What a sign is beside its neighbours."""

    BLANK = 0  # ASCII that is no letter
    LATIN = 1  # an ASCII letter
    RUSSIAN = 2
    KINDRED = 3  # a Cyrillic letter of a neighbouring language
    ACCENTED = 4  # a Latin letter above ASCII
    OPENING = 5  # what stands before a word: « „
    CLOSING = 6  # what stands behind a word: » ”
    TYPED = 7  # what else writers and their programs use: — … № ’
    BOX = 8  # lines of DOS tables
    ODD = 9  # nothing that one writes in an interview
    NONE = 10  # no sign at all: a hole in the encoding, a control


class Sign(NamedTuple):
    """A sign: its kind, its place in the table of pairs or its own cost, its case."""

    kind: Kind
    value: int = 0
    upper: bool = False


# letters of Ukrainian, Belarusian and Serbian that do the work of a Russian one
_KINDRED = {"і": "и", "ї": "и", "є": "э", "ґ": "г", "ў": "у", "ј": "й"}
_OPENING = {"«": 3, "„": 3, "“": 3, "‘": 4, "\u00a0": 1}
_CLOSING = {"»": 3, "”": 3}
_TYPED = dict.fromkeys("—–…№’\u00ad", 3) | dict.fromkeys("§©®°±™•·‹›", 6)
_ACCENTED = {
    letter: cost
    for letters, cost in (
        ("éèàüöäñçáíóúß", 2),
        ("êâôîûëïåøæœ", 3),
        ("ìòùãõšž", 5),
        ("ðþýÿ¿¡", 7),
    )
    for letter in letters
}
_LETTERS = frozenset({Kind.RUSSIAN, Kind.KINDRED})
_WESTERN = frozenset({Kind.LATIN, Kind.ACCENTED})

NO_SIGN = Sign(Kind.NONE)
_OTHER_SCRIPT = 9  # a Cyrillic letter right beside a Latin one
_CLINGS = 3  # »и, и«, a blank before »
_CAPITAL_INSIDE = 7  # кОНЬ
_CAPITAL_FIRST = 2
_CAPITAL_AGAIN = 1  # СССР


@cache
def sign_of(character: str) -> Sign:
    """Say what a character is."""
    if character < "\x80":
        if not character.isalpha():
            return Sign(Kind.BLANK)
        return Sign(Kind.LATIN, 0, character.isupper())
    lower = character.lower()
    upper = lower != character
    if lower in PLACES:
        return Sign(Kind.RUSSIAN, PLACES[lower], upper)
    if lower in _KINDRED:
        return Sign(Kind.KINDRED, PLACES[_KINDRED[lower]], upper)
    if character in _OPENING:
        return Sign(Kind.OPENING, _OPENING[character])
    if character in _CLOSING:
        return Sign(Kind.CLOSING, _CLOSING[character])
    if character in _TYPED:
        return Sign(Kind.TYPED, _TYPED[character])
    if lower in _ACCENTED:
        return Sign(Kind.ACCENTED, _ACCENTED[lower] + upper, upper)
    if "\u2500" <= character <= "\u259f":
        return Sign(Kind.BOX, ord(character))
    if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
        return NO_SIGN
    return Sign(Kind.ODD)


@cache
def cost_of(before: Sign, sign: Sign) -> int:
    """Say what a sign costs behind another; ASCII behind ASCII is never asked for."""
    if sign.kind in _LETTERS:
        return _cost_of_letter(before, sign)
    if sign.kind is Kind.NONE:
        return 14
    if sign.kind is Kind.ODD:
        return 9
    ends_word = COSTS[before.value][0] if before.kind in _LETTERS else 0
    if sign.kind in _WESTERN and before.kind in _LETTERS:
        return _OTHER_SCRIPT + (sign.value if sign.kind is Kind.ACCENTED else 0)
    if sign.kind in {Kind.BLANK, Kind.LATIN}:
        return ends_word if before.kind in _LETTERS else 1
    if sign.kind is Kind.TYPED:
        return ends_word + sign.value
    if sign.kind is Kind.CLOSING:
        return ends_word + sign.value + (_CLINGS if before.kind is Kind.BLANK else 0)
    if sign.kind is Kind.OPENING:
        return ends_word + sign.value + (_CLINGS if before.kind in _LETTERS else 0)
    if sign.kind is Kind.BOX:
        return _cost_of_box(before, sign)
    inside = sign.upper and not before.upper and before.kind in _WESTERN
    lead = {Kind.LATIN: 3, Kind.ACCENTED: 5}.get(before.kind, 4)
    return lead + sign.value + (_CAPITAL_INSIDE if inside else 0)


def _cost_of_letter(before: Sign, sign: Sign) -> int:
    cost = 2 if sign.kind is Kind.KINDRED else 0
    if before.kind in _WESTERN:
        return cost + _OTHER_SCRIPT + COSTS[0][sign.value]
    if before.kind not in _LETTERS:
        cost += _CLINGS * (before.kind in {Kind.CLOSING, Kind.TYPED, Kind.BOX, Kind.ODD})
        return cost + COSTS[0][sign.value] + (_CAPITAL_FIRST if sign.upper else 0)
    cost += COSTS[before.value][sign.value]
    if before.upper:
        return cost + _CAPITAL_AGAIN
    return cost + (_CAPITAL_INSIDE if sign.upper else 0)


def _cost_of_box(before: Sign, sign: Sign) -> int:
    # tables are drawn with few signs, many times each; KOI8 read as DOS has all of them
    if before.kind is Kind.BOX:
        return 1 if before.value == sign.value else 6
    return 9 if before.kind in _LETTERS or before.kind in _WESTERN else 4
