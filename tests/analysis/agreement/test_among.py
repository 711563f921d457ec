"""Anna and Boris of the coded study, counted by hand; coders whose stretches have own borders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from coded_study import render_table, rows_of_anna, talk_of

from qualcode.analysis.agreement import (
    Agreement,
    Coder,
    agree,
    aligning,
    evaluate,
    find_disagreements,
    load_coders,
)
from qualcode.analysis.agreement.among import Choices, agree_in_run
from qualcode.analysis.agreement.among.results import FIGURES, TOGETHER, Item
from qualcode.analysis.agreement.among.tables import TABLES, describe
from qualcode.analysis.agreement.coders import Stretch, parse_coders
from qualcode.analysis.agreement.figures import Value
from qualcode.errors import CodersError, QualcodeError
from qualcode.runs.read import Run

Agree = Callable[..., Agreement]


@pytest.fixture
def coders(coded_folder: Path, coded_run: Run) -> tuple[Coder, ...]:
    tables = [coded_folder / "anna.csv", coded_folder / "boris.csv"]
    return load_coders(tables, coded_run.codebook)


@pytest.fixture
def agreed(coded_run: Run, coders: tuple[Coder, ...]) -> Agree:
    def call(*more: Coder, **choices: object) -> Agreement:
        return agree(coded_run, (*coders, *more), Choices(**choices))  # type: ignore[arg-type]

    return call


def item_of(agreement: Agreement, id: str, kind: str = "code", part: str = "") -> Item:
    parts = [one for one in agreement.parts if one.id == part]
    return next(one for one in parts[0].items if (one.kind, one.id) == (kind, id))


def numbers(values: dict[str, Value]) -> dict[str, float | None]:
    return {name: value.value for name, value in values.items()}


def test_two_coders(agreed: Agree) -> None:
    """Of 18 Russian and 3 English stretches Boris gives no saving in two of Anna's ten."""
    agreement = agreed(unit="stretch")
    assert agreement.names == ("anna", "boris")
    saving = item_of(agreement, "saving")
    assert (saving.units, saving.disputed) == (21, 2)
    assert (saving.given, saving.seen) == ({"anna": 10, "boris": 8}, {"anna": 21, "boris": 21})
    assert saving.prevalence("boris") == pytest.approx(8 / 21)
    told = numbers(dict(saving.values))
    chance = (10 * 8 + 11 * 13) / 21**2
    assert told == pytest.approx(
        {
            "agreement": 19 / 21,
            "positive": 16 / 18,
            "kappa": (19 / 21 - chance) / (1 - chance),
            "alpha": 1 - 41 * 4 / (42**2 - 18**2 - 24**2),
            "ac1": 1 - (2 / 21) / (1 - 2 * (18 / 42) * (24 / 42)),
            "unitizing": told["unitizing"],
        }
    )
    assert 0 < (told["unitizing"] or 0) < 1
    care = item_of(agreement, "care")
    assert care.disputed == 0
    assert {value.value for value in care.values.values()} == {1.0}
    together = agreement.everything.together
    assert together["same"].value == pytest.approx(19 / 21)
    assert together["positive"].value == pytest.approx((16 + 2 * 4) / (18 + 2 * 4))
    assert set(together) == set(TOGETHER)
    assert agreement.pairs == ()
    assert agreement.machine == ()


def test_languages_and_types_stand_apart(agreed: Agree) -> None:
    agreement = agreed(unit="segment")
    parts = [(part.kind, part.id, part.units) for part in agreement.parts]
    assert parts == [
        ("all", "", 21),
        ("language", "ru", 18),
        ("language", "en", 3),
        ("type", "ngo_provider", 12),
        ("type", "public_provider", 9),
    ]
    assert item_of(agreement, "saving", part="ru").given == {"anna": 8, "boris": 6}
    assert item_of(agreement, "saving", part="public_provider").disputed == 0


