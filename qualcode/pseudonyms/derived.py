"""Words made of the names of places: вологодский of Вологда. They are shown, and not replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from qualcode.language.words import fold
from qualcode.pseudonyms.kinds import PLACE
from qualcode.pseudonyms.mentions import Doubt
from qualcode.pseudonyms.register import Entity

_ADJECTIVE = re.compile(
    r"(?<![\w-])(?P<stem>[а-яё]{3,20}?)[сц]к(?:ий|ая|ое|ие|их|ого|ой|ому|им|ими|ую|ом)(?![\w-])"
)
_FEWEST = 4  # letters that a place and an adjective must share


def stems_of(entities: Iterable[Entity]) -> dict[str, str]:
    """Return the base forms of places that are one word, by their first letters."""
    places = (one.key.split(" ")[-1] for one in entities if _is_one_word(one))
    return {fold(place)[:_FEWEST]: place for place in places}


def _is_one_word(entity: Entity) -> bool:
    return entity.kind == PLACE and entity.key.count(" ") == 1


def find_derived(text: str, stems: Mapping[str, str]) -> Iterator[Doubt]:
    """Yield adjectives in small letters that begin as a place that is replaced."""
    for found in _ADJECTIVE.finditer(text):
        word = fold(found.group())
        base = stems.get(word[:_FEWEST], "")
        shared = _shared(base, word)
        if base and shared >= max(_FEWEST, len(base) - 2):
            yield Doubt(*found.span(), PLACE, f"derived {fold(found['stem'])}", "derived")


def _shared(one: str, other: str) -> int:
    """Return how many letters two words have in common from the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
