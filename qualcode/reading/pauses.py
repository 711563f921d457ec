"""Cuts talk of which nobody knows who says it: at long pauses, and where it grows too long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from qualcode.reading.document import Line
from qualcode.reading.seconds import seconds_of
from qualcode.reading.set_off import is_remark

SHORTEST = 0.7  # seconds: people breathe and think for less
USUAL = 2.0  # seconds: where a file has too few pauses to say what is long in it
FEWEST = 8  # pauses
LONGEST = 150  # words of a turn
UNENDED = 60  # words, where no sentence ends: as many as a segment has at most
PUNCTUATED = 0.1  # of the cues end a sentence
ENDED = re.compile(r"[.?!…][»”\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of one cue."""

    line: int  # index of the first of them
    words: int
    gap: float  # seconds of silence before it
    ended: bool  # the cue before ends a sentence
    remark: bool  # nothing but [музыка]


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where turns begin, and why."""

    lines: tuple[int, ...]
    pause: float  # seconds from which a pause is long; 0 where there are no times
    usual: float  # seconds: three quarters of the pauses are shorter
    punctuated: bool
    longest: int  # words: what has more is cut


def cut_talk(lines: Sequence[Line]) -> Cuts:
    """Find the lines at which turns are to begin.

    A pause is long where it is above the upper fence of the file's own pauses, the third quartile
    and one and a half times the distance between the quartiles (Tukey, Exploratory Data Analysis,
    1977, section 2C). Where the file has sentences, none is cut.
    """
    chunks = list(_chunks(lines))
    ends = sum(chunk.ended for chunk in chunks)
    punctuated = ends > PUNCTUATED * len(chunks)
    pause, usual = _long_pause([chunk.gap for chunk in chunks[1:]])
    starts = [0] if chunks else []
    for number, chunk in enumerate(chunks[1:], start=1):
        may = (chunk.ended or not punctuated) and not chunk.remark
        if may and pause and chunk.gap >= pause:
            starts.append(number)
    bounds = pairwise([*starts, len(chunks)])
    longest = LONGEST if punctuated else UNENDED
    shorter = [place for start, stop in bounds for place in _short(chunks, start, stop, longest)]
    return Cuts(tuple(chunks[place].line for place in shorter), pause, usual, punctuated, longest)


def _chunks(lines: Sequence[Line]) -> Iterator[Chunk]:
    number, before, ended = 0, None, False
    while number < len(lines):
        first, stop = lines[number], number + 1
        while stop < len(lines) and _same_cue(first, lines[stop]):
            stop += 1
        texts = [line.text for line in lines[number:stop] if line.text.strip()]
        if texts:
            start = seconds_of(first.time)
            gap = start - before if start is not None and before is not None else 0.0
            words = sum(len(text.split()) for text in texts)
            remark = all(map(is_remark, texts))
            yield Chunk(number, words, max(gap, 0.0), ended, remark)
            before = seconds_of(first.ends)
            ended = ended if remark else bool(ENDED.search(texts[-1].rstrip()))
        number = stop


def _same_cue(first: Line, line: Line) -> bool:
    return bool(first.time) and (first.time, first.ends) == (line.time, line.ends)


def _long_pause(gaps: list[float]) -> tuple[float, float]:
    """Give the seconds from which a pause is long, and those that three quarters stay under."""
    if not any(gaps):
        return 0.0, 0.0
    if len(gaps) < FEWEST:
        return USUAL, 0.0
    low, _, high = quantiles(gaps, n=4, method="inclusive")
    return max(high + 1.5 * (high - low), SHORTEST), high


def _short(chunks: list[Chunk], start: int, stop: int, longest: int) -> list[int]:
    """Cut what is too long at the longest pause of its middle half, and so on; give all starts."""
    starts, open_parts = [start], [(start, stop)]
    while open_parts:
        begin, end = open_parts.pop()
        place = _middle(chunks[begin:end], longest)
        if place:
            starts.append(begin + place)
            open_parts += [(begin, begin + place), (begin + place, end)]
    return sorted(starts)


def _middle(chunks: list[Chunk], longest: int) -> int:
    """Find the best place to cut in two; 0 where there is no need or no place."""
    total = sum(chunk.words for chunk in chunks)
    if total <= longest:
        return 0
    before, places = 0, []
    for place, chunk in enumerate(chunks):
        off = abs(before - total / 2)
        if place and off <= total / 4 and not chunk.remark:
            places.append((chunk.ended, chunk.gap, -off, place))
        before += chunk.words
    return max(places, default=(False, 0.0, 0.0, 0))[-1]
