"""Several interviews in one file: where each begins, by evidence over the whole file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode.model.phrase import Phrase, phrase
from qualcode.reading.document import Document


@dataclass(frozen=True, slots=True)
class Part:
    """One interview of a file: lines `first` to `last` of its document, half-open."""

    name: str  # the words of its heading; empty where the file holds one interview
    first: int
    last: int
    grounds: Phrase

    def document(self, whole: Document) -> Document:
        """Return the lines of this interview as a document of their own."""
        return replace(whole, lines=whole.lines[self.first : self.last])


def split_interviews(document: Document) -> tuple[Part, ...]:
    """Return the interviews in a document; one part where there is one interview."""
    return (Part("", 0, len(document.lines), phrase("interviews.one")),)
