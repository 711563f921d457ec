"""Four respondents in five files: P1 in two, N2 in Russian; all figures counted by hand."""

from typing import Any

import pandas as pd
import pytest
from constructed_run import CODEBOOK, Said, make_run, make_table

from qualcode.analysis import (
    assign_groups,
    balance_poles,
    compare_codes,
    count_evidence,
    count_meetings,
    count_relations,
    describe_sample,
    make_frames,
    tell_poles,
)
from qualcode.errors import StudyError
from qualcode.model.codebook import Codebook
from qualcode.runs.tables import SCHEMAS

TABLE = make_table(
    {"P1": "admin", "P2": "admin", "N1": "ngo", "N2": "ngo"},
    region={"P1": "north", "P2": "south", "N1": "south", "N2": ""},
    words={"P1": "few", "P2": "few", "N1": "many", "N2": "many"},
)
RUN = make_run(
    {
        "a1.txt": [
            Said("", "How do you {humanization.care:care}?"),  # the interviewer: nobody's coding
            Said(
                "P1",
                "We {efficiency.saving:save money} {~conflict:instead of}"
                " {humanization.care:care} now",
            ),
            Said("P1", "We {efficiency.saving:save money}, yes"),
        ],
        "a2.txt": [Said("P1", "We {efficiency.targets:target} all day")],
        "b.txt": [Said("P2", "We {efficiency.saving!:save money} never")],
        "c.txt": [
            Said("N1", "We {humanization.care:care}"),
            Said("N1", "They say {efficiency.saving@:save money}"),
            Said("N1", "We {efficiency.saving:save money}", answer=2),
        ],
        "d.txt": [Said("N2", "Мы {humanization.care:заботимся} о людях", "ru")],
    },
    TABLE,
)
FRAMES = make_frames(RUN.tables)
VOICES = assign_groups(FRAMES, TABLE)


def row(frame: pd.DataFrame, **where: Any) -> dict[str, Any]:
    """Return the one row that has these values."""
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return dict(frame.iloc[0])


def test_frames_have_the_columns_and_types_of_the_run() -> None:
    for schema in SCHEMAS:
        frame = getattr(FRAMES, schema.name)
        assert tuple(frame.columns) == schema.header
        for column in schema.columns:
            kind = frame[column.name].dtype.kind
            assert kind == {int: "i", float: "f"}.get(column.type, kind)
            assert (column.type is str) == pd.api.types.is_string_dtype(frame[column.name])


def test_frames_without_rows_keep_their_columns() -> None:
    empty = make_frames({schema.name: () for schema in SCHEMAS})
    assert tuple(empty.hits.columns) == SCHEMAS[3].header
    assert empty.hits["score"].dtype.kind == "f"


def test_the_sample_has_one_row_for_each_respondent() -> None:
    sample = describe_sample(FRAMES, TABLE)
    assert list(sample["respondent"]) == ["N1", "N2", "P1", "P2"]
    assert row(sample, respondent="P1") == {
        "respondent": "P1", "type": "admin", "languages": "en", "transcripts": 2, "turns": 3,
        "segments": 3, "words": 15, "codings": 4, "region": "north", "words_given": "few",
    }  # fmt: skip
    assert row(sample, respondent="P2")["codings"] == 0  # the only one is negated


def test_codes_are_counted_by_respondent() -> None:
    codes = compare_codes(FRAMES, CODEBOOK, VOICES)
    saving = row(codes, code="efficiency.saving", group="admin")
    assert saving["language"] == "en"
    assert (saving["respondents"], saving["present"], saving["negated_only"]) == (2, 1, 1)
    assert (saving["codings"], saving["codings_negated"]) == (2, 1)
    assert (saving["segments"], saving["coded"], saving["share_segments"]) == (4, 2, 0.5)
    assert saving["words"] == 15 + 4
    assert saving["per_1000_words"] == 1000 * 2 / 19
    assert saving["share"] == 0.5
    assert (saving["low"], saving["high"]) == pytest.approx((0.0945, 0.9055), abs=0.0001)


def test_a_branch_takes_in_all_below_it() -> None:
    codes = compare_codes(FRAMES, CODEBOOK, VOICES)
    branch = row(codes, code="efficiency", group="admin")
    assert branch["branch"]
    assert (branch["codings"], branch["present"], branch["coded"]) == (3, 1, 3)


def test_languages_are_panels_of_their_own() -> None:
    codes = compare_codes(FRAMES, CODEBOOK, VOICES)
    care = codes[(codes["code"] == "humanization.care") & (codes["group"] == "ngo")]
    assert sorted(zip(care["language"], care["respondents"], care["present"], strict=True)) == [
        ("en", 1, 1), ("ru", 1, 1),
    ]  # fmt: skip
    assert set(codes[codes["language"] == "ru"]["group"]) == {"ngo"}


def test_zeros_are_said() -> None:
    targets = row(
        compare_codes(FRAMES, CODEBOOK, VOICES), code="efficiency.targets", group="ngo",
        language="en",
    )  # fmt: skip
    assert (targets["present"], targets["codings"], targets["per_1000_words"]) == (0, 0, 0)


