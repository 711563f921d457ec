"""Names the words before a colon that were not taken for speakers, for people to declare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from qualcode.language.labels import fold_label
from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.label_words import COMMENTS
from qualcode.reading.labels import (
    ends_like_prose,
    has_names,
    looks_like_label,
    looks_like_long_label,
)
from qualcode.reading.layouts.evidence import Signs
from qualcode.reading.layouts.marks import Mark, Page
from qualcode.reading.telling import first_labels

SHOWN = 8  # labels named in one note


def left_out(
    taken: Collection[str],
    signs: dict[str, Signs],
    candidates: tuple[Mark, ...],
    page: Page,
) -> tuple[Note, ...]:
    """Name what may be a speaker in a warning, and what merely comes again in a plain note."""
    counts = Counter({label: sign.count for label, sign in signs.items()})
    written = {label: sign.written for label, sign in signs.items()}
    left = [label for label, _ in counts.most_common() if label not in taken]
    once = _met_once(taken, candidates, page) if taken else frozenset(left)
    voices = [k for k in left if _may_speak(signs[k], k in once)]
    words = [k for k in left if k not in voices and counts[k] > 1 and _short(written[k])]
    return (
        *_note("labels.perhaps", voices, written, counts),
        *_note("labels.words", words, written, counts),
    )


def _met_once(taken: Collection[str], candidates: tuple[Mark, ...], page: Page) -> frozenset[str]:
    """Give the labels before a colon that open a paragraph between or below those taken."""
    first = min((m.line for m in candidates if fold_label(m.label) in taken), default=0)
    return frozenset(
        fold_label(mark.label)
        for mark in candidates
        if mark.line > first
        and page.opens_paragraph(mark.line)
        and ":" in page.lines[mark.line].text[mark.start : mark.stop]
    )


def _may_speak(sign: Signs, opens: bool) -> bool:
    label = sign.written
    if fold_label(label).split(" ")[0] in COMMENTS or sign.small or sign.joined or not sign.spoken:
        return False
    if looks_like_label(label):
        return opens and not ends_like_prose(label)
    return sign.count >= 3 and looks_like_long_label(label) and has_names(label)


def _short(label: str) -> bool:
    return len(label) <= 30 and len(label.split()) <= 3


def _note(
    what: str, labels: list[str], written: dict[str, str], counts: Counter[str]
) -> Iterator[Note]:
    if labels:
        named = first_labels([(written[label], counts[label]) for label in labels], SHOWN)
        yield Note(phrase(what, **named), warning=what == "labels.perhaps")
