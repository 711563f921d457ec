"""The sentences that hold the words of a hit, cut into marked and other fragments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qualcode.inspecting.explaining.contractions import widen
from qualcode.inspecting.explaining.explanation import Fragment
from qualcode.inspecting.explaining.material import Material
from qualcode.language.sentences import split_sentences
from qualcode.model.coding import Span

NEIGHBOURS = 20  # words kept beside marked ones in a long sentence
LEFT_OUT = " […] "


def cut_excerpt(material: Material, spans: Sequence[Span]) -> tuple[Fragment, ...]:
    """Cut the sentences that hold `spans`, the words of each marked, contractions whole."""
    spans = [widen(material, span) for span in spans]
    fragments: list[Fragment] = []
    last = -1
    for start, stop in _sentences(material, spans):
        if fragments:
            between = material.text(last, start)
            near = start >= last and not between.strip() and between
            fragments.append(Fragment(" " if near else LEFT_OUT, marked=False))
        fragments += _cut(material, start, stop, spans)
        last = stop
    return tuple(
        fragment
        if fragment.marked
        else Fragment(_shorten(fragment.text, place, len(fragments)), marked=False)
        for place, fragment in enumerate(fragments)
    )


def _sentences(material: Material, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences of all turns that hold some of `spans`, in order."""
    held: set[Span] = set()
    for low, high in spans:
        turn = material.turn_at(low)
        if turn is None:
            continue
        first = int(turn["start"])
        held |= {
            (first + start, first + stop)
            for start, stop in split_sentences(str(turn["text"]))
            if first + start < high and low < first + stop
        }
    return sorted(held)


def _cut(material: Material, start: int, stop: int, spans: Sequence[Span]) -> Iterator[Fragment]:
    inside = [(max(low, start), min(high, stop)) for low, high in spans]
    inside = [(low, high) for low, high in inside if low < high]
    edges = sorted({start, stop, *(edge for span in inside for edge in span)})
    for low, high in pairwise(edges):
        marked = any(first <= low < last for first, last in inside)
        yield Fragment(material.text(low, high), marked)


def _shorten(text: str, place: int, count: int) -> str:
    """Cut a long stretch without marks down to the words next to the marks."""
    words = text.split(" ")
    before = words[:NEIGHBOURS] if place > 0 else []
    after = words[-NEIGHBOURS:] if place < count - 1 else []
    if len(before) + len(after) + 1 >= len(words):
        return text
    return " ".join([*before, "…", *after])
