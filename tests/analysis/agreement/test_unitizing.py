"""Krippendorff's examples of unitizing: 2004 p. 254, 1995 p. 57; and what has no units."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.agreement import coefficients as c
from qualcode.analysis.agreement.unitizing import (
    Section,
    Unitized,
    make_sections,
    section_distance,
    unitize,
    unitizing_alpha,
)

Borders = tuple[int, int]
Coded = tuple[bool, bool]
Units = list[tuple[int, int]]  # begin and length, as the books print them


def of(begin: int, length: int, coded: bool = True) -> Section:
    return Section(begin, begin + length, coded)


def unitize_one(coders: list[Units], begin: int, length: int) -> Unitized:
    """Unitize one continuum."""
    piece = (begin, begin + length)
    sections = [
        make_sections([(start, start + size) for start, size in units], piece) for units in coders
    ]
    return unitize([sections], [0])


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        (of(5, 6), of(4, 2), 26),
        (of(5, 6), of(5, 2), 16),
        (of(5, 6), of(6, 2), 10),
        (of(5, 6), of(7, 2), 8),
        (of(5, 6), of(6, 4), 2),
        (of(5, 6), of(5, 6), 0),
        (of(225, 70), of(220, 80), 50),
        (of(370, 30), of(355, 20), 850),
        (of(400, 50, False), of(400, 20), 400),
        (of(400, 20), of(410, 50, False), 0),  # it begins outside the gap
        (of(5, 6), of(11, 2), 0),  # they only touch
        (of(5, 6, False), of(5, 6, False), 0),
    ],
)
def test_distances(one: Section, other: Section, distance: int) -> None:
    """Krippendorff 2004, p. 254."""
    assert section_distance(one, other) == section_distance(other, one) == distance


C = [[(225, 70), (370, 30)], [(220, 80), (355, 20), (400, 20)]]
K = [[(180, 60), (300, 50)]] * 2


def test_two_categories() -> None:
    """Krippendorff 2004, p. 254: .7286, 1.000, both together .859 (.8587 with exact fractions)."""
    c_category, k_category = (unitize_one(coders, 150, 300) for coders in (C, K))
    assert c_category.disagreements() == pytest.approx((0.0144, 0.0532), abs=5e-5)
    assert k_category.disagreements() == pytest.approx((0, 0.0490), abs=5e-5)
    assert unitizing_alpha([c_category]) == pytest.approx(0.7286, abs=5e-5)
    assert unitizing_alpha([k_category]) == 1
    assert unitizing_alpha([c_category, k_category]) == pytest.approx(0.8587, abs=5e-5)


# Krippendorff 1995, p. 57; his expected values hold an error, so only what is observed is here.
PAIRS = {
    "A": ([(2, 8), (14, 6)], [(4, 4), (15, 2)], 0.03125),
    "B": ([(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)], 2.26736),
    "C": (
        [(2, 6), (10, 2), (14, 4), (20, 2)],
        [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)],
        0.02778,
    ),
    "D": (
        [(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)],
        [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)],
        0.38715,
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_observed_disagreement(name: str) -> None:
    *coders, answer = PAIRS[name]
    observed, _ = unitize_one(coders, 0, 24).disagreements()
    assert observed == pytest.approx(answer, abs=5e-6)


def test_the_same_place_by_place() -> None:
    """Krippendorff 1995, p. 57, A digitised: kappa .385, pi .314, alpha .329."""
    rows = [
        np.isin(np.arange(24), [at for begin, size in units for at in range(begin, begin + size)])
        for units in PAIRS["A"][:2]
    ]
    matrix = [[(one & other).sum() for other in (rows[1], ~rows[1])] for one in (rows[0], ~rows[0])]
    answers = (c.cohen_kappa, 0.385), (c.scott_pi, 0.314), (c.krippendorff_alpha, 0.329)
    for how, answer in answers:
        assert how(matrix) == pytest.approx(answer, abs=5e-4)


def test_without_any_unit_it_is_undefined() -> None:
    assert math.isnan(unitizing_alpha([unitize_one([[], [], []], 0, 20)]))
    assert math.isnan(unitizing_alpha([unitize([], [])]))


def test_one_unit_of_one_of_three_coders_is_no_agreement() -> None:
    assert unitizing_alpha([unitize_one([[(0, 1)], [], []], 0, 20)]) == 0


def test_units_in_pieces_are_those_of_a_continuum_with_borders() -> None:
    whole = unitize_one(C, 150, 300)
    pieces = [
        [make_sections([(b, b + n) for b, n in units], piece) for units in C]
        for piece in ((150, 350), (350, 450))
    ]
    apart = unitize(pieces, [0, 1])
    assert apart.lengths == pytest.approx([200, 100])
    assert apart.units == pytest.approx([2, 3])
    assert apart.disagreements() == pytest.approx(whole.disagreements())
    together = unitize(pieces, [0, 0])
    assert unitizing_alpha([apart]) == pytest.approx(unitizing_alpha([together]))
    assert unitizing_alpha([apart.of([0, 1])]) == pytest.approx(unitizing_alpha([apart]))
    first = unitize([pieces[0]], [0])
    assert unitizing_alpha([apart.of([0])]) == pytest.approx(unitizing_alpha([first]))


def test_a_resample_of_everybody_once_is_the_whole() -> None:
    piece = [make_sections([(b, b + n) for b, n in units], (150, 450)) for units in C]
    apart = unitize([piece, piece], [0, 1])
    drawn = unitizing_alpha([apart], np.array([[1.0, 1.0], [2.0, 0.0]]))
    whole = unitizing_alpha([unitize([piece, piece], [0, 0])])
    assert unitizing_alpha([apart]) == pytest.approx(whole)
    assert drawn == pytest.approx([whole, whole])


def test_a_code_that_nobody_gives_here_takes_nothing_from_the_resamples() -> None:
    """Else one code of other talk would leave all codes together without limits."""
    ends = (0, 40)
    told = [
        [[make_sections(units, ends) for units in coders] for coders in pieces]
        for pieces in (
            [([(2, 5), (20, 22)], [(2, 6)]), ([(8, 12)], [(9, 12)])],
            [([], []), ([], [])],
        )
    ]
    here, none = (unitize(pieces, (0, 1)) for pieces in told)
    drawn = np.array([[1.0, 1.0], [2.0, 0.0], [0.0, 2.0]])
    assert unitizing_alpha([here, none], drawn) == pytest.approx(unitizing_alpha([here], drawn))
    assert np.isnan(unitizing_alpha([none], drawn)).all()


def _code_by_lot(random: np.random.Generator, copied: float) -> list[tuple[Borders, Coded]]:
    """Return borders of 120 segments in a row, and which of them two coders chose."""
    sizes = random.integers(5, 60, 120)
    stops = np.cumsum(sizes)
    first, other = random.random((2, 120)) < 0.1
    other = np.where(random.random(120) < copied, first, other)
    borders = zip(map(int, stops - sizes), map(int, stops), strict=True)
    return list(zip(borders, zip(map(bool, first), map(bool, other), strict=True), strict=True))


@pytest.mark.parametrize(("copied", "low", "high"), [(0.0, -0.15, 0.15), (0.8, 0.65, 0.9)])
@pytest.mark.parametrize("size", [1, 6, 120])
def test_short_pieces_do_not_make_coders_agree_less(
    size: int, copied: float, low: float, high: float
) -> None:
    """As in a sample of segments, each read alone: coders by lot agree as lot would have it."""
    random = np.random.default_rng(5)
    told = []
    for _ in range(40):
        coded = _code_by_lot(random, copied)
        pieces = []
        for start in range(0, len(coded), size):
            part = coded[start : start + size]
            ends = part[0][0][0], part[-1][0][1]
            chosen = ([one for one, said in part if said[coder]] for coder in (0, 1))
            pieces.append([make_sections(some, ends) for some in chosen])
        told.append(float(unitizing_alpha([unitize(pieces, range(len(pieces)))])))
    assert low < np.nanmean(told) < high


def test_overlapping_units_of_a_coder_are_one_and_touching_ones_stay_apart() -> None:
    sections = make_sections([(8, 12), (2, 5), (4, 8), (30, 40)], (3, 20))
    assert sections == (
        Section(3, 8, True),
        Section(8, 12, True),
        Section(12, 20, False),
    )
    assert make_sections([], (3, 3)) == ()


units = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=4)


@given(units, units)
def test_sections_fill_the_piece_and_coders_may_change_places(one: Units, other: Units) -> None:
    for told in (one, other):
        sections = make_sections([(b, b + n) for b, n in told], (0, 30))
        assert [sections[0].start, sections[-1].stop] == [0, 30]
        assert all(left.stop == right.start for left, right in pairwise(sections))
    forth, back = unitize_one([one, other], 0, 30), unitize_one([other, one], 0, 30)
    assert unitizing_alpha([forth]) == pytest.approx(unitizing_alpha([back]), nan_ok=True)
    same = unitize_one([one, one], 0, 30)
    assert same.disagreements()[0] == 0
