"""Where nothing was found: the indicators of which some words are there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qualcode.inspecting.explaining.explanation import Nearest
from qualcode.inspecting.explaining.material import Material
from qualcode.inspecting.explaining.present import Part, Present
from qualcode.language import language_module
from qualcode.language.english import FUNCTION_WORDS as ENGLISH
from qualcode.language.russian import FUNCTION_WORDS as RUSSIAN
from qualcode.language.stop_words import stop_words
from qualcode.language.words import Token, find_words, fold
from qualcode.model.codebook import ANY_LANGUAGE, Code, Indicator
from qualcode.runs.read import Record

MOST = 5
SHORTEST = 4  # letters of a word that says something, where nobody lists those that do not

_FUNCTION_WORDS = {"ru": RUSSIAN, "en": ENGLISH}


class Near(NamedTuple):
    """The indicators that lack least, and whether any has the word asked for."""

    nearest: tuple[Nearest, ...]
    has_word: bool


def find_nearest(
    material: Material, codes: Iterable[Code], segment: Record, word: Token | None
) -> Near:
    """List the indicators of `codes` that lack least in the segment; with `word`, those it fills.

    The fewest missing places come first, then the most filled, then the line of the codebook.
    Those that have found something that does not count lack nothing, and are not among them; nor
    are those of which only words are there that stand anywhere, such as `в`.
    """
    number, language = segment["segment"], str(segment["language"])
    taken = {row["indicator"] for row in material.suppressed if row["segment"] == number}
    indicators = [one for one in _applying(codes, segment) if one.id not in taken]
    present = Present(indicators, segment, word)
    parts = [(indicator, present.part(indicator.expression)) for indicator in indicators]
    near = [
        (indicator, part)
        for indicator, part in parts
        if (part.has_word if word else _is_near(part)) and _says_something(part, language)
    ]
    near.sort(key=lambda it: (len(it[1].missing), -len(it[1].filled), it[0].line))
    return Near(
        tuple(_nearest(material, present, segment, *one) for one in near[:MOST]),
        any(part.has_word for _, part in parts),
    )


def _nearest(
    material: Material, present: Present, segment: Record, indicator: Indicator, part: Part
) -> Nearest:
    only = _only(indicator, segment)
    stands = not part.missing and not only
    return Nearest(
        code=indicator.owner,
        indicator=material.line(indicator.text, indicator.line),
        filled=part.filled,
        missing=part.missing,
        only=only,
        misplaced=present.misplaced(indicator) if stands else None,
    )


def word_near(segment: Record, offset: int) -> Token | None:
    """Return the word that holds a character of the transcript, or the one next to it.

    Of two as near the first is returned; None where the segment has no word.
    """
    place = offset - int(segment["start"])
    words = find_words(str(segment["text"]))
    return min(
        words, key=lambda word: max(word.start - place, place + 1 - word.stop, 0), default=None
    )


def _applying(codes: Iterable[Code], segment: Record) -> list[Indicator]:
    """Return the indicators that are looked for in the language and talk of the segment."""
    return [
        indicator
        for code in codes
        if code.sought and segment["role"] in code.speakers
        for indicator in code.indicators
        if indicator.language in (segment["language"], ANY_LANGUAGE)
    ]


def _only(indicator: Indicator, segment: Record) -> str:
    """Say what the indicator is kept to where that leaves the segment out."""
    if indicator.who and segment["type"] not in indicator.who:
        return f"the talk of {', '.join(indicator.who)}"
    if indicator.questions and segment.get("question", "") not in indicator.questions:
        return f"answers to {', '.join(indicator.questions)}"
    return ""


def _is_near(part: Part) -> bool:
    """Tell whether half of the places are filled."""
    return 2 * len(part.filled) >= part.places


def _says_something(part: Part, language: str) -> bool:
    """Tell whether a word is there that does not stand in any talk, as `в` and `the` do."""
    anywhere = stop_words(language) | _FUNCTION_WORDS.get(language, frozenset())
    words = [fold(word) for word, _ in part.filled]
    if not anywhere:
        return any(len(word) >= SHORTEST for word in words)
    readings = language_module(language).readings
    return any(anywhere.isdisjoint({word, *readings(word)}) for word in words)
