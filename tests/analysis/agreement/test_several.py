"""Worked examples of three coders or more, with the table or page each comes from."""

from __future__ import annotations

import math

import numpy as np
import pytest
from test_coefficients import EXAMPLES

from qualcode.analysis.agreement import coefficients as c
from qualcode.analysis.agreement import several
from qualcode.analysis.agreement.intervals import draw_resamples
from qualcode.analysis.agreement.metrics import (
    interval_distances,
    ordinal_distances,
    ratio_distances,
)
from qualcode.analysis.agreement.several import MISSING, Parts, count_parts, count_ratings

# Krippendorff 2004, p. 230: four coders, a row for each unit; - is missing.
FOUR_CODERS = (
    "B B - B | L L P L | P P P P | P P P P | L L L L | B L P C | C C C C | B B L B | L L L L"
    " | - F F F | - - B B | - - P -"
)
# Wikipedia, Krippendorff's alpha; sample.py of the package krippendorff: a row for each coder.
THREE_CODERS = (
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)
# Hayes & Krippendorff 2007, p. 84: five observers of 40 units; . is missing.
FIVE_OBSERVERS = (
    "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 "
    "111.1 212.2 1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 "
    "110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1"
)
# Fleiss 1971, p. 379: thirty patients, six raters each, five diagnoses.
PATIENTS = (
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 "
    "144444 224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 "
    "111155 224444 133333 555555"
)
# Wikipedia, Fleiss' kappa: how many of 14 raters gave each of five categories.
FOURTEEN_RATERS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip


def values_of(rows: list[list[str]], order: str) -> np.ndarray:
    """Return units of values as coders × units × one item, the values as their places."""
    places = {value: at for at, value in enumerate(order)}
    return np.array([[places.get(one, MISSING) for one in row] for row in rows]).T[:, :, None]


def sum_up(values: np.ndarray, categories: int) -> Parts:
    units = values.shape[1]
    return count_parts(values, categories, np.zeros(units, int), 1).over_respondents()


def parts_of(rows: list[list[str]], order: str) -> Parts:
    return sum_up(values_of(rows, order), len(order))


FOUR = [unit.split() for unit in FOUR_CODERS.split("|")]
THREE = [list(unit) for unit in zip(*(row.split() for row in THREE_CODERS), strict=True)]
FIVE = [list(unit) for unit in FIVE_OBSERVERS.split()]


def test_four_coders_who_left_units_out() -> None:
    """Kripp. 2004, p. 230 (B 1, L 2, P 3, C 4, F 5); raw_4raters of irrCAC for R and Python."""
    parts = parts_of(FOUR, "BLPCF")
    uses = parts.coincidences[0].sum(-1)
    answers = {
        "nominal": several.krippendorff_alpha(parts),
        "ordinal": several.krippendorff_alpha(parts, ordinal_distances(uses)),
        "interval": several.krippendorff_alpha(parts, interval_distances([1, 2, 3, 4, 5])),
        "ratio": several.krippendorff_alpha(parts, ratio_distances([1, 2, 3, 4, 5])),
        "ac1": several.gwet_ac1(parts),
        "fleiss": several.fleiss_kappa(parts),
        "conger": several.conger_kappa(parts),
        "brennan": several.brennan_prediger(parts),
    }
    assert {name: round(float(value[0]), 4) for name, value in answers.items()} == {
        "nominal": 0.7434,
        "ordinal": 0.8154,
        "interval": 0.8491,
        "ratio": 0.7974,
        "ac1": 0.7754,
        "fleiss": 0.7612,
        "conger": 0.7628,
        "brennan": 0.7727,
    }


def test_a_unit_with_one_value_says_nothing_of_alpha_but_of_chance_in_ac1() -> None:
    without = parts_of(FOUR[:-1], "BLPCF")
    assert several.krippendorff_alpha(without) == pytest.approx(0.7434, abs=5e-5)
    assert several.gwet_ac1(without) != pytest.approx(0.7754, abs=5e-5)


def test_three_coders() -> None:
    parts = parts_of(THREE, "1234")
    assert several.krippendorff_alpha(parts) == pytest.approx(0.6914, abs=5e-5)
    spread = interval_distances([1, 2, 3, 4])
    assert several.krippendorff_alpha(parts, spread) == pytest.approx(0.8108, abs=5e-5)


def test_five_observers() -> None:
    parts = parts_of(FIVE, "0123")
    ranks = ordinal_distances(parts.coincidences[0].sum(-1))
    assert several.krippendorff_alpha(parts, ranks) == pytest.approx(0.7598, abs=5e-5)


def test_fleiss() -> None:
    assert several.fleiss_kappa(count_ratings(FOURTEEN_RATERS)) == pytest.approx(0.2099, abs=5e-5)
    parts = parts_of([list(one) for one in PATIENTS.split()], "12345")
    assert several.fleiss_kappa(parts) == pytest.approx(0.430, abs=5e-4)
    assert several.percent_agreement(parts) == pytest.approx(0.5556, abs=5e-5)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one[0])
