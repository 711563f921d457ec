"""Any other language: a word is its own and only reading."""

from __future__ import annotations


def readings(word: str) -> frozenset[str]:
    """Return the folded `word` itself."""
    return frozenset({word})


def open_contraction(word: str) -> tuple[str, ...]:
    """Return the word alone."""
    return (word,)
