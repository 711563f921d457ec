"""Candidates and the units they are found in → those worth a line in the codebook.

The rule is a pure function of the units it is shown, so that it can be tried on some interviews
and counted on others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.learning.indicators.candidates import Candidate, Shape
from qualcode.learning.indicators.expecting import expect
from qualcode.learning.indicators.told import Saying

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

MOST_CHOSEN = 12  # for one code in one language
LEAST_RIGHT = 0.9  # of the decided units it is found in
LEAST_RIGHT_TOLD = 0.75  # where the codebook's own words speak for it
LEAST_EXPECTED = 0.5  # share of finds that should be right in other interviews
SURE = 0.65  # … from which on it is more than a guess
LEAST_PEOPLE = 2  # in whose talk it is right: one person's way of speaking shows no code
_OFTEN = 4  # units: always the same words beside it are no chance
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
    saying: Saying  # what the codebook says of its words

    @property
    def told(self) -> bool:
        """Whether the codebook explains the code by its words."""
        return self.saying.told


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
    twice the wrong ones, `least` right ones at least. Guesses are chosen when nothing sure adds
    any more. Of equals that goes first of which most is expected, then what chance explains worst,
    then the shortest.
    """
    able = _rank_able(tried, ground, least)
    found = ground.found.copy()
    chosen: list[Tried] = []
    for sure in (True, False):
        some = [one for one, expected in able if (expected >= SURE) is sure]
        chosen += _choose_some(some, ground, found, least, MOST_CHOSEN - len(chosen))
    return tuple(chosen)


def _choose_some(
    able: list[Tried], ground: Ground, found: Flags, least: int, most: int
) -> Iterator[Tried]:
    """Choose up to `most`, the best ranked of equals; what they find is added to `found`."""
    for _ in range(most):
        counted = [(count_new(one.units, ground, found), one) for one in able]
        worthy = [(new.worth, one) for new, one in counted if new.right >= least and new.worth > 0]
        if not worthy:
            return
        best = _narrow(max(worthy, key=lambda pair: pair[0])[1], able, ground)  # first of equals
        yield best
        found[best.units] = True
        able = [one for _, one in worthy if one is not best]


def _narrow(best: Tried, able: Iterable[Tried], ground: Ground) -> Tried:
    """Return words in a row that find the same as one word of theirs, rather than that word.

    Elsewhere they find less by chance. The codebook must explain the code by all of them, or they
    must be found so often that it is no chance that the word stands in no other company.
    """
    if best.candidate.shape != "word":
        return best
    often = count_all(best.units, ground).right >= _OFTEN
    rows = [
        one
        for one in able
        if one.candidate.shape == "row"
        and best.candidate.words[0] in one.candidate.words
        and np.array_equal(one.units, best.units)
        and (often or one.saying.explains_all)
    ]
    return max(rows, key=lambda one: one.saying.explains_all, default=best)


def _rank_able(tried: Iterable[Tried], ground: Ground, least: int) -> list[tuple[Tried, float]]:
    """Return those that may be chosen by themselves, the best first, and what is expected."""
    size = Counted(int((ground.right & ground.decided).sum()), int(ground.decided.sum()))
    able = []
    for one in tried:
        if count_new(one.units, ground, ground.found).right < least:
            continue
        counted = count_all(one.units, ground)
        if not (_is_right(one, counted) and _has_voices(one, ground)):
            continue
        expected = expect_of(one, ground)
        chance = _chance(counted, *size)
        allowed = _CHANCE[one.candidate.shape] * (_CHANCE_TOLD if one.told else 1)
        if expected >= LEAST_EXPECTED and chance <= allowed:
            able.append((-expected, chance, one.candidate.length, one.candidate.words, one))
    return [(row[-1], -row[0]) for row in sorted(able, key=lambda row: row[:-1])]


def expect_of(one: Tried, ground: Ground) -> float:
    """Return the share of what it finds in other interviews that should be right."""
    return expect(*count_all(one.units, ground), count_people(one, ground), one.saying)


def _is_right(one: Tried, counted: Counted) -> bool:
    least = LEAST_RIGHT_TOLD if one.told else LEAST_RIGHT
    return counted.right >= least * (counted.right + counted.wrong)


def _has_voices(one: Tried, ground: Ground) -> bool:
    """Tell whether several people say it; of a single word of the definition one is enough."""
    if one.told and one.candidate.shape == "word":
        return True
    return count_people(one, ground) >= LEAST_PEOPLE


def count_people(one: Tried, ground: Ground) -> int:
    """Count those in whose talk it is right."""
    right = one.units[(ground.right & ground.decided)[one.units]]
    return len(np.unique(ground.voices[right]))


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
    sure: Counted  # the same without guesses


def try_choice(tried: Sequence[Tried], ground: Ground, folds: Numbers, least: int) -> Outcome:
    """Choose from all units, and again without each fold in turn; `folds` numbers each unit's."""
    kept: dict[Candidate, Counted] = {}
    times: dict[Candidate, int] = {}
    sums = {False: Counted(0, 0), True: Counted(0, 0)}  # by whether only what is sure counts
    for fold in np.unique(folds[ground.decided]):
        shown, aside = ground.only(folds != fold), ground.only(folds == fold)
        chosen = choose(tried, shown, least)
        for one in chosen:
            new = count_new(one.units, aside, aside.found)
            kept[one.candidate] = _add(kept.get(one.candidate, Counted(0, 0)), new)
            times[one.candidate] = times.get(one.candidate, 0) + 1
        sure = [one for one in chosen if expect_of(one, shown) >= SURE]
        for only_sure, some in ((False, chosen), (True, sure)):
            units = [one.units for one in some]
            every = np.unique(np.concatenate(units)) if units else np.zeros(0, np.int64)
            sums[only_sure] = _add(sums[only_sure], count_new(every, aside, aside.found))
    return Outcome(choose(tried, ground, least), kept, times, sums[False], sums[True])


def _add(one: Counted, other: Counted) -> Counted:
    return Counted(one.right + other.right, one.wrong + other.wrong)
