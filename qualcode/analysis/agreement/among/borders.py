"""Coders' stretches with their own borders → what uα of each code, and gamma, are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.analysis.agreement.aligning import Units
from qualcode.analysis.agreement.fitting import Fitted, group_by_transcript
from qualcode.analysis.agreement.gamma import Continuum
from qualcode.analysis.agreement.places import Placed, Talk, Words
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
    continuum: Continuum  # of all codes; its texts are what a voice says in a transcript


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row of words of one voice that every coder has read, and what they coded in it."""

    voice: int
    text: int
    words: Words
    codes: Mapping[str, Sections]  # without those that some coder did not have there


def lay_borders(run: Run, fitted: Fitted, codes: Sequence[str]) -> Borders:
    """Cut the talk that all coders have read into pieces, and each coder's share of it."""
    spoken = (one for one in run.tables["segments"] if one["role"] == "respondent")
    segments = group_by_transcript(spoken)
    voices: dict[Voice, int] = {}
    texts: dict[tuple[str, Voice], int] = {}
    pieces: list[_Piece] = []
    for transcript, placed in sorted(fitted.placed.items()):
        stand = [narrow(some) for some in placed]
        by_code = [_group(some) for some in stand]
        own_segments = segments.get(transcript, [])
        for words, voice, lacked in _pieces(fitted.talks[transcript], stand, own_segments):
            pieces.append(
                _Piece(
                    voices.setdefault(voice, len(voices)),
                    texts.setdefault((transcript, voice), len(texts)),
                    words,
                    {
                        code: tuple(make_sections(own.get(code, ()), words) for own in by_code)
                        for code in codes
                        if code not in lacked
                    },
                )
            )
    whose = [piece.voice for piece in pieces]
    coders = len(next(iter(fitted.placed.values()), ()))
    return Borders(
        tuple(voices),
        {
            code: unitize([piece.codes.get(code, ((),) * coders) for piece in pieces], whose)
            for code in codes
        },
        _lay_out(pieces, codes, [voices[voice] for _, voice in texts], coders),
    )


def _lay_out(
    pieces: Sequence[_Piece], codes: Sequence[str], voices: Sequence[int], coders: int
) -> Continuum:
    """Lay out what gamma is made of; a unit is a code of a stretch."""
    units = [
        (number, piece.text, coder, code, section.start, section.stop)
        for number, piece in enumerate(pieces)
        for code, id in enumerate(codes)
        for coder, sections in enumerate(piece.codes.get(id, ()))
        for section in sections
        if section.coded
    ]
    piece, *parts = np.array(units, dtype=np.int64).reshape(-1, 6).T
    told = [(one.words[0], one.words[1] - one.words[0], one.text) for one in pieces]
    begins, lengths, texts = np.array(told, dtype=np.int64).reshape(-1, 3).T
    whose = np.array(voices, dtype=np.int64)
    return Continuum(Units(coders, *parts), piece, begins, lengths, texts, whose)


def _group(placed: Sequence[Placed]) -> dict[str, list[Words]]:
    told: dict[str, list[Words]] = defaultdict(list)
    for one in placed:
        for code in one.stretch.codes:
            told[code].append(one.words)
    return told


def _pieces(
    talk: Talk, placed: Sequence[Sequence[Placed]], segments: Sequence[Record]
) -> Iterator[tuple[Words, Voice, frozenset[str]]]:
    """Yield the longest rows of words of one voice that every coder has read.

    With them come codes that some coder did not have there; these are the same in a row.
    """
    read = np.ones(len(talk.words), bool)
    lacked = np.full(len(talk.words), frozenset[str](), dtype=object)
    for some in placed:
        own = np.zeros(len(talk.words), bool)
        for one in some:
            if one.stretch.reads:
                own[one.words[0] : one.words[1]] = True
                for at in range(*one.words) if one.stretch.unjudged else ():
                    lacked[at] |= one.stretch.unjudged
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
    cuts = (whose[1:] != whose[:-1]) | (lacked[1:] != lacked[:-1])
    borders = [0, *(np.nonzero(cuts)[0] + 1), len(whose)]
    for low, high in pairwise(borders):
        if low < high and whose[low] >= 0:
            yield (int(low), int(high)), voices[whose[low]], lacked[low]
