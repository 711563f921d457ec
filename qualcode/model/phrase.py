"""What is told to people, kept as what it says: its words are made in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence or a part of one, by its name in a catalogue, and what stands in it."""

    id: str  # in `reading/phrases/*.yaml`: `encoding.cyrillic`
    values: tuple[tuple[str, str | int | float | Phrase | tuple[Phrase, ...]], ...] = ()


def phrase(id: str, **values: str | int | float | Phrase | tuple[Phrase, ...]) -> Phrase:
    """Make a phrase; a tuple of phrases is joined by commas."""
    return Phrase(id, tuple(values.items()))


def to_plain(phrase: Phrase) -> dict[str, Any]:
    """Give a phrase in the forms that JSON has."""
    return {"phrase": phrase.id, **{name: _plain(value) for name, value in phrase.values}}


def _plain(value: object) -> object:
    if isinstance(value, Phrase):
        return to_plain(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def from_plain(data: Mapping[str, Any]) -> Phrase:
    """Give back the phrase that `to_plain` has made plain."""
    values = ((name, _from_plain(value)) for name, value in data.items() if name != "phrase")
    return Phrase(str(data["phrase"]), tuple(values))


def _from_plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return from_plain(value)
    return tuple(map(_from_plain, value)) if isinstance(value, list) else value
