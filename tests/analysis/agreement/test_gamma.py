"""Gamma: the examples of pygamma-agreement, and what can be reckoned without it.

The disorders are exact. The values of gamma published with them, about .884 and .567, hang on that
package's own way to draw chance: it makes units up by means and standard deviations, from thirty
lots (drawn 3,000 times by its rules: .868 and .561). Drawn as in the paper they are .922 and .532.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import numpy as np
import pytest

from qualcode.analysis.agreement import aligning
from qualcode.analysis.agreement.aligning import (
    TooManyMatchesError,
    Units,
    differ_in_borders,
    measure_disorder,
)
from qualcode.analysis.agreement.gamma import (
    FEWEST_LOTS,
    PRECISION,
    Continuum,
    _draw_shifts,
    expect,
    gamma_of,
    observe,
)

Stretch = tuple[int, int, str]
CLOSE = ([(1, 5, "a"), (6, 10, "b"), (11, 15, "a")], [(2, 6, "a"), (7, 11, "b"), (12, 16, "a")])
MISSED = (
    [(1, 5, "a"), (6, 10, "b"), (20, 24, "a"), (30, 34, "b")],
    [(2, 6, "a"), (31, 35, "b")],
)
SAME = (CLOSE[0], CLOSE[0])
# Alex, Paul and Suzan, data of pygamma-agreement: overlaps, nested stretches, seven codes.
THREE = (
    [(2, 9, "1"), (11, 17, "2"), (24, 30, "5"), (32, 36, "6"), (36, 44, "6"), (44, 60, "7")],
    [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")],
    [(2, 9, "1"), (11, 17, "4"), (21, 27, "5"), (32, 36, "6"), (36, 40, "6"), (40, 44, "6")],
)


def units_of(*coders: list[Stretch], text: int = 0) -> Units:
    told = [
        (text, coder, ord(code), start, stop)
        for coder, stretches in enumerate(coders)
        for start, stop, code in stretches
    ]
    return Units(len(coders), *np.array(told, dtype=np.int64).reshape(-1, 5).T)


def continuum_of(*coders: list[Stretch], talk: tuple[int, int] | None = None) -> Continuum:
    """Lay stretches into one piece of talk, from the first to the last where it is not said."""
    units = units_of(*coders)
    begin, stop = talk or (int(units.start.min()), int(units.stop.max()))
    one = np.zeros(1, np.int64)
    piece = np.zeros(len(units), np.int64)
    return Continuum(units, piece, one + begin, one + stop - begin, one, one)


def disorder_of(*coders: list[Stretch]) -> float:
    units = units_of(*coders)
    return float(measure_disorder(units, 1)[0]) * len(coders) / len(units)


@pytest.mark.parametrize(
    ("coders", "disorder", "gamma"),
    [(CLOSE, 0.0625, 0.922), (MISSED, 0.708333, 0.532), (SAME, 0.0, 1.0)],
)
def test_worked_examples(coders: tuple[list[Stretch], ...], disorder: float, gamma: float) -> None:
    assert disorder_of(*coders) == pytest.approx(disorder, abs=1e-6)
    continuum = continuum_of(*coders)
    drawn = expect(continuum)
    value = float(gamma_of(observe(continuum, 1)[0], 2, drawn.disorder))
    assert value == pytest.approx(gamma, abs=(1 - gamma) * 3 * PRECISION)
    assert len(drawn.lots) >= FEWEST_LOTS


def test_as_many_lots_as_it_takes() -> None:
    few = expect(continuum_of(*CLOSE))
    assert len(few.lots) > 100
    assert few.precision == pytest.approx(PRECISION, abs=0.005)
    starts = np.random.default_rng(1).integers(0, 4000, 200)
    talk = [(int(start), int(start) + 20, "ab"[start % 2]) for start in starts]
    many = expect(continuum_of(talk, talk[5:], talk=(0, 4020)))
    assert len(many.lots) == FEWEST_LOTS
    assert many.precision < PRECISION
    again = expect(continuum_of(*CLOSE))
    assert (again.lots == few.lots).all()
    assert not (expect(continuum_of(*CLOSE), seed=2).lots[:30] == few.lots[:30]).all()


@pytest.mark.parametrize("coders", [CLOSE, MISSED])
def test_chance_is_what_all_shifts_come_to(coders: tuple[list[Stretch], ...]) -> None:
    """Every pair of shifts no nearer than a mean length, of every two who may be drawn."""
    continuum = continuum_of(*coders)
    begin, talk = int(continuum.begins[0]), int(continuum.lengths[0])
    length = np.mean([stop - start for some in coders for start, stop, _ in some])
    rows = []
    drawn = 0
    for who, by in product(product((0, 1), repeat=2), product(range(talk), repeat=2)):
        if min((by[0] - by[1]) % talk, (by[1] - by[0]) % talk) < length:
            continue
        for coder in (0, 1):
            for start, stop, code in coders[who[coder]]:
                at = (start - begin + by[coder]) % talk
                rows.append((drawn, coder, ord(code), at, at + stop - start))
        drawn += 1
    units = Units(2, *np.array(rows).T)
    told = 2 * measure_disorder(units, drawn) / np.bincount(units.text)
    assert expect(continuum).disorder == pytest.approx(told.mean(), rel=2 * PRECISION)


def least(coders: tuple[list[Stretch], ...]) -> float:
    """Find the least disorder of all alignments, by trying every one."""
    places = [(coder, stretch) for coder, some in enumerate(coders) for stretch in some]
    pairs = len(coders) * (len(coders) - 1) / 2

    def apart(one: Stretch, other: Stretch) -> float:
        gap = abs(one[0] - other[0]) + abs(one[1] - other[1])
        by_place = (gap / (one[1] - one[0] + other[1] - other[0])) ** 2
        return by_place + (one[2] != other[2])

    def cost(group: tuple[int, ...]) -> float:
        told = [apart(places[one][1], places[other][1]) for one, other in combinations(group, 2)]
        return (sum(told) + pairs - len(told)) / pairs

    @cache
    def align(left: frozenset[int]) -> float:
        if not left:
            return 0.0
        first, *others = sorted(left)
        return min(
            cost((first, *rest)) + align(left - {first, *rest})
            for size in range(len(coders))
            for rest in combinations(others, size)
            if len({places[at][0] for at in (first, *rest)}) == size + 1
        )

    return align(frozenset(range(len(places))))


def test_no_other_alignment_has_less_disorder() -> None:
    random = np.random.default_rng(7)
    for trial in range(30):
        coders = tuple(
            [
                (int(start), int(start + length), "ab"[code])
                for start, length, code in zip(
                    random.integers(0, 25, many),
                    random.integers(1, 9, many),
                    random.integers(0, 2, many),
                    strict=True,
                )
            ]
            for many in random.integers(0, 4, 2 + trial % 3)
        )
        assert measure_disorder(units_of(*coders), 1)[0] == pytest.approx(least(coders))
    assert measure_disorder(units_of(*THREE), 1)[0] == pytest.approx(3.485556, abs=1e-5)


def test_the_integer_programme_and_the_assignment_find_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = np.random.default_rng(3)
    start = random.integers(0, 900, 300)
    lots = random.integers(0, 2, (2, 300))
    units = Units(2, start % 3, lots[0], lots[1], start, start + random.integers(1, 60, 300))
    assigned = measure_disorder(units, 3)
    monkeypatch.setattr(aligning, "_pair", aligning._solve)
    assert measure_disorder(units, 3) == pytest.approx(assigned)


def test_units_of_different_texts_are_never_matched() -> None:
    one, other = units_of(CLOSE[0], []), units_of([], CLOSE[1], text=1)
    both = Units(
        2,
        *(
            np.concatenate([getattr(one, name), getattr(other, name)])
            for name in ("text", "coder", "code", "start", "stop")
        ),
    )
    assert measure_disorder(both, 3).tolist() == [3, 3, 0]
    assert not differ_in_borders(both)
    assert differ_in_borders(units_of(*CLOSE))
    assert not differ_in_borders(units_of(*SAME))
    assert not differ_in_borders(units_of([], []))
    assert measure_disorder(units_of([], []), 2).tolist() == [0, 0]


def test_a_coder_without_units_is_a_coder() -> None:
    """His lots are drawn as those of others; where nobody of a lot has a unit, it is drawn anew."""
    continuum = continuum_of([(3, 6, "a")], [], talk=(0, 100))
    assert disorder_of([(3, 6, "a")], []) == 2
    drawn = expect(continuum)
    assert drawn.lots.min() > 0.5  # shifts of one coder, drawn twice, are apart
    assert np.isnan(gamma_of(np.zeros(2), 2, 1.0))


@pytest.mark.parametrize(("many", "talk"), [(2, 1), (3, 2), (4, 9), (6, 25)])
def test_there_is_room_for_every_shift(many: int, talk: int) -> None:
    """However long the stretches are, and however badly the first shifts were drawn."""
    random = np.random.default_rng(1)
    for _ in range(100):
        shifts = _draw_shifts(many, talk, 100.0, random)
        assert len(shifts) == many
        assert all(0 <= one < talk for one in shifts)


def test_too_much_in_one_place_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aligning, "MOST_MATCHES", 3)
    with pytest.raises(TooManyMatchesError):
        measure_disorder(units_of(*THREE), 1)
