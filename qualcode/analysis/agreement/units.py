"""What several coders say of the same units: coders' stretches, segments, turns or characters.

A coder has seen a unit when at least half of its words lie in stretches that they have read, and
gives it the codes of every stretch with which it shares at least half of its own words or half of
the stretch's. Where the borders are the same, as mostly, this is simply the stretch's row. Of a
code that was not in the codebook when they read it, they say nothing, unless they gave it.

Characters are those of words, in parts that no border of any stretch cuts: a part is seen and has
codes as the stretches say that lie over it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.fitting import Fitted, fit_coders, group_by_transcript
from qualcode.analysis.agreement.places import Placed, Talk, Words
from qualcode.analysis.agreement.spans import Laid, join_spans, overlap_of
from qualcode.errors import Problem
from qualcode.model.coding import MIXED
from qualcode.runs.read import Record, Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

UnitChoice = Literal["stretch", "segment", "turn"]
UNITS: tuple[UnitChoice, ...] = get_args(UnitChoice)
FinerChoice = Literal["stretch", "segment", "turn", "character"]
FINER_UNITS: tuple[FinerChoice, ...] = get_args(FinerChoice)
Relations = Mapping[tuple[int, str], str]  # unit and tension → how the poles meet
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
    read: int  # of these, the stretches that were read through; others are only marks in them
    in_part: int  # placed although some words of the row are not in the transcript
    cut_otherwise: int  # whose borders are not those of the unit they count for
    transcripts: int
    sighted: int = 0  # of those read: decided about before with codings in sight


@dataclass(frozen=True, slots=True)
class Judged:
    """Units in the order of the transcripts, and who says what of them."""

    units: tuple[Unit, ...]
    codes: tuple[str, ...]
    coders: tuple[CoderFacts, ...]
    seen: Flags  # coders × units
    coded: Flags  # coders × units × codes; False where not seen
    told: Flags  # coders × units × codes: seen, and the coder had the code or gave it
    relations: tuple[Relations, ...]  # of each coder, what they say of tensions
    sizes: Floats  # of each unit: 1, or its characters
    weights: Floats  # of each unit, how many of the study it stands for
    problems: tuple[Problem, ...]  # rows that could not be used

    @property
    def weighted(self) -> bool:
        """Whether units stand for different numbers of units."""
        return bool(len(self.weights) and (self.weights != self.weights[0]).any())

    @property
    def common(self) -> Flags:
        """Units × codes that all had who have seen the unit."""
        return np.asarray((self.told | ~self.seen[:, :, None]).all(0))


def judge(
    run: Run, coders: Sequence[Coder], codes: Sequence[str], choice: FinerChoice = "stretch"
) -> Judged:
    """Find what the coders coded in the run's transcripts, and lay it over units of one kind."""
    return lay_over(run, coders, fit_coders(run, coders), codes, choice)


def lay_over(
    run: Run,
    coders: Sequence[Coder],
    fitted: Fitted,
    codes: Sequence[str],
    choice: FinerChoice = "stretch",
) -> Judged:
    """Lay what was found in the run's transcripts over units of one kind."""
    spoken = (one for one in run.tables["segments"] if one["role"] == "respondent")
    segments = group_by_transcript(spoken)
    laid = [
        _lay(fitted.talks[transcript], placed, segments.get(transcript, []), codes, choice)
        for transcript, placed in sorted(fitted.placed.items())
    ]
    nothing = np.zeros((len(coders), 0), bool)
    firsts = np.cumsum([0, *(len(one.units) for one in laid)])
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
        np.concatenate(
            [np.zeros((*nothing.shape, len(codes)), bool), *(one.told for one in laid)], axis=1
        ),
        tuple(
            {
                (int(first) + unit, tension): relation
                for first, one in zip(firsts, laid, strict=False)
                for (unit, tension), relation in one.relations[at].items()
            }
            for at in range(len(coders))
        ),
        np.concatenate([np.zeros(0), *(one.sizes for one in laid)]),
        np.concatenate([np.zeros(0), *(one.weights for one in laid)]),
        fitted.problems,
    )


@dataclass(frozen=True, slots=True)
class _Laid:
    """The units of one transcript that somebody has seen."""

    units: tuple[Unit, ...]
    seen: Flags  # coders × units
    coded: Flags
    told: Flags
    relations: tuple[Relations, ...]
    sizes: Floats
    weights: Floats
    otherwise: tuple[int, ...]  # for each coder, stretches with other borders than the units


def _lay(
    talk: Talk,
    placed: Sequence[Sequence[Placed]],
    segments: Sequence[Record],
    codes: Sequence[str],
    choice: FinerChoice,
) -> _Laid:
    ranges = _ranges(choice, talk, placed, segments)
    stand = placed if choice != "character" else [narrow(some) for some in placed]
    seen, coded, told = _lay_over(ranges, stand, codes)
    kept = [at for at in range(len(ranges)) if seen[:, at].any()]
    left = [ranges[at] for at in kept]
    known = set(ranges)
    return _Laid(
        tuple(_make_units(talk, left, segments)),
        seen[:, kept],
        coded[:, kept],
        told[:, kept],
        tuple(_relate(left, some) for some in placed),
        _measure(talk, left) if choice == "character" else np.ones(len(left)),
        _weigh(left, placed),
        tuple(sum(one.words not in known for one in some if one.stretch.reads) for some in placed),
    )


