"""Cue lists by language: what negates, wishes, looks back or reports, in files to be edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Generic, TypeVar

from qualcode.codebook.grammar import parse_phrase
from qualcode.model.codebook import Phrase

P = TypeVar("P")
Q = TypeVar("Q")


@dataclass(frozen=True, slots=True)
class Cues(Generic[P]):
    """The cues of one language: lists of phrases by name, and how many words they reach."""

    phrases: Mapping[str, tuple[P, ...]]
    reach: Mapping[str, int]

    def __getitem__(self, name: str) -> tuple[P, ...]:
        return self.phrases.get(name, ())

    def map(self, change: Callable[[P], Q]) -> Cues[Q]:
        """Return the same cues with every phrase changed."""
        changed = {name: tuple(map(change, phrases)) for name, phrases in self.phrases.items()}
        return Cues(changed, self.reach)


def load_cues(language: str) -> Cues[Phrase]:
    """Load the cues of `language`; none for a language without a file."""
    file = resources.files(__name__) / f"{language}.yaml"
    if not language or not file.is_file():
        return Cues({}, {})
    import yaml

    data: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    reach = data.pop("reach")
    return Cues(
        {name: tuple(parse_phrase(text) for text in texts) for name, texts in data.items()}, reach
    )
