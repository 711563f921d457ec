"""What several coders say of the same units: coders' stretches, segments or turns.

A coder has seen a unit when at least half of its words lie in stretches of theirs, and gives it
the codes of every stretch with which it shares at least half of its own words or half of the
stretch's. Where the borders are the same, and mostly they are, this is simply the stretch's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.fitting import fit_coders, group_by_transcript
from qualcode.analysis.agreement.places import Placed, Talk, Words
from qualcode.analysis.agreement.spans import overlap_of
from qualcode.errors import Problem
from qualcode.runs.read import Record, Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

UnitChoice = Literal["stretch", "segment", "turn"]
UNITS: tuple[UnitChoice, ...] = get_args(UnitChoice)
_OPENING = "«“„([—–-"  # signs that belong to the word behind them


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of respondents' talk about which coders are compared."""

    transcript: str
    words: Words  # of the Talk of the transcript's respondents
    start: int  # in the transcript's text
    stop: int
    segment: int  # where most of it stands
    respondent: str
    type: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class CoderFacts:
    """What became of one coder's rows."""

    name: str
    file: str
    rows: int
    placed: int
    in_part: int  # placed although some words of the row are not in the transcript
    cut_otherwise: int  # whose borders are not those of the unit they count for
    transcripts: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Units in the order of the transcripts, and who says what of them."""

    units: tuple[Unit, ...]
    codes: tuple[str, ...]
    coders: tuple[CoderFacts, ...]
    seen: Flags  # coders × units
    coded: Flags  # coders × units × codes; False where not seen
    problems: tuple[Problem, ...]  # rows that could not be used


def judge(
    run: Run, coders: Sequence[Coder], codes: Sequence[str], choice: UnitChoice = "stretch"
) -> Judged:
    """Find what the coders coded in the run's transcripts, and lay it over units of one kind."""
    fitted = fit_coders(run, coders)
    spoken = (one for one in run.tables["segments"] if one["role"] == "respondent")
    segments = group_by_transcript(spoken)
    laid = [
        _lay(fitted.talks[transcript], placed, segments.get(transcript, []), codes, choice)
        for transcript, placed in sorted(fitted.placed.items())
    ]
    nothing = np.zeros((len(coders), 0), bool)
    return Judged(
        tuple(unit for one in laid for unit in one.units),
        tuple(codes),
        tuple(
            _describe(coder, [one[at] for one in fitted.placed.values()], laid, at)
            for at, coder in enumerate(coders)
        ),
        np.concatenate([nothing, *(one.seen for one in laid)], axis=1),
        np.concatenate(
            [np.zeros((*nothing.shape, len(codes)), bool), *(one.coded for one in laid)], axis=1
        ),
        fitted.problems,
    )


@dataclass(frozen=True, slots=True)
class _Laid:
    """The units of one transcript that somebody has seen."""

    units: tuple[Unit, ...]
    seen: Flags  # coders × units
    coded: Flags
    otherwise: tuple[int, ...]  # for each coder, stretches with other borders than the units


def _lay(
    talk: Talk,
    placed: Sequence[Sequence[Placed]],
    segments: Sequence[Record],
    codes: Sequence[str],
    choice: UnitChoice,
) -> _Laid:
    ranges = _ranges(choice, talk, placed, segments)
    seen, coded = _lay_over(ranges, placed, codes)
    kept = [at for at in range(len(ranges)) if seen[:, at].any()]
    known = set(ranges)
    return _Laid(
        tuple(_make_units(talk, [ranges[at] for at in kept], segments)),
        seen[:, kept],
        coded[:, kept],
        tuple(sum(one.words not in known for one in some) for some in placed),
    )


