"""Who is compared with whom: groups of respondents, inside strata, and what their sizes allow."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import comb, factorial, prod

SHOWN = 0.05  # a test whose p cannot come down to it says nothing, and is not shown


@dataclass(frozen=True, slots=True)
class Design:
    """Respondents with the group and the stratum of each, in any order.

    ValueError when the tuples differ in length, somebody stands twice or a group is not in `order`.
    """

    respondents: tuple[str, ...]
    groups: tuple[str, ...]  # of each respondent
    strata: tuple[str, ...]  # of each respondent; labels are exchanged inside a stratum alone
    order: tuple[str, ...]  # the groups in the order of the report; some may have nobody

    def __post_init__(self) -> None:
        if not len(self.respondents) == len(self.groups) == len(self.strata):
            raise ValueError("a design needs one group and one stratum for each respondent")
        if len(set(self.respondents)) < len(self.respondents):
            raise ValueError("a design has each respondent once")
        if len(set(self.order)) < len(self.order) or not set(self.groups) <= set(self.order):
            raise ValueError("the order of a design has each of its groups once")


@dataclass(frozen=True, slots=True)
class Comparable:
    """The part of a design that can be compared: strata in which two groups or more have somebody.

    All that is made of it is the same for any order of respondents and groups.
    """

    rows: tuple[int, ...]  # places of the respondents in the design, by stratum and id
    labels: tuple[int, ...]  # the place of each one's group in `groups`
    groups: tuple[str, ...]  # with somebody in these strata, by name
    sizes: tuple[tuple[int, ...], ...]  # for each stratum: respondents of each group


def find_comparable(design: Design) -> Comparable:
    """Leave out the strata in which there is nobody to be compared with."""
    cells = Counter(zip(design.strata, design.groups, strict=True))
    present = Counter(stratum for stratum, _ in cells)
    strata = {stratum for stratum, groups in present.items() if groups > 1}
    groups = tuple(sorted({group for stratum, group in cells if stratum in strata}))
    rows = sorted(
        (row for row, stratum in enumerate(design.strata) if stratum in strata),
        key=lambda row: (design.strata[row], design.respondents[row]),
    )
    return Comparable(
        tuple(rows),
        tuple(groups.index(design.groups[row]) for row in rows),
        groups,
        tuple(tuple(cells[stratum, group] for group in groups) for stratum in sorted(strata)),
    )


def count_arrangements(design: Design) -> int:
    """Count the ways to give out the groups' labels that keep their sizes in every stratum.

    The product over strata of multinomial coefficients; 1 where nobody can be compared.
    """
    return prod(count_ways(sizes) for sizes in find_comparable(design).sizes)


def count_ways(sizes: tuple[int, ...]) -> int:
    """Return the multinomial coefficient: ways to part so many respondents into these groups."""
    ways, placed = 1, 0
    for size in sizes:
        placed += size
        ways *= comb(placed, size)
    return ways


def least_p(design: Design) -> float:
    """Return the smallest p that the sizes of the groups can give, whatever is measured.

    Two groups: two-sided, twice the share of one arrangement. More groups: one tail of a measure
    that does not tell the groups apart, so as many arrangements are as extreme as there are ways
    to exchange groups that have the same size in every stratum. 1.0 with nobody to compare.
    """
    return bound_p(find_comparable(design))


def bound_p(compared: Comparable) -> float:
    """Return `least_p` of the design that this is the comparable part of."""
    if len(compared.groups) < 2:
        return 1.0
    arrangements = prod(count_ways(sizes) for sizes in compared.sizes)
    if len(compared.groups) == 2:
        return min(1.0, 2 / arrangements)
    alike = Counter(zip(*compared.sizes, strict=True))
    return prod(factorial(times) for times in alike.values()) / arrangements
