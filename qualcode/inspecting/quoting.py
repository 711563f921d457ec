"""Stretches of talk with the words that count set off, for pages, tables and the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.model.coding import Span
from qualcode.model.transcript import Segment
from qualcode.yaml_tree.problems import CONTROL

LEFT_OUT = " […] "
_BLANKS = re.compile(r"\s+")
# The first pair that does not stand in the talk itself marks the words.
_BRACKETS = (("[[", "]]"), ("{{", "}}"), ("<<", ">>"), ("⟦", "⟧"))
_NEIGHBOURS = 6  # words kept beside marked ones where a quote is shortened


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some of the talk, and whether it is a word that counts."""

    text: str
    marked: bool = False


Quote = tuple[Fragment, ...]


def cut_quote(text: str, segments: Iterable[Segment], spans: Sequence[Span]) -> Quote:
    """Cut those of the segments that hold some of `spans`, the words of each marked."""
    fragments: list[Fragment] = []
    last = 0
    for segment in segments:
        held = [span for span in spans if span[0] < segment.stop and segment.start < span[1]]
        if not held:
            continue
        if fragments:
            fragments.append(Fragment(LEFT_OUT if text[last : segment.start].strip() else " "))
        fragments += cut_fragments(text, segment.start, segment.stop, held)
        last = segment.stop
    return tuple(fragments)


def cut_fragments(text: str, start: int, stop: int, spans: Iterable[Span]) -> Quote:
    """Cut `text[start:stop]` where spans begin and end, blanks made single."""
    inside = [(max(low, start), min(high, stop)) for low, high in spans]
    inside = [(low, high) for low, high in inside if low < high]
    edges = sorted({start, stop, *(edge for span in inside for edge in span)})
    return tuple(
        Fragment(one_line(text[low:high]), any(first <= low < last for first, last in inside))
        for low, high in pairwise(edges)
    )


def one_line(text: str) -> str:
    """Keep talk on one line, and keep signs that steer a terminal away from it."""
    return CONTROL.sub("\ufffd", _BLANKS.sub(" ", text))


def show_quote(quote: Quote, paint: Callable[[str], str] | None = None) -> str:
    """Show a quote in a terminal: its words in brackets the talk does not have, perhaps painted."""
    text = "".join(fragment.text for fragment in quote)
    free = (pair for pair in _BRACKETS if not any(bracket in text for bracket in pair))
    opening, closing = next(free, _BRACKETS[-1])
    mark = paint or str
    return "".join(
        f"{opening}{mark(one.text)}{closing}" if one.marked else one.text for one in quote
    )


def shorten_quote(quote: Quote, neighbours: int = _NEIGHBOURS) -> Quote:
    """Cut what is not marked down to the words next to what is."""
    return tuple(
        one if one.marked else Fragment(_shorten(one.text, place, len(quote), neighbours))
        for place, one in enumerate(quote)
    )


def _shorten(text: str, place: int, count: int, neighbours: int) -> str:
    words = text.split(" ")
    before = words[: neighbours + 1] if place > 0 else []
    after = words[-neighbours - 1 :] if place < count - 1 else []
    if len(before) + len(after) + 1 >= len(words):
        return text
    return " ".join([*before, "…", *after])


def plain_quote(quote: Quote) -> str:
    """Return a quote without its marks, for tables."""
    return "".join(one.text for one in quote).strip()
