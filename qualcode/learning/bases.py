"""Words as they are learned from: base forms, pairs of them, and how they begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from qualcode.language import language_module
from qualcode.language.stop_words import stop_words

BEGINNING = 5  # letters: `сокра` of сократить, сокращение and сокращать
_SHORTEST = 4  # letters of a base form with a beginning
# What makes a beginning another thing than a word, and a pair than two.
_MARK, _JOIN = "-", " "

Place = tuple[str, tuple[int, ...]]  # what can be learned of, and which words it is made of


@lru_cache(maxsize=1 << 17)
def bases_of(language: str, word: str) -> tuple[str, ...]:
    """Return all base forms that a folded word can have, of each word of a contraction."""
    module = language_module(language)
    parts = module.open_contraction(word)
    return tuple(base for part in parts for base in sorted(module.readings(part)))


@lru_cache(maxsize=1 << 17)
def content_of(language: str, word: str) -> tuple[str, ...]:
    """Return the base forms of a folded word that say something by themselves."""
    silent = stop_words(language)
    return tuple(base for base in bases_of(language, word) if base not in silent)


def list_bases(language: str, words: Iterable[str]) -> list[str]:
    """List the base forms of folded words, function words left out."""
    return [base for word in words for base in content_of(language, word)]


def list_beginnings(language: str, words: Iterable[str]) -> list[str]:
    """List how the base forms of folded words begin."""
    return begin(list_bases(language, words))


def begin(bases: Iterable[str]) -> list[str]:
    """List how base forms begin."""
    return [base[:BEGINNING] for base in bases if len(base) >= _SHORTEST]


def locate_marks(language: str, words: Sequence[str]) -> Iterator[Place]:
    """Yield what is learned of in a segment, and the numbers of the words it comes from.

    Base forms; pairs of those that follow each other, function words between them left out; and
    beginnings, so that `сокращать` speaks for what was learned of `сокращение`.
    """
    placed = [(base, at) for at, word in enumerate(words) for base in content_of(language, word)]
    for base, at in placed:
        yield base, (at,)
        if len(base) > BEGINNING:
            yield base[:BEGINNING] + _MARK, (at,)
    for (base, at), (other, behind) in pairwise(placed):
        yield base + _JOIN + other, (at, behind)


def list_marks(bases: Sequence[str]) -> list[str]:
    """List what `locate_marks` finds, by the base forms of the words; in no order that matters."""
    return [
        *bases,
        *(base[:BEGINNING] + _MARK for base in bases if len(base) > BEGINNING),
        *(base + _JOIN + other for base, other in pairwise(bases)),
    ]
