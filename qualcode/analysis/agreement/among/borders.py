"""Coders' stretches with their own borders → what uα of each code is made of, piece by piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.analysis.agreement.fitting import Fitted, group_by_transcript
from qualcode.analysis.agreement.places import Placed, Talk
from qualcode.analysis.agreement.unitizing import Section, Unitized, make_sections, unitize
from qualcode.analysis.agreement.units import narrow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.runs.read import Record, Run

    Ints = NDArray[np.int64]

Sections = tuple[tuple[Section, ...], ...]  # of each coder


class Voice(NamedTuple):
    """Whose talk it is, and in which language."""

    respondent: str
    type: str
    language: str


@dataclass(frozen=True, slots=True)
class Borders:
    """The talk that all coders have read, and where in it they set each code; lengths in words."""

    voices: tuple[Voice, ...]
    codes: Mapping[str, Unitized]  # its parts are the voices


def lay_borders(run: Run, fitted: Fitted, codes: Sequence[str]) -> Borders:
    """Cut the talk that all coders have read into pieces, and each coder's share of it."""
    spoken = (one for one in run.tables["segments"] if one["role"] == "respondent")
    segments = group_by_transcript(spoken)
    voices: dict[Voice, int] = {}
    whose: list[int] = []
    sections: dict[str, list[Sections]] = {code: [] for code in codes}
    for transcript, placed in sorted(fitted.placed.items()):
        stand = [narrow(some) for some in placed]
        by_code = [_group(some) for some in stand]
        for piece, voice in _pieces(fitted.talks[transcript], stand, segments.get(transcript, [])):
            whose.append(voices.setdefault(voice, len(voices)))
            for code, told in sections.items():
                told.append(tuple(make_sections(own.get(code, ()), piece) for own in by_code))
    return Borders(tuple(voices), {code: unitize(told, whose) for code, told in sections.items()})


def _group(placed: Sequence[Placed]) -> dict[str, list[tuple[int, int]]]:
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in placed:
        for code in one.stretch.codes:
            told[code].append(one.words)
    return told


def _pieces(
    talk: Talk, placed: Sequence[Sequence[Placed]], segments: Sequence[Record]
) -> Iterator[tuple[tuple[int, int], Voice]]:
    """Yield the longest rows of words of one voice that every coder has read."""
    read = np.ones(len(talk.words), bool)
    for some in placed:
        own = np.zeros(len(talk.words), bool)
        for one in some:
            if one.stretch.reads:
                own[one.words[0] : one.words[1]] = True
        read &= own
    voices: list[Voice] = []
    whose = np.full(len(talk.words), -1)
    for segment in segments:
        voice = Voice(*(str(segment[name]) for name in Voice._fields))
        if voice not in voices:
            voices.append(voice)
        low, high = talk.words_between(int(segment["start"]), int(segment["stop"]))
        whose[low:high] = voices.index(voice)
    whose[~read] = -1
    borders = [0, *(np.nonzero(np.diff(whose))[0] + 1), len(whose)]
    for low, high in pairwise(borders):
        if low < high and whose[low] >= 0:
            yield (int(low), int(high)), voices[whose[low]]