def test_two_coders_are_some_coders(example: tuple) -> None:
    matrix = np.array(example[1])
    pairs = [
        (one, other)
        for one in range(len(matrix))
        for other in range(len(matrix))
        for _ in range(matrix[one, other])
    ]
    parts = sum_up(np.array(pairs).T[:, :, None], len(matrix))
    assert several.krippendorff_alpha(parts)[0] == pytest.approx(c.krippendorff_alpha(matrix))
    assert several.gwet_ac1(parts)[0] == pytest.approx(c.gwet_ac1(matrix))
    assert several.conger_kappa(parts)[0] == pytest.approx(c.cohen_kappa(matrix))
    assert several.fleiss_kappa(parts)[0] == pytest.approx(c.scott_pi(matrix))
    assert several.percent_agreement(parts)[0] == pytest.approx(c.percent_agreement(matrix))
    alone = np.vstack([np.array(pairs).T, np.full(len(pairs), MISSING)])  # a third judges nothing
    told = several.conger_kappa(sum_up(alone[:, :, None], len(matrix)))
    assert told[0] == pytest.approx(c.cohen_kappa(matrix))
    if len(matrix) == 2:
        assert several.positive_agreement(parts)[0] == pytest.approx(c.f1(matrix))


def test_rating_tables_are_values_without_names() -> None:
    counts = [[unit.count(value) for value in "BLPCF"] for unit in FOUR]
    told, named = count_ratings(counts), parts_of(FOUR, "BLPCF")
    for how in (several.krippendorff_alpha, several.gwet_ac1, several.fleiss_kappa):
        assert how(told) == pytest.approx(float(how(named)[0]))
    stacked = count_ratings([counts, counts])
    assert several.gwet_ac1(stacked) == pytest.approx([float(several.gwet_ac1(told))] * 2)


def test_units_count_by_their_size() -> None:
    """A unit of the size 3 is three units, but for what alpha makes of small samples."""
    values = values_of(FOUR, "BLPCF")
    people = np.zeros(len(FOUR), int)
    sizes = np.where(np.arange(len(FOUR)) == 1, 3.0, 1.0)
    sized = count_parts(values, 5, people, 1, sizes).over_respondents()
    more = np.concatenate([values, values[:, [1, 1]]], axis=1)
    repeated = sum_up(more, 5)
    for how in (*several.COEFFICIENTS.values(), several.fleiss_kappa):
        assert how(sized) == pytest.approx(how(repeated)), how.__name__


def test_parts_of_respondents_add_up_as_often_as_they_are_drawn() -> None:
    values = values_of(FOUR, "BLPCF")
    whose = np.array([at % 3 for at in range(len(FOUR))])
    parts = count_parts(values, 5, whose, 4)  # of the fourth respondent nothing was judged
    drawn = draw_resamples(4, 5)
    drawn[0] = 1
    spread = several.krippendorff_alpha(parts.over_respondents(drawn))
    assert spread.shape == (5, 1)
    assert spread[0] == pytest.approx(0.7434, abs=5e-5)
    twice = np.concatenate([values, values], axis=1)
    doubled = parts.over_respondents(np.full((1, 4), 2.0))
    for how in several.COEFFICIENTS.values():
        assert how(doubled)[0] == pytest.approx(how(sum_up(twice, 5)))


@pytest.mark.parametrize("value", [0, 1])
def test_one_category_for_all_is_no_variation(value: int) -> None:
    parts = sum_up(np.full((3, 7, 1), value), 2)
    chance = (
        several.conger_kappa,
        several.krippendorff_alpha,
        several.gwet_ac1,
        several.fleiss_kappa,
        several.brennan_prediger,
    )
    for how in chance:
        assert math.isnan(how(parts)[0]), how.__name__
    assert several.percent_agreement(parts) == 1
    assert several.positive_agreement(parts) == pytest.approx(
        1 if value == 0 else math.nan, nan_ok=True
    )


def test_nothing_at_all_is_undefined_everywhere() -> None:
    for units in (np.full((3, 4, 1), MISSING), np.zeros((3, 0, 1), int)):
        parts = sum_up(units, 2)
        for how in (*several.COEFFICIENTS.values(), several.fleiss_kappa):
            assert math.isnan(how(parts)[0]), how.__name__
    alone = np.full((2, 4, 1), MISSING)
    alone[0] = [[0], [1], [0], [1]]  # the other coder has judged nothing
    for how in several.COEFFICIENTS.values():
        assert math.isnan(how(sum_up(alone, 2))[0]), how.__name__


def test_what_is_no_table_of_ratings_is_refused() -> None:
    with pytest.raises(ValueError, match="units"):
        count_ratings(np.ones((3, 1)))
