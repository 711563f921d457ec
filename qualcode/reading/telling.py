"""Parts of what the reader tells: labels with their counts, and how many more there are."""

from __future__ import annotations

from qualcode.model.phrase import Phrase, phrase


def counted_label(label: str, count: int) -> Phrase:
    """Name a label with the number of its turns."""
    return phrase("label.counted", label=label, n=count)


def and_more(number: int) -> Phrase:
    """Say how many more there are; nothing where there are none."""
    return phrase("more", n=number) if number > 0 else phrase("nothing")