def _ranges(
    choice: UnitChoice,
    talk: Talk,
    placed: Sequence[Sequence[Placed]],
    segments: Sequence[Record],
) -> list[Words]:
    """Return the words of each unit, in order; units without words are none."""
    if choice == "stretch":
        return _stretch_ranges(placed)
    borders = segments if choice == "segment" else talk.turns
    ranges = [talk.words_between(_start_of(one), _stop_of(one)) for one in borders]
    return [one for one in ranges if one[0] < one[1]]


def _start_of(record: Record) -> int:
    return int(record["start"])


def _stop_of(record: Record) -> int:
    return int(record["stop"])


def _stretch_ranges(placed: Sequence[Sequence[Placed]]) -> list[Words]:
    """Return the stretches of all coders; one that fits a former coder's is no unit of its own."""
    ranges: list[Words] = []
    for some in placed:
        known = set(ranges)
        ranges += [
            one.words
            for one in some
            if one.words not in known and not any(_fits(one.words, other) for other in known)
        ]
    return sorted(ranges)


def _fits(one: Words, other: Words) -> bool:
    """Tell whether they share half of the words of either."""
    shared = overlap_of(one, other)
    return shared > 0 and 2 * shared >= min(one[1] - one[0], other[1] - other[0])


def _lay_over(
    ranges: Sequence[Words], placed: Sequence[Sequence[Placed]], codes: Sequence[str]
) -> tuple[Flags, Flags]:
    """Return which coder has seen which unit, and with which codes."""
    columns = {code: at for at, code in enumerate(codes)}
    seen = np.zeros((len(placed), len(ranges)), bool)
    coded = np.zeros((len(placed), len(ranges), len(codes)), bool)
    for number, some in enumerate(placed):
        for at, unit in enumerate(ranges):
            touching = [one for one in some if overlap_of(one.words, unit)]
            shared = sum(overlap_of(one.words, unit) for one in touching)
            seen[number, at] = bool(touching) and 2 * shared >= unit[1] - unit[0]
            if seen[number, at]:
                for one in touching:
                    if _fits(one.words, unit):
                        given = [columns[code] for code in one.stretch.codes if code in columns]
                        coded[number, at, given] = True
    return seen, coded


def _make_units(talk: Talk, ranges: Iterable[Words], segments: Sequence[Record]) -> Iterator[Unit]:
    held = [(talk.words_between(_start_of(one), _stop_of(one)), one) for one in segments]
    for words in ranges:
        _, segment = max(held, key=lambda one: overlap_of(one[0], words))
        start, stop, text = _cut_out(talk, words)
        yield Unit(
            str(segment["transcript"]),
            words,
            start,
            stop,
            int(segment["segment"]),
            str(segment["respondent"]),
            str(segment["type"]),
            str(segment["language"]),
            text,
        )


def _cut_out(talk: Talk, words: Words) -> tuple[int, int, str]:
    """Return borders and text of the talk from the first word to the last, its signs included."""
    turns = talk.turns_of(words)
    following = talk.starts[words[1]] if words[1] < len(talk.starts) else None
    parts = []
    start = talk.starts[words[0]]
    stop = talk.stops[words[1] - 1]
    for turn in turns:
        offset, text = _start_of(turn), str(turn["text"])
        low = max(0, start - offset)
        while low and text[low - 1] in _OPENING:
            low -= 1
        high = len(text) if following is None else min(len(text), following - offset)
        part = text[low:high].rstrip(f"{_OPENING} \n")
        if turn is turns[0]:
            start = offset + low
        if turn is turns[-1]:
            stop = offset + low + len(part)
        parts.append(part)
    return start, stop, " / ".join(parts)


def _describe(
    coder: Coder, placed: Sequence[Sequence[Placed]], laid: Sequence[_Laid], number: int
) -> CoderFacts:
    return CoderFacts(
        coder.name,
        coder.file,
        len(coder.stretches),
        sum(map(len, placed)),
        sum(not one.whole for some in placed for one in some),
        sum(one.otherwise[number] for one in laid),
        sum(bool(some) for some in placed),
    )
