"""All that is said of the units, side by side: by the machine, by each coder, and what is right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.agreement.gold import decide_gold, find_disputes
from qualcode.analysis.agreement.machine import Find, tabulate_finds
from qualcode.analysis.agreement.units import Judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.analysis.agreement.units import Flags


class Pair(NamedTuple):
    """What two say of the units, each units × codes, and where both are to be asked."""

    first: Flags
    second: Flags
    known: Flags


@dataclass(frozen=True, slots=True)
class Case:
    """The units and all that is said of them, as arrays of units × codes."""

    judged: Judged
    codes: tuple[str, ...]
    machine: Flags
    gold: Flags
    decided: Flags
    disputed: Flags  # left out because the coders disagree
    finds: tuple[Find, ...]
    resamples: int

    @property
    def names(self) -> tuple[str, ...]:
        """The coders, in the order they were given."""
        return tuple(coder.name for coder in self.judged.coders)

    def against_gold(self) -> Pair:
        """Return what is right, and what the machine says."""
        return Pair(self.gold, self.machine, self.decided)

    def against_coders(self) -> Iterator[tuple[str, Pair]]:
        """Yield what each coder says alone, and what the machine says."""
        for at, name in enumerate(self.names):
            yield name, Pair(self.judged.coded[at], self.machine, self.judged.told[at])

    def among_coders(self) -> Iterator[tuple[tuple[str, str], Pair]]:
        """Yield what every two coders say."""
        for one, other in combinations(range(len(self.names)), 2):
            names = self.names[one], self.names[other]
            known = self.judged.told[one] & self.judged.told[other]
            yield names, Pair(self.judged.coded[one], self.judged.coded[other], known)


def make_case(judged: Judged, finds: tuple[Find, ...], gold_rule: str, resamples: int) -> Case:
    """Set the machine's finds beside what the coders say, and decide what is right."""
    names = [coder.name for coder in judged.coders]
    gold, decided = decide_gold(gold_rule, names, judged.told, judged.coded)
    return Case(
        judged,
        judged.codes,
        tabulate_finds(finds, len(judged.units), judged.codes),
        gold,
        decided,
        find_disputes(gold_rule, judged.told, decided),
        finds,
        resamples,
    )