def test_a_stray_sentence_makes_no_speaker_of_a_language() -> None:
    run = make_run(
        {
            "a.txt": [
                Said("P1", "word " * 95),
                Said("P1", "одно два {efficiency.saving:три} четыре", "ru"),
            ]
        },
        TABLE,
    )
    frames = make_frames(run.tables)
    voices = assign_groups(frames, TABLE)
    assert (
        row(voices, language="ru")["counted"] is False or not row(voices, language="ru")["counted"]
    )
    codes = compare_codes(frames, CODEBOOK, voices)
    assert set(codes["language"]) == {"en"}
    assert codes["codings"].sum() == 0


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("type", {"P1": "admin", "P2": "admin", "N1": "ngo", "N2": "ngo"}),
        ("region", {"P1": "north", "P2": "south", "N1": "south", "N2": ""}),
    ],
)
def test_groups_by_any_column(by: str, groups: dict[str, str]) -> None:
    voices = assign_groups(FRAMES, TABLE, by)
    assert dict(zip(voices["respondent"], voices["group"], strict=True)) == groups


@pytest.mark.parametrize(
    ("by", "said"),
    [("regoin", "did you mean `region`?"), ("xyz", "there are type, region, words")],
)
def test_an_unknown_column_is_refused_in_one_line(by: str, said: str) -> None:
    with pytest.raises(StudyError) as refusal:
        assign_groups(FRAMES, TABLE, by)
    assert f"no column `{by}`" in str(refusal.value)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_poles_are_told_by_respondent() -> None:
    told = tell_poles(FRAMES, CODEBOOK, VOICES)
    assert {
        respondent: (first, second)
        for respondent, first, second in zip(
            told["respondent"], told["first"], told["second"], strict=True
        )
    } == {"N1": (2, 1), "N2": (0, 1), "P1": (3, 1), "P2": (0, 0)}


def test_balance_counts_respondents() -> None:
    balance = balance_poles(FRAMES, CODEBOOK, VOICES)
    admin = row(balance, group="admin")
    assert [admin[name] for name in ("respondents", "first", "second", "both", "silent")] == [
        2, 1, 1, 1, 1,
    ]  # fmt: skip
    ngo = row(balance, group="ngo", language="ru")
    assert [ngo[name] for name in ("respondents", "first", "second", "both", "silent")] == [
        1, 0, 1, 0, 0,
    ]  # fmt: skip


def test_meetings_by_level() -> None:
    met = count_meetings(FRAMES, CODEBOOK, VOICES)
    counted = {
        (level, group): (holders, instances)
        for level, group, language, holders, instances in zip(
            met["level"], met["group"], met["language"], met["holders"], met["instances"],
            strict=True,
        )
        if language == "en"
    }  # fmt: skip
    assert counted == {
        ("segment", "admin"): (1, 1),
        ("answer", "admin"): (1, 1),
        ("interview", "admin"): (1, 1),  # a1 holds both poles, a2 one
        ("segment", "ngo"): (0, 0),
        ("answer", "ngo"): (1, 1),  # answer 1 holds both, answer 2 one
        ("interview", "ngo"): (1, 1),
    }


def test_an_interview_stands_in_the_panel_of_its_own_language() -> None:
    """P1 says most in Russian, but the interview in which both poles meet is English."""
    run = make_run(
        {
            "a_ru.txt": [Said("P1", "Мы {efficiency.saving:экономим} " + "слово " * 30, "ru")],
            "b_en.txt": [
                Said("P1", "Мы", "ru"),
                Said("P1", "We {efficiency.saving:save money} every day of the week"),
                Said("P1", "and we {humanization.care:care} for them", answer=2),
            ],
        },
        TABLE,
    )
    frames = make_frames(run.tables)
    voices = assign_groups(frames, TABLE)
    assert row(voices, language="ru")["main"]
    met = count_meetings(frames, CODEBOOK, voices)
    assert row(met, level="interview", language="en")["instances"] == 1
    assert row(met, level="interview", language="ru")["instances"] == 0


def test_relations_by_respondents_and_instances() -> None:
    relations = count_relations(FRAMES, CODEBOOK, VOICES)
    assert row(relations, level="segment", group="admin", relation="conflict")["holders"] == 1
    unstated = row(relations, level="answer", group="ngo", relation="unstated", language="en")
    assert (unstated["respondents"], unstated["holders"], unstated["instances"]) == (1, 1, 1)
    assert set(relations["relation"]) == {"conflict", "compromise", "mixed", "unstated"}


def test_evidence_counts() -> None:
    saving = row(count_evidence(FRAMES), code="efficiency.saving")
    assert saving["hits"] == 5
    assert (saving["negated"], saving["reported"], saving["masked"]) == (1, 1, 1)


def without(codebook: Codebook, **parts: Any) -> Codebook:
    from dataclasses import replace

    return replace(codebook, **parts)


def test_nothing_said_and_nothing_sought() -> None:
    bare = without(CODEBOOK, codes=(), tensions=(), relations=())
    run = make_run({"a.txt": [Said("", "Is anybody there?")]}, codebook=bare)
    frames = make_frames(run.tables)
    voices = assign_groups(frames, run.respondents)
    assert voices.empty
    for counted in (
        compare_codes(frames, bare, voices),
        balance_poles(frames, bare, voices),
        count_meetings(frames, bare, voices),
        count_relations(frames, bare, voices),
        count_evidence(frames),
        describe_sample(frames, run.respondents),
    ):
        assert counted.empty
        assert len(counted.columns) > 3


def test_silence_beside_a_full_codebook() -> None:
    run = make_run({"a.txt": [Said("P1", "Nothing of it")]}, TABLE)
    frames = make_frames(run.tables)
    voices = assign_groups(frames, TABLE)
    assert compare_codes(frames, CODEBOOK, voices)["codings"].sum() == 0
    assert balance_poles(frames, CODEBOOK, voices)["silent"].tolist() == [1]
    assert count_meetings(frames, CODEBOOK, voices)["instances"].sum() == 0
