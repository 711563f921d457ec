"""When two speaker labels are the same: `Инф.` and `инф`, `**Anna:**` and `Anna`.

Blanks after periods are no difference either: `Рюмина А. Б.` and `Рюмина А.Б.`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qualcode.language.words import fold

_LETTER = re.compile(r"[^\W_]")
_KEPT = 100  # characters: what is longer is no label, and is neither composed nor kept in memory


def fold_label(label: str) -> str:
    """Return `label` as it is compared; empty for a bare dash.

    Without case, surrounding punctuation and markup, and blanks after periods.
    """
    return _fold_kept(label) if len(label) <= _KEPT else _fold(label)


@lru_cache(maxsize=4096)
def _fold_kept(label: str) -> str:
    return _fold(unicodedata.normalize("NFC", label))


def _fold(label: str) -> str:
    first, last = _LETTER.search(label), _LETTER.search(label[::-1])
    if not first or not last:
        return ""
    words = " ".join(label[first.start() : len(label) - last.start()].split())
    return fold(words.replace(". ", "."))  # initials are typed with blanks and without


def same_label(one: str, other: str) -> bool:
    """Tell whether two labels name the same speaker."""
    return fold_label(one) == fold_label(other)
