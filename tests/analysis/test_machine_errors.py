"""The machine's errors by group, counted by hand on constructed talk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from constructed_run import CODEBOOK, Said, make_run, make_table

from qualcode.analysis.agreement.coders import Coder, Stretch
from qualcode.analysis.errors import ERROR_PAIRS, ERRORS
from qualcode.analysis.results import Choices, Results, analyse
from qualcode.errors import CodersError
from qualcode.reporting.comparison import render_text
from qualcode.runs.read import Run

SAVING, CARE = "efficiency.saving", "humanization.care"
GROUPS = ("admin", "ngo")
PEOPLE = {f"{group}{number}": group for group in GROUPS for number in range(1, 5)}


def say(person: str) -> list[tuple[str, str]]:
    """Return what a person says, marked, and the codes that people give it.

    People find saving in three of five segments. Of an administrator the machine finds two of
    them and none wrongly; of an NGO manager one of them, and one wrongly.
    """
    if PEOPLE[person] == "admin":
        found = ("{efficiency.saving:save money}", "{efficiency.saving:save money}", "cut", "", "")
    else:
        found = ("{efficiency.saving:save money}", "cut", "cut", "{efficiency.saving:spend}", "")
    codes = (SAVING, SAVING, SAVING, "", "")
    return [
        (f"{person} says {word} of matter number {at}", code)
        for at, (word, code) in enumerate(zip(found, codes, strict=True))
    ]


def make_coder(name: str, run: Run, persons: list[str]) -> Coder:
    rows = []
    for person in persons:
        own = [one for one in run.tables["segments"] if one["respondent"] == person]
        for segment, (_, code) in zip(own, say(person), strict=True):
            text = str(segment["text"])
            codes = frozenset({code} - {""})
            rows.append(Stretch(len(rows) + 2, f"{person}.txt", None, "", text, codes))
    return Coder(name, f"{name}.csv", tuple(rows))


@pytest.fixture(scope="module")
def run() -> Run:
    talk = {f"{one}.txt": [Said(one, words) for words, _ in say(one)] for one in PEOPLE}
    return make_run(talk, make_table(PEOPLE))


def results(run: Run, *persons: str, **choices: Any) -> Results:
    coder = make_coder("anna", run, list(persons or PEOPLE))
    return analyse(run, Choices(coders=(coder,), **choices))


def row(frame: pd.DataFrame, kind: str, item: str, group: str, part: str = "") -> dict[str, Any]:
    chosen = frame[
        (frame["kind"] == kind)
        & (frame["item"] == item)
        & (frame["group"] == group)
        & (frame["part"] == part)
    ]
    (one,) = chosen.to_dict("records")
    return {str(name): cell for name, cell in one.items()}


def test_errors_are_counted_by_group(run: Run) -> None:
    errors = results(run)["errors"]
    admin, ngo = (row(errors, "code", SAVING, group) for group in GROUPS)
    names = ("respondents", "units", "undecided", "gold", "found", "both")
    assert tuple(admin[name] for name in names) == (4, 20, 0, 12, 8, 8)
    assert tuple(ngo[name] for name in names) == (4, 20, 0, 12, 8, 4)
    assert (admin["precision"], admin["recall"]) == pytest.approx((1, 8 / 12))
    assert (ngo["precision"], ngo["recall"]) == pytest.approx((4 / 8, 4 / 12))
    assert (ngo["f1"], admin["f1"]) == pytest.approx((8 / 20, 16 / 20))
    for one in (admin, ngo):
        assert one["observed"] == pytest.approx(2 / 5)
        assert one["ratio"] == pytest.approx(1.5)
        assert one["corrected"] == pytest.approx(3 / 5)
        assert one["corrected_low"] < 3 / 5 < one["corrected_high"] <= 1
        assert one["why"] == ""
    assert ngo["corrected_low"] < admin["corrected_low"]  # more mistakes, wider
    assert pd.isna(admin["people_f1"])


def test_branches_poles_and_all_codes_have_rows(run: Run) -> None:
    errors = results(run)["errors"]
    single = row(errors, "code", SAVING, "ngo")
    for kind, item, part in (
        ("branch", "efficiency", ""),
        ("pole", "efficiency_vs_humanization", "first"),
    ):
        one = row(errors, kind, item, "ngo", part)
        assert [one[name] for name in ("gold", "found", "both")] == [12, 8, 4]
        assert one["corrected"] == pytest.approx(single["corrected"])
    everything = row(errors, "all", "", "ngo")
    assert (everything["gold"], everything["found"], everything["both"]) == (12, 8, 4)
    assert pd.isna(everything["observed"])
    assert list(errors["kind"][:2]) == ["all", "all"]


def test_what_is_too_rare_is_not_corrected(run: Run) -> None:
    told = results(run)
    care = row(told["errors"], "code", CARE, "admin")
    assert (care["why"], care["gold"]) == ("few_units", 0)
    assert pd.isna(care["precision"])
    assert pd.isna(care["corrected"])
    pairs = told["error_pairs"]
    (pair,) = pairs[pairs["item"] == CARE].to_dict("records")
    assert (pair["verdict"], pair["why"]) == ("unknown", "few_units")


def test_few_respondents_and_none(run: Run) -> None:
    told = results(run, "admin1", "admin2")
    admin, ngo = (row(told["errors"], "code", SAVING, group) for group in GROUPS)
    assert (admin["why"], admin["respondents"]) == ("few_respondents", 2)
    assert (ngo["why"], ngo["respondents"], ngo["units"]) == ("not_coded", 0, 0)
    assert admin["recall"] == pytest.approx(4 / 6)
    assert set(told["error_pairs"]["verdict"]) == {"unknown"}


def test_the_same_shares_cannot_be_told_apart(run: Run) -> None:
    pairs = results(run)["error_pairs"]
    (pair,) = pairs[pairs["item"] == SAVING].to_dict("records")
    assert (pair["first"], pair["second"], pair["language"]) == ("admin", "ngo", "en")
    assert (pair["observed"], pair["corrected"]) == pytest.approx((0, 0))
    assert pair["low"] < 0 < pair["high"]
    assert pair["verdict"] == "uncertain"


def test_people_who_disagree_are_left_out_and_compared(run: Run) -> None:
    anna = make_coder("anna", run, list(PEOPLE))
    never = replace(
        make_coder("boris", run, list(PEOPLE)),
        stretches=tuple(
            replace(one, codes=frozenset() if at % 5 == 0 else one.codes)
            for at, one in enumerate(anna.stretches)
        ),
    )
    errors = analyse(run, Choices(coders=(anna, never)))["errors"]
    one = row(errors, "code", SAVING, "admin")
    assert (one["units"], one["undecided"], one["gold"]) == (16, 4, 8)
    assert one["people_f1"] == pytest.approx(2 * 8 / (12 + 8))


def test_poles_are_agreed_on_where_their_codes_are_not(run: Run) -> None:
    """One gives saving, the other targets: about the pole they agree."""
    anna = make_coder("anna", run, list(PEOPLE))
    targets = frozenset({"efficiency.targets"})
    other = replace(
        anna,
        name="boris",
        stretches=tuple(
            replace(one, codes=targets if one.codes else one.codes) for one in anna.stretches
        ),
    )
    errors = analyse(run, Choices(coders=(anna, other)))["errors"]
    assert row(errors, "code", SAVING, "admin")["undecided"] == 12
    pole = row(errors, "pole", "efficiency_vs_humanization", "admin", "first")
    assert (pole["undecided"], pole["gold"]) == (0, 12)


def test_without_coders_the_tables_are_empty(run: Run) -> None:
    told = analyse(run)
    for description in (ERRORS, ERROR_PAIRS):
        frame = told[description.name]
        assert list(frame.columns) == [column.name for column in description.columns]
        assert len(frame) == 0
        full = results(run)[description.name]
        assert frame.dtypes.map(_family).to_dict() == full.dtypes.map(_family).to_dict()


def _family(type: object) -> str:
    return "number" if str(type) in ("int64", "float64") else str(type)


def test_a_comparison_says_what_errors_leave_standing(run: Run) -> None:
    told = results(run)
    verdicts = told["error_pairs"]["verdict"].value_counts()
    text = " ".join(render_text(told).split())
    for verdict, count in verdicts.items():
        assert f"{verdict} {count}" in text
    assert "corrected" in " ".join(render_text(told, "en").split())
    assert "errors corrected" not in render_text(analyse(run))


def test_other_groups_than_types(run: Run) -> None:
    regions = {one: "north" if one.endswith(("1", "2", "3")) else "south" for one in PEOPLE}
    regional = replace(run, respondents=make_table(PEOPLE, region=regions))
    errors = results(regional, by=("region",))["errors"]
    assert row(errors, "code", SAVING, "north")["respondents"] == 6
    assert row(errors, "code", SAVING, "south")["why"] == "few_respondents"


def test_tables_of_other_interviews_are_refused(run: Run) -> None:
    stranger = Coder(
        "anna", "anna.csv", (Stretch(2, "x.txt", None, "", "No such words", frozenset()),)
    )
    with pytest.raises(CodersError, match=r"x\.txt"):
        analyse(run, Choices(coders=(stranger,)))["errors"]


def test_a_codebook_without_tensions(run: Run) -> None:
    bare = replace(run, codebook=replace(CODEBOOK, tensions=()))
    assert set(results(bare)["errors"]["kind"]) == {"all", "branch", "code"}
