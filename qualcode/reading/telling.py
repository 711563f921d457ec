"""Parts of what the reader tells: labels with their counts, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.phrase import Phrase, phrase

Said = Phrase | tuple[Phrase, ...]


def counted_label(label: str, count: int) -> Phrase:
    """Name a label with the number of its turns."""
    return phrase("label.counted", label=label, n=count)


def label_in(told: object) -> str:
    """Return the label that is named so; nothing where none is."""
    return str(dict(told.values).get("label", "")) if isinstance(told, Phrase) else ""


def first_labels(counted: Sequence[tuple[str, int]], most: int) -> dict[str, Said]:
    """Name the first labels with their counts (`labels`), and how many more there are (`more`)."""
    shown = tuple(counted_label(label, count) for label, count in counted[:most])
    return {"labels": shown, "more": and_more(len(counted) - most)}


def and_more(number: int) -> Phrase:
    """Say how many more there are; nothing where there are none."""
    return phrase("more", n=number) if number > 0 else phrase("nothing")
