"""New codes from interview to interview, worked out by hand."""

from dataclasses import replace
from itertools import accumulate, permutations

import numpy as np
import pytest
from constructed_run import Said, make_run, make_table

from qualcode.analysis.collected import order_transcripts
from qualcode.analysis.results import analyse
from qualcode.analysis.saturation import count_new, draw_curves, slide_runs
from qualcode.respondents.table import EMPTY_TABLE, Row

# nine interviews, their codes as letters
NINE = [set(codes) for codes in "abcdef abgh aci bdj akl bc dm ae fg".split()]
NUMBERED = [{ord(code) for code in codes} for codes in NINE]


@pytest.mark.parametrize(
    ("run_length", "expected"),
    [
        (2, [(5, 6, 2, 0.2), (6, 7, 1, 0.1), (7, 8, 1, 0.1), (8, 9, 0, 0.0)]),
        (3, [(5, 7, 3, 0.3), (6, 8, 1, 0.1), (7, 9, 1, 0.1)]),
    ],
)
def test_runs_behind_a_base_of_four(
    run_length: int, expected: list[tuple[int, int, int, float]]
) -> None:
    """Base size, run length and ratio as Guest, Namey & Chen 2020 define them."""
    runs = slide_runs(count_new(NUMBERED), 4, run_length)
    assert [(one.first, one.last, one.new, one.ratio) for one in runs] == expected
    assert {one.base for one in runs} == {10}


def test_without_a_base_there_is_no_ratio() -> None:
    (run,) = slide_runs([0, 0, 0, 0, 1, 0], 4, 2)
    assert np.isnan(run.ratio)
    assert slide_runs([3, 1], 4, 2) == ()


def test_random_orders_are_like_all_orders() -> None:
    sets = NUMBERED[:5]
    every = [
        list(accumulate(count_new([sets[place] for place in order])))
        for order in permutations(range(5))
    ]
    drawn = draw_curves(sets, orders=4000)
    assert drawn.shape == (4000, 5)
    assert drawn.mean(axis=0) == pytest.approx(np.mean(every, axis=0), abs=0.1)
    assert set(map(tuple, drawn.tolist())) == set(map(tuple, every))
    assert np.array_equal(drawn, draw_curves(sets, orders=4000))


def test_curves_where_nothing_is_found() -> None:
    assert draw_curves([set(), set()], orders=3).tolist() == [[0, 0]] * 3


TABLE = make_table(dict.fromkeys(("P1", "P2", "P3", "P4", "P5", "P6"), "admin"))
RUN = make_run(
    {
        "1.txt": [Said("P2", "We {efficiency.saving:save money}")],
        "2.txt": [Said("P1", "{efficiency.saving:save money} {humanization.care:care}")],
        "3.txt": [Said("P3", "{efficiency.targets!:target} {efficiency.saving:save money}")],
        "4.txt": [Said("P4", "nothing new")],
        "5.txt": [Said("P5", "{efficiency.targets:target}"), Said("P5", "слово", "ru")],
        "6.txt": [Said("P6", "{humanization.care:care}")],
    },
    TABLE,
)


def test_respondents_stand_in_the_order_of_the_table() -> None:
    frame = analyse(RUN)["saturation"]
    codes = frame[(frame["kind"] == "codes") & (frame["language"] == "en")]
    assert codes["respondent"].tolist() == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert codes["items"].tolist() == [2, 1, 1, 0, 1, 1]  # what is negated is not found
    assert codes["new"].tolist() == [2, 0, 0, 0, 1, 0]
    assert codes["cumulated"].tolist() == [2, 2, 2, 2, 3, 3]
    assert codes["median"].iloc[-1] == codes["low"].iloc[-1] == codes["high"].iloc[-1] == 3
    assert (codes["low"] <= codes["median"]).all()
    assert (codes["median"] <= codes["high"]).all()
    assert codes["orders"].min() >= 200


def test_without_a_table_numbers_in_names_count() -> None:
    table = make_table({"P9": "admin"})
    run = make_run({f"i{n}.txt": [Said(f"P{n}", "We save money")] for n in (1, 2, 9, 10)}, table)
    assert analyse(run)["saturation"]["respondent"][:4].tolist() == ["P9", "P1", "P2", "P10"]
    assert order_transcripts(["i10.txt", "i2.txt", "i9.txt"], EMPTY_TABLE) == [
        *("i2.txt", "i9.txt", "i10.txt")
    ]
    rows = (Row(2, "i10.txt", "", "P10"), Row(3, "i2.txt", "", "P2"))
    told = order_transcripts(["i1.txt", "i10.txt", "i2.txt"], replace(EMPTY_TABLE, rows=rows))
    assert told == ["i10.txt", "i2.txt", "i1.txt"]


def test_indicators_and_words_have_curves_too() -> None:
    frame = analyse(RUN)["saturation"]
    last = frame[frame["language"] == "en"].groupby("kind").tail(1).set_index("kind")["cumulated"]
    assert last["indicators"] == 3
    assert last["words"] == 6  # save, money, care, target, nothing, new
    assert frame[frame["language"] == "ru"]["respondent"].unique().tolist() == ["P5"]


def test_runs_of_the_table() -> None:
    runs = analyse(RUN)["saturation_runs"]
    codes = runs[(runs["kind"] == "codes") & (runs["language"] == "en")]
    (row,) = codes[(codes["base_size"] == 4) & (codes["run_length"] == 2)].to_dict("records")
    assert (row["first"], row["last"], row["base"], row["new"], row["ratio"]) == (5, 6, 2, 1, 0.5)
    assert not (codes["base_size"] == 5).any()  # a run of two does not follow


def test_nobody_speaks() -> None:
    results = analyse(make_run({"a.txt": [Said("", "Hello?")]}))
    assert len(results["saturation"]) == len(results["saturation_runs"]) == 0
