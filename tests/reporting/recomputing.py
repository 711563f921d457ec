"""What a reader with the CSV files of a run can compute alone; chance is enumerated.

Nothing of `qualcode.analysis` is used here: pandas, NumPy and itertools, by `docs/statistics.md`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

NAMES = ("segments", "codings", "tensions", "hits", "turns")
NEAR = 1e-9  # sums of the same numbers in another order are the same
Numbers = NDArray[np.float64]


class Tables:
    """The CSV files of a run, and who is compared in which language."""

    def __init__(self, folder: Path) -> None:
        read = {name: pd.read_csv(folder / f"{name}.csv", keep_default_na=False) for name in NAMES}
        self.segments, self.codings, self.tensions, self.hits, self.turns = (
            read[name] for name in NAMES
        )
        self.said = self.segments[self.segments.respondent != ""]
        words = self.said.pivot_table(
            index="respondent", columns="language", values="words", aggfunc="sum", fill_value=0
        )
        self.spoken = {
            (person, language)
            for person, row in words.iterrows()
            for language, count in row.items()
            if count and (count == row.max() or count >= row.sum() / 10)
        }
        self.main = {str(person): str(row.idxmax()) for person, row in words.iterrows()}
        self.types = dict(zip(self.said.respondent, self.said.type, strict=True))
        self.codings["language"] = self._languages(self.codings)
        self.hits["language"] = self._languages(self.hits)
        counted = zip(self.codings.respondent, self.codings.language, strict=True)
        kept = [one in self.spoken for one in counted]
        self.codings = self.codings[pd.Series(kept, self.codings.index, dtype=bool)]
        self.present = self.codings[self.codings.polarity != "negated"]

    def _languages(self, rows: pd.DataFrame) -> list[str]:
        language = self.segments.set_index(["transcript", "segment"]).language
        return [language[key] for key in zip(rows.transcript, rows.segment, strict=True)]

    def people(self, language: str, group: str = "") -> set[str]:
        return {
            one
            for one, spoken in self.spoken
            if spoken == language and group in ("", self.types[one])
        }

    def coded(self, language: str, group: str, codes: set[str]) -> pd.DataFrame:
        rows = self.codings
        rows = rows[(rows.language == language) & (rows.type == group)]
        return rows[rows.code.isin(codes)]

    def talk(self, person: str, language: str) -> pd.DataFrame:
        """Return the segments of a respondent in a language."""
        return self.said[(self.said.respondent == person) & (self.said.language == language)]

    def held(self, person: str, language: str, codes: Iterable[str]) -> set[tuple[str, int]]:
        """Return the segments (transcript, number) in which any of `codes` stands undenied."""
        rows = self.present
        rows = rows[(rows.respondent == person) & (rows.language == language)]
        rows = rows[rows.code.isin(list(codes))]
        return set(zip(rows.transcript, rows.segment, strict=True))

    def rate(self, person: str, language: str, codes: Iterable[str]) -> float:
        """Return of a hundred segments of a respondent those in which any of `codes` stands."""
        return 100 * len(self.held(person, language, codes)) / len(self.talk(person, language))


def poles_of(tension: Mapping[str, Any], every: Iterable[str]) -> list[set[str]]:
    """Return for each pole of a tension (of codebook.yaml) the codes that speak for it."""
    sides = []
    for pole in tension["poles"]:
        ids = [pole] if isinstance(pole, str) else list(pole)
        below = tuple(f"{id}." for id in ids)
        sides.append({one for one in every if one in ids or one.startswith(below)})
    return sides


# Permutation


class Compared:
    """Respondents with their groups, in strata: labels are exchanged inside a stratum alone."""

    def __init__(self, groups: Sequence[str], strata: Sequence[str]) -> None:
        self.own = tuple(groups)
        self.strata = strata
        self.names = sorted(set(groups))
        places = defaultdict(list)
        for place, stratum in enumerate(strata):
            places[stratum].append(place)
        self.places = list(places.values())
        inside = [
            sorted(set(itertools.permutations([groups[place] for place in some])))
            for some in self.places
        ]
        self.arrangements = [self._lay(one) for one in itertools.product(*inside)]

    def _lay(self, chosen: Sequence[Sequence[str]]) -> tuple[str, ...]:
        labels = dict(
            pair
            for some, names in zip(self.places, chosen, strict=True)
            for pair in zip(some, names, strict=True)
        )
        return tuple(labels[place] for place in range(len(self.own)))

    def statistics(self, rates: Numbers) -> tuple[Numbers, float]:
        """Return the share of variation between groups in every arrangement, and the one found."""
        within = rates.astype(float)
        for some in self.places:
            within[some] = within[some] - within[some].mean()
        whole = (within**2).sum()
        if whole < NEAR:
            return np.zeros(len(self.arrangements)), 0.0
        shares = []
        for labels in [*self.arrangements, self.own]:
            member = np.array([[one == name for one in labels] for name in self.names], dtype=float)
            shares.append(((member @ within) ** 2 / member.sum(axis=1)).sum() / whole)
        return np.array(shares[:-1]), shares[-1]


def exact_p(shares: Numbers, found: float) -> float:
    """Return in which share of the arrangements groups lie as far apart as found."""
    return float((shares >= found - NEAR).mean())


def least_p(shares: Numbers) -> float:
    """Return the share of the arrangements in which groups lie farthest apart."""
    return exact_p(shares, float(shares.max()))


def family_p(shares: Sequence[Numbers], found: Sequence[float]) -> list[float]:
    """Return p over all items: max-T, stepping down (Westfall & Young, algorithm 2.8)."""
    every, own = np.array(shares), np.array(found)
    adjusted = [0.0] * len(own)
    before = 0.0
    left = set(range(len(own)))
    for item in sorted(left, key=lambda one: -own[one]):
        largest = every[sorted(left)].max(axis=0)
        before = max(before, exact_p(largest, own[item]), exact_p(every[item], own[item]))
        adjusted[item] = before
        left.remove(item)
    return adjusted


def cliffs_delta(first: Sequence[float], second: Sequence[float]) -> float:
    """Return how much oftener the first has more than fewer, over all pairs."""
    signs = [np.sign(one - other) for one, other in itertools.product(first, second)]
    return float(np.mean(signs))


# Standing together


def length_classes(words: Sequence[int]) -> list[int]:
    """Put the segments of one respondent into classes of like length: quarters, eight in each."""
    count = max(1, min(4, len(words) // 8))
    classes = []
    for one in words:
        below = sum(other < one for other in words)
        same = sum(other == one for other in words)
        rank = (below + (same + 1) / 2) / len(words)  # ties at their middle rank
        classes.append(int(np.ceil(rank * count - NEAR)) - 1)
    return classes


def meeting_by_chance(
    tables: Tables, people: Iterable[str], language: str, sides: Sequence[Iterable[str]]
) -> tuple[int, Numbers]:
    """Count the segments with both sides, and say how probable 0, 1, 2 … are by chance.

    In every class of length of every respondent the segments of one side are dealt out anew, one
    by one: the distribution is built by counting, not by a formula.
    """
    both, whole = 0, np.array([1.0])
    for person in sorted(people):
        talk = tables.talk(person, language)
        keys = list(zip(talk.transcript, talk.segment, strict=True))
        first, second = (tables.held(person, language, codes) for codes in sides)
        both += len(first & second)
        classes = length_classes(list(talk.words))
        for one in sorted(set(classes)):
            inside = [key for key, of in zip(keys, classes, strict=True) if of == one]
            a, b = len(first & set(inside)), len(second & set(inside))
            whole = np.convolve(whole, _deal(len(inside), a, b))
    return both, whole


def _deal(segments: int, marked: int, dealt: int) -> Numbers:
    """Return how probable it is that `dealt` segments, drawn in turn, hold 0, 1 … marked ones."""
    chances = np.zeros(min(marked, dealt) + 2)
    chances[0] = 1.0
    for drawn in range(dealt):
        held = np.arange(len(chances))
        hit = np.clip(marked - held, 0, None) / (segments - drawn)
        moved = chances * hit
        chances = chances * (1 - hit)
        chances[1:] += moved[:-1]
    return chances[: min(marked, dealt) + 1]


def mean_of(chances: Numbers) -> float:
    return float((np.arange(len(chances)) * chances).sum())


def two_sided(chances: Numbers, found: int) -> float:
    """Return twice the smaller tail, 1 at most."""
    low, high = chances[: found + 1].sum(), chances[found:].sum()
    return float(min(1.0, 2 * min(low, high)))


def least_two_sided(chances: Numbers) -> float:
    """Return the smallest p there can be: twice the rarer end of what is possible."""
    possible = np.flatnonzero(chances > 1e-300)
    return float(min(1.0, 2 * min(chances[possible[0]], chances[possible[-1]])))


def middle(chances: Numbers) -> tuple[int, int]:
    """Return between which numbers the middle 95 of 100 shufflings lie."""
    low, high = np.searchsorted(chances.cumsum() + NEAR, [0.025, 0.975])
    return int(low), int(high)


def sign_test(one: int, other: int) -> float:
    """Return how often as many coins fall as unevenly, by counting all of their falls."""
    coins = one + other
    falls = [sum(fall) for fall in itertools.product((0, 1), repeat=coins)]
    return sum(abs(2 * fall - coins) >= abs(one - other) for fall in falls) / len(falls)
