"""Figures of respondents, against the same counted from a run's tables in other ways."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qualcode.analysis import assign_groups, make_frames
from qualcode.analysis.comparing.measures import check_items, choose_items, measure_respondents
from qualcode.analysis.results import Choices, Results, analyse
from qualcode.errors import StudyError
from qualcode.runs.read import read_run
from tests.analysis.constructed_run import CODEBOOK, Said, make_run, make_table

TABLE = make_table({"P1": "admin", "N1": "ngo"})
RUN = make_run(
    {
        "a.txt": [
            Said(
                "P1",
                "We {efficiency.saving:save money} {efficiency.targets:target}"
                " {~conflict:instead of} {humanization.care:care} now",
            ),
            Said("P1", "We {efficiency.saving:save money}"),
            Said("P1", "We {humanization.care!:care} not", answer=2),
            Said("P1", "Nothing", answer=3),
            Said("", "Do you {humanization.care:care}?"),
            Said("P1", "Мы {efficiency.saving:экономим} и только", "ru", answer=4),
        ],
        "b.txt": [
            Said("N1", "They {humanization.care:care}"),
            Said("N1", "and {efficiency.targets:target}"),
        ],
    },
    TABLE,
)


def one(rates: pd.DataFrame, **where: str) -> dict[str, object]:
    for column, value in where.items():
        rates = rates[rates[column] == value]
    assert len(rates) == 1
    return dict(rates.iloc[0])


@pytest.fixture(scope="module")
def rates() -> pd.DataFrame:
    return analyse(RUN)["rates"]


def test_codes_and_branches(rates: pd.DataFrame) -> None:
    person = {"respondent": "P1", "language": "en", "part": "", "level": ""}
    saving = one(rates, kind="code", item="efficiency.saving", **person)
    assert (saving["segments"], saving["units"], saving["coded"], saving["codings"]) == (4, 4, 2, 2)
    assert (saving["mention"], saving["share_segments"]) == (1, 0.5)
    assert saving["per_1000_words"] == 1000 * 2 / saving["words"]
    branch = one(rates, kind="branch", item="efficiency", **person)
    assert (branch["coded"], branch["codings"]) == (2, 3)  # two codes in one segment
    care = one(rates, kind="code", item="humanization.care", **person)
    assert (care["coded"], care["mention"]) == (1, 1)  # what is denied does not count


def test_zeros_and_languages_have_rows(rates: pd.DataFrame) -> None:
    care = one(rates, kind="code", item="humanization.care", respondent="P1", language="ru")
    assert (care["segments"], care["coded"], care["share_segments"]) == (1, 0, 0.0)
    assert list(rates[rates["main"]]["language"].unique()) == ["en"]


def test_poles_and_both(rates: pd.DataFrame) -> None:
    def pole(part: str, respondent: str) -> tuple[object, ...]:
        row = one(rates, kind="pole", part=part, respondent=respondent, language="en")
        return row["coded"], row["codings"], row["mention"]

    assert [pole(part, "P1") for part in ("first", "second", "both")] == [
        (2, 3, 1), (1, 1, 1), (1, 1, 1),
    ]  # fmt: skip
    assert pole("both", "N1") == (0, 0, 0)  # speaks for each, in no segment for both


def test_tensions_have_the_units_of_their_level(rates: pd.DataFrame) -> None:
    found = {
        (row.level, row.respondent, row.language): (row.units, row.coded, row.mention)
        for row in rates[rates["kind"] == "tension"].itertuples()
    }
    assert found == {
        ("segment", "P1", "en"): (4, 1, 1),
        ("segment", "P1", "ru"): (1, 0, 0),
        ("segment", "N1", "en"): (2, 0, 0),
        ("answer", "P1", "en"): (3, 1, 1),
        ("answer", "P1", "ru"): (1, 0, 0),
        ("answer", "N1", "en"): (1, 1, 1),
        ("interview", "P1", "en"): (1, 1, 1),
        ("interview", "P1", "ru"): (0, 0, 0),
        ("interview", "N1", "en"): (1, 1, 1),
    }
    whole = one(rates, kind="tension", level="interview", respondent="P1", language="ru")
    assert np.isnan(float(str(whole["share_segments"])))


def test_relations_part_the_meetings(rates: pd.DataFrame) -> None:
    relations = rates[(rates["kind"] == "relation") & (rates["language"] == "en")]
    keys = ["item", "level", "respondent"]
    tensions = rates[(rates["kind"] == "tension") & (rates["language"] == "en")]
    pd.testing.assert_series_equal(
        relations.groupby(keys)["coded"].sum(), tensions.groupby(keys)["coded"].sum()
    )
    conflict = relations[(relations["part"] == "conflict") & (relations["level"] == "segment")]
    assert dict(zip(conflict["respondent"], conflict["coded"], strict=True)) == {"N1": 0, "P1": 1}


def test_every_item_has_the_same_respondents_in_the_same_order(rates: pd.DataFrame) -> None:
    people = [
        tuple(zip(rows["respondent"], rows["language"], strict=True))
        for _, rows in rates.groupby(["kind", "item", "part", "level"], sort=False)
    ]
    assert len(people) > 15
    assert len(set(people)) == 1


def test_the_sample_counted_row_by_row(sample: Path) -> None:
    """Plain loops over the records of the run."""
    run = read_run(sample / "run")
    results = Results(analyse(run).given)
    codes = {code.id for code in run.codebook.codes if code.sought}
    languages = {
        (row["transcript"], row["segment"]): row["language"] for row in run.tables["segments"]
    }
    segments: dict[tuple[object, ...], int] = defaultdict(int)
    words: dict[tuple[object, ...], int] = defaultdict(int)
    for row in run.tables["segments"]:
        segments[row["respondent"], row["language"]] += 1
        words[row["respondent"], row["language"]] += int(row["words"])
    coded: dict[tuple[object, ...], set[object]] = defaultdict(set)
    codings: dict[tuple[object, ...], int] = defaultdict(int)
    for row in run.tables["codings"]:
        place = row["transcript"], row["segment"]
        if row["polarity"] != "negated" and row["respondent"]:
            key = row["respondent"], languages[place]
            parts = str(row["code"]).split(".")
            for end in range(1, len(parts) + 1):
                above = ".".join(parts[:end])
                coded["branch", above, *key].add(place)
                codings["branch", above, *key] += 1
            coded["code", row["code"], *key].add(place)
            codings["code", row["code"], *key] += 1
    rates = results["rates"]
    rates = rates[rates["kind"].isin(["code", "branch"])]
    assert set(rates.loc[rates["kind"] == "code", "item"]) >= codes
    for row in rates.itertuples():
        key = row.kind, row.item, row.respondent, row.language
        assert row.coded == len(coded[key])
        assert row.codings == codings[key]
        assert row.mention == (codings[key] > 0)
        assert row.share_segments == len(coded[key]) / segments[key[2:]]
        assert row.per_1000_words == pytest.approx(1000 * codings[key] / words[key[2:]])


def test_the_sample_by_group_is_what_the_other_tables_say(sample: Path) -> None:
    results = analyse(read_run(sample / "run"))
    keys = ["item", "language", "group"]
    counted = results["rates"].groupby(["kind", *keys])[["coded", "mention"]].sum()
    codes = results["codes"].rename(columns={"code": "item"})
    for kind, branch in (("code", False), ("branch", True)):
        told = codes[codes["branch"] == branch].set_index(keys)[["coded", "present"]]
        mine = counted.loc[kind].rename(columns={"mention": "present"})
        pd.testing.assert_frame_equal(mine.sort_index(), told.sort_index())


def test_a_thing_never_spoken_of_and_nobody() -> None:
    run = make_run({"a.txt": [Said("", "Is anybody there?")]}, TABLE)
    frames = make_frames(run.tables)
    rates = measure_respondents(frames, CODEBOOK, assign_groups(frames, TABLE))
    assert rates.empty
    assert {"kind", "item", "mention", "share_segments"} <= set(rates.columns)


def test_codes_are_chosen_with_those_below(rates: pd.DataFrame) -> None:
    def chosen(*named: str) -> set[tuple[str, str]]:
        rows = choose_items(rates, named)
        return set(zip(rows["kind"], rows["item"], strict=True))

    assert chosen("efficiency") == {
        ("branch", "efficiency"), ("code", "efficiency.saving"), ("code", "efficiency.targets"),
    }  # fmt: skip
    assert chosen("efficiency_vs_humanization", "humanization.care") == {
        ("code", "humanization.care"),
        *((kind, "efficiency_vs_humanization") for kind in ("pole", "tension", "relation")),
    }
    assert len(chosen()) == len(chosen("efficiency", "humanization", "efficiency_vs_humanization"))


def test_unknown_codes_are_told_together() -> None:
    with pytest.raises(StudyError) as refusal:
        analyse(RUN, Choices(codes=("efficiency.savings", "efficiency", "qqq")))
    first, second = str(refusal.value).splitlines()
    assert "`efficiency.savings` is neither a code nor a tension; did you mean" in first
    assert "`qqq` is neither a code nor a tension" in second
    check_items(("efficiency_vs_humanization",), CODEBOOK, make_frames(RUN.tables))
