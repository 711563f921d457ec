"""How each word of a hit matches its place of the indicator, as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from qualcode.inspecting.explaining.explanation import FoundWord, How
from qualcode.inspecting.explaining.naming import all_of, one_of, show_place

_NOT_BY_SLOTS = ("regex", "pattern", "code", "unknown")
_ALTERNATIVES = re.compile("[|~]")


def say_words(found: Sequence[FoundWord]) -> list[str]:
    """Say how words match their places: «штата», a form of штат, matches `штат`.

    Words that an expression or another code has found together are named together, and so are
    the words that a contraction is read as.
    """
    return [
        sentence
        for (how, place), words in groupby(found, key=_key)
        for sentence in (
            [_say_found(how, place, list(words))] if how else map(_say_matching, _whole(words))
        )
    ]


def _key(word: FoundWord) -> tuple[How | None, str]:
    return (word.how, word.place) if word.how in _NOT_BY_SLOTS else (None, "")


def _whole(words: Iterator[FoundWord]) -> Iterator[list[FoundWord]]:
    """Put the words that one contraction is read as together."""
    parts: list[FoundWord] = []
    for word in words:
        if parts and not (word.whole and word.start == parts[-1].stop):
            yield parts
            parts = []
        parts.append(word)
    yield parts


def _say_found(how: How, place: str, words: Sequence[FoundWord]) -> str:
    quoted = f"«{' '.join(word.text for word in words)}»"
    if how == "code":
        return f"{quoted} was found for {place.removeprefix('code: ')}."
    return f"{quoted} is what {show_place(place)} finds." if place else f"{quoted} belongs to it."


def _say_matching(parts: Sequence[FoundWord]) -> str:
    first = parts[0]
    if first.whole and (len(parts) > 1 or first.text != first.whole or first.how == "written"):
        return _say_contraction(parts)
    return _say_word(first)


def _say_contraction(parts: Sequence[FoundWord]) -> str:
    """Say as which words a contraction is read, and the places that these match."""
    places = all_of(show_place(part.place) for part in parts)
    return f"«{parts[0].whole}», read as {all_of(parts[0].opened)}, matches {places}."


def _say_word(word: FoundWord) -> str:
    quoted, place, by = f"«{word.text}»", show_place(word.place), one_of(word.by)
    if word.how == "written":
        return f"{quoted} matches {place} as it is written."
    if word.how == "wildcard":
        wildcard = "" if word.by == (word.place,) else f" (`{by}`)"
        return f"{quoted} matches {place} by its letters{wildcard}."
    if word.how == "spelling":
        like = f"it is spelt like `{by}` ({word.likeness:g} of 100, and {word.needed} is enough)"
        return f"No dictionary has {quoted}; {like}."
    if not word.known:
        return (
            f"{quoted}, which no dictionary has, is taken for a form of {by} and matches {place}."
        )
    if set(word.by).isdisjoint(_ALTERNATIVES.split(word.place)):
        return f"{quoted} matches {place}: both are forms of {by}."
    return f"{quoted}, a form of {by}, matches {place}."
