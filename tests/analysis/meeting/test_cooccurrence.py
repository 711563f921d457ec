"""Pairs of codes: worked examples, counts by hand, chance by shuffling, bad input."""

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest

from qualcode.analysis import assign_groups, make_frames, place_codings
from qualcode.analysis.meeting import cooccurrence as room
from qualcode.analysis.meeting.cooccurrence import COOCCURRENCE, associate, compare_pairs
from qualcode.analysis.meeting.standing import list_units
from qualcode.runs.read import Run
from tests.analysis.constructed_run import Said, make_run, make_table

TABLE = make_table({"P1": "admin", "P2": "admin", "N1": "ngo", "N2": ""})
SAVING, TARGETS, CARE = "efficiency.saving", "efficiency.targets", "humanization.care"
RUN = make_run(
    {
        "a.txt": [
            Said("", "Do you {humanization.care:care}?"),  # the interviewer: nobody's coding
            Said("P1", "We {efficiency.saving:save money} and {humanization.care:care}"),
            Said("P1", "We {efficiency.saving:save money}, {efficiency.saving:save money}"),
            Said("P1", "We {humanization.care:care} {efficiency.targets!:target}"),
            Said("P1", "Well"),
        ],
        "b.txt": [
            Said("P2", "{humanization.care:care} or {efficiency.saving:save money}"),
            Said("P2", "Yes"),
            Said("N1", "{efficiency.saving:save money} {efficiency.targets:target}"),
            Said("N1", "They {humanization.care@:care}"),
            Said("N2", "Мы {humanization.care:заботимся}", "ru"),
        ],
    },
    TABLE,
)


def pairs_of(run: Run) -> pd.DataFrame:
    frames = make_frames(run.tables)
    return compare_pairs(frames, run.codebook, assign_groups(frames, run.respondents))


def pair(frame: pd.DataFrame, first: str, second: str, **where: object) -> pd.Series:
    for name, value in {"first": first, "second": second, **where}.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_independent_codes_have_a_jaccard_all_the_same() -> None:
    """Both 20, only one 20, only the other 30, neither 30: by arithmetic."""
    found = associate(*(np.array([count]) for count in (20, 20, 30, 30)))
    assert found["jaccard"] == pytest.approx(0.285714, abs=5e-7)
    assert found["ochiai"] == pytest.approx(0.447214, abs=5e-7)
    assert found["lift"] == pytest.approx(1.0)
    assert found["phi"] == pytest.approx(0.0)
    assert found["npmi"] == pytest.approx(0.0)


def test_codes_that_go_together() -> None:
    """Both 15, only one 5, only the other 10, neither 70: by arithmetic."""
    found = associate(*(np.array([count]) for count in (15, 5, 10, 70)))
    assert found["jaccard"] == pytest.approx(0.5)
    assert found["ochiai"] == pytest.approx(0.670820, abs=5e-7)
    assert found["lift"] == pytest.approx(3.0)
    assert found["phi"] == pytest.approx(0.577350, abs=5e-7)
    assert found["npmi"] == pytest.approx(0.579095, abs=5e-7)


def test_ends_of_the_scales() -> None:
    found = associate(
        *(np.array(counts) for counts in ([0, 7, 3], [4, 0, 0], [5, 0, 4], [1, 0, 0]))
    )
    assert found["npmi"][0] == -1  # never together
    assert np.isnan(found["npmi"][1])  # every segment has both
    assert np.isnan(found["phi"][1:]).all()  # a code in every segment varies with nothing
    assert found["jaccard"].tolist() == [0, 1, 3 / 7]


def test_segments_are_counted_within_a_language() -> None:
    table = pairs_of(RUN)
    whole = pair(table, SAVING, CARE, language="en", together=True)
    # Eight segments of three persons; saving in 4, care in 4, both in the first of P1 and of P2.
    assert [whole[name] for name in ("both", "only_first", "only_second", "neither")] == [
        2,
        2,
        2,
        2,
    ]
    assert (whole["respondents"], whole["speakers"], whole["holders"]) == (3, 3, 2)
    assert whole["expected"] == pytest.approx(2 * 2 / 4 + 1 * 1 / 2 + 1 * 1 / 2)
    assert whole["sd"] == pytest.approx(sqrt(1 * 2 * 2 / (4 * 3) + 1 / 4 + 1 / 4))
    # P1 has 1/6, P2 and N1 have 1/2 each that all meet.
    assert whole["least_p"] == pytest.approx(2 / 24)
    assert not whole["shown"]
    assert table.loc[table["language"] == "ru"].empty