def narrow(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """Let a coder's code stand only where they marked it inside what they read, if they did."""
    marked = [one for one in placed if not one.stretch.reads]
    told = []
    for one in placed:
        if one.stretch.reads:
            inside = [other for other in marked if overlap_of(other.words, one.words)]
            given = frozenset(code for other in inside for code in other.stretch.codes)
            own = replace(one.stretch, codes=one.stretch.codes - given)
            told.append(replace(one, stretch=own))
        else:
            told.append(one)
    return tuple(told)


def _measure(talk: Talk, ranges: Iterable[Words]) -> Floats:
    """Return how many characters the words of each range have."""
    letters = [stop - start for start, stop in zip(talk.starts, talk.stops, strict=True)]
    until = np.concatenate([[0], np.cumsum(letters)])
    return np.array([until[stop] - until[start] for start, stop in ranges], dtype=float)


def _weigh(ranges: Sequence[Words], placed: Sequence[Sequence[Placed]]) -> Floats:
    """Return the mean weight of what was read of each unit."""
    read = [one for some in placed for one in some if one.stretch.reads]
    if all(one.stretch.weight == 1 for one in read):
        return np.ones(len(ranges))
    told = []
    for unit in ranges:
        sizes = np.array([overlap_of(one.words, unit) for one in read], dtype=float)
        told.append(np.average([one.stretch.weight for one in read], weights=sizes))
    return np.array(told, dtype=float)


def _relate(ranges: Sequence[Words], placed: Iterable[Placed]) -> Relations:
    """Return what a coder says of tensions in the units; `mixed` where they say several things."""
    said: dict[tuple[int, str], str] = {}
    for one in placed:
        for tension, relation in one.stretch.relations:
            for at, unit in enumerate(ranges):
                if _fits(one.words, unit):
                    former = said.setdefault((at, tension), relation)
                    said[at, tension] = relation if former == relation else MIXED
    return said


def _ranges(
    choice: FinerChoice,
    talk: Talk,
    placed: Sequence[Sequence[Placed]],
    segments: Sequence[Record],
) -> list[Words]:
    """Return the words of each unit, in order; units without words are none."""
    if choice == "stretch":
        return _stretch_ranges(placed)
    if choice == "character":
        return _uncut_ranges(talk, placed, segments)
    borders = segments if choice == "segment" else talk.turns
    ranges = [talk.words_between(_start_of(one), _stop_of(one)) for one in borders]
    return [one for one in ranges if one[0] < one[1]]


def _uncut_ranges(
    talk: Talk, placed: Sequence[Sequence[Placed]], segments: Sequence[Record]
) -> list[Words]:
    """Return the parts of the talk that no border of a stretch or segment cuts."""
    borders = {0, len(talk.words)}
    borders.update(at for some in placed for one in some for at in one.words)
    for one in segments:
        borders.update(talk.words_between(_start_of(one), _stop_of(one)))
    return list(pairwise(sorted(borders)))


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
            if one.stretch.reads
            and one.words not in known
            and not any(_fits(one.words, other) for other in known)
        ]
    return sorted(ranges)


def _fits(one: Words, other: Words) -> bool:
    """Tell whether they share half of the words of either."""
    shared = overlap_of(one, other)
    return shared > 0 and 2 * shared >= min(one[1] - one[0], other[1] - other[0])


def _lay_over(
    ranges: Sequence[Words], placed: Sequence[Sequence[Placed]], codes: Sequence[str]
) -> tuple[Flags, Flags, Flags]:
    """Return which coder has seen which unit, with which codes, and of which they say anything."""
    columns = {code: at for at, code in enumerate(codes)}
    seen = np.zeros((len(placed), len(ranges)), bool)
    coded = np.zeros((len(placed), len(ranges), len(codes)), bool)
    told = np.zeros_like(coded)
    laid = Laid(ranges)
    for number, some in enumerate(placed):
        for at, over in _group_by_unit(laid, some).items():
            seen[number, at] = _is_read(ranges[at], over)
            if seen[number, at]:
                fitting = (one.stretch.codes for one in over if _fits(one.words, ranges[at]))
                given = [columns[code] for code in set().union(*fitting) if code in columns]
                coded[number, at, given] = True
                lacking = _gather_unjudged(ranges[at], over)
                told[number, at] = [code not in lacking for code in codes]
                told[number, at, given] = True
    return seen, coded, told


def _gather_unjudged(unit: Words, over: Iterable[Placed]) -> frozenset[str]:
    """Return the codes that a coder did not have in some of what they read of a unit."""
    read = (one for one in over if one.stretch.reads and overlap_of(one.words, unit))
    return frozenset[str]().union(*(one.stretch.unjudged for one in read))


def _group_by_unit(laid: Laid, placed: Iterable[Placed]) -> Mapping[int, Sequence[Placed]]:
    """Return the stretches that may lie over each unit."""
    touching: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        for at in laid.near(one.words):
            touching[at].append(one)
    return touching


def _is_read(unit: Words, over: Iterable[Placed]) -> bool:
    """Tell whether half of a unit's words or more lie in stretches that were read."""
    read = join_spans(sorted(one.words for one in over if one.stretch.reads))
    shared = sum(overlap_of(words, unit) for words in read)
    return 0 < 2 * shared >= unit[1] - unit[0]


def _make_units(talk: Talk, ranges: Iterable[Words], segments: Sequence[Record]) -> Iterator[Unit]:
    held = [talk.words_between(_start_of(one), _stop_of(one)) for one in segments]
    laid = Laid(held)
    for words in ranges:
        near = max(laid.near(words), key=lambda at: overlap_of(held[at], words), default=0)
        segment = segments[near]
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
        sum(one.stretch.reads for some in placed for one in some),
        sum(not one.whole for some in placed for one in some),
        sum(one.otherwise[number] for one in laid),
        sum(bool(some) for some in placed),
        sum(one.stretch.reads and one.stretch.sighted for some in placed for one in some),
    )
