"""The machine against one coder and several; all figures counted by hand from `coded_study`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from coded_study import ENGLISH, Evaluate, Row, render_table, rows_of_anna, talk_of
from small_study import write

from qualcode.analysis.agreement import evaluate, load_coders
from qualcode.analysis.agreement.results import Evaluation, Panel
from qualcode.analysis.agreement.results import Row as CodeRow
from qualcode.analysis.agreement.spans import Fit
from qualcode.analysis.agreement.tables import as_records, tabulate_codes
from qualcode.errors import QualcodeError
from qualcode.reporting.evaluation import render_page, render_text
from qualcode.runs.read import Run


def panel_of(evaluation: Evaluation, language: str = "ru") -> Panel:
    return next(panel for panel in evaluation.panels if panel.language == language)


def row_of(evaluation: Evaluation, code: str, language: str = "ru") -> CodeRow:
    return next(row for row in panel_of(evaluation, language).rows if row.code == code)


def counts(figures: object) -> tuple[int, ...]:
    return tuple(getattr(figures, name) for name in ("units", "first", "second", "both"))


def test_one_coder(evaluated: Evaluate) -> None:
    evaluation = evaluated("anna.csv")
    assert [panel.language for panel in evaluation.panels] == ["ru", "en"]
    saving, care = (row_of(evaluation, code) for code in ("saving", "care"))
    assert counts(saving.gold) == (21, 9, 7, 7)
    assert counts(care.gold) == (21, 4, 7, 4)
    values = {name: value.value for name, value in saving.gold.values.items()}
    assert values == pytest.approx(
        {
            "precision": 1.0,
            "recall": 7 / 9,
            "f1": 14 / 16,
            "agreement": 19 / 21,
            "kappa": (19 / 21 - 231 / 441) / (1 - 231 / 441),  # 9 × 7 + 12 × 14 of 21 × 21
            "alpha": 1 - 41 * 4 / (42**2 - 16**2 - 26**2),
            "ac1": 1 - (2 / 21) / (1 - 2 * (16 / 42) * (26 / 42)),
        }
    )
    assert saving.people is None
    total = panel_of(evaluation).total
    assert (total.first, total.second, total.both) == (13, 14, 11)
    assert (total.respondents, total.units, total.codes) == (7, 21, 2)
    assert evaluation.together is not None
    assert evaluation.together.units == 24


def test_languages_stand_apart(evaluated: Evaluate) -> None:
    evaluation = evaluated("anna.csv")
    assert counts(row_of(evaluation, "saving", "en").gold) == (3, 2, 1, 1)
    assert counts(row_of(evaluation, "care", "en").gold) == (3, 1, 1, 1)


def test_types_stand_apart(evaluated: Evaluate) -> None:
    panel = panel_of(evaluated("anna.csv"))
    assert panel.types == {"ngo_provider": 3, "public_provider": 4}
    saving = next(row for row in panel.rows if row.code == "saving")
    assert counts(saving.by_type["ngo_provider"]) == (9, 5, 3, 3)
    assert counts(saving.by_type["public_provider"]) == (12, 4, 4, 4)
    assert panel.by_type["ngo_provider"].respondents == 3


def test_gold_of_two_is_what_they_agree_on(evaluated: Evaluate) -> None:
    """Boris has not seen R7, and gives no saving to R1 where Anna gives it twice."""
    evaluation = evaluated("anna.csv", "boris.csv")
    saving = row_of(evaluation, "saving")
    assert saving.undecided == 2
    assert counts(saving.gold) == (19, 7, 6, 6)
    assert counts(saving.each["anna"]) == (21, 9, 7, 7)
    assert counts(saving.each["boris"]) == (18, 6, 6, 5)
    assert saving.people is not None
    assert (saving.people.units, saving.people.both) == (18, 6)
    assert saving.people.given == {"anna": 8, "boris": 6}  # of what both have read
    assert saving.people.values["f1"].value == pytest.approx(12 / 14)
    pair = panel_of(evaluation).pairs["anna", "boris"]
    assert (pair.first, pair.second, pair.both) == (11, 9, 9)
    assert {(one.unit.respondent, one.given_by) for one in evaluation.disputed} == {
        ("R1", ("anna",))
    }


@pytest.mark.parametrize(
    ("gold", "expected"),
    [("any", (21, 9, 7, 7)), ("anna", (21, 9, 7, 7)), ("boris", (18, 6, 6, 5))],
)
def test_gold_may_be_any_or_one(gold: str, expected: tuple[int, ...], evaluated: Evaluate) -> None:
    evaluation = evaluated("anna.csv", "boris.csv", gold=gold)
    assert counts(row_of(evaluation, "saving").gold) == expected
    assert evaluation.disputed == ()


def test_gold_of_nobody_is_refused(evaluated: Evaluate) -> None:
    with pytest.raises(QualcodeError, match=r"--gold: `ana` is neither .*; did you mean `anna`"):
        evaluated("anna.csv", gold="ana")


def test_more_than_two_coders(tmp_path: Path, evaluated: Evaluate) -> None:
    carla = [(*row[:3], "care" if row[3] == "care" else "") for row in rows_of_anna()]
    table = write(tmp_path / "carla.csv", render_table(carla))
    evaluation = evaluated("anna.csv", "boris.csv", table)
    people = row_of(evaluation, "saving").people
    assert people is not None
    # Anna and Boris 12 of 14, either with Carla 0: she never says saving.
    assert people.values["f1"].value == pytest.approx((12 / 14 + 0 + 0) / 3)
    assert people.values["alpha"].low is None
    # 63 values without the three of R7 that Boris lacks: by pairs in units of 3 and of 2.
    assert people.values["alpha"].value == pytest.approx(alpha_by_pairs(evaluation), abs=1e-9)


def test_of_three_coders_there_is_no_first_and_second(tmp_path: Path, evaluated: Evaluate) -> None:
    table = write(tmp_path / "carla.csv", render_table(rows_of_anna()))
    rows = as_records(tabulate_codes(evaluated("anna.csv", "boris.csv", table)))
    (row,) = (
        one
        for one in rows
        if (one["against"], one["code"], one["language"]) == ("coders", "saving", "ru")
    )
    assert (row["name"], row["units"]) == ("anna + boris + carla", 21)
    assert (row["first"], row["second"], row["both"], row["first_share"]) == (None,) * 4
    assert row["alpha"] is not None


def test_counts_of_two_coders_give_their_figures(evaluated: Evaluate) -> None:
    """All counts are of what both have read, so that F1 can be made from them again."""
    rows = as_records(tabulate_codes(evaluated("anna.csv", "boris.csv")))
    for row in rows:
        if row["against"] == "coders" and row["f1"] is not None:
            first, second, both = (int(row[name] or 0) for name in ("first", "second", "both"))
            assert row["f1"] == pytest.approx(2 * both / (first + second), abs=1e-6)
            assert row["first_share"] == pytest.approx(first / int(row["units"] or 0), abs=1e-6)


def test_talk_whose_language_nobody_knows_stands_apart(coded_folder: Path, coded_run: Run) -> None:
    segments = tuple(
        {**one, "language": ""} if one["transcript"] == "ru01.txt" else one
        for one in coded_run.tables["segments"]
    )
    run = replace(coded_run, tables={**coded_run.tables, "segments": segments})
    evaluation = evaluate(run, load_coders([coded_folder / "anna.csv"], run.codebook))
    assert {panel.language: panel.units for panel in evaluation.panels} == {
        "ru": 18,
        "": 3,
        "en": 3,
    }
    assert counts(row_of(evaluation, "saving", "").gold) == (3, 2, 1, 1)
    assert not panel_of(evaluation, "").enough
    assert "Language unknown: 3 units of 1 respondent" in render_text(evaluation)
    assert "<h3>Language not told: 3 units, 1 respondent</h3>" in render_page(run, evaluation)


def alpha_by_pairs(evaluation: Evaluation) -> float:
    """Count the coincidences of `saving` value by value, from who gave what."""
    units = []
    for number in range(1, 8):
        for answer in range(3):
            anna = answer == 0 or (answer == 2 and number < 3)
            boris = anna and number != 1
            units.append([anna, boris, False] if number != 7 else [anna, False])
    pairs = {(one, other): 0.0 for one in (True, False) for other in (True, False)}
    for values in units:
        for at, one in enumerate(values):
            for to, other in enumerate(values):
                if at != to:
                    pairs[one, other] += 1 / (len(values) - 1)
    uses = [sum(pairs[one, other] for other in (True, False)) for one in (True, False)]
    total = sum(uses)
    disagreed = pairs[True, False] + pairs[False, True]
    return 1 - (total - 1) * disagreed / (total**2 - sum(use**2 for use in uses))


def test_mistakes_are_listed_with_what_made_them(evaluated: Evaluate) -> None:
    evaluation = evaluated("anna.csv")
    russian = [one for one in evaluation.missed if one.unit.language == "ru"]
    assert [(one.code, one.unit.text) for one in russian] == [
        ("saving", talk_of(1)[2]),
        ("saving", talk_of(2)[2]),
    ]
    assert [(one.code, one.unit.respondent) for one in evaluation.wrong] == [
        ("care", "R2"), ("care", "R4"), ("care", "R6"),
    ]  # fmt: skip
    (find,) = evaluation.wrong[0].finds
    assert find.words == "заботу"
    worst = evaluation.indicators[0]
    assert (worst.indicator.text, worst.right, worst.wrong) == ("забота", 4, 3)
    assert (worst.right_alone, worst.wrong_alone, worst.precision) == (4, 3, 4 / 7)
    assert len(evaluation.right) == 11 + 2


def test_one_code_alone(evaluated: Evaluate) -> None:
    evaluation = evaluated("anna.csv", code="care")
    assert {row.code for panel in evaluation.panels for row in panel.rows} == {"care"}
    assert evaluation.missed == ()
    with pytest.raises(QualcodeError, match=r"--code: `cares` is no code .*did you mean `care`"):
        evaluated("anna.csv", code="cares")


def table_of(rows: list[Row], folder: Path) -> Path:
    return write(folder / "dora.csv", render_table(rows))


def test_denied_mentions_count_when_asked(tmp_path: Path, evaluated: Evaluate) -> None:
    table = table_of([("en03.txt", "", ENGLISH[2], "saving")], tmp_path)
    plain = evaluated(table)
    assert counts(row_of(plain, "saving", "en").gold) == (1, 1, 0, 0)
    (missed,) = plain.missed
    assert [(one.words, one.reason, one.by) for one in missed.taken] == [
        ("save money", "denied", "not")
    ]
    denied = evaluated(table, count_negated=True)
    assert counts(row_of(denied, "saving", "en").gold) == (1, 1, 1, 1)
    assert denied.missed == ()


def test_the_same_figures_with_segments_and_turns(evaluated: Evaluate) -> None:
    """Every answer of the study is one segment and one turn."""
    by_stretch, by_segment, by_turn = (
        evaluated("anna.csv", "boris.csv", unit=unit) for unit in ("stretch", "segment", "turn")
    )
    assert by_stretch.panels == by_segment.panels == by_turn.panels


def test_limits_come_with_enough_respondents_only(evaluated: Evaluate) -> None:
    evaluation = evaluated("anna.csv")
    russian, english = panel_of(evaluation), panel_of(evaluation, "en")
    assert (russian.enough, english.enough) == (True, False)
    f1 = russian.total.micro["f1"]
    assert f1.value is not None
    assert f1.low is not None
    assert f1.high is not None
    assert f1.low < f1.value < f1.high
    assert english.total.micro["f1"].low is None
    assert evaluated("anna.csv").panels == evaluation.panels
    assert panel_of(evaluated("anna.csv", resamples=0)).total.micro["f1"].low is None


def test_borders_are_laid_beside_each_other(evaluated: Evaluate) -> None:
    fits = panel_of(evaluated("anna.csv")).fits
    assert fits["exact"] == Fit(13, 11, 14, 11)
    gold = sum(len(talk_of(number)[0]) for number in range(1, 8))
    gold += sum(len(talk_of(number)[1]) for number in (1, 3, 5, 7))
    gold += sum(len(talk_of(number)[2]) for number in (1, 2))
    assert fits["characters"].gold == gold


def test_a_code_without_indicators_is_compared_and_named(
    tmp_path: Path, evaluated: Evaluate, coded_run: Run
) -> None:
    codes = tuple(
        replace(code, indicators=()) if code.id == "care" else code
        for code in coded_run.codebook.codes
    )
    run = replace(coded_run, codebook=replace(coded_run.codebook, codes=codes))
    table = table_of([("ru01.txt", "", talk_of(1)[1], "care")], tmp_path)
    evaluation = evaluate(run, load_coders([table], run.codebook))
    assert row_of(evaluation, "care").sought is False
    without = table_of([("ru01.txt", "", talk_of(1)[1], "")], tmp_path / "none")
    only = evaluate(run, load_coders([without], run.codebook))
    assert [row.code for row in panel_of(only).rows] == ["saving"]
