"""Talk cut into fragments: the words that count marked, a few of their neighbours for context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qualcode.reporting.material import Material
from qualcode.runs.cells import parse_spans
from qualcode.runs.read import Record

Kind = Literal["evidence", "first", "second", "cue"]
Mark = tuple[int, int, Kind]  # start and stop in the transcript

NEIGHBOURS = 14  # words before and after a quote
LONGEST = 110  # words of a unit that are shown on either side of what counts in it


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some of the talk, and what it is evidence of."""

    text: str
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of talk with marked words between its neighbours."""

    language: str
    before: str
    asked_by: str  # the speaker of `before` when it belongs to the turn before; else empty
    fragments: tuple[Fragment, ...]
    after: str


def cut_fragments(text: str, start: int, marks: Iterable[Mark]) -> tuple[Fragment, ...]:
    """Cut `text`, which starts at `start` in the transcript, where marks start and stop."""
    inside = [
        (max(low - start, 0), min(high - start, len(text)), kind)
        for low, high, kind in marks
        if low < start + len(text) and high > start
    ]
    edges = sorted({0, len(text), *(edge for low, high, _ in inside for edge in (low, high))})
    return tuple(
        Fragment(
            text[low:high],
            tuple(sorted({kind for start_, stop, kind in inside if start_ <= low < stop})),
        )
        for low, high in pairwise(edges)
    )


def spans_of(hits: Iterable[Record], kind: Kind) -> list[Mark]:
    """Return the marks of the words of `hits`."""
    return [(low, high, kind) for hit in hits for low, high in parse_spans(str(hit["spans"]))]


def make_excerpt(material: Material, record: Record, marks: Sequence[Mark]) -> Excerpt:
    """Cut the unit of `record` out of the talk: its segments that hold marks, else its first."""
    segments = _segments_of(material, record)
    held = [one for one in segments if any(_overlap(one, mark) for mark in marks)]
    shown = held or segments[:1]
    if not shown:
        return Excerpt("", "", "", (Fragment(str(record.get("quote", ""))),), "")
    fragments: list[Fragment] = []
    for number, segment in enumerate(shown):
        if number:
            close = int(segment["segment"]) == int(shown[number - 1]["segment"]) + 1
            fragments.append(Fragment(" " if close else " […] "))
        text, start = str(segment["text"]), int(segment["start"])
        fragments += cut_fragments(text, start, marks)
    before, asked_by = _before(material, shown[0])
    return Excerpt(
        str(shown[0]["language"]),
        before,
        asked_by,
        _shorten(fragments),
        _after(material, shown[-1]),
    )


def _segments_of(material: Material, record: Record) -> list[Record]:
    """Return the segments of the same person that the unit reaches into, in order."""
    start, stop = int(record["start"]), int(record["stop"])
    return [
        segment
        for segment in material.segments_by_person.get(
            (str(record["transcript"]), str(record["respondent"])), ()
        )
        if int(segment["start"]) < stop and int(segment["stop"]) > start
    ]


def _overlap(segment: Record, mark: Mark) -> bool:
    return mark[0] < int(segment["stop"]) and mark[1] > int(segment["start"])


def _before(material: Material, segment: Record) -> tuple[str, str]:
    """Return the words before the segment; of the turn before where it opens its own."""
    key = str(segment["transcript"]), int(segment["turn"])
    turn = material.turns.get(key)
    if turn is None:
        return "", ""
    said = str(turn["text"])[: int(segment["start"]) - int(turn["start"])].strip()
    if said:
        return _last_words(said), ""
    asked = material.turns.get((key[0], key[1] - 1))
    return (_last_words(str(asked["text"])), str(asked["speaker"])) if asked else ("", "")


def _after(material: Material, segment: Record) -> str:
    turn = material.turns.get((str(segment["transcript"]), int(segment["turn"])))
    if turn is None:
        return ""
    words = str(turn["text"])[int(segment["stop"]) - int(turn["start"]) :].split()
    return " ".join(words[:NEIGHBOURS]) + (" …" if len(words) > NEIGHBOURS else "")


def _last_words(text: str) -> str:
    words = text.split()
    return ("… " if len(words) > NEIGHBOURS else "") + " ".join(words[-NEIGHBOURS:])


def _shorten(fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """Cut long stretches without marks down to the words next to the marks."""
    shortened = []
    for fragment in fragments:
        words = fragment.text.split(" ")
        if not fragment.kinds and len(words) > 2 * LONGEST:
            text = " ".join([*words[:LONGEST], "[…]", *words[-LONGEST:]])
            shortened.append(Fragment(text))
        else:
            shortened.append(fragment)
    return tuple(shortened)
