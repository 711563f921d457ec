"""What is chosen for one code in one language → what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.machine import Find
from qualcode.learning.indicators.candidates import Candidate
from qualcode.learning.indicators.choosing import (
    Counted,
    Ground,
    Outcome,
    Tried,
    chance_of,
    count_all,
    count_new,
    expect_of,
    try_choice,
)
from qualcode.learning.indicators.ground import Said
from qualcode.learning.indicators.places import Place
from qualcode.learning.indicators.proposals import Asked, Proposal, Rare, Sighting, Verdict

if TYPE_CHECKING:
    from qualcode.analysis.agreement.units import Flags
    from qualcode.learning.indicators.choosing import Numbers

Finds = Mapping[Candidate, Mapping[int, Find]]  # by the number of the unit


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen for one code in one language, and all that is known about it."""

    code: str
    column: int
    language: str
    ground: Ground
    folds: Numbers
    finds: Finds
    tried: tuple[Tried, ...]
    place: Place | None
    least: int
    outcome: Outcome
    rare: tuple[Rare, ...]

    def failing(self, then: Flags) -> frozenset[Candidate]:
        """Return what brings too little inside the codebook: `then` is what that finds.

        A longer indicator of little weight may take the words from a proposal. `then` is units ×
        codes, with all that is chosen pasted in.
        """
        return frozenset(
            one.candidate for one in self.outcome.chosen if not self._works(self._within(one, then))
        )

    def _works(self, one: Tried) -> bool:
        new = count_new(one.units, self.ground, self.ground.found)
        return new.right >= self.least and new.worth > 0

    def _within(self, one: Tried, then: Flags) -> Tried:
        return replace(one, units=one.units[then[one.units, self.column]])

    def without(self, refused: frozenset[Candidate], again: bool) -> Chosen:
        """Leave candidates out, and choose `again` from all others or only from those chosen."""
        if not refused:
            return self
        tried = tuple(one for one in self.tried if one.candidate not in refused)
        if again:
            return replace(
                self, tried=tried, outcome=try_choice(tried, self.ground, self.folds, self.least)
            )
        chosen = tuple(one for one in self.outcome.chosen if one.candidate not in refused)
        return replace(self, tried=tried, outcome=replace(self.outcome, chosen=chosen))

    def within(self, then: Flags) -> Chosen:
        """Count of each only the units in which the codebook has the code with all pasted in."""
        chosen = tuple(self._within(one, then) for one in self.outcome.chosen)
        return replace(self, outcome=replace(self.outcome, chosen=chosen))

    def describe(self, said: Said) -> Asked:
        """Describe what is chosen, guesses last."""
        ground, outcome = self.ground, self.outcome
        proposals = sorted(
            (self._propose(one, said) for one in outcome.chosen),
            key=lambda one: (one.is_guess, -one.new.worth),
        )
        coded, found = int(ground.right.sum()), int((ground.right & ground.found).sum())
        kept = outcome.together, outcome.sure
        rare = () if proposals else self.rare
        return Asked(self.code, self.language, coded, found, tuple(proposals), *kept, rare)

    def _propose(self, one: Tried, said: Said) -> Proposal:
        candidate, ground = one.candidate, self.ground
        new = one.units[~ground.found[one.units]]
        sightings = tuple(self._see(candidate, new, said))
        right = [sighting for sighting in sightings if sighting.verdict == "right"]
        return Proposal(
            code=self.code,
            language=self.language,
            item=candidate.item,
            text=candidate.text,
            shape=candidate.shape,
            told=one.told,
            expected=expect_of(one, ground),
            new=count_new(one.units, ground, ground.found),
            unclear=sum(sighting.verdict == "unclear" for sighting in sightings),
            every=count_all(one.units, ground),
            interviews=len({sighting.transcript for sighting in right}),
            aside=self.outcome.kept_aside.get(candidate, Counted(0, 0)),
            chosen=self.outcome.times.get(candidate, 0),
            chance=chance_of(one, ground),
            place=self.place,
            sightings=sightings,
        )

    def _see(self, candidate: Candidate, new: Numbers, said: Said) -> Iterator[Sighting]:
        """Yield the units of this language, right ones first, then wrong ones."""
        seen: dict[Verdict, list[int]] = {"right": [], "wrong": [], "unclear": []}
        for at in map(int, new):
            if said.units[at].language == self.language:
                seen[self._judge(at, said)].append(at)
        for verdict, units in seen.items():
            for at in units:
                unit, find = said.units[at], self.finds[candidate][at]
                yield Sighting(
                    verdict,
                    unit.transcript,
                    unit.segment,
                    unit.respondent,
                    unit.text,
                    tuple((start - unit.start, stop - unit.start) for start, stop in find.spans),
                    find.words,
                )

    def _judge(self, unit: int, said: Said) -> Verdict:
        if said.unclear[unit, self.column]:
            return "unclear"
        return "right" if self.ground.right[unit] else "wrong"