def test_groups_stand_apart() -> None:
    table = pairs_of(RUN)
    admin = pair(table, SAVING, CARE, together=False, group="admin")
    assert (admin["both"], admin["respondents"], admin["speakers"]) == (2, 2, 2)
    ngo = pair(table, SAVING, TARGETS, together=False, group="ngo")
    assert (ngo["both"], ngo["holders"], ngo["neither"]) == (1, 1, 1)
    assert ngo["npmi"] == pytest.approx(log(2) / log(2))


def test_denied_codings_and_the_interviewers_stand_with_nothing() -> None:
    table = pairs_of(RUN)
    assert table[(table["first"] == TARGETS) & (table["second"] == CARE)].empty


def test_pairs_that_never_meet_are_named_where_one_was_to_be_expected() -> None:
    talk = [Said("P1", "{efficiency.saving:save money}"), Said("P1", "{humanization.care:care}")]
    few = pairs_of(make_run({"a.txt": talk}, TABLE))
    assert few.empty
    many = pairs_of(make_run({"a.txt": talk * 2}, TABLE))  # 2 × 2 of 4 segments: one expected
    row = pair(many, SAVING, CARE, together=True)
    assert (row["both"], row["lift"], row["npmi"]) == (0, 0, -1)
    assert row["expected"] == pytest.approx(1.0)


def test_chance_is_what_shuffling_inside_persons_gives() -> None:
    """The codings of each person are dealt anew to segments of the same class; 2,000 times."""
    random = np.random.default_rng(11)
    talk = []
    for person, use in (("P1", 0.5), ("P2", 0.2), ("N1", 0.35)):
        for _ in range(30):
            saving = "{efficiency.saving:save money}" if random.random() < use else "well"
            care = "{humanization.care:care}" if random.random() < use else "so"
            talk.append(Said(person, f"{saving} {care} {'and ' * random.integers(0, 5)}"))
    run = make_run({"a.txt": talk}, TABLE)
    row = pair(pairs_of(run), SAVING, CARE, together=True)
    frames = make_frames(run.tables)
    voices = assign_groups(frames, TABLE)
    placed, units = place_codings(frames, voices), list_units(frames, voices, "segment")
    assert units.groupby("respondent")["length"].nunique().eq(3).all()  # 30 // 8
    for code in (SAVING, CARE):
        holding = placed.loc[placed["code"] == code, "segment"]
        units[code] = units["unit"].isin(set(holding))
    for name, classes in (("expected", ["respondent", "length"]), ("expected_any", "respondent")):
        parts = [part[[SAVING, CARE]].to_numpy() for _, part in units.groupby(classes)]
        met = np.array(
            [
                sum((random.permutation(part[:, 0]) & part[:, 1]).sum() for part in parts)
                for _ in range(2_000)
            ]
        )
        assert row[name] == pytest.approx(met.mean(), abs=4 * met.std() / sqrt(2_000))
        if name == "expected":
            assert row["sd"] == pytest.approx(met.std(), rel=0.08)
            tail = min(np.mean(met <= row["both"]), np.mean(met >= row["both"]))
            assert row["p"] == pytest.approx(min(1, 2 * tail), abs=0.07)
    assert row["shown"]
    assert row["expected"] != row["expected_any"]


def test_of_too_many_pairs_the_commonest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pairs_of(RUN)
    monkeypatch.setattr(room, "MOST_PAIRS", 1)
    kept = pairs_of(RUN)
    assert kept.groupby(["language", "together", "group"]).size().eq(1).all()
    row = kept[kept["together"]].iloc[0]
    assert row["both"] == whole.loc[whole["together"], "both"].max()


def test_codes_follow_the_codebook_and_rows_the_panels() -> None:
    table = pairs_of(RUN)
    assert (table[["first", "second"]].drop_duplicates().to_numpy().tolist()) == [
        [SAVING, TARGETS],
        [SAVING, CARE],
    ]
    assert table["together"].tolist() == sorted(table["together"], reverse=True)


@pytest.mark.parametrize(
    "talk",
    [
        [],
        [Said("", "Who is there?")],
        [Said("P1", "Nothing to say")],
        [Said("P1", "We {efficiency.saving:save money}")],
    ],
)
def test_little_talk_gives_a_table_without_rows(talk: list[Said]) -> None:
    table = pairs_of(make_run({"a.txt": talk}, TABLE))
    assert table.empty
    assert list(table.columns) == [column.name for column in COOCCURRENCE.columns]
    assert table["p"].dtype == "float64"
    assert table["together"].dtype == "bool"
