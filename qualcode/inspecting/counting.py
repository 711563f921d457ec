"""Numbers with their nouns."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """Return the number with its noun: `1 hit`, `2 hits`, `0 near misses`."""
    plural = {"near miss": "near misses"}.get(noun) or f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
