"""Labels under which nobody says a word: jingles, and lines that only looked like labels."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.layouts.marks import Mark, Page, parts_between
from qualcode.reading.telling import first_labels
from qualcode.reading.times import is_time

SHOWN = 6  # labels named in the note


def silent_labels(marks: tuple[Mark, ...], page: Page) -> Iterator[Note]:
    """Name the labels that are never followed by words, and count the words of the labels."""
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    heard = set[str]()
    for mark, following in zip(marks, (*marks[1:], None), strict=True):
        label = fold_label(mark.label)
        counts[label] = counts.get(label, 0) + 1
        written.setdefault(label, mark.label)
        if any(_is_said(part.text(page)) for part in parts_between(mark, following, page)):
            heard.add(label)
    silent = [label for label in counts if label not in heard]
    if silent:
        named = first_labels([(written[label], counts[label]) for label in silent], SHOWN)
        words = sum(len(written[label].split()) * counts[label] for label in silent)
        yield Note(phrase("labels.silent", words=words, **named))


def _is_said(words: str) -> bool:
    return not is_time(words) and any(map(str.isalnum, words))