def test_limits_need_respondents(agreed: Agree) -> None:
    agreement = agreed(unit="segment", resamples=200)
    everything, english = agreement.parts[0], agreement.parts[2]
    assert (everything.respondents, everything.enough) == (9, True)
    assert (english.respondents, english.enough) == (3, False)
    alpha = item_of(agreement, "saving").values["alpha"]
    assert alpha.low is not None
    assert alpha.value is not None
    assert alpha.low < alpha.value <= (alpha.high or 0)
    assert everything.together["masi"].low is not None
    assert item_of(agreement, "saving", part="en").values["alpha"].low is None
    without = agreed(unit="segment", resamples=0)
    assert item_of(without, "saving").values["alpha"] == Value(alpha.value)
    assert agreed(unit="segment", resamples=200) == agreement


def test_no_variation_is_neither_0_nor_1(coded_run: Run) -> None:
    rows = [("ru01.txt", "", talk_of(1)[0], "saving"), ("ru02.txt", "", talk_of(2)[0], "saving")]
    told = [
        parse_coders(render_table(rows).encode(), f"{name}.csv", coded_run.codebook)[0]
        for name in ("dora", "emil")
    ]
    saving = item_of(agree(coded_run, told), "saving")
    values = numbers(dict(saving.values))
    assert (values["agreement"], values["positive"]) == (1, 1)
    assert [values[name] for name in ("kappa", "alpha", "ac1")] == [None] * 3


def coder_of(name: str, *stretches: Stretch) -> Coder:
    return Coder(name, f"{name}.jsonl", stretches)


def place_in(run: Run, number: int, words: str) -> tuple[int, int]:
    """Return where words stand in the text of an interview."""
    turn = next(
        one
        for one in run.tables["turns"]
        if one["transcript"] == f"ru0{number}.txt" and words in str(one["text"])
    )
    start = int(turn["start"]) + str(turn["text"]).index(words)
    return start, start + len(words)


def read(run: Run, answer: int, *codes: str, number: int = 1, weight: float = 1.0) -> Stretch:
    words = talk_of(number)[answer]
    place = place_in(run, number, words)
    file = f"ru0{number}.txt"
    return Stretch(1, file, None, "", words, frozenset(codes), (), place, True, weight)


def marked(run: Run, words: str, code: str, number: int = 1) -> Stretch:
    place = place_in(run, number, words)
    return Stretch(2, f"ru0{number}.txt", None, "", words, frozenset({code}), (), place, False)


def test_a_code_with_own_borders(coded_run: Run) -> None:
    """One marks all of the answer, one the last two of its seven words, in a read segment."""
    anna = coder_of("anna", read(coded_run, 0, "saving"), read(coded_run, 1))
    boris = coder_of(
        "boris",
        read(coded_run, 0, "saving"),
        marked(coded_run, "всюду экономия", "saving"),
        read(coded_run, 1),
    )
    by_segment = item_of(agree(coded_run, (anna, boris), Choices("segment")), "saving")
    assert (by_segment.given, by_segment.disputed) == ({"anna": 1, "boris": 1}, 0)
    by_character = agree(coded_run, (anna, boris), Choices("character", machine=True))
    saving = item_of(by_character, "saving")
    letters = len("Наструт11человекивсюдуэкономия") - 1  # Нас тут 11 человек, и всюду экономия
    assert saving.given == {"anna": letters, "boris": len("всюдуэкономия")}
    assert saving.disputed == letters - len("всюдуэкономия")
    assert by_character.everything.items == (saving,)  # no tensions by characters
    borders = saving.values["unitizing"].value
    assert borders is not None
    assert borders < 1
    against_boris = by_character.machine[2].codes["saving"]  # the machine codes the segment
    assert (against_boris.first, against_boris.second) == (len("всюдуэкономия"), letters)
    precision = len("всюдуэкономия") / letters
    assert against_boris.values["precision"].value == pytest.approx(precision)
    assert by_character.machine[2].total.units == against_boris.units > letters
    assert [one.unit.segment for one in by_character.disagreements] == []


def test_what_was_marked_and_not_read_is_not_compared(coded_run: Run) -> None:
    anna = coder_of("anna", read(coded_run, 0, "saving"), read(coded_run, 1))
    boris = coder_of("boris", read(coded_run, 0), marked(coded_run, "Пришли 13", "saving"))
    saving = item_of(agree(coded_run, (anna, boris)), "saving")
    assert (saving.units, saving.given) == (1, {"anna": 1, "boris": 0})


