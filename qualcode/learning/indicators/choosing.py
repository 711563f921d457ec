"""Candidates and the units they are found in → those worth a line in the codebook.

The rule is a pure function of the units it is shown, so that it can be tried on some interviews
and counted on others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.learning.indicators.candidates import Candidate, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

MOST_CHOSEN = 12  # for one code in one language
LEAST_RIGHT = 0.9  # of the decided units it is found in
LEAST_RIGHT_TOLD = 0.75  # where the codebook's own words speak for it
LEAST_PEOPLE = 2  # in whose talk it is right: one person's way of speaking shows no code
_WORTH_OF_WRONG = 2  # a wrong find undoes so many right ones
# How rarely units drawn by lot may be right as often: there are many more pairs than words.
_CHANCE: Mapping[Shape, float] = {
    "word": 0.005,
    "row": 0.005,
    "gap": 0.003,
    "sentence": 0.0005,
    "segment": 0.00002,
}
_CHANCE_TOLD = 8  # so many times as often, where the codebook's own words speak for it


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of all units for one code in one language."""

    right: Flags  # people say the code is there
    decided: Flags  # people agree whether it is there, in this language
    found: Flags  # the rules have it there already
    voices: Numbers  # of each unit, the number of its respondent

    def only(self, shown: Flags) -> Ground:
        """Return the same with nothing decided outside `shown`."""
        return Ground(self.right & shown, self.decided & shown, self.found, self.voices)


@dataclass(frozen=True, slots=True)
class Tried:
    """A candidate and the numbers of the units it is found in."""

    candidate: Candidate
    units: Numbers
    told: bool  # its words stand in what the codebook says of the code


class Counted(NamedTuple):
    """Units found rightly and wrongly."""

    right: int
    wrong: int

    @property
    def worth(self) -> int:
        """Right finds weighed against wrong ones."""
        return self.right - _WORTH_OF_WRONG * self.wrong


def count_all(units: Numbers, ground: Ground) -> Counted:
    """Count the decided units in which something is found."""
    decided = units[ground.decided[units]]
    right = int(ground.right[decided].sum())
    return Counted(right, len(decided) - right)


def count_new(units: Numbers, ground: Ground, found: Flags) -> Counted:
    """Count those that are not among the units found already."""
    return count_all(units[~found[units]], ground)


def choose(tried: Iterable[Tried], ground: Ground, least: int) -> tuple[Tried, ...]:
    """Choose candidates one after the other: the next one is that which adds most.

    What it adds are units that neither the rules nor those chosen before find: right ones less
    twice the wrong ones, `least` right ones at least. Words the codebook itself says go first
    among equals, then what chance explains worst, then the shortest.
    """
    able = _rank_able(tried, ground, least)
    chosen: list[Tried] = []
    found = ground.found.copy()
    while able and len(chosen) < MOST_CHOSEN:
        counted = [(count_new(one.units, ground, found), one) for one in able]
        worthy = [(new.worth, one) for new, one in counted if new.right >= least and new.worth > 0]
        if not worthy:
            break
        best = max(worthy, key=lambda pair: pair[0])[1]  # the first of equals
        chosen.append(best)
        found[best.units] = True
        able = [one for _, one in worthy if one is not best]
    return tuple(chosen)


def _rank_able(tried: Iterable[Tried], ground: Ground, least: int) -> list[Tried]:
    """Return those that may be chosen by themselves, the best first."""
    size = Counted(int((ground.right & ground.decided).sum()), int(ground.decided.sum()))
    able = []
    for one in tried:
        if count_new(one.units, ground, ground.found).right < least:
            continue
        counted = count_all(one.units, ground)
        if not (_is_sure(one, counted) and _has_voices(one, ground)):
            continue
        chance = _chance(counted, *size)
        if chance <= _CHANCE[one.candidate.shape] * (_CHANCE_TOLD if one.told else 1):
            able.append((not one.told, chance, one.candidate.length, one.candidate.words, one))
    return [row[-1] for row in sorted(able, key=lambda row: row[:-1])]


def _is_sure(one: Tried, counted: Counted) -> bool:
    least = LEAST_RIGHT_TOLD if one.told else LEAST_RIGHT
    return counted.right >= least * (counted.right + counted.wrong)


def _has_voices(one: Tried, ground: Ground) -> bool:
    """Tell whether several people say it; of a single word of the definition one is enough."""
    if one.told and one.candidate.shape == "word":
        return True
    right = one.units[(ground.right & ground.decided)[one.units]]
    return len(np.unique(ground.voices[right])) >= LEAST_PEOPLE


def chance_of(one: Tried, ground: Ground) -> float:
    """Return how likely units drawn by lot are right as often: Fisher's exact test, one tail."""
    right = int((ground.right & ground.decided).sum())
    return _chance(count_all(one.units, ground), right, int(ground.decided.sum()))


def _chance(counted: Counted, right: int, decided: int) -> float:
    drawn = counted.right + counted.wrong
    return sum(
        exp(_ways(right, hit) + _ways(decided - right, drawn - hit) - _ways(decided, drawn))
        for hit in range(counted.right, min(drawn, right) + 1)
        if drawn - hit <= decided - right
    )


def _ways(every: int, some: int) -> float:
    """Return the logarithm of the number of ways to choose some of them all."""
    return lgamma(every + 1) - lgamma(some + 1) - lgamma(every - some + 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was chosen from all interviews, and what the same rule chose from some of them."""

    chosen: tuple[Tried, ...]
    kept_aside: Mapping[Candidate, Counted]  # of each chosen in some fold, on what it was not from
    times: Mapping[Candidate, int]  # in how many folds it was chosen
    together: Counted  # of each fold's choice, counted on the interviews kept aside
    told: Counted  # the same of those whose words the codebook says


def try_choice(tried: Sequence[Tried], ground: Ground, folds: Numbers, least: int) -> Outcome:
    """Choose from all units, and again without each fold in turn; `folds` numbers each unit's."""
    kept: dict[Candidate, Counted] = {}
    times: dict[Candidate, int] = {}
    sums = {False: Counted(0, 0), True: Counted(0, 0)}  # by whether only what is told counts
    for fold in np.unique(folds[ground.decided]):
        aside = ground.only(folds == fold)
        chosen = choose(tried, ground.only(folds != fold), least)
        for one in chosen:
            kept[one.candidate] = _add(
                kept.get(one.candidate, Counted(0, 0)), count_new(one.units, aside, aside.found)
            )
            times[one.candidate] = times.get(one.candidate, 0) + 1
        for told in sums:
            units = [one.units for one in chosen if one.told or not told]
            every = np.unique(np.concatenate(units)) if units else np.zeros(0, np.int64)
            sums[told] = _add(sums[told], count_new(every, aside, aside.found))
    return Outcome(choose(tried, ground, least), kept, times, sums[False], sums[True])


def _add(one: Counted, other: Counted) -> Counted:
    return Counted(one.right + other.right, one.wrong + other.wrong)
