"""Who is compared with whom: all languages together, and each language alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from qualcode.analysis.comparing.design import Design, find_comparable
from qualcode.analysis.comparing.measures import ITEM, Measure
from qualcode.analysis.groups import CROSS

TOGETHER = ""  # instead of a language
FEWEST = 2  # respondents of a group that is tested: one tells nothing of how alike its people are


@dataclass(frozen=True, slots=True)
class Person:
    """A respondent as compared."""

    id: str
    group: str
    stratum: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The respondents compared in one language, or in all languages together."""

    language: str  # TOGETHER: each person once, in the language of most words
    people: tuple[Person, ...]
    order: tuple[str, ...]  # the groups, as in a report

    @property
    def design(self) -> Design:
        """The respondents whose groups are tested."""
        return self.design_of(np.ones(len(self.people), dtype=bool))

    def tested(self, there: NDArray[np.bool_], groups: Sequence[str] = ()) -> NDArray[np.bool_]:
        """Tell which of those `there` are in a group that is tested; of some groups if named.

        Of such a group two respondents or more have others of another group in their strata.
        Groups that are alone in their strata stay: they are told from those that are too small.
        """
        tested = self._enough(there, groups)
        while small := {
            id for id, size in count_compared(self.describe(tested)).items() if 0 < size < FEWEST
        }:
            tested = tested & ~self.belong(there, *small)
        return tested

    def of_some_size(self) -> Design:
        """Return the design of groups of two or more, whether there is another beside them."""
        return self.describe(self._enough(np.ones(len(self.people), dtype=bool)))

    def _enough(self, there: NDArray[np.bool_], groups: Sequence[str] = ()) -> NDArray[np.bool_]:
        sizes = Counter(self.describe(there).groups)
        enough = {id for id, size in sizes.items() if id and size >= FEWEST}
        return self.belong(there, *enough & set(groups or enough))

    def belong(self, there: NDArray[np.bool_], *groups: str) -> NDArray[np.bool_]:
        """Tell which of those `there` are in one of the groups."""
        inside = np.array([one.group in groups for one in self.people], dtype=bool)
        belonging: NDArray[np.bool_] = there & inside
        return belonging

    def design_of(self, there: NDArray[np.bool_], groups: Sequence[str] = ()) -> Design:
        """Return the design of those of `there` who are tested."""
        return self.describe(self.tested(there, groups))

    def describe(self, there: NDArray[np.bool_]) -> Design:
        """Return the design of those who are `there`, in whatever groups."""
        people = [one for one, is_there in zip(self.people, there, strict=True) if is_there]
        present = {one.group for one in people}
        return Design(
            respondents=tuple(one.id for one in people),
            groups=tuple(one.group for one in people),
            strata=tuple(one.stratum for one in people),
            order=tuple(id for id in self.order if id in present),
        )

    def sizes(self) -> dict[str, int]:
        """Return how many respondents each group has, in the order of a report."""
        sizes = Counter(one.group for one in self.people)
        return {id: sizes[id] for id in self.order if sizes[id]}


def count_compared(design: Design) -> dict[str, int]:
    """Count for each group those who share their stratum with another group, in its order."""
    compared = Counter(design.groups[row] for row in find_comparable(design).rows)
    return {id: compared[id] for id in design.order}


def make_scopes(
    voices: pd.DataFrame, order: Sequence[str], strata: Mapping[str, tuple[str, ...]]
) -> tuple[Scope, ...]:
    """Make the scopes: all languages together, then each, the one with most respondents first.

    `strata` maps respondents to the values of the attributes inside which labels are exchanged.
    Together, the language is one more. Talk whose language could not be told is a stratum there,
    and has no scope of its own.
    """
    counted = voices[voices["counted"]]
    main = counted[counted["main"]]
    sizes = Counter(counted["language"])
    scopes = [_make_scope(TOGETHER, main, order, strata)]
    for language in sorted(sizes, key=lambda one: (-sizes[one], one)):
        if language:
            alone = counted[counted["language"] == language]
            scopes.append(_make_scope(language, alone, order, strata))
    return tuple(scopes)


def _make_scope(
    language: str,
    voices: pd.DataFrame,
    order: Sequence[str],
    strata: Mapping[str, tuple[str, ...]],
) -> Scope:
    people = []
    for id, group, spoken in zip(
        *(voices[name] for name in ("respondent", "group", "language")), strict=True
    ):
        parts = (spoken, *strata[id]) if language == TOGETHER else strata[id]
        people.append(Person(id, group, CROSS.join(parts)))
    return Scope(language, tuple(people), tuple(order))


@dataclass(frozen=True, slots=True)
class Block:
    """Items of one kind and level: respondents × items, rows as in the scope's people."""

    kind: str
    level: str
    items: pd.DataFrame  # the columns ITEM, a row for each item
    values: NDArray[np.float64]  # of the measure chosen
    mention: NDArray[np.int64]
    there: NDArray[np.bool_]  # who has units (and words) to have rates of


def take_blocks(rates: pd.DataFrame, scope: Scope, measure: Measure) -> Iterator[Block]:
    """Yield the figures of a scope's respondents, a block for each kind and level of items.

    All items of a block have the same denominators, so the same respondents have rates.
    """
    mine = rates["main"] if scope.language == TOGETHER else rates["language"] == scope.language
    width = len(scope.people)
    for (kind, level), rows in rates[mine].groupby(["kind", "level"], sort=False):
        items = rows.iloc[::width][ITEM].reset_index(drop=True)

        def take(name: str, rows: pd.DataFrame = rows) -> NDArray[np.float64]:
            return rows[name].to_numpy(dtype=np.float64).reshape(-1, width).T

        there = take("units")[:, 0] > 0
        if measure == "per_1000_words":
            there &= take("words")[:, 0] > 0
        mention = take("mention").astype(np.int64)
        yield Block(str(kind), str(level), items, take(measure), mention, there)
