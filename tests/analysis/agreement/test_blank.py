"""Empty tables for coders: what is in them, what never is, and how a sample is drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from coded_study import talk_of

from qualcode.analysis.agreement import evaluate, make_blank, parse_coders
from qualcode.analysis.agreement.blank import COLUMNS, BlankUnit
from qualcode.runs.piece import render_rows
from qualcode.runs.read import Run


def cells(row: tuple[str | int, ...]) -> dict[str, str | int]:
    return dict(zip(COLUMNS, row, strict=True))


def texts(run: Run, **choices: object) -> list[str]:
    rows = make_blank(run, **choices).rows  # type: ignore[arg-type]
    return [str(cells(row)["text"]) for row in rows]


def with_talk(run: Run, text: str) -> Run:
    """Replace what the respondent says first."""
    first = next(one for one in run.tables["segments"] if one["role"] == "respondent")
    segments = tuple(
        {**one, "text": text} if one is first else one for one in run.tables["segments"]
    )
    return replace(run, tables={**run.tables, "segments": segments})


def test_all_talk_of_respondents_stands_in_it_and_nothing_of_the_machine(coded_run: Run) -> None:
    blank = make_blank(coded_run)
    assert (len(blank.rows), blank.stretches) == (24, 24)
    row = cells(blank.rows[3])
    assert row == {
        "file": "ru01.txt",
        "start": row["start"],
        "stop": int(row["start"]) + len(talk_of(1)[0]),
        "speaker": "Респондент",
        "asked": "Вопрос 1?",
        "text": talk_of(1)[0],
        "codes": "",
    }
    assert [cells(one)["asked"] for one in blank.rows[4:6]] == ["А ещё?", "А ещё?"]
    nothing = dict.fromkeys(("hits", "codings", "suppressed", "tensions", "scores"), ())
    untagged = replace(coded_run, tables={**coded_run.tables, **nothing})
    for sample in (None, 5):
        assert make_blank(untagged, sample=sample) == make_blank(coded_run, sample=sample)


@pytest.mark.parametrize("unit", ["segment", "turn"])
def test_every_line_is_found_again_where_it_was(unit: BlankUnit, coded_run: Run) -> None:
    blank = make_blank(coded_run, unit)
    table = "\ufeff" + render_rows([COLUMNS, *blank.rows]).text
    coders = parse_coders(table.encode(), "dora.csv", coded_run.codebook)
    evaluation = evaluate(coded_run, coders)
    assert evaluation.problems == ()
    (coder,) = evaluation.coders
    assert (coder.placed, coder.in_part) == (24, 0)
    units = {(one.unit.transcript, one.unit.start, one.unit.stop) for one in evaluation.wrong}
    assert units
    assert units <= {row[:3] for row in blank.rows}


def test_a_sample_is_drawn_by_lot_and_the_same_each_time(coded_run: Run) -> None:
    drawn = texts(coded_run, sample=8)
    assert len(drawn) == 8
    assert drawn == texts(coded_run, sample=8)
    assert drawn != texts(coded_run, sample=8, seed=2)
    everything = texts(coded_run)
    assert [text for text in everything if text in drawn] == drawn  # in the order of the talk
    assert texts(coded_run, sample=100) == everything
    assert set(texts(coded_run, sample=7)) < set(drawn)  # a larger sample goes on with the smaller


def test_every_stretch_is_as_likely_as_any_other(coded_run: Run) -> None:
    counts = Counter(text for seed in range(400) for text in texts(coded_run, sample=6, seed=seed))
    assert len(counts) == 24
    assert all(60 < count < 140 for count in counts.values())  # 100 expected, deviation 9


@pytest.mark.parametrize("sign", "=+-@")
def test_talk_is_never_a_formula(sign: str, coded_run: Run) -> None:
    assert f" {sign}1+1 да" in texts(with_talk(coded_run, f"{sign}1+1 да"))


def test_what_holds_no_word_is_left_out(coded_run: Run) -> None:
    assert make_blank(with_talk(coded_run, "…")).stretches == 23
