"""Words that are spelt nearly as another: slips of the pen and of scanners among them."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.language import language_module
from qualcode.tagging.spellings import Spellings

LEAST = 75  # of 100
_SHORTEST = 4  # letters


def find_spellings(
    word: str, bases: Iterable[str], vocabulary: Iterable[str], language: str
) -> dict[str, float]:
    """Map words of the vocabulary to their likeness, of 100, to the nearest form of a word.

    Likeness is that of `fuzzy:` in a codebook.
    """
    forms = {word, *bases, *language_module(language).forms_of(bases)}
    spellings = Spellings((form for form in forms if len(form) >= _SHORTEST), LEAST)
    found: dict[str, float] = {}
    for other in vocabulary:
        if len(other) >= _SHORTEST and other not in forms:
            best = max((score for _, score in spellings.find(other)), default=0.0)
            if best:
                found[other] = round(best, 1)
    return found
