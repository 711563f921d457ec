"""Units of several coders where borders differ, and rows that fit no transcript."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from coded_study import Evaluate, Row, render_table, talk_of
from small_study import write

from qualcode.analysis.agreement import evaluate, load_coders
from qualcode.analysis.agreement.fitting import fit_coders
from qualcode.analysis.agreement.results import Evaluation
from qualcode.errors import QualcodeError
from qualcode.runs.read import Run

HALVES = ("Нас тут 11 человек,", "и всюду экономия.")


def table(folder: Path, name: str, *rows: Row) -> Path:
    return write(folder / f"{name}.csv", render_table(rows))


def told(evaluation: Evaluation, code: str = "saving") -> tuple[int, int, int, int]:
    (panel,) = evaluation.panels
    gold = next(row.gold for row in panel.rows if row.code == code)
    return gold.units, gold.first, gold.second, gold.both


def test_a_hit_belongs_to_the_stretch_that_has_its_words(
    tmp_path: Path, evaluated: Evaluate
) -> None:
    """The segment is coded, but its first half has not the word."""
    first = ("ru01.txt", "", HALVES[0], "")
    second = ("ru01.txt", "", HALVES[1], "saving")
    assert told(evaluated(table(tmp_path, "dora", first, second))) == (2, 1, 1, 1)
    wrong = ("ru01.txt", "", HALVES[0], "saving")
    evaluation = evaluated(table(tmp_path, "emil", wrong))
    assert told(evaluation) == (1, 1, 0, 0)
    assert evaluation.panels[0].fits["overlap"].machine == 0


def test_halves_are_laid_over_segments(tmp_path: Path, evaluated: Evaluate) -> None:
    first = ("ru01.txt", "", HALVES[0], "")
    second = ("ru01.txt", "", HALVES[1], "saving")
    dora = table(tmp_path, "dora", first, second)
    evaluation = evaluated(dora, unit="segment")
    assert told(evaluation) == (1, 1, 1, 1)
    assert evaluation.coders[0].cut_otherwise == 2


def test_less_than_half_of_a_unit_is_not_seen(tmp_path: Path, evaluated: Evaluate) -> None:
    """Three words of seven are seen."""
    dora = table(tmp_path, "dora", ("ru01.txt", "", HALVES[1], "saving"))
    with pytest.raises(QualcodeError, match="nothing that can be compared"):
        evaluated(dora, unit="turn")


def test_words_in_two_rows_are_seen_once(tmp_path: Path, evaluated: Evaluate) -> None:
    """Rows that overlap: together still three words of seven."""
    rows = [("ru01.txt", "", words, "saving") for words in ("и всюду", "всюду экономия.")]
    with pytest.raises(QualcodeError, match="nothing that can be compared"):
        evaluated(table(tmp_path, "dora", *rows), unit="turn")


def test_another_coder_s_larger_stretch_counts_for_each_part(
    tmp_path: Path, evaluated: Evaluate
) -> None:
    dora = table(
        tmp_path, "dora",
        ("ru01.txt", "", HALVES[0], ""), ("ru01.txt", "", HALVES[1], "saving"),
    )  # fmt: skip
    emil = table(tmp_path, "emil", ("ru01.txt", "", talk_of(1)[0], "saving"))
    evaluation = evaluated(dora, emil)
    assert [coder.cut_otherwise for coder in evaluation.coders] == [0, 1]
    (panel,) = evaluation.panels
    assert panel.units == 2
    saving = next(row for row in panel.rows if row.code == "saving")
    assert saving.undecided == 1
    assert saving.people is not None
    assert saving.people.given == {"dora": 1, "emil": 2}


def test_coders_who_saw_different_talk_are_compared_where_both_did(
    tmp_path: Path, evaluated: Evaluate
) -> None:
    dora = table(tmp_path, "dora", ("ru01.txt", "", talk_of(1)[0], "saving"))
    emil = table(
        tmp_path, "emil",
        ("ru02.txt", "", talk_of(2)[0], "saving"), ("ru01.txt", "", talk_of(1)[0], "saving"),
    )  # fmt: skip
    evaluation = evaluated(dora, emil)
    assert told(evaluation) == (2, 2, 2, 2)
    saving = evaluation.panels[0].rows[0]
    assert saving.people is not None
    assert saving.people.units == 1
    assert saving.people.values["alpha"].value is None  # both have it: no variation


def test_rows_that_fit_nothing_are_told_and_the_rest_is_compared(
    tmp_path: Path, evaluated: Evaluate
) -> None:
    dora = table(
        tmp_path, "dora",
        ("ru01.txt", "", talk_of(1)[0], "saving"),
        ("ru01.txt", "", "Этого никто не говорил", ""),
        ("ru01.txt", "", "Вопрос 1", ""),
        ("ru1.txt", "", "Слова", ""), ("ru1.txt", "", "Другие", ""),
        ("north/ru02.txt", "", talk_of(2)[0], "saving"),
    )  # fmt: skip
    evaluation = evaluated(dora)
    assert told(evaluation) == (2, 2, 2, 2)
    assert [str(problem).removeprefix(str(dora)) for problem in evaluation.problems] == [
        ":3: ru01.txt: “Этого никто не говорил” was not found in the transcript;"
        " copy its words from there",
        ":4: ru01.txt: “Вопрос 1” is said by `Интервьюер`, taken for the interviewer;"
        " only respondents' talk is coded",
        ":5: `ru1.txt` is no transcript of the run: 2 lines left out; did you mean `ru01.txt`?",
    ]


def test_a_table_of_which_nothing_fits_is_told_in_one_line(tmp_path: Path, coded_run: Run) -> None:
    lines = ("Этого никто не говорил", "И этого никто", "Вопрос 1")
    dora = table(tmp_path, "dora", *(("ru01.txt", "", one, "") for one in lines))
    (told,) = fit_coders(coded_run, load_coders([dora], coded_run.codebook)).problems
    assert str(told).removeprefix(str(dora)) == (
        ":2: ru01.txt: “Этого никто не говорил” was not found in the transcript; none of the 3"
        " lines of dora fits; see whether these are the transcripts that were coded"
    )


def test_a_name_that_several_transcripts_have_needs_its_folder(
    tmp_path: Path, coded_run: Run
) -> None:
    tables = {
        name: tuple(
            {**row, "transcript": f"{folder}/{row['transcript']}"}
            for folder in ("north", "south")
            for row in rows
        )
        for name, rows in coded_run.tables.items()
    }
    dora = table(
        tmp_path, "dora",
        ("ru01.txt", "", talk_of(1)[0], "saving"), ("south/ru01.txt", "", talk_of(1)[0], ""),
    )  # fmt: skip
    run = replace(coded_run, tables=tables)
    evaluation = evaluate(run, load_coders([dora], run.codebook))
    assert told(evaluation) == (1, 0, 1, 0)
    assert [problem.message for problem in evaluation.problems] == [
        "`ru01.txt` means 2 transcripts: 1 line left out"
    ]
    assert evaluation.wrong[0].unit.transcript == "south/ru01.txt"


def test_stretches_over_two_turns_are_quoted_whole(tmp_path: Path, evaluated: Evaluate) -> None:
    """The question between is the interviewer's and no part of it."""
    words = "всюду экономия. Пришли 13 заявок на заботу"
    evaluation = evaluated(table(tmp_path, "dora", ("ru01.txt", "", words, "")))
    (saving, care) = sorted(evaluation.wrong, key=lambda one: one.code, reverse=True)
    assert saving.unit.text == "всюду экономия. / Пришли 13 заявок на заботу"
    assert care.unit == saving.unit


def test_when_nothing_fits_all_is_told_and_refused(tmp_path: Path, evaluated: Evaluate) -> None:
    dora = table(tmp_path, "dora", ("x.txt", "", "a", ""), ("y.txt", "", "b", ""))
    with pytest.raises(QualcodeError) as refused:
        evaluated(dora)
    assert [problem.line for problem in refused.value.problems] == [2, 3]
