"""Any other language: a word is its own and only reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def readings(word: str) -> frozenset[str]:
    """Return the folded `word` itself."""
    return frozenset({word})


def forms_of(bases: Iterable[str]) -> frozenset[str]:
    """Return the base forms themselves."""
    return frozenset(bases)


def is_known(_: str) -> bool:
    """Tell that no word is known."""
    return False


def narrow(_: Iterable[str]) -> Callable[[str], bool]:
    """Return a test that takes every word."""
    return bool


def open_contraction(word: str) -> tuple[str, ...]:
    """Return the word alone."""
    return (word,)
