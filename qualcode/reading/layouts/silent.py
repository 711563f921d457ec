"""Labels under which nobody says a word: jingles, and lines that only looked like labels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.telling import and_more, counted_label
from qualcode.reading.times import is_time

SHOWN = 6  # labels named in the note


def silent_labels(marks: tuple[Mark, ...], page: Page) -> Iterator[Note]:
    """Name the labels that are never followed by words, and count the words of the labels."""
    end = Mark(len(page.lines), 0, 0, "")
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    heard = set[str]()
    for mark, following in pairwise((*marks, end)):
        label = fold_label(mark.label)
        counts[label] = counts.get(label, 0) + 1
        written.setdefault(label, mark.label)
        if any(_said(mark, following, page)):
            heard.add(label)
    silent = [label for label in counts if label not in heard]
    if silent:
        shown = tuple(counted_label(written[label], counts[label]) for label in silent[:SHOWN])
        words = sum(len(written[label].split()) * counts[label] for label in silent)
        more = and_more(len(silent) - SHOWN)
        yield Note(phrase("labels.silent", labels=shown, more=more, words=words))


def _said(mark: Mark, following: Mark, page: Page) -> Iterator[bool]:
    for number in range(mark.line, min(following.line + 1, len(page.lines))):
        start = mark.stop if number == mark.line else 0
        stop = following.start if number == following.line else None
        words = page.lines[number].text[start:stop].strip()
        yield bool(words) and not is_time(words) and any(map(str.isalnum, words))
