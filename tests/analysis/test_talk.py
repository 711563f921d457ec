"""How much respondents talk, counted by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from constructed_run import Said, make_run, make_table

from qualcode.analysis.results import Results, analyse
from qualcode.analysis.talk import measure_turns
from qualcode.runs.read import Run

TABLE = make_table({"A1": "admin", "A2": "admin", "N1": "ngo"})
RUN = make_run(
    {
        "a.txt": [
            Said("", "How do you work?"),
            Said("A1", "We work and work all day"),
            Said("", "And?"),
            Said("A2", "Yes we do"),
            Said("A1", "Well"),
        ],
        "b.txt": [Said("", "You?"), Said("A1", "Мы работаем", "ru"), Said("A1", "Again")],
        "c.txt": [Said("N1", "One two three four")],
    },
    TABLE,
)


def timed(run: Run, *times: str) -> Results:
    """Give the turns of a run their times, in order."""
    turns = tuple(
        {**turn, "time": time} for turn, time in zip(run.tables["turns"], times, strict=True)
    )
    return analyse(replace(run, tables={**run.tables, "turns": turns}))


def test_one_row_for_each_respondent() -> None:
    talk = analyse(RUN)["talk"].set_index("respondent")
    assert talk.index.tolist() == ["A1", "A2", "N1"]
    first = talk.loc["A1"]
    assert (first["language"], first["group"]) == ("en", "admin")
    assert (first["transcripts"], first["turns"], first["segments"]) == (2, 4, 4)
    assert (first["words"], first["words_per_turn"], first["longest_turn"]) == (10, 2.5, 6)
    assert (first["interviewer_words"], first["other_words"]) == (4 + 1 + 1, 3)
    assert first["share"] == pytest.approx(10 / 19)
    assert talk.loc["A2", "other_words"] == 7
    assert (talk.loc["N1", "interviewer_words"], talk.loc["N1", "share"]) == (0, 1)
    assert talk["minutes"].isna().all()


def test_groups_have_a_median_and_a_range() -> None:
    groups = analyse(RUN)["talk_groups"]
    words = groups[groups["measure"] == "words"].set_index("group")
    assert words.loc["admin", ["median", "least", "most"]].tolist() == [6.5, 3, 10]
    assert words.loc["admin", ["respondents", "of"]].tolist() == [2, 2]
    minutes = groups[groups["measure"] == "minutes"]
    assert minutes["respondents"].tolist() == [0, 0]
    assert minutes["median"].isna().all()


def test_minutes_where_times_tell() -> None:
    results = timed(RUN, "00:00:00", "00:00:10", "00:01:10", "00:01:15", "00:01:45", "", "", "", "")
    talk = results["talk"].set_index("respondent")
    assert talk.loc["A2", "minutes"] == pytest.approx(0.5)
    assert talk.loc["A2", "words_per_minute"] == pytest.approx(6)
    # 6 of the 10 words of A1 lie in turns that can be measured: too few to speak for the rest
    assert np.isnan(talk.loc["A1", "minutes"])
    groups = results["talk_groups"]
    minutes = groups[(groups["measure"] == "minutes") & (groups["group"] == "admin")].iloc[0]
    assert (minutes["respondents"], minutes["of"], minutes["median"]) == (1, 2, 0.5)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (["0:10", "0:25", "1:00"], {1: 15, 2: 35}),
        (["00:00:05-3", "00:00:06-8", ""], {1: 1.5}),  # f4
        (["00:00:05 - 00:00:10", "0:01:00 – 0:01:30", ""], {1: 5, 2: 30}),
        (["0:10", "", "1:00"], {}),  # what lies between is not only the first
        (["1:00", "0:10", "0:20"], {2: 10}),  # a clock set anew
        (["0:00:10", "9:00:00", ""], {}),
        (["утро", "10 мин", "[1:00]"], {}),
        (["[0:10]", "(0:25)", "0:10 - soon"], {1: 15}),
    ],
)
def test_lengths_of_turns(times: list[str], expected: dict[int, float]) -> None:
    turns = pd.DataFrame({"transcript": "a.txt", "turn": range(1, len(times) + 1), "time": times})
    found = {turn: length for (_, turn), length in measure_turns(turns).items()}
    assert found == pytest.approx(expected)


def test_times_of_another_transcript_end_nothing() -> None:
    turns = pd.DataFrame({"transcript": ["a", "b"], "turn": [1, 1], "time": ["0:10", "0:20"]})
    assert measure_turns(turns) == {}


def test_nobody_speaks() -> None:
    results = analyse(make_run({"a.txt": [Said("", "Hello?")]}))
    assert len(results["talk"]) == len(results["talk_groups"]) == 0
