"""Cue lists by language: what denies, wishes, looks back or reports, in files to be edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Generic, TypeVar

from qualcode.model.codebook import Phrase

if TYPE_CHECKING:
    from qualcode.tagging.cues.lists import CueFile

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
    lists = file.lists if (file := load_file(language)) else ()
    return Cues(
        {one.name: one.phrases for one in lists},
        {one.name: one.reach for one in lists if one.reach},
    )


def load_file(language: str) -> CueFile | None:
    """Load the cue lists of `language` with their examples; None where there is no file.

    Raises QualcodeError with every problem found, in the order of the lines.
    """
    name = f"{language}.yaml"
    file = resources.files(__name__) / name
    if not language or not file.is_file():
        return None
    from qualcode.tagging.cues.lists import parse_cues

    return parse_cues(file.read_text(encoding="utf-8"), f"cues/{name}")