def test_marks_outside_respondents_talk_are_told(coded_run: Run) -> None:
    anna = coder_of("anna", read(coded_run, 0, "saving"))
    boris = coder_of("boris", read(coded_run, 0), marked(coded_run, "А ещё?", "saving"))
    (problem,) = agree(coded_run, (anna, boris)).problems
    assert "ru01.txt" in str(problem)
    assert "holds no word of a respondent" in str(problem)


def test_tensions_are_codes_of_both_poles_and_relations_are_said(coded_run: Run) -> None:
    def with_relation(coder: str, *relations: str) -> Coder:
        both = read(coded_run, 0, "saving", "care")
        said = tuple(("saving_vs_care", one) for one in relations)
        return coder_of(coder, replace(both, relations=said), read(coded_run, 1, "saving"))

    agreement = agree(
        coded_run, (with_relation("anna", "conflict"), with_relation("boris"), with_relation("c"))
    )
    met = item_of(agreement, "saving_vs_care", "tension")
    assert (met.units, met.disputed, set(met.given.values())) == (2, 0, {1})
    relation = item_of(agreement, "saving_vs_care", "relation")
    assert (relation.units, relation.disputed) == (1, 1)
    assert relation.values["agreement"].value == pytest.approx(1 / 3)
    assert relation.values["positive"].value is None
    (dispute,) = agreement.disagreements
    assert (dispute.kind, dispute.id) == ("relation", "saving_vs_care")
    assert dispute.relations == (("anna", "conflict"), ("boris", "unstated"), ("c", "unstated"))
    several = agree(coded_run, (with_relation("anna", "conflict", "unstated"), with_relation("b")))
    assert several.disagreements[0].relations[0] == ("anna", "mixed")


def test_relations_are_compared_where_two_see_the_tension(coded_run: Run) -> None:
    """Anna alone sees it a third time: what she says there has no share in chance."""

    def say(coder: str, *relations: str) -> Coder:
        met = [
            replace(
                read(coded_run, 0, "saving", "care", number=number),
                relations=(("saving_vs_care", one),),
            )
            for number, one in enumerate(relations, 1)
        ]
        return coder_of(coder, *met, read(coded_run, 0, number=len(met) + 1))

    anna = say("anna", "conflict", "unstated", "mixed")
    boris = say("boris", "conflict", "conflict")
    relation = item_of(agree(coded_run, (anna, boris)), "saving_vs_care", "relation")
    assert (relation.units, relation.given) == (2, {"anna": 2, "boris": 2})
    values = relation.values
    assert values["kappa"].value == pytest.approx(0)  # [[1, 0], [1, 0]]
    assert values["alpha"].value == pytest.approx(0)
    chance = 2 * 3 / 4 * 1 / 4 / 2  # Σ p (1 - p) / (q - 1) of three categories, one unused
    assert values["ac1"].value == pytest.approx((1 / 2 - chance) / (1 - chance))


def test_three_coders_have_pairs(agreed: Agree, coders: tuple[Coder, ...]) -> None:
    third = replace(coders[0], name="clara")
    agreement = agreed(third, unit="segment", resamples=0)
    assert [pair.names for pair in agreement.pairs] == [
        ("anna", "boris"),
        ("anna", "clara"),
        ("boris", "clara"),
    ]
    assert [pair.disputed for pair in agreement.pairs] == [2, 0, 2]
    assert [pair.units for pair in agreement.pairs] == [21, 24, 21]
    assert agreement.pairs[1].together["masi"].value == 1
    saving = item_of(agreement, "saving")
    assert (saving.units, saving.disputed) == (24, 2)  # Boris has not read R7
    assert saving.seen == {"anna": 24, "boris": 21, "clara": 24}


def test_the_machine_beside_the_people(agreed: Agree) -> None:
    """As `evaluate` has it."""
    agreement = agreed(unit="stretch", machine=True)
    told = {(one.part, one.id, one.against): one for one in agreement.machine}
    gold = told["language", "ru", "all"]
    assert (gold.total.first, gold.total.second, gold.total.both) == (11, 13, 10)
    assert gold.codes["saving"].both == 6
    assert told["all", "", "anna"].codes["saving"].first == 11
    assert not agreement.weighted


