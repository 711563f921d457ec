"""Poles against chance, which pole comes first, and where wide codings stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from scipy.stats import binomtest, hypergeom

from qualcode.analysis import assign_groups, balance_poles, count_meetings, make_frames
from qualcode.analysis.meeting.chance import CHANCE, weigh_poles
from qualcode.analysis.meeting.order import ORDER, order_poles
from qualcode.analysis.meeting.standing import find_affirmed, list_units
from qualcode.model.codebook import Codebook
from qualcode.runs.read import Run, read_run
from tests.analysis.constructed_run import CODEBOOK, CODES, TENSION, Said, make_run, make_table

TABLE = make_table({"P1": "admin", "P2": "admin", "N1": "ngo", "N2": "ngo"})
SAVE, CARE, DENIED = (
    "{efficiency.saving:save money}",
    "{humanization.care:care}",
    "{humanization.care!:care}",
)
RUN = make_run(
    {
        "a.txt": [
            Said("P1", f"We {SAVE} and {CARE}", answer=1),
            Said("P1", f"We {SAVE} and {DENIED}", answer=2),
            Said("P1", f"We {CARE}", answer=2),
            Said("P1", "Well", answer=3),
            Said("P1", f"{CARE} before we {SAVE}", answer=3),
        ],
        "b.txt": [Said("P2", f"{CARE}, then {SAVE}"), Said("P2", "Yes")],
        "c.txt": [Said("N1", f"We {SAVE}"), Said("N1", "So"), Said("N1", f"We {CARE}", answer=2)],
        "d.txt": [Said("N2", f"We {SAVE}"), Said("N2", "Мы {humanization.care:заботимся}", "ru")],
    },
    TABLE,
)


def tables_of(run: Run) -> tuple[pd.DataFrame, pd.DataFrame]:
    frames = make_frames(run.tables)
    voices = assign_groups(frames, run.respondents)
    return weigh_poles(frames, run.codebook, voices), order_poles(frames, run.codebook, voices)


def row(frame: pd.DataFrame, **where: Any) -> dict[str, Any]:
    for name, value in where.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return dict(frame.iloc[0])


def test_meetings_against_chance_in_segments() -> None:
    chance, _ = tables_of(RUN)
    found = row(chance, level="segment", language="en", together=True)
    # P1: 3 with saving and 3 with care of 5 segments, 2 met; P2: 1 and 1 of 2; N1: 1 and 1 of 3.
    assert (found["respondents"], found["speakers"], found["holders"]) == (4, 3, 2)
    assert (found["units"], found["first"], found["second"], found["met"]) == (11, 6, 5, 3)
    assert found["expected"] == found["expected_any"] == pytest.approx(9 / 5 + 1 / 2 + 1 / 3)
    assert found["above"] == 2
    assert found["p"] == pytest.approx(1.0)
    ends = [
        hypergeom(5, 3, 3).pmf(k) * hypergeom(2, 1, 1).pmf(j) * hypergeom(3, 1, 1).pmf(j)
        for k, j in ((1, 0), (3, 1))
    ]
    assert found["least_p"] == pytest.approx(2 * min(ends))
    assert found["least_p"] == pytest.approx(1 / 30)
    assert found["shown"]
    assert (found["low"], found["high"]) == (1, 4)


def test_meetings_against_chance_in_answers_and_never_in_interviews() -> None:
    chance, _ = tables_of(RUN)
    assert set(chance["level"]) == {"segment", "answer"}
    found = row(chance, level="answer", language="en", group="admin")
    # P1: saving in answers 1, 2, 3 and care in 1, 2, 3; P2: both in the only one.
    assert (found["units"], found["first"], found["second"], found["met"]) == (4, 4, 4, 4)
    assert (found["expected"], found["sd"], found["p"], found["least_p"]) == (4, 0, 1, 1)
    assert not found["shown"]


def test_a_group_in_which_nobody_holds_both() -> None:
    chance, order = tables_of(RUN)
    found = row(chance, level="segment", language="ru", group="ngo")
    assert (found["speakers"], found["met"], found["expected"], found["high"]) == (0, 0, 0, 0)
    assert row(order, language="ru", group="ngo")["both"] == 0


def test_who_begins_with_which_pole() -> None:
    _, order = tables_of(RUN)
    admin = row(order, language="en", group="admin")
    assert (admin["both"], admin["first"], admin["second"], admin["neither"]) == (2, 1, 1, 0)
    assert (admin["level"], admin["meetings"]) == ("segment", 3)
    assert (admin["meetings_first"], admin["meetings_second"]) == (1, 2)
    whole = row(order, language="en", together=True)
    assert (whole["both"], whole["first"], whole["second"]) == (3, 2, 1)
    assert whole["p"] == pytest.approx(binomtest(2, 3).pvalue)
    assert whole["least_p"] == pytest.approx(0.25)
    assert not whole["shown"]


def test_six_who_agree_can_show_something() -> None:
    people = [f"P{number}" for number in range(6)]
    run = make_run(
        {f"{id}.txt": [Said(id, f"We {SAVE} and {CARE}")] for id in people},
        make_table(dict.fromkeys(people, "admin")),
    )
    found = row(tables_of(run)[1], together=True)
    assert (found["first"], found["p"], found["least_p"]) == (6, 2 / 64, 2 / 64)
    assert found["shown"]


def test_over_several_interviews_the_more_frequent_beginning_counts() -> None:
    begins_with_care = [Said("P1", f"{CARE}, then {SAVE}")]
    begins_with_saving = [Said("P1", f"{SAVE}, then {CARE}")]
    once = {"a.txt": begins_with_care, "b.txt": begins_with_saving}
    twice = once | {"c.txt": begins_with_care}
    apart = {"a.txt": [Said("P1", SAVE)], "b.txt": [Said("P1", CARE)]}
    found = [
        row(tables_of(make_run(talk, TABLE))[1], together=True) for talk in (once, twice, apart)
    ]
    begun = [(one["both"], one["first"], one["second"], one["neither"]) for one in found]
    assert begun == [(1, 0, 0, 1), (1, 0, 1, 0), (1, 0, 0, 1)]
    assert found[0]["p"] == found[0]["least_p"] == 1.0


def test_words_that_speak_for_both_poles_put_neither_first() -> None:
    codebook = replace(
        CODEBOOK,
        tensions=(replace(TENSION, poles=(TENSION.poles[0], TENSION.poles[0])),),
    )
    run = make_run({"a.txt": [Said("P1", SAVE)]}, TABLE, codebook)
    found = row(tables_of(run)[1], together=True)
    assert (found["both"], found["neither"], found["meetings_neither"]) == (1, 1, 1)


def wide_codebook(level: str) -> Codebook:
    codes = tuple(
        replace(code, unit=level) if code.id == "humanization.care" else code  # type: ignore[arg-type]
        for code in CODES
    )
    return replace(
        CODEBOOK, codes=codes, tensions=(replace(TENSION, levels=("segment", "turn", "answer")),)
    )


@pytest.mark.parametrize(
    ("level", "segments"),
    [("segment", [1, 3, 4]), ("turn", [1, 3, 4]), ("answer", [1, 3, 4]), ("interview", [1, 3, 4])],
)
def test_wide_codings_stand_where_they_are_affirmed(level: str, segments: list[int]) -> None:
    talk = [
        Said("P1", f"We {CARE}, {CARE}"),
        Said("P1", f"We {DENIED} and {SAVE}"),
        Said("P1", f"So we {CARE} and {SAVE}"),
        Said("P1", f"And {CARE}", answer=2),
        Said("P2", f"We {DENIED}", answer=3),
    ]
    run = make_run({"a.txt": talk}, TABLE, wide_codebook(level))
    frames = make_frames(run.tables)
    found = find_affirmed(frames)
    care = found[found["code"] == "humanization.care"]
    assert sorted(care["segment"]) == segments
    assert set(care["respondent"]) == {"P1"}
    assert found.duplicated(["row", "segment"]).sum() == 0


@pytest.mark.parametrize("level", ["segment", "turn", "answer", "interview"])
def test_met_is_what_the_run_says(level: str) -> None:
    """Meetings are the same, whether tagging found them or they are counted from codings."""
    talk = [
        Said("P1", f"We {CARE}, {SAVE}"),
        Said("", "Why?"),
        Said("P1", f"We {DENIED} and {SAVE}", answer=2),
        Said("P1", f"So we {CARE}", answer=2),
        Said("P2", f"We {SAVE}", answer=3),
        Said("P2", f"We {CARE}", answer=0),
    ]
    run = make_run({"a.txt": talk}, TABLE, wide_codebook(level))
    agree(run)


def test_met_is_what_the_sample_run_says(sample: Path) -> None:
    run = read_run(sample / "run")
    agree(run)
    found = row(
        tables_of(run)[0],
        tension="efficiency_vs_humanization", level="segment", language="ru", together=True,
    )  # fmt: skip
    assert found["met"] == 18
    assert found["expected_any"] == pytest.approx(10.9, abs=0.05)
    assert (found["expected"], found["p"]) == pytest.approx((15.1, 0.32), abs=0.05)


def agree(run: Run) -> None:
    frames = make_frames(run.tables)
    voices = assign_groups(frames, run.respondents)
    arguments = frames, run.codebook, voices
    chance, order = weigh_poles(*arguments), order_poles(*arguments)
    keys = ["tension", "level", "language", "group"]
    groups = chance[~chance["together"]]
    counted = groups.merge(count_meetings(*arguments), on=keys, suffixes=("", "_known"))
    assert len(counted) == len(groups) > 0
    assert counted["met"].tolist() == counted["instances"].tolist()
    assert counted["holders"].tolist() == counted["holders_known"].tolist()
    poles = order[~order["together"]].merge(
        balance_poles(*arguments), on=["tension", "language", "group"], suffixes=("", "_known")
    )
    assert poles["both"].tolist() == poles["both_known"].tolist()
    assert (order["first"] + order["second"] + order["neither"]).tolist() == order["both"].tolist()
    parts = order["meetings_first"] + order["meetings_second"] + order["meetings_neither"]
    assert parts.tolist() == order["meetings"].tolist()


def test_codings_that_people_made_stand_in_their_segment() -> None:
    frames = make_frames(RUN.tables)
    codings = frames.codings.assign(coder="anna")
    found = find_affirmed(replace(frames, codings=codings))
    present = codings[codings["polarity"] != "negated"]
    assert found["row"].tolist() == present.index.tolist()
    assert found["segment"].tolist() == present["segment"].tolist()
    assert found["start"].tolist() == present["start"].tolist()


def test_units_of_the_interview_are_one_for_each_person() -> None:
    frames = make_frames(RUN.tables)
    units = list_units(frames, assign_groups(frames, TABLE), "interview")
    assert units["respondent"].tolist() == ["P1", "P2", "N1", "N2"]


@pytest.mark.parametrize(("number", "classes"), [(1, 1), (15, 1), (16, 2), (31, 3), (90, 4)])
def test_units_stand_in_classes_by_their_words(number: int, classes: int) -> None:
    talk = [Said("P1", "Well " * (1 + 7 * place % number)) for place in range(number)]
    frames = make_frames(make_run({"a.txt": talk}, TABLE).tables)
    units = list_units(frames, assign_groups(frames, TABLE), "segment")
    assert sorted(set(units["length"])) == list(range(classes))
    assert units.sort_values("words")["length"].is_monotonic_increasing
    assert units.groupby("words")["length"].nunique().eq(1).all()
    assert units.groupby("length").size().min() >= number // classes - 1


def test_units_of_one_length_are_one_class() -> None:
    frames = make_frames(make_run({"a.txt": [Said("P1", "Well")] * 40}, TABLE).tables)
    assert list_units(frames, assign_groups(frames, TABLE), "segment")["length"].nunique() == 1


def test_long_units_hold_more_of_everything() -> None:
    """Poles that stand in the long units of a person meet there, and no more than by chance."""
    long = "so " * 20
    talk = [Said("P1", "Well") for _ in range(20)]
    talk += [Said("P1", f"{long} {SAVE} {CARE}") for _ in range(5)]
    talk += [
        Said("P1", f"{long} {mark}")
        for mark in (f"{SAVE} x", f"{CARE} x x", "x x x")
        for _ in range(5)
    ]
    chance, _ = tables_of(make_run({"a.txt": talk}, TABLE))
    found = row(chance, level="segment", together=True)
    assert found["met"] == 5
    assert found["expected_any"] == pytest.approx(10 * 10 / 40)
    assert found["expected"] == pytest.approx(10 * 10 / 20)
    assert (found["above"], found["p"]) == (0, 1.0)


def test_a_codebook_without_tensions_and_a_run_without_talk() -> None:
    for run in (
        make_run({}, TABLE),
        make_run({"a.txt": []}, TABLE, replace(CODEBOOK, tensions=())),
    ):
        chance, order = tables_of(run)
        assert chance.empty
        assert order.empty
        assert list(chance.columns) == [column.name for column in CHANCE.columns]
        assert list(order.columns) == [column.name for column in ORDER.columns]
        assert chance["shown"].dtype == order["shown"].dtype == "bool"
