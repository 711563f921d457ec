"""Worked examples of the literature, with the table or page each comes from."""

from __future__ import annotations

import math

import numpy as np
import pytest

from qualcode.analysis.agreement import coefficients as c

KRIPPENDORFF_P224 = "10 11 01 00 00 01 00 01 00 00"
KRIPPENDORFF_P227 = "aa ab bb bb bb bb bc cc cc cc cc cc"


def confusion_of(pairs: str) -> list[list[int]]:
    """Count pairs of values, first coder's first."""
    units = pairs.split()
    values = sorted(set("".join(units)))
    return [[sum(unit == one + other for unit in units) for other in values] for one in values]


# Cohen 1960; Artstein: Artstein & Poesio; Kripp.: Krippendorff.
# source, matrix (rows: first coder), po, kappa, pi, alpha, AC1; None where not given
EXAMPLES = [
    ("Cohen p.37", [[25, 12, 3], [13, 2, 15], [12, 16, 2]], .29, -.0923, -.1008, -.0953, -.0480),
    ("Cohen p.45", [[88, 14, 18], [10, 40, 10], [2, 6, 12]], .70, .4915, .4872, .4885, .5760),
    ("Artstein 2008 p.558", [[20, 10], [20, 50]], .70, .348, .341, .3440, .4495),
    ("Artstein 2008 p.568", [[46, 0, 0], [6, 32, 6], [0, 0, 10]], .88, .8013, .7995, .8005, .8287),
    ("Kripp. 2004 p.224", confusion_of(KRIPPENDORFF_P224), .60, .0909, .0476, .0952, .3103),
    ("Kripp. 2004 p.227", confusion_of(KRIPPENDORFF_P227), .8333, .7241, .7225, .7341, .7618),
    ("Kripp. 2004 p.246a", [[12, 9, 9], [9, 14, 9], [9, 9, 20]], .46, .1858, .1858, .1898, .1921),
    ("Kripp. p.246b", [[12, 18, 18], [0, 14, 18], [0, 0, 20]], .46, .2582, .1858, .1898, .1921),
    ("Feinstein & Cicchetti 1990", [[40, 9], [6, 45]], .85, .6995, .6992, .7008, .7007),
    ("Feinstein & Cicchetti 1990, paradox", [[80, 10], [5, 5]], .85, .3182, .3143, .3177, .8080),
    ("Gwet, irrCAC for R", [[80, 7], [8, 5]], .85, None, None, None, .808),
    ("Gwet 2008", [[8, 1], [0, 1]], .90, .6154, .6078, .6275, .8658),
    ("Wikipedia, Cohen's kappa", [[20, 5], [10, 15]], .70, .4000, .3939, .4000, .4059),
    ("Wikipedia, Cohen's kappa", [[45, 15], [25, 15]], .60, .1304, .1209, .1253, .2661),
    ("Wikipedia, Cohen's kappa", [[25, 35], [5, 35]], .60, .2593, .1919, .1960, .2079),
]  # fmt: skip
FUNCTIONS = (c.percent_agreement, c.cohen_kappa, c.scott_pi, c.krippendorff_alpha, c.gwet_ac1)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one[0])
def test_two_coders(example: tuple) -> None:
    _, matrix, *answers = example
    for how, answer in zip(FUNCTIONS, answers, strict=True):
        if answer is not None:
            digits = 5e-4 if round(answer, 3) == answer else 5e-5
            assert how(matrix) == pytest.approx(answer, abs=digits), how.__name__


# STAT, IReq, Chck; Chck is half as far from the others as these are from each other.
HALF_APART = [[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]]


def test_disagreements_that_weigh_less() -> None:
    """Artstein & Poesio 2008, p. 568: kappa .8163, alpha .8156."""
    matrix = np.array([[46, 0, 0], [6, 32, 6], [0, 0, 10]])
    assert c.weighted_kappa(matrix, HALF_APART) == pytest.approx(0.8163, abs=5e-5)
    alpha = c.alpha_of_coincidences(matrix + matrix.T, HALF_APART)
    assert alpha == pytest.approx(0.8156, abs=5e-5)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one[0])
def test_all_disagreements_alike_weigh_as_none(example: tuple) -> None:
    matrix = np.array(example[1], dtype=float)
    alike = 1 - np.eye(len(matrix))
    assert c.weighted_kappa(matrix, alike) == pytest.approx(c.cohen_kappa(matrix))
    alpha = c.alpha_of_coincidences(matrix + matrix.T, alike)
    assert alpha == pytest.approx(c.krippendorff_alpha(matrix))


@pytest.mark.parametrize("matrix", [[[7, 0], [0, 0]], [[0, 0], [0, 7]]])
def test_one_category_for_all_is_no_variation(matrix: list[list[int]]) -> None:
    for how in (c.cohen_kappa, c.scott_pi, c.krippendorff_alpha, c.gwet_ac1):
        assert math.isnan(how(matrix)), how.__name__
    assert math.isnan(c.weighted_kappa(matrix, 1 - np.eye(2)))
    assert c.percent_agreement(matrix) == 1


def test_nothing_at_all_is_undefined_everywhere() -> None:
    nothing = np.zeros((2, 2))
    for how in (*FUNCTIONS, c.precision, c.recall, c.f1):
        assert math.isnan(how(nothing)), how.__name__


def test_a_coder_who_never_varies_agrees_by_chance_alone() -> None:
    assert c.cohen_kappa([[0, 5], [0, 5]]) == 0


def test_precision_recall_and_f1() -> None:
    matrix = [[6, 2], [3, 9]]  # first coder: gold
    assert c.precision(matrix) == pytest.approx(6 / 9)
    assert c.recall(matrix) == pytest.approx(6 / 8)
    assert c.f1(matrix) == pytest.approx(2 * 6 / (2 * 6 + 3 + 2))
    missed_all = [[0, 4], [0, 6]]
    assert math.isnan(c.precision(missed_all))
    assert c.recall(missed_all) == 0
    assert c.f1(missed_all) == 0


def test_many_codes_at_once_are_as_one_after_the_other() -> None:
    many = np.array([[[20, 5], [10, 15]], [[45, 15], [25, 15]], [[7, 0], [0, 0]]])
    for how in FUNCTIONS:
        one_by_one = [float(how(matrix)) for matrix in many]
        assert how(many) == pytest.approx(one_by_one, nan_ok=True)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (1, 1)])
def test_what_is_no_matrix_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="square"):
        c.cohen_kappa(np.ones(shape))
