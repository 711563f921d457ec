"""The figures of coders in some of the units, with limits over their respondents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement import several
from qualcode.analysis.agreement.aligning import TooManyMatchesError
from qualcode.analysis.agreement.among.borders import Borders
from qualcode.analysis.agreement.among.results import FIGURES, TOGETHER, Item, Lots
from qualcode.analysis.agreement.among.said import PRESENT, Said
from qualcode.analysis.agreement.among.sets import METRICS, count_sets, number_sets
from qualcode.analysis.agreement.coefficients import divide
from qualcode.analysis.agreement.figures import UNDEFINED, Value, plain
from qualcode.analysis.agreement.gamma import expect, gamma_of, observe
from qualcode.analysis.agreement.intervals import (
    FEWEST_RESPONDENTS,
    draw_resamples,
    limits_of,
)
from qualcode.analysis.agreement.unitizing import unitizing_alpha
from qualcode.analysis.agreement.units import Judged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_OF_TENSIONS = ("agreement", "kappa", "alpha", "ac1")
_ASKED = {"code": FIGURES, "tension": (*_OF_TENSIONS, "positive"), "relation": _OF_TENSIONS}


class Measure:
    """Some of the units, their respondents, and how often each resample draws them."""

    def __init__(self, judged: Judged, borders: Borders, units: Ints, resamples: int) -> None:
        """Take the units that two coders or more judged; who has others only is never drawn."""
        seen = judged.seen[:, units].sum(0)
        self.judged = judged
        self.borders = borders
        self.units = units[seen > 1]
        names = [judged.units[at].respondent for at in self.units]
        self.numbers = {name: at for at, name in enumerate(sorted(set(names)))}
        self.people = len(self.numbers)
        self.drawn: Floats | None = None
        if resamples and self.people >= FEWEST_RESPONDENTS:
            self.drawn = draw_resamples(self.people, resamples)
        self._whose = np.array([self.numbers[name] for name in names], dtype=np.int64)
        self._sizes = judged.sizes[self.units]
        here = {
            (unit.respondent, unit.type, unit.language)
            for unit in (judged.units[at] for at in self.units)
        }
        self._voices = [at for at, voice in enumerate(borders.voices) if tuple(voice) in here]

    @property
    def shared(self) -> int:
        """How much two coders or more have judged."""
        return int(self._sizes.sum())

    def figure(self, said: Said) -> Iterator[Item]:
        """Yield the figures of what somebody gives here."""
        known = said.known[self.units]
        # a tension that one coder alone sees tells nothing of how coders see poles meet
        values = np.where(known, said.values[:, self.units], several.MISSING)
        categories = len(said.categories)
        counts = several.count_parts(values, categories, self._whose, self.people, self._sizes)
        told = {
            name: self._value(counts, how)
            for name, how in several.COEFFICIENTS.items()
            if name in _ASKED[said.kind]
        }
        size = self._sizes[:, None]
        disputed = (said.disputed[self.units] * size).sum(0)
        unstated = said.kind == "relation"
        given = [(one != several.MISSING) if unstated else (one == PRESENT) for one in values]
        for at, id in enumerate(said.ids):
            here = known[:, at]
            figures = {name: values[at] for name, values in told.items()}
            if said.kind == "code":
                figures["unitizing"] = self._unitize([id])
            item = Item(
                said.kind,
                id,
                int(self._sizes[here].sum()),
                self._by_coder([one[:, at] for one in given]),
                self._by_coder([one[:, at] != several.MISSING for one in values]),
                int(disputed[at]),
                {name: figures.get(name, UNDEFINED) for name in FIGURES},
            )
            if any(item.given.values()):
                yield item

    def figure_together(
        self, codes: Sequence[str], *, gamma: bool
    ) -> tuple[Mapping[str, Value], Lots | None]:
        """Return the figures of all codes together, by the names of TOGETHER, and gamma's lots."""
        columns = [self.judged.codes.index(code) for code in codes]
        # without it sets would differ by the codebooks that coders had
        common = self.judged.common[self.units][:, columns]
        coded = self.judged.coded[:, self.units][:, :, columns] & common
        seen = self.judged.seen[:, self.units]
        if codes:  # where nobody could have given any of them, they agree about nothing
            seen = seen & common.any(1)
        values, sets = number_sets(coded, seen)
        counted = count_sets(values, sets, self._whose, self.people, self._sizes)
        told = seen[:, :, None] & common
        flags = np.where(told, np.where(coded, 0, 1), several.MISSING)
        parts = several.count_parts(flags, 2, self._whose, self.people, self._sizes)
        agreed, lots = self._draw_gamma() if gamma else (UNDEFINED, None)
        figures = {
            "gamma": agreed,
            "same": self._limit(self._same_sets(values)),
            "positive": self._value(parts, _over_codes)[0] if codes else UNDEFINED,
            "unitizing": self._unitize(codes),
        }
        for metric in METRICS:
            spread = None if self.drawn is None else counted.alpha(metric, self.drawn)
            figures[metric] = _as_value(counted.alpha(metric), spread)
        return {name: figures[name] for name in TOGETHER}, lots

    def _by_coder(self, flags: Sequence[NDArray[np.bool_]]) -> dict[str, int]:
        return {
            coder.name: int(self._sizes[own].sum())
            for coder, own in zip(self.judged.coders, flags, strict=True)
        }

    def _value(
        self, counts: several.Parts, how: Callable[[several.Parts], Floats]
    ) -> tuple[Value, ...]:
        values = np.atleast_1d(how(counts.over_respondents()))
        low = high = np.full(values.shape, np.nan)
        if self.drawn is not None and values.size:
            spread = how(counts.over_respondents(self.drawn))
            low, high = limits_of(spread.reshape(len(self.drawn), -1))
        return tuple(
            UNDEFINED if np.isnan(value) else Value(float(value), plain(lower), plain(upper))
            for value, lower, upper in zip(values, low, high, strict=True)
        )

    def _limit(self, sums: Floats) -> Value:
        """Return above / below with limits; `sums` are respondents × 2."""
        above, below = sums.sum(0)
        spread = None
        if self.drawn is not None:
            resampled = self.drawn @ sums
            spread = divide(resampled[:, 0], resampled[:, 1])
        return _as_value(divide(above, below), spread)

    def _same_sets(self, values: Ints) -> Floats:
        """Count pairs of coders with the same codes, and units, for each respondent."""
        equal = np.zeros(len(self.units))
        pairs = np.zeros(len(self.units))
        for one, other in combinations(values, 2):
            both = (one != several.MISSING) & (other != several.MISSING)
            pairs += both
            equal += both & (one == other)
        sums = np.zeros((self.people, 2))
        told = pairs > 0
        np.add.at(sums[:, 0], self._whose[told], (equal[told] / pairs[told]) * self._sizes[told])
        np.add.at(sums[:, 1], self._whose[told], self._sizes[told])
        return sums

    def _unitize(self, codes: Sequence[str]) -> Value:
        """Return uα of codes in the talk of these units that all coders have read."""
        if not self._voices or not codes:
            return UNDEFINED
        some = [self.borders.codes[code].of(self._voices) for code in codes]
        spread = None
        if self.drawn is not None:
            spread = unitizing_alpha(some, self._draw_voices(self.drawn))
        return _as_value(unitizing_alpha(some), spread)

    def _draw_gamma(self) -> tuple[Value, Lots | None]:
        """Return gamma in the talk of these units that all coders have read, if it can be found.

        Its limits take what chance would do for known. Drawn anew for each resample of the sample's
        simulated coders, it moved them by less than .003.
        """
        continuum = self.borders.continuum.of(self._voices)
        if not len(continuum.units):
            return UNDEFINED, None
        try:
            observed = observe(continuum, len(self.borders.voices))[self._voices]
            chance = expect(continuum)
        except TooManyMatchesError:
            return UNDEFINED, None
        lots = Lots(len(chance.lots), chance.seed, chance.precision)
        told = continuum.units.coders, chance.disorder
        spread = None
        if self.drawn is not None:
            spread = gamma_of(self._draw_voices(self.drawn) @ observed, *told)
        return _as_value(gamma_of(observed.sum(0), *told), spread), lots

    def _draw_voices(self, drawn: Floats) -> Floats:
        """Return how often each resample draws each of the voices here, that is its respondent."""
        return drawn[:, [self.numbers[self.borders.voices[at].respondent] for at in self._voices]]


def _over_codes(parts: several.Parts) -> Floats:
    """Return positive agreement over all codes: the common ones weigh most."""
    pairs = parts.coincidences.sum(-3, keepdims=True)
    return divide(pairs[..., 0, 0], pairs[..., 0, :].sum(-1))


def _as_value(value: Floats | float, spread: Floats | None) -> Value:
    number = float(value)
    if np.isnan(number):
        return UNDEFINED
    if spread is None:
        return Value(number)
    low, high = limits_of(spread[:, None])
    return Value(number, plain(low[0]), plain(high[0]))
