"""When two speaker labels are the same: `Инф.` and `инф`, `**Anna:**` and `Anna`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qualcode.language.words import fold

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def fold_label(label: str) -> str:
    """Return `label` without case, surrounding punctuation and markup; empty for a bare dash."""
    composed = unicodedata.normalize("NFC", label)
    return fold(_BLANKS.sub(" ", _EDGES.sub("", composed)))


def same_label(one: str, other: str) -> bool:
    """Tell whether two labels name the same speaker."""
    return fold_label(one) == fold_label(other)
