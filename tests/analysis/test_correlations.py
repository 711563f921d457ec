"""Figures of units and numbers of respondents beside codes, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from constructed_run import Said, make_run, make_table
from scipy.stats import spearmanr

from qualcode.analysis.results import Results, analyse
from qualcode.runs.read import Run
from qualcode.surveys import parse_survey

SAVING = "efficiency.saving"
PEOPLE = tuple("ABCDEF")
REGIONS = {one: f"r{one}" for one in PEOPLE}
TIMES = {"A": 0, "B": 1, "C": 3, "D": 2, "E": 5, "F": 4}  # how often each speaks of saving
FIGURES = {"A": "1,5", "B": "2", "C": "3", "D": "4", "E": "5", "F": "6"}


def talk_of(person: str, language: str = "en") -> list[Said]:
    """Return ten segments, as many of them of saving as TIMES says."""
    said = ["we {efficiency.saving:save money}"] * TIMES[person]
    said += ["nothing of the kind"] * (10 - TIMES[person])
    return [Said(person, words, language) for words in said]


def make(survey: str = "", language: dict[str, str] | None = None, **attributes: Any) -> Run:
    spoken = language or {}
    talk = {f"{one}.txt": talk_of(one, spoken.get(one, "en")) for one in PEOPLE}
    table = make_table(dict.fromkeys(PEOPLE, "admin"), region=REGIONS, **attributes)
    surveys = (parse_survey(survey.encode(), "survey-1.csv"),) if survey else ()
    return replace(make_run(talk, table), surveys=surveys)


def make_survey(codes: str = SAVING, units: str = "".join(PEOPLE), about: str = "") -> str:
    rows = [f'r{one},pay,"{FIGURES.get(one, "9")}",{codes},{about}' for one in units]
    return "\n".join(["region,item,value,codes,about", *rows]) + "\n"


def rows(results: Results, **cells: Any) -> list[dict[str, Any]]:
    frame = results["correlations"]
    for name, cell in cells.items():
        frame = frame[frame[name] == cell]
    return [{str(key): cell for key, cell in row.items()} for row in frame.to_dict("records")]


def test_figures_are_ranked_against_the_codes_they_name() -> None:
    results = analyse(make(make_survey()))
    (one,) = rows(results, kind="named", measure="share_segments")
    expected = spearmanr([1.5, 2, 3, 4, 5, 6], [TIMES[person] for person in PEOPLE]).statistic
    assert one["rho"] == pytest.approx(expected)
    assert (one["item"], one["language"], one["of"], one["figure"]) == (
        SAVING,
        "en",
        "region",
        "pay",
    )
    assert (one["survey"], one["line"]) == (1, 2)
    assert (one["units"], one["respondents"], one["unheard"], one["why"]) == (6, 6, 0, "")
    assert (one["arrangements"], one["exact"]) == (720, True)
    assert one["low"] < one["rho"] < one["high"]
    kinds = {(row["kind"], row["item"]) for row in rows(results)}
    assert kinds == {
        ("named", SAVING),
        ("code", SAVING),
        ("branch", "efficiency"),
        ("pole", "efficiency_vs_humanization"),
    }
    poles = {row["part"] for row in rows(results, kind="pole")}
    assert poles == {"first", "both"}


def test_measures_are_those_of_all_talk_of_a_unit() -> None:
    """Two people of one region count together: E and F."""
    run = make(make_survey(units="ABCDE"))
    table = replace(
        run.respondents,
        respondents=tuple(
            replace(one, attributes=(("region", "rE"),)) if one.id == "F" else one
            for one in run.respondents.respondents
        ),
    )
    results = analyse(replace(run, respondents=table))
    together = [*(TIMES[one] / 10 for one in "ABCD"), 9 / 20]
    for kind in ("named", "code"):
        (one,) = rows(results, kind=kind, measure="share_segments")
        assert (one["units"], one["respondents"]) == (5, 6)
        assert one["rho"] == pytest.approx(spearmanr([1, 2, 3, 4, 5], together).statistic)
    (mention,) = rows(results, kind="named", measure="mention")
    assert mention["rho"] == pytest.approx(spearmanr(range(5), [0, 1, 1, 1, 1]).statistic)
    assert mention["why"] == "no_p"
    (rate,) = rows(results, kind="named", measure="per_1000_words")
    (single,) = rows(results, kind="code", measure="per_1000_words")
    assert rate["rho"] == pytest.approx(single["rho"])


def test_figures_that_name_no_codes_stand_beside_all() -> None:
    results = analyse(make(make_survey(codes="")))
    items = {row["item"] for row in rows(results, kind="code")}
    assert {SAVING, "humanization.care"} <= items
    assert not rows(results, kind="named")
    (care,) = rows(results, item="humanization.care", kind="code", measure="mention")
    assert care["why"] == "same_talk"
    assert pd.isna(care["rho"])


def test_few_units_and_units_nobody_was_heard_of() -> None:
    results = analyse(make(make_survey(units="ABCDX")))
    told = rows(results)
    assert {row["why"] for row in told} == {"few_units"}
    assert {(row["units"], row["unheard"]) for row in told} == {(4, 1)}
    assert all(pd.isna(row["rho"]) for row in told)


def test_figures_that_do_not_differ() -> None:
    same = "region,item,value\n" + "".join(f"r{one},pay,3\n" for one in PEOPLE)
    assert {row["why"] for row in rows(analyse(make(same)))} == {"same_figures"}


def test_figures_of_everybody_are_no_units() -> None:
    assert rows(analyse(make("item,value,codes\npay,3,efficiency.saving\n"))) == []


def test_languages_stand_apart_and_together() -> None:
    spoken = dict.fromkeys("DEF", "ru")
    results = analyse(make(make_survey(), spoken))
    by_language = {
        row["language"]: row for row in rows(results, kind="named", measure="share_segments")
    }
    assert {key: row["units"] for key, row in by_language.items()} == {"en": 3, "ru": 3, "": 6}
    assert by_language["en"]["why"] == by_language["ru"]["why"] == "few_units"
    whole = by_language[""]
    assert whole["rho"] == pytest.approx((2 + 1) / 4)  # 0 1 3 in order, 2 5 4 by one half
    assert whole["arrangements"] == 36


def test_a_unit_of_two_languages_stands_once() -> None:
    run = make(make_survey(), dict.fromkeys("DEF", "ru"))
    table = replace(
        run.respondents,
        respondents=tuple(
            replace(one, attributes=(("region", "rA"),)) if one.id == "D" else one
            for one in run.respondents.respondents
        ),
    )
    results = analyse(replace(run, respondents=table))
    (whole,) = rows(results, kind="named", measure="mention", language="")
    assert whole["units"] == 5


def test_numbers_of_respondents() -> None:
    ages = dict(zip(PEOPLE, ("31", "32,5", "40", "сорок", "NaN", ""), strict=True))
    cells = {"age": ages, "name": dict.fromkeys(PEOPLE, "x"), "none": dict.fromkeys(PEOPLE, "")}
    results = analyse(make("", **cells))
    (one,) = rows(results, item=SAVING, kind="code", measure="mention")
    assert (one["source"], one["figure"], one["of"]) == ("attribute", "age", "respondent")
    assert (one["units"], one["unread"], one["empty"]) == (3, 2, 1)
    assert one["why"] == "few_units"
    assert pd.isna(one["survey"])
    assert {row["figure"] for row in rows(results)} == {"age"}


@pytest.mark.parametrize("cell", ["inf", "-inf", "NaN", "1e400", "twelve", "12 years"])
def test_what_is_no_number_is_left_out(cell: str) -> None:
    years = {one: str(number) for number, one in enumerate(PEOPLE)}
    results = analyse(make("", years=years | {"A": cell}))
    (one,) = rows(results, item=SAVING, kind="code", measure="share_segments")
    assert (one["units"], one["unread"], one["why"]) == (5, 1, "")
    expected = spearmanr(range(5), [TIMES[person] for person in "BCDEF"]).statistic
    assert one["rho"] == pytest.approx(expected)


def test_a_column_of_text_with_a_number_in_it_is_no_column_of_numbers() -> None:
    places = dict(zip(PEOPLE, ("north", "south", "7", "", "east", "west"), strict=True))
    assert rows(analyse(make("", place=places))) == []


def test_what_figures_are_about_is_regarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of figures about a service only codings about it count, and only those named."""
    results = analyse(make(make_survey(about="efficiency")))
    told = rows(results)
    assert {row["kind"] for row in told} == {"named"}
    assert {row["about"] for row in told} == {"efficiency"}
    assert {row["why"] for row in told} == {"same_talk"}  # nothing is about it


def test_without_respondents_there_is_nothing() -> None:
    assert rows(analyse(replace(make_run({}), surveys=()))) == []