def test_weights_make_figures_of_a_sample_those_of_all_talk(coded_run: Run) -> None:
    """Three units, of which the one that is missed stands for four."""
    stretches = (
        read(coded_run, 0, "saving"),
        read(coded_run, 2, "saving", weight=4.0),
        read(coded_run, 1),
    )
    agreement = agree(
        coded_run,
        (coder_of("anna", *stretches), coder_of("boris", *stretches)),
        Choices(machine=True, code="saving"),
    )
    beside = agreement.machine[0]
    assert agreement.weighted
    assert beside.codes["saving"].values["recall"].value == pytest.approx(1 / 5)
    assert beside.total.micro["recall"].value == pytest.approx(1 / 5)
    assert (beside.codes["saving"].first, beside.codes["saving"].both) == (2, 1)


def test_one_code_alone(agreed: Agree) -> None:
    agreement = agreed(unit="stretch", code="care")
    assert [item.id for item in agreement.everything.items] == ["care"]
    assert agreement.disagreements == ()
    with pytest.raises(QualcodeError, match=r"`savin` is no code of the codebook; .*saving"):
        agreed(code="savin")


def test_the_machine_may_be_wrong_in_codes_that_nobody_gave(
    coded_run: Run, coders: tuple[Coder, ...]
) -> None:
    """What `evaluate` says of the same tables, `agree` says too."""
    frugal = tuple(
        replace(coder, stretches=tuple(replace(one, codes=one.codes - {"care"}) for one in rows))
        for coder, rows in ((coder, coder.stretches) for coder in coders)
    )
    agreement = agree(coded_run, frugal, Choices("stretch", machine=True))
    assert agreement.not_given == ("care",)
    beside = agreement.machine[0]
    assert beside.total == evaluate(coded_run, frugal).together
    assert beside.codes["care"].second > beside.codes["care"].both == 0


def test_codes_that_nobody_gave_are_named(coded_run: Run) -> None:
    told = [coder_of(name, read(coded_run, 0, "saving"), read(coded_run, 1)) for name in "ab"]
    assert agree(coded_run, told).not_given == ("care",)


def test_who_disagrees_about_what(coded_run: Run, coders: tuple[Coder, ...]) -> None:
    disputed = find_disagreements(coded_run, coders)
    assert [(one.id, one.unit.transcript, one.unit.segment) for one in disputed] == [
        ("saving", "ru01.txt", 2),
        ("saving", "ru01.txt", 6),
    ]
    assert (disputed[0].given_by, disputed[0].not_given_by) == (("anna",), ("boris",))
    assert disputed[0].unit.text == talk_of(1)[0].rstrip(".") + "."
    assert find_disagreements(coded_run, coders[:1]) == ()


def test_one_coder_is_not_enough(coded_run: Run, coders: tuple[Coder, ...]) -> None:
    with pytest.raises(QualcodeError, match="needs two coders: there is only anna"):
        agree(coded_run, coders[:1])
    with pytest.raises(QualcodeError, match="there is nobody"):
        agree(coded_run, ())


def test_coders_who_read_different_talk_cannot_be_compared(coded_run: Run) -> None:
    apart = [coder_of("a", read(coded_run, 0)), coder_of("b", read(coded_run, 1))]
    with pytest.raises(CodersError, match="have judged nothing in common"):
        agree(coded_run, apart)
    assert agree_in_run(coded_run, apart) is None
    lost = [coder_of(name, marked(coded_run, "А ещё?", "saving")) for name in "ab"]
    with pytest.raises(CodersError, match="holds no word"):
        agree(coded_run, lost)
    with pytest.raises(CodersError, match="nothing that can be compared"):
        agree(coded_run, [coder_of("a"), coder_of("b")])


def test_borders_are_of_the_talk_that_all_have_read(coded_run: Run) -> None:
    whole = [read(coded_run, at, *codes) for at, codes in enumerate((("saving",), (), ()))]
    anna, boris = coder_of("anna", *whole), coder_of("boris", *whole[:2])
    clara = coder_of("clara", read(coded_run, 0, number=2))
    two = agree(coded_run, (anna, boris))
    assert two.everything.together["unitizing"].value == 1
    three = agree(coded_run, (anna, boris, clara))
    assert three.everything.together["unitizing"].value is None
    assert item_of(three, "saving").units == 2


