"""What the sizes of groups allow."""

from __future__ import annotations

import re
from math import factorial
from pathlib import Path

import numpy as np
import pytest

from qualcode.analysis.comparing.arrangements import BLOCK, draw_labels, enumerate_labels
from qualcode.analysis.comparing.design import (
    Design,
    count_arrangements,
    find_comparable,
    least_p,
)
from tests.analysis.comparing.made_designs import all_labels, make_design


@pytest.mark.parametrize(
    ("sizes", "arrangements", "p"),
    [  # binomial coefficients: with 3 v 3 no p can fall below 0.10, with 4 v 3 none below 0.057
        ((3, 3), 20, 0.100),
        ((4, 3), 35, 0.057),
        ((4, 4), 70, 0.029),
        ((5, 5), 252, 0.0079),
        ((6, 6), 924, 0.0022),
        ((8, 8), 12_870, 0.0002),
        ((4, 10), 1_001, 0.002),
        ((1, 1), 2, 1.0),
        ((1, 2), 3, 0.667),
    ],
)
def test_two_groups(sizes: tuple[int, int], arrangements: int, p: float) -> None:
    design = make_design(sizes)
    assert count_arrangements(design) == arrangements
    digits = 4 if p < 0.01 else 3
    assert round(least_p(design), digits) == p
    assert least_p(design) == min(1.0, 2 / arrangements)


@pytest.mark.parametrize(
    ("sizes", "arrangements", "alike"),
    [  # groups of the same size can be exchanged: as many arrangements are as extreme
        ((4, 4, 3), 11_550, 2),
        ((3, 3, 3), 1_680, 6),
        ((2, 3, 4), 1_260, 1),
        ((2, 2, 3, 3), 25_200, 4),
    ],
)
def test_more_groups(sizes: tuple[int, ...], arrangements: int, alike: int) -> None:
    design = make_design(sizes)
    assert count_arrangements(design) == arrangements
    assert least_p(design) == alike / arrangements


def test_the_documented_table() -> None:
    text = (Path(__file__).parents[3] / "docs" / "statistics.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d v]+) \| ([\d,]+) \| (\.\d+) \|$", text, re.MULTILINE)
    assert len(rows) == 8
    for sizes, arrangements, p in rows:
        design = make_design([int(size) for size in sizes.split(" v ")])
        assert f"{count_arrangements(design):,}" == arrangements
        assert round(least_p(design), len(p) - 1) == float(p)


def test_thirty_codes_of_five_and_five_can_never_pass_with_holm() -> None:
    assert 30 * least_p(make_design((5, 5))) > 0.05


def test_strata_multiply() -> None:
    design = make_design((4, 3), (2, 2))
    assert count_arrangements(design) == 35 * 6
    assert least_p(design) == 2 / 210
    # groups are exchanged in all strata at once, and only where their sizes agree in each
    assert least_p(make_design((2, 2, 1), (1, 2, 1))) == 1 / (30 * 12)
    assert least_p(make_design((2, 2, 1), (1, 1, 1))) == 2 / (30 * 6)


def test_a_stratum_of_one_group_adds_nothing() -> None:
    alone = make_design((4, 4), (5, 0))
    assert count_arrangements(alone) == 70
    assert least_p(alone) == 2 / 70
    assert len(find_comparable(alone).rows) == 8


def test_a_group_with_nobody_to_compare_with_is_left_out() -> None:
    design = make_design((4, 4, 0), (0, 0, 6))
    assert find_comparable(design).groups == ("group 0", "group 1")
    assert least_p(design) == 2 / 70


@pytest.mark.parametrize("strata", [[(5, 0)], [(5, 0), (0, 5)], [(0, 0)]])
def test_nobody_to_compare(strata: list[tuple[int, int]]) -> None:
    design = make_design(*strata)
    assert count_arrangements(design) == 1
    assert least_p(design) == 1.0


def test_large_designs_do_not_overflow() -> None:
    design = make_design((600, 600), (300, 300))
    half = factorial(1200) // factorial(600) ** 2
    assert count_arrangements(design) == half * (factorial(600) // factorial(300) ** 2)
    assert 0.0 <= least_p(design) < 1e-300
    assert 0.0 <= least_p(make_design((300, 300, 300))) < 1e-300


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ((("a", "b"), ("x",), ("", ""), ("x",)), "one group"),
        ((("a", "a"), ("x", "y"), ("", ""), ("x", "y")), "once"),
        ((("a", "b"), ("x", "y"), ("", ""), ("x",)), "order"),
        ((("a", "b"), ("x", "y"), ("", ""), ("x", "y", "y")), "order"),
    ],
)
def test_impossible_designs(columns: tuple[tuple[str, ...], ...], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        Design(*columns)


@pytest.mark.parametrize(
    "strata", [[(3, 2)], [(2, 2, 1)], [(2, 1), (1, 2)], [(1, 0, 2), (1, 1, 1)], [(1, 2, 0, 1)]]
)
def test_every_arrangement_comes_once(strata: list[tuple[int, ...]]) -> None:
    design = make_design(*strata)
    compared = find_comparable(design)
    found = [tuple(row) for block in enumerate_labels(compared) for row in block]
    named = [tuple(compared.groups[label] for label in row) for row in found]
    assert len(named) == count_arrangements(design)
    assert set(named) == set(all_labels(design))


def test_blocks_are_bounded() -> None:
    sizes = [len(block) for block in enumerate_labels(find_comparable(make_design((8, 8))))]
    assert max(sizes) == BLOCK
    assert sum(sizes) == 12_870


def test_draws_keep_the_sizes_of_every_stratum() -> None:
    compared = find_comparable(make_design((30, 20, 10), (5, 0, 6)))
    drawn = np.vstack(list(draw_labels(compared, 1_500, seed=1)))
    assert drawn.shape == (1_500, 71)
    for group, sizes in enumerate(((30, 5), (20, 0), (10, 6))):
        assert set((drawn[:, :60] == group).sum(axis=1)) == {sizes[0]}
        assert set((drawn[:, 60:] == group).sum(axis=1)) == {sizes[1]}
    shares = (drawn[:, :60] == 0).mean(axis=0)  # everybody is in every group as often as others
    assert abs(shares - 0.5).max() < 4.5 * np.sqrt(0.25 / 1_500)


def test_strata_are_drawn_apart() -> None:
    (drawn,) = draw_labels(find_comparable(make_design((6, 6), (6, 6))), 200, seed=1)
    assert (drawn[:, :12] == drawn[:, 12:]).mean() == pytest.approx(0.5, abs=0.05)
