"""The contraction that a word is read in: `don't` is read as `do` and `not`, and shown whole."""

from __future__ import annotations

from qualcode.inspecting.explaining.material import Material
from qualcode.language import language_module
from qualcode.language.words import Token, find_words
from qualcode.model.coding import Span


def word_around(material: Material, span: Span) -> Token | None:
    """Return the whole written word that holds `span`, which may be a part of it."""
    turn = material.turn_at(span[0])
    if turn is None:
        return None
    first = int(turn["start"])
    for word in find_words(str(turn["text"])):
        if first + word.start <= span[0] and span[1] <= first + word.stop:
            return Token(first + word.start, first + word.stop, word.text)
    return None


def widen(material: Material, span: Span) -> Span:
    """Return the span of the contraction that `span` is a part of, else `span`."""
    whole = word_around(material, span)
    if whole is None or not is_contraction(whole.text, material.language_at(span[0])):
        return span
    return whole.start, whole.stop


def is_contraction(word: str, language: str) -> bool:
    """Tell whether the folded word is read as other words than itself."""
    return language_module(language).open_contraction(word) != (word,)


def show_whole(material: Material, cue: str, near: int) -> str:
    """Return the words of a cue without cutting a contraction: `don't have` for `n't have`.

    A cue may stand in the text several times; the one nearest to the character `near` is meant.
    """
    turn = material.turn_at(near)
    text, first = (str(turn["text"]), int(turn["start"])) if turn else ("", 0)
    places = []
    at = text.find(cue) if cue else -1
    while at >= 0:
        places.append(first + at)
        at = text.find(cue, at + 1)
    if not places:
        return cue
    start = min(places, key=lambda place: abs(place - near))
    stop = start + len(cue)
    low, _ = widen(material, (start, start + 1))
    _, high = widen(material, (stop - 1, stop))
    return material.text(low, high)