def test_gamma_is_drawn_where_borders_differ(
    coded_run: Run, agreed: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Boris marks saving in the first segment by two of its words, Anna by all seven."""
    monkeypatch.setattr("qualcode.analysis.agreement.gamma.MOST_LOTS", 30)
    anna, other = (read(coded_run, 0, code) for code in ("saving", "care"))
    marks = marked(coded_run, "всюду экономия", "saving")
    boris = coder_of("boris", read(coded_run, 0), marks)
    pair = (coder_of("anna", anna), boris)
    for asked in (None, True):
        agreement = agree(coded_run, pair, Choices(gamma=asked))
        lots = agreement.everything.lots
        assert agreement.gamma == "drawn"
        assert lots is not None
        assert describe(agreement)["gamma"] == {"outcome": "drawn", **asdict(lots)}
        assert agreement.everything.together["gamma"].value is not None
    assert agree(coded_run, pair).gamma == "unasked"
    assert agreed(gamma=None).gamma == "unasked"  # they share all borders
    three = agree(coded_run, (*pair, coder_of("clara", other)), Choices(gamma=None))
    assert three.gamma == "many"
    three = agree(coded_run, (*pair, coder_of("clara", other)), Choices(gamma=True))
    assert [one.lots is not None for one in three.pairs] == [True, True, True]
    nobody = [coder_of(name, read(coded_run, 0)) for name in "ab"]
    assert agree(coded_run, nobody, Choices(gamma=True)).gamma == "unasked"
    monkeypatch.setattr(aligning, "MOST_MATCHES", 1)
    dense = agree(coded_run, pair, Choices(gamma=True))
    assert (dense.gamma, dense.everything.together["gamma"].value) == ("dense", None)


def test_gamma_has_limits_over_respondents(agreed: Agree) -> None:
    gamma = agreed(unit="stretch", gamma=True, resamples=200).everything.together["gamma"]
    assert (gamma.low or 1) < (gamma.value or 1) < (gamma.high or 0)


def test_the_tables_have_the_columns_they_say(agreed: Agree) -> None:
    agreement = agreed(unit="segment", machine=True, resamples=0)
    for name, tabulate in TABLES.items():
        header, rows = tabulate(agreement)
        assert rows, name
        assert {len(row) for row in rows} == {len(header)}, name
    told = describe(agreement)
    assert {*FIGURES} <= set(told["items"][0])
    assert told["prevalence"][0]["coder"] == "anna"
    assert told["disagreements"][0]["given_by"] == "anna"


def test_tables_may_say_how_poles_meet(coded_run: Run) -> None:
    rows = [
        (*row, "saving_vs_care:conflict" if row[3] == "saving care" else "")
        for row in rows_of_anna()
    ]
    header = "file,speaker,text,codes,tensions"
    table = "\n".join(
        [
            header,
            *(
                f'{file},{speaker},"{text}",{codes},{said}'
                for file, speaker, text, codes, said in rows
            ),
        ]
    )
    (coder,) = parse_coders(table.encode(), "anna.csv", coded_run.codebook)
    (said,) = [one for one in coder.stretches if one.relations]
    assert said.relations == (("saving_vs_care", "conflict"),)
    for wrong, message in (
        ("saving_vs_car:conflict", "`saving_vs_car` is no tension"),
        ("saving_vs_care:conflikt", "`conflikt` is no relation"),
    ):
        source = table.replace("saving_vs_care:conflict", wrong)
        with pytest.raises(CodersError, match=message):
            parse_coders(source.encode(), "anna.csv", coded_run.codebook)
    plain = table.replace("saving_vs_care:conflict", "saving_vs_care")
    (coder,) = parse_coders(plain.encode(), "anna.csv", coded_run.codebook)
    assert [one.relations for one in coder.stretches if one.relations] == [
        (("saving_vs_care", "unstated"),)
    ]
