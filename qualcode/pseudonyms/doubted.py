"""What may be a name and was not replaced, gathered over a corpus for a person to go through."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from qualcode.pseudonyms.mentions import Doubt

Context = tuple[str, str, str, str]  # transcript, words before, the words, words behind

_BLANKS = re.compile(r"\s+")
CONTEXTS = 3  # of each thing
_AROUND = 48  # characters on either side


@dataclass(slots=True)
class Suspect:
    """Something that may be a name, gathered over the corpus; it was not replaced."""

    kind: str
    name: str
    reason: str
    forms: Counter[str] = field(default_factory=Counter)
    transcripts: set[str] = field(default_factory=set)
    contexts: list[Context] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it was met."""
        return self.forms.total()


class Suspects:
    """Gathers what is doubted, each thing once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Suspect] = {}

    def add(self, doubt: Doubt, transcript: str, text: str) -> None:
        """Add one doubt."""
        written = " ".join(text[doubt.start : doubt.stop].split())
        name = doubt.key or (doubt.people[0] if doubt.people else written)
        place = doubt.kind, doubt.reason, str(name)
        suspect = self._found.setdefault(place, Suspect(doubt.kind, written, doubt.reason))
        suspect.forms[written] += 1
        suspect.transcripts.add(transcript)
        if len(suspect.contexts) < CONTEXTS:
            suspect.contexts.append(context_of(text, doubt.start, doubt.stop, transcript))

    def sorted(self) -> tuple[Suspect, ...]:
        """Return them all: those with a kind first, the commonest first."""
        return tuple(
            sorted(self._found.values(), key=lambda one: (not one.kind, -one.count, one.name))
        )


def context_of(text: str, start: int, stop: int, transcript: str) -> Context:
    """Return the words around a stretch of text."""
    before, after = text[max(0, start - _AROUND) : start], text[stop : stop + _AROUND]
    parts = (before, text[start:stop], after)
    before, words, after = (_BLANKS.sub(" ", part) for part in parts)
    return transcript, before, words, after
