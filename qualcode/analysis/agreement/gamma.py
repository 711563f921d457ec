"""Gamma γ: how far coders agree about places and codes at once, where they set borders themselves.

Mathet, Widlöcher & Métivier 2015, Computational Linguistics 41:437-479: γ = 1 - observed / expected
disorder. The disorder of an alignment is that of its matches (`aligning.py`), divided by the mean
number of units of a coder. What chance does is drawn by lot as the paper has it (section 5.2): each
coder of a lot has the units of one of the real coders, shifted round the talk by some words, no two
shifts nearer to each other than the mean length of a unit.

Of several texts the disorders are added up, as if they lay far apart in one. Chance knows no texts:
it shifts units round all talk put end to end, as it moves them for uα. So what was coded in one
text comes to lie beside what was coded in another.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.aligning import Units, measure_disorder
from qualcode.analysis.agreement.coefficients import divide
from qualcode.analysis.agreement.intervals import SEED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

FEWEST_LOTS = 30
MOST_LOTS = 10_000
PRECISION = 0.02  # within which the expected disorder is known, as a share of it …
_NORMAL = 1.96  # … in 95 of 100 cases
_AT_ONCE = 20_000  # units of lots that are aligned together


@dataclass(frozen=True, slots=True)
class Continuum:
    """Units, and the talk they stand in: pieces of texts that all coders have read, in words."""

    units: Units
    piece: Ints  # of each unit the piece in which it lies
    begins: Ints  # of each piece, where it begins in its text
    lengths: Ints  # of each piece
    texts: Ints  # of each piece
    voices: Ints  # of each text whose it is, from 0 on

    def of(self, voices: Collection[int]) -> Continuum:
        """Return the same of some of the voices; texts keep their numbers."""
        kept = np.isin(self.voices[self.texts], list(voices))
        places = np.cumsum(kept) - 1
        inside = kept[self.piece]
        return replace(
            self,
            units=_take(self.units, np.nonzero(inside)[0]),
            piece=places[self.piece[inside]],
            begins=self.begins[kept],
            lengths=self.lengths[kept],
            texts=self.texts[kept],
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """The disorder that chance would bring, drawn by lot."""

    lots: Floats  # the disorder of each
    seed: int

    @property
    def disorder(self) -> float:
        """Their mean."""
        return float(self.lots.mean())

    @property
    def precision(self) -> float:
        """Half the width of its 95 % interval, as a share of it; NaN where there is no disorder."""
        error = _NORMAL * self.lots.std(ddof=1) / len(self.lots) ** 0.5
        return float(divide(error, self.disorder))


def _take(units: Units, at: Ints) -> Units:
    parts = (units.text, units.coder, units.code, units.start, units.stop)
    return Units(units.coders, *(part[at] for part in parts))


def observe(continuum: Continuum, voices: int) -> Floats:
    """Return for each voice what observed disorder is made of: of its matches, and its units.

    Of some voices it is coders × Σ of the first / Σ of the second; shape (voices, 2).
    """
    texts = len(continuum.voices)
    disorder = measure_disorder(continuum.units, texts)
    units = np.bincount(continuum.units.text, minlength=texts)
    told = [np.bincount(continuum.voices, part, voices) for part in (disorder, units)]
    return np.stack(told, 1)


def expect(continuum: Continuum, precision: float = PRECISION, seed: int = SEED) -> Drawn:
    """Draw so many lots that their mean is known so precisely.

    As the paper has it: thirty first, and as many more as these ask for by how they differ. The
    continuum holds a unit or more.
    """
    random = np.random.default_rng(seed)
    first = Drawn(_draw(continuum, FEWEST_LOTS, random), seed)
    wanted = FEWEST_LOTS
    if first.disorder:
        wanted = min(MOST_LOTS, ceil(FEWEST_LOTS * (first.precision / precision) ** 2))
    if wanted <= FEWEST_LOTS:
        return first
    return Drawn(np.concatenate([first.lots, _draw(continuum, wanted - FEWEST_LOTS, random)]), seed)


def gamma_of(sums: Floats, coders: int, expected: float) -> Floats:
    """Return γ from sums of what `observe` returns, on the last axis; NaN without any unit."""
    return np.asarray(1 - divide(coders * divide(sums[..., 0], sums[..., 1]), expected))


def _draw(continuum: Continuum, lots: int, random: np.random.Generator) -> Floats:
    """Return the disorders of so many lots."""
    laid = _lay_end_to_end(continuum)
    talk = int(continuum.lengths.sum())
    own = [np.nonzero(laid.coder == coder)[0] for coder in range(laid.coders)]
    at_once = max(1, _AT_ONCE // len(laid))
    told = []
    for done in range(0, lots, at_once):
        some = range(min(at_once, lots - done))
        units = _join([_shuffle(laid, own, talk, random) for _ in some])
        count = np.bincount(units.text, minlength=len(some))
        told.append(divide(laid.coders * measure_disorder(units, len(some)), count))
    return np.concatenate(told)


def _lay_end_to_end(continuum: Continuum) -> Units:
    """Move the units as if all talk were one text without gaps."""
    begin = np.cumsum(continuum.lengths) - continuum.lengths
    moved = (begin - continuum.begins)[continuum.piece]
    units = continuum.units
    return replace(units, start=units.start + moved, stop=units.stop + moved)


def _join(lots: Sequence[Units]) -> Units:
    """Put lots together, each as a text of its own."""
    text = np.repeat(np.arange(len(lots)), [len(lot) for lot in lots])
    parts = ([lot.coder, lot.code, lot.start, lot.stop] for lot in lots)
    joined = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Units(lots[0].coders, text, *joined)


def _shuffle(laid: Units, own: Sequence[Ints], talk: int, random: np.random.Generator) -> Units:
    """Draw a lot: for each coder one of the coders, with their units shifted.

    `own` are the places of each coder's units. Where all who are drawn have none, it is drawn anew.
    """
    drawn: list[Ints] = []
    while not any(len(some) for some in drawn):
        drawn = [own[coder] for coder in random.integers(len(own), size=len(own))]
    lengths = laid.stop - laid.start
    shifts = _draw_shifts(len(own), talk, float(lengths.mean()), random)
    at = np.concatenate(drawn)
    coder = np.repeat(np.arange(len(own)), [len(some) for some in drawn])
    start = (laid.start[at] + shifts[coder]) % talk
    return Units(laid.coders, np.zeros_like(at), coder, laid.code[at], start, start + lengths[at])


def _draw_shifts(many: int, talk: int, length: float, random: np.random.Generator) -> Ints:
    """Draw shifts, no two nearer round the talk than a length, as far as there is room for that.

    Else two coders of a lot, drawn alike or agreeing, would meet in everything.
    """
    room = ((talk - 1) // max(1, many - 1) + 1) // 2  # so far apart the last one can still stand
    nearest = min(length, talk / (2 * many), room)
    shifts: list[int] = []
    while len(shifts) < many:
        drawn = int(random.integers(talk))
        if all(min((drawn - one) % talk, (one - drawn) % talk) >= nearest for one in shifts):
            shifts.append(drawn)
    return np.array(shifts)
