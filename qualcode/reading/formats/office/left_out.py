"""Counts what stands in an office document and is nobody's speech, and tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note


@dataclass(slots=True)
class LeftOut:
    """What was met while a document was read and does not stand in its lines."""

    footnotes: int = 0  # and endnotes
    footnote_words: int = 0
    comments: int = 0
    insertions: int = 0  # not yet accepted, and read
    deletions: int = 0  # not yet accepted, and not read
    boxes: int = 0  # with words
    box_words: int = 0
    hidden_words: int = 0
    embedded: int = 0  # files that Word shows as a part of this one
    row_numbers: int = 0

    def add_footnote(self, text: str) -> None:
        """Count a footnote or an endnote."""
        self.footnotes += 1
        self.footnote_words += len(text.split())

    def add_box(self, text: str) -> None:
        """Count a text box, unless it is empty."""
        if text.strip():
            self.boxes += 1
            self.box_words += len(text.split())

    def notes(self) -> tuple[Note, ...]:
        """Tell of each kind that was met; what may be speech is a warning."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[Note]:
        if self.boxes:
            words = phrase("count.words", n=self.box_words)
            yield Note(phrase("document.boxes", n=self.boxes, words=words), warning=True)
        if self.insertions or self.deletions:
            kinds = (("count.insertions", self.insertions), ("count.deletions", self.deletions))
            changes = tuple(phrase(name, n=count) for name, count in kinds if count)
            yield Note(phrase("document.changes", changes=changes), warning=True)
        if self.comments:
            yield Note(phrase("document.comments", n=self.comments))
        if self.embedded:
            yield Note(phrase("document.embedded", n=self.embedded), warning=True)
        if self.footnotes:
            words = phrase("count.words", n=self.footnote_words)
            yield Note(phrase("document.footnotes", n=self.footnotes, words=words))
        if self.hidden_words:
            yield Note(phrase("document.hidden", words=self.hidden_words), warning=True)
        if self.row_numbers:
            yield Note(phrase("document.row_numbers", n=self.row_numbers))
