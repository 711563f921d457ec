"""Bars between whole phrases: `power vertical|vertical of power`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from qualcode.inspecting.checking.finding import Finding, keeping
from qualcode.inspecting.checking.material import Material
from qualcode.language.words import fold
from qualcode.model.codebook import Indicator, Phrase, leaves_of

_ITEMS = re.compile(r"[\[\],]")  # between the items of a group on one line
_KEY = re.compile(r"^\s*(?:term|fuzzy): ")


def check_bars(material: Material) -> Iterator[Finding]:
    """Find bars that join single words where whole phrases seem to be meant."""
    for one in (*material.indicators(), *material.cues()):
        if one.note or "|" not in one.text:
            continue
        if all(isinstance(leaf, Phrase) for leaf in leaves_of(one.expression)):
            for item in _written(one):
                pieces = [piece.strip() for piece in item.split("|")]
                if _are_phrases([fold(piece).split() for piece in pieces]):
                    yield _tell(one, item, pieces)


def _written(one: Indicator) -> list[str]:
    """Return the plain strings of an indicator, those of a group one by one."""
    items = _ITEMS.split(one.text) if "[" in one.text else [one.text]
    return [_KEY.sub("", item).strip() for item in items if "|" in item]


def _are_phrases(pieces: Sequence[Sequence[str]]) -> bool:
    """Tell whether what stands between the bars, word by word, looks like whole phrases.

    Two phrases begin with the same word, or of as many words end with the same; or the bar joins a
    word with itself. Three of several words each are hardly anything else.
    """
    long = [piece for piece in pieces if len(piece) > 1]
    if len(long) == len(pieces) > 2:
        return True
    if any(one[-1] == other[0] for one, other in pairwise(pieces) if one in long and other in long):
        return True
    return any(
        one[0] == other[0] or (len(one) == len(other) and one[-1] == other[-1])
        for one, other in combinations(long, 2)
    )


def _tell(one: Indicator, item: str, pieces: Sequence[str]) -> Finding:
    inner = re.sub(r"(\S+\|\S+)", r"(\1)", item)
    lines = " and ".join(f'`- "{piece}"`' for piece in pieces)
    return Finding(
        "joined-phrases",
        one.line,
        one.owner,
        f"a bar joins single words, so `{item}` is read as `{inner}`",
        f"if whole phrases are meant, write a line for each: {lines}; {keeping(one)}",
    )
