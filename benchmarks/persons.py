"""Made-up respondents: how many of each one's segments carry a code, alike inside a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.comparing.design import Design

Counts = NDArray[np.int64]  # respondents × runs


@dataclass(frozen=True, slots=True)
class Talk:
    """Two groups of respondents who talk of a matter with a chance of their own."""

    sizes: tuple[int, int]  # respondents of each group
    prevalence: tuple[float, float]  # the mean chance of a segment to carry the code
    segments: int = 30  # of each respondent
    likeness: float = 0.10  # intraclass correlation of the segments of a person

    @property
    def told(self) -> str:
        """Say what is simulated."""
        first, second = self.sizes
        one, other = self.prevalence
        rates = f"{one:.2f}" if one == other else f"{one:.2f} v {other:.2f}"
        return f"{first} v {second}, {self.segments} segments, {rates}, ICC {self.likeness:.2f}"

    @property
    def design(self) -> Design:
        """The respondents in their groups."""
        return make_design([self.sizes])


def make_design(strata: list[tuple[int, int]]) -> Design:
    """Make a design of two groups with so many respondents of each in every stratum."""
    rows = [
        (group, f"stratum {number}")
        for number, sizes in enumerate(strata)
        for group, size in zip(("one", "other"), sizes, strict=True)
        for _ in range(size)
    ]
    names = tuple(f"person {number:03}" for number in range(len(rows)))
    return Design(names, tuple(one for one, _ in rows), tuple(s for _, s in rows), ("one", "other"))


def draw_counts(talk: Talk, runs: int, random: np.random.Generator) -> Counts:
    """Draw how many segments of each respondent carry the code: beta-binomial."""
    return np.vstack(
        [
            random.binomial(talk.segments, draw_chances(mean, talk.likeness, (size, runs), random))
            for size, mean in zip(talk.sizes, talk.prevalence, strict=True)
        ]
    )


def draw_chances(
    mean: float, likeness: float, shape: tuple[int, int], random: np.random.Generator
) -> NDArray[np.float64]:
    """Draw the chance of each person: beta, with this mean and intraclass correlation."""
    both = (1 - likeness) / likeness
    return random.beta(mean * both, (1 - mean) * both, size=shape)


def draw_codes(talk: Talk, codes: int, shared: float, random: np.random.Generator) -> Counts:
    """Draw counts of many codes for the same persons, as persons × codes.

    Who has much of one has much of others: the normal scores of a person's chances correlate by
    `shared`.
    """
    from scipy.special import betaincinv, ndtr

    persons = sum(talk.sizes)
    own = random.standard_normal((persons, codes))
    score = np.sqrt(shared) * random.standard_normal((persons, 1)) + np.sqrt(1 - shared) * own
    both = (1 - talk.likeness) / talk.likeness
    mean = talk.prevalence[0]
    chances = betaincinv(mean * both, (1 - mean) * both, ndtr(score))
    return random.binomial(talk.segments, chances)


def count_independent(segments: int, likeness: float) -> float:
    """Return the design effect: how many segments of a person are worth one independent segment.

    Kish 1965, Survey Sampling, section 5.4.
    """
    return 1 + (segments - 1) * likeness
