"""A comparison in words: many groups, many codes, what cannot be said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qualcode.analysis.comparing import pairs
from qualcode.analysis.results import Choices, analyse
from qualcode.model.codebook import GuideItem, Pole, Text
from qualcode.reporting.comparison import render_text
from qualcode.reporting.comparison.items import PairFigures
from qualcode.reporting.comparison.layout import break_name, render_stacked
from qualcode.reporting.comparison.wording import say_difference, say_p
from qualcode.reporting.labels import Labels
from qualcode.reporting.messages import load_messages
from qualcode.reporting.panels import make_panels
from qualcode.terminal import columns
from tests.analysis.constructed_run import (
    CODEBOOK,
    TENSION,
    Interviews,
    Said,
    make_code,
    make_run,
    make_table,
)

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

SAVING = "We {efficiency.saving:save money}"


def flat(text: str) -> str:
    return " ".join(text.split())


def interviews(sizes: dict[str, int], segments: int = 4) -> tuple[Interviews, dict[str, str]]:
    """Make respondents of groups; the later a group, the more of its segments are of saving."""
    types, said = {}, {}
    for rank, (group, size) in enumerate(sizes.items()):
        for number in range(size):
            id = f"{group}{number}"
            types[id] = group
            said[f"{id}.txt"] = [
                Said(id, SAVING if at < rank + number % 2 else "We talk") for at in range(segments)
            ]
    return said, types


def text_of(sizes: dict[str, int], **choices: object) -> str:
    said, types = interviews(sizes)
    chosen = replace(Choices(resamples=100, draws=199), **choices)  # type: ignore[arg-type]
    text = render_text(analyse(make_run(said, make_table(types)), chosen))
    assert max(map(columns, text.splitlines())) <= 100
    return text


def test_many_groups_are_told_by_the_two_that_differ_most() -> None:
    text = text_of({"a": 3, "b": 3, "c": 3, "d": 3, "lonely": 1})
    line = next(line for line in text.splitlines() if line.startswith("efficiency.saving"))
    assert line.split()[1:4] == ["11", "of", "13"]
    assert "  d − a: +0.750; 3 of 3, 1 of 3" in text  # limits need four respondents
    assert "lonely has one respondent and is counted, not tested." in text
    assert "3, 3, 3 and 3 respondents, 369,600 arrangements, 199 drawn (seed 1)." in flat(text)


@pytest.mark.parametrize(("size", "limited"), [(3, False), (4, True)])
def test_limits_of_mentions_need_four_respondents(size: int, limited: bool) -> None:
    text = text_of({"a": size, "b": 5}, measure="mention")
    assert ("  b − a: +0.67 [" in text or "  b − a: +0.50 [" in text) == limited
    assert "(Newcombe; none for groups of fewer than four)" in flat(text)


def test_very_many_groups_are_not_listed() -> None:
    text = text_of({f"g{number}": 2 for number in range(12)})
    assert "(12 groups) respondents, countless arrangements" in flat(text)
    small = text_of({f"g{number}": 1 for number in range(6)})
    assert "6 groups have one respondent each and are counted, not tested." in flat(small)
    assert "no two groups of two respondents or more; no test is shown." in flat(small)


def test_too_many_pairs_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "MOST_ROWS", 3)
    assert "Pairs of groups are too many to compare each" in text_of({"a": 3, "b": 3, "c": 2})


def test_no_stratum_with_two_groups() -> None:
    said, types = interviews({"a": 2, "b": 2})
    table = make_table(types, place={id: id[0] for id in types})
    text = render_text(analyse(make_run(said, table), Choices(strata=("place",))))
    assert "no stratum has respondents of two groups; no test is shown." in flat(text)


def test_a_group_that_is_alone_in_its_language_is_named() -> None:
    said, types = interviews({"a": 3, "b": 3, "c": 3})
    russian = {
        id: [replace(one, language="ru") if id[0] == "c" else one for one in lines]
        for id, lines in said.items()
    }
    results = analyse(make_run(russian, make_table(types)))
    assert "No language has another group beside c: not compared." in render_text(results)
    assert "not compared" not in render_text(results, "ru")
    table = make_table(types, place={id: "x" if id[0] == "c" else "y" for id in types})
    strata = analyse(make_run(said, table), Choices(strata=("place",)))
    assert "No stratum has another group beside c: not compared." in render_text(strata)


def test_a_group_of_one_in_a_language_enters_the_tests_of_all() -> None:
    said, types = interviews({"a": 3, "b": 3})
    russian = {
        id: [replace(one, language="ru") if id[1] == "2" else one for one in lines]
        for id, lines in said.items()
    }
    russian["a1.txt"] = [replace(one, language="ru") for one in said["a1.txt"]]
    results = analyse(make_run(russian, make_table(types)), Choices(resamples=100))
    entering = (
        "In ru b has one respondent, who enters the tests of all languages and has none of ru alone"
    )
    for language in (None, "ru"):
        text = flat(render_text(results, language))
        assert entering in text
        assert "counted, not tested" not in text
    assert "In en a has one respondent" in flat(render_text(results, "en"))
    assert "inside languages: not those of the figures" in render_text(results)
    assert "inside languages: not those of the figures" not in render_text(results, "en")
    alone = {id: lines for id, lines in russian.items() if id not in ("a1.txt", "a2.txt")}
    table = make_table({id: type for id, type in types.items() if id not in ("a1", "a2")})
    text = render_text(analyse(make_run(alone, table), Choices(resamples=100)), "ru")
    assert "b has one respondent and is counted, not tested." in text


def test_on_whom_a_difference_rests_is_said() -> None:
    said, types = interviews({"a": 4, "b": 3, "c": 3})
    place = {id: "x" if id in ("a0", "a1", "b0", "b1", "c0") else id for id in types}
    table = make_table(types, place=place)
    text = render_text(analyse(make_run(said, table), Choices(strata=("place",), resamples=100)))
    assert "  b − a: +0.250; rests on 2 and 2 respondents" in text
    assert (
        "Of c fewer than two respondents share a stratum with another group that is tested:"
        " not compared." in flat(text)
    )
    assert "Differences are taken inside strata: not those of the figures printed." in text
    mention = render_text(
        analyse(make_run(said, table), Choices(strata=("place",), measure="mention", resamples=100))
    )
    assert "Newcombe" not in mention
    assert "rests on 2 and 2 respondents" in mention


def test_who_was_interviewed_together_is_named() -> None:
    said, types = interviews({"a": 3, "b": 3})
    said["pair.txt"] = [*said.pop("b0.txt"), *said.pop("b1.txt")]
    said["again.txt"] = list(said["pair.txt"])
    text = render_text(analyse(make_run(said, make_table(types)), Choices(resamples=100)))
    assert text.count("b0 and b1 were interviewed together; tests count them as 2.") == 1
    assert "interviewed together" not in text_of({"a": 3, "b": 3})


def test_both_poles_stand_once() -> None:
    """Where a tension looks at segments, both poles in a segment are its own row."""
    both = "We {efficiency.saving:save} and {humanization.care:care}"
    said = {f"{id}.txt": [Said(id, both), Said(id, "We")] for id in ("P1", "P2", "P3", "N1")}
    types = {"P1": "admin", "P2": "admin", "P3": "ngo", "N1": "ngo"}
    for levels, heading in ((("segment", "interview"), 0), (("interview",), 1)):
        book = replace(CODEBOOK, tensions=(replace(TENSION, levels=levels),))
        text = render_text(analyse(make_run(said, make_table(types), book)))
        assert text.count("both poles of a tension in the same segment") == heading
        assert text.count("Tensions: both poles meet in the same segment") == 1 - heading
        line = next(one for one in text.splitlines() if one.startswith(TENSION.id))
        assert line.split()[1:5] == ["2", "of", "2", "1.000" if heading == 2 else "0.500"]


def test_no_more_than_twelve_of_a_kind() -> None:
    codes = tuple(make_code(f"code{number:02}", 4) for number in range(20))
    talk = " ".join(f"{{{code.id}:w}}" for code in codes)
    said = {f"{id}.txt": [Said(id, talk), Said(id, "We")] for id in ("P1", "P2", "P3", "N1")}
    types = {"P1": "admin", "P2": "admin", "P3": "admin", "N1": "ngo"}
    book = replace(CODEBOOK, codes=codes, tensions=())
    text = render_text(analyse(make_run(said, make_table(types), book)))
    assert "8 with smaller differences: `--table summary`, `--table tests`." in text
    assert text.count("1 of 1 0.500") == 12


def test_a_tension_without_a_unit_has_a_dash() -> None:
    """N1 speaks Russian in an interview that is English: no interview of that group."""
    said: Interviews = {
        "a.txt": [
            Said("P1", "We {efficiency.saving:save} and {humanization.care:care}", "ru"),
        ],
        "b.txt": [*[Said("N1", "We talk")] * 4, *[Said("N1", "Мы говорим много", "ru")] * 3],
    }
    for name in ("P2", "P3"):
        said[f"{name}.txt"] = [Said(name, one.talk, one.language) for one in said["a.txt"]]
    table = make_table({"P1": "admin", "P2": "admin", "P3": "admin", "N1": "ngo"})
    text = render_text(analyse(make_run(said, table)), "ru")
    whole = text.split("in the same interview")[1]
    line = next(one for one in whole.splitlines() if one.startswith("efficiency_vs"))
    assert line.split() == ["efficiency_vs_humanization", "3", "of", "3", "1.000", "–"]


def test_differences_are_never_minus_zero() -> None:
    pair = PairFigures("a", "b", -0.0001, -0.00049, 0.01)
    assert say_difference(pair, "share_segments") == "+0.000 [+0.000; +0.010]"


def test_what_nobody_or_few_mention_is_named_not_ranked() -> None:
    codes = [make_code(f"code{number:02}", 4) for number in range(40)]
    book = replace(CODEBOOK, codes=tuple(codes), tensions=())
    said: Interviews = {
        "a.txt": [Said("P1", "We {code00:save}"), Said("P1", "We {code01:save}")],
        "b.txt": [Said("P2", "We {code00:save}")],
        "c.txt": [Said("P3", "Nothing")],
    }
    table = make_table({"P1": "admin", "P2": "ngo", "P3": ""})
    text = render_text(analyse(make_run(said, table, book)))
    assert "Two respondents only: code00." in text
    assert "One respondent only: code01." in text
    assert "code31 and 8 more." in flat(text)
    assert "Counted, not tested: 1 whose group is not known." in text
    assert "(not known)" in text


def test_poles_of_several_codes_are_printed() -> None:
    several = replace(
        TENSION,
        poles=(
            Pole(("efficiency.saving", "efficiency.targets"), TENSION.poles[0].codes),
            TENSION.poles[1],
        ),
    )
    said, types = interviews({"a": 3, "b": 3})
    for tensions, there in (((several,), True), ((TENSION,), False)):
        run = make_run(said, make_table(types), replace(CODEBOOK, tensions=tensions))
        assert ("humanization: first" in render_text(analyse(run))) == there


def test_topics_never_mentioned_stand_by_group() -> None:
    said, types = interviews({"admin": 3, "ngo": 2})
    guide = (GuideItem("money", Text((("en", "Money?"),)), topics=("efficiency",)),)
    run = make_run(said, make_table(types), replace(CODEBOOK, guide=guide))
    segments = tuple({**row, "question": "money"} for row in run.tables["segments"])
    asked = replace(run, tables={**run.tables, "segments": segments})
    text = render_text(analyse(asked), "en")
    assert "Never mentioned though asked" in text
    rows = [line.split() for line in text.splitlines() if line.startswith("money")]
    assert rows == [
        ["money", "efficiency.targets", *"3 of 3 2 of 2 5 of 5".split()],
        ["money", "efficiency", "and", "below", *"2 of 3 0 of 2 2 of 5".split()],
        ["money", "efficiency.saving", *"2 of 3 0 of 2 2 of 5".split()],
    ]
    assert "Never mentioned" not in render_text(analyse(asked, Choices(codes=("humanization",))))
    few = replace(asked, tables={**asked.tables, "segments": segments[:8]})
    assert "Never mentioned" not in render_text(analyse(few))  # two were asked


def test_codes_chosen_away() -> None:
    said, types = interviews({"a": 2, "b": 2})
    book = replace(CODEBOOK, codes=(), tensions=())
    talk = {id: [Said(one.respondent, "We talk") for one in lines] for id, lines in said.items()}
    text = render_text(analyse(make_run(talk, make_table(types), book)))
    assert "The codebook looks for no code and no tension chosen." in text


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("ngo", ("", "ngo")),
        ("regional_administrator", ("regional_", "administrator")),
        ("Республика Каменный Бор", ("Республика", "Каменный Бор")),
        ("Северореченская область", ("", "Северореченск…")),
    ],
)
def test_long_names_take_two_lines(name: str, head: tuple[str, str]) -> None:
    assert break_name(name) == head


def test_the_last_text_is_cut_where_a_table_is_too_wide() -> None:
    lines = render_stacked([("", "q"), ("", "t"), ("n", "m")], [["a", "b" * 40, "1"]], 20, text=2)
    assert max(map(columns, lines)) <= 20
    assert "…bbb" in lines[-1]


def test_p_is_never_zero() -> None:
    assert [say_p(p) for p in (0.0001, 0.0123, 1.0, np.nan)] == ["<0.001", "0.012", "1.000", "–"]


def test_crossed_groups_have_labels_of_their_parts() -> None:
    table = make_table({"P1": "ngo", "P2": "admin"}, region={"P1": "north", "P2": "south"})
    run = make_run({"a.txt": [Said("P1", "We"), Said("P2", "We")]}, table)
    results = analyse(run, Choices(by=("type", "region")))
    labels = Labels(CODEBOOK, load_messages("ru"), ("type", "region"))
    (panel,) = make_panels(results.given.voices, labels, results.given.run.orders)
    assert [group.label for group in panel.groups] == [
        "Администратор × south", "Руководитель НКО × north",
    ]  # fmt: skip
    assert labels.grouping.endswith(" × region")
    assert labels.grouping_head[0].isupper()
    assert labels.group("a × b × c") == "a × b × c"
    assert labels.group("") == load_messages("ru").text("attribute.none")
    alone = Labels(CODEBOOK, load_messages("ru"), ("type",))
    assert alone.group("") == load_messages("ru").text("type.none")
    assert Labels(CODEBOOK, load_messages("ru"), ("region",)).grouping_head == "region"
