"""Where groups differ most: figures, tables, tests, and what a sample cannot show."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from constructed_run import CODEBOOK, Said, make_code, make_run, make_table, text
from lxml import html as lxml_html
from test_report import check

from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.results import Choices, analyse
from qualcode.model.codebook import Pole, Tension
from qualcode.reporting import render_report
from qualcode.reporting.illustrations import draw_figures, figures_in
from qualcode.reporting.material import Material, gather_material
from qualcode.reporting.views.difference_items import MOST_ROWS
from qualcode.reporting.views.difference_texts import Outcome
from qualcode.reporting.views.differences import MOST_GROUPS, Differences, view_differences
from qualcode.reporting.views.places import find_places
from qualcode.runs.read import Run

SAVING = "we {efficiency.saving:save money}"
CARE = "we {humanization.care:care}"
NOTHING = "we work here"


def make(sizes: dict[str, int], saving: set[str], language: str = "en", prefix: str = "") -> Run:
    """Make a run in which all care once, and some save: two segments for each respondent."""
    people = {f"{prefix}{type}{n}": type for type, size in sizes.items() for n in range(size)}
    talk = {
        f"{id}.txt": [
            Said(id, SAVING if id in saving else NOTHING, language),
            Said(id, CARE, language),
        ]
        for id in people
    }
    return make_run(talk, make_table(people))


def view(run: Run, language: str = "en", by: str = "type") -> Differences:
    material = gather_material(run, Choices(by=(by,)), language)
    return view_differences(material, find_places(material))


def admins(number: int) -> set[str]:
    return {f"admin{n}" for n in range(number)}


def test_a_pair_tells_on_how_many_respondents_it_rests() -> None:
    run = make({"admin": 4, "ngo": 3}, admins(4))
    place = {one.id: "x" if one.id[-1] in "01" else one.id for one in run.respondents.respondents}
    people = {one.id: one.type for one in run.respondents.respondents}
    regional = replace(run, respondents=make_table(people, region=place))
    material = gather_material(regional, Choices(strata=("region",)), "en")
    (panel,) = view_differences(material, find_places(material)).panels
    (pair,) = panel.tables[0].rows[0].pairs
    assert (pair.difference, pair.respondents) == ("+50.0", "2 and 2 respondents")
    assert "(Administrator: 2, NGO manager: 2)" in panel.untested


def test_a_difference_that_all_show_has_a_test_and_a_figure() -> None:
    found = view(make({"admin": 4, "ngo": 4}, admins(4)))
    (panel,) = found.panels
    assert panel.untested == ""
    codes = panel.tables[0]
    saving, care = codes.rows
    assert (saving.id, care.id) == ("efficiency.saving", "humanization.care")
    assert (saving.test.p, saving.test.least, saving.test.adjusted) == ("0.029", "0.029", "0.029")
    assert care.test.why == "all the same"
    assert [rate.mentioning.text for rate in saving.rates if rate] == ["4 of 4", "0 of 4"]
    assert [rate.mean for rate in saving.rates if rate] == ["50.0", "0.0"]
    (pair,) = saving.pairs
    assert (pair.groups, pair.difference, pair.delta) == (
        "Administrator − NGO manager",
        "+50.0",
        "+1.00",
    )
    assert codes.paired
    assert not codes.many
    assert codes.pair == pair.groups
    assert codes.figure is not None
    assert codes.figure.numbers.rows[0][:3] == ("Saving", "Administrator (n = 4)", 50.0)


def test_poles_of_several_codes_stand_behind_the_codes_and_those_of_one_do_not() -> None:
    found = view(make({"admin": 4, "ngo": 4}, admins(4)))
    (poles,) = found.panels[0].tables[1:]
    assert [(row.above, row.name) for row in poles.rows] == [
        (("Efficiency or humanization",), "Efficiency")
    ]
    assert poles.rows[0].href == "#" + re.sub("^#", "", poles.rows[0].href)
    assert poles.rows[0].test.p == "0.029"
    assert poles.over_all == "p over all poles"


def test_a_pole_of_several_tensions_is_one_row_with_all_of_them_above() -> None:
    (tension,) = CODEBOOK.tensions
    again = replace(tension, id="again", name=text("Efficiency again"))
    turned = replace(tension, id="turned", name=text("Turned"), poles=tension.poles[::-1])
    run = make({"admin": 4, "ngo": 4}, admins(4))
    run = replace(run, codebook=replace(CODEBOOK, tensions=(tension, again, turned)))
    (poles,) = view(run).panels[0].tables[1:]
    assert [(row.above, row.name) for row in poles.rows] == [
        (("Efficiency or humanization", "Efficiency again", "Turned"), "Efficiency")
    ]
    assert poles.left_out == ""
    assert poles.figure is not None
    assert {row[0] for row in poles.figure.numbers.rows} == {"Efficiency"}
    page = render_report(run)
    check(page)
    assert "Efficiency or humanization; Efficiency again; Turned" in page


def test_the_p_over_all_stands_first() -> None:
    """Four of five save, four others care: 12 of 252 have one of these together, 20 any of them."""
    people = {f"{type}{n}": type for type in ("admin", "ngo") for n in range(5)}
    said = {f"admin{n}": SAVING for n in range(4)} | {f"ngo{n}": CARE for n in range(4)}
    run = make_run(
        {f"{id}.txt": [Said(id, said.get(id, NOTHING))] for id in people}, make_table(people)
    )
    section = lxml_html.fromstring(render_report(run)).get_element_by_id("differences")
    table = section.find(".//table")
    assert table is not None
    heads = [head.text_content() for head in table.findall(".//thead//th[@class='number']")]
    assert heads == ["p over all codes", "p alone", "smallest possible"]
    numbers = [cell.text_content() for cell in table.findall(".//tbody//td[@class='number']")]
    assert numbers == ["0.079", "0.048", "0.048"] * 2
    caption = table.findtext(".//caption/span") or ""
    assert caption.index("quote this one") < caption.index("p of the code alone")


def test_three_and_three_cannot_show_a_test_and_it_is_said() -> None:
    found = view(make({"admin": 3, "ngo": 3}, admins(3)))
    (panel,) = found.panels
    assert "Administrator: 3, NGO manager: 3" in panel.untested
    assert "0.100" in panel.untested
    table = panel.tables[0]
    assert not table.tested
    assert table.rows[0].test.p == ""
    assert "p:" not in table.caption
    assert table.order.startswith("Ordered by how far")
    russian = view(make({"admin": 3, "ngo": 3}, admins(3)), "ru").panels[0].untested
    assert "Администратор: 3, Руководитель НКО: 3" in russian
    assert "0,100" in russian


def test_groups_of_one_or_two_are_named_and_not_ranked() -> None:
    (panel,) = view(make({"admin": 2, "ngo": 1}, {"ngo0"})).panels
    assert "no two groups of two" in panel.untested
    assert panel.tables[0].order.startswith("In the order of the codebook")
    assert [row.id for row in panel.tables[0].rows] == ["efficiency.saving", "humanization.care"]
    assert panel.tables[0].rows[0].pairs == ()


def test_too_few_who_differ_have_no_test_of_their_own() -> None:
    rows = view(make({"admin": 4, "ngo": 4}, {"admin0"})).panels[0].tables[0].rows
    saving = next(row for row in rows if row.id == "efficiency.saving")
    assert saving.test == Outcome("", "", "", "too few differ to test")


def test_three_groups_have_their_pairs_the_widest_first() -> None:
    run = make({"admin": 4, "ngo": 4, "guest": 4}, admins(4) | {"guest0", "guest1"})
    table = view(run).panels[0].tables[0]
    assert table.many
    assert not table.paired
    pairs = table.rows[0].pairs
    assert [pair.difference for pair in pairs] == ["+50.0", "+25.0", "−25.0"]
    page = lxml_html.fromstring(render_report(run))
    section = page.get_element_by_id("differences")
    details = section.findall(".//details")
    assert len(details) == 2
    assert "all pairs" in details[0].text_content()


def test_languages_are_tested_together_and_drawn_apart() -> None:
    both = [
        make({"admin": 3, "ngo": 3}, admins(3)),
        make({"admin": 3, "ngo": 3}, {"ruadmin0", "ruadmin1", "ruadmin2"}, "ru", "ru"),
    ]
    people = {person.id: person.type for run in both for person in run.respondents.respondents}
    talk = {
        f"{id}.txt": [
            Said(id, SAVING if "admin" in id else NOTHING, "ru" if id.startswith("ru") else "en"),
            Said(id, CARE, "ru" if id.startswith("ru") else "en"),
        ]
        for id in people
    }
    found = view(make_run(talk, make_table(people)))
    english, russian, together = found.panels
    assert english.untested
    assert russian.untested
    assert together.untested == ""
    table = together.tables[0]
    assert table.figure is None
    assert [(group.label, len(group.respondents)) for group in table.groups] == [
        ("Administrator", 6),
        ("NGO manager", 6),
    ]
    rates = [rate for rate in table.rows[0].rates if rate]
    assert [(rate.mentioning.text, rate.mean) for rate in rates] == [
        ("6 of 6", "50.0"),
        ("0 of 6", "0.0"),
    ]
    assert {rate.mentioning.href for rate in rates} == {""}
    assert "Lists of indicators differ by language" in table.caption
    assert table.rows[0].test.p == "0.005"  # twice 1 of 20 × 20 arrangements
    assert "inside their languages" in table.caption


def test_every_number_leads_to_its_quotes() -> None:
    page = render_report(make({"admin": 4, "ngo": 4}, admins(3)))
    check(page)
    section = lxml_html.fromstring(page).get_element_by_id("differences")
    links = [link for link in section.iter("a") if " of " in link.text_content()]
    assert len(links) >= 5
    dots = section.findall(".//svg//a")
    assert {link.get("href") for link in dots} <= {link.get("href") for link in links}
    assert any("3 of 4" in (link.findtext("title") or "") for link in dots)
    assert "significant" not in page


@pytest.mark.no_cover  # large: what it runs is measured by other tests
def test_only_so_many_codes_and_groups_stand_there() -> None:
    ids = [f"topic.code{n:03d}" for n in range(40)]
    book = replace(
        CODEBOOK, codes=(make_code("topic"), *(make_code(id, 3) for id in ids)), tensions=()
    )
    people = [f"R{n:02d}" for n in range(40)]
    table = make_table(dict.fromkeys(people, "ngo"), region={id: f"region {id}" for id in people})
    words = " ".join(f"we {{{id}:word}} here" for id in ids)
    run = make_run({f"{id}.txt": [Said(id, words)] for id in people}, table, book)
    (panel,) = view(run, by="region").panels
    assert len(panel.tables) == 1
    assert len(panel.tables[0].rows) == MOST_ROWS
    assert panel.tables[0].left_out == "25 further codes are in the table of codes by group."
    assert len(panel.tables[0].groups) == MOST_GROUPS
    assert panel.groups_left_out.startswith("34 further")
    check(render_report(run, Choices(by=("region",))))


def test_nobody_and_nothing_are_said() -> None:
    people = {"a": "admin", "b": "ngo"}
    silent = make_run({f"{id}.txt": [Said(id, NOTHING)] for id in people}, make_table(people))
    (panel,) = view(silent).panels
    assert panel.tables == ()
    check(render_report(silent))
    assert view(make_run({"x.txt": [Said("", "Hello?")]})).panels == ()


@pytest.mark.parametrize(
    ("measure", "mean", "unit"),
    [
        ("share_segments", "50.0", "hundred"),
        ("per_1000_words", "200.0", "1,000"),
        ("mention", "", "at all"),
    ],
)
def test_the_measure_chosen_is_the_one_told(measure: str, mean: str, unit: str) -> None:
    run = make({"admin": 4, "ngo": 4}, admins(4))
    material = gather_material(run, language="en")
    chosen = replace(material, results=analyse(run, Choices(measure=measure)))  # type: ignore[arg-type]
    found = view_differences(chosen, find_places(chosen))
    assert unit in found.unit
    rate = found.panels[0].tables[0].rows[0].rates[0]
    assert rate is not None
    assert rate.mean == mean


def test_small_p_are_bounded_and_not_nought() -> None:
    found = view(make({"admin": 9, "ngo": 9}, admins(9)))
    assert found.panels[0].tables[0].rows[0].test.p == "< 0.001"


def _material() -> Material:
    return gather_material(make({"admin": 4, "ngo": 4}, admins(4)), language="ru")


def test_figures_of_the_page_and_the_balance_are_drawn_for_papers() -> None:
    material = _material()
    drawn = draw_figures(material)
    ids = [figure.id for figure in drawn]
    assert len(set(ids)) == len(ids)
    assert {"balance-1-en", "differences-codes-en", "saturation-codes-en", "talk-en"} <= set(ids)
    page = render_report(material.run, language="ru")
    on_page = re.findall(r'id="figure-([\w-]+)-title"', page)
    assert set(on_page) == {id for id in ids if not id.startswith("balance")}
    balance = next(figure for figure in drawn if figure.id == "balance-1-en")
    assert balance.numbers.rows == (("Администратор", 0, 4, 0, 4), ("Руководитель НКО", 0, 0, 4, 4))


def test_a_tension_that_nobody_speaks_for_has_no_figure() -> None:
    unheard = Tension(
        "unheard",
        text("Unheard"),
        text(""),
        (Pole(("a",), frozenset({"a"})), Pole(("b",), frozenset({"b"}))),
        ("segment",),
        (),
        1,
    )
    run = make({"admin": 1}, set())
    silent = replace(run, codebook=replace(CODEBOOK, tensions=(unheard,)))
    assert not [
        one for one in draw_figures(gather_material(silent, language="en")) if "balance" in one.id
    ]
    assert list(figures_in("no view")) == []


def test_talk_in_no_known_language_is_compared_with_all_alone() -> None:
    people = {"a": "admin", "b": "admin", "c": "ngo", "d": "ngo"}
    talk = {f"{id}.txt": [Said(id, SAVING, "")] for id in people}
    run = make_run(talk, make_table(people))
    (panel,) = view(run).panels
    assert panel.heading.startswith("All languages together")


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        (("holds", "turns", "uncertain"), "the tagger's errors may have made this difference"),
        (("holds", "uncertain"), "the tagger's errors leave this open"),
        (("holds", "unknown"), ""),
    ],
)
def test_what_errors_of_the_tagger_could_do_is_marked(verdicts: tuple[str, ...], told: str) -> None:
    material = gather_material(make({"admin": 4, "ngo": 4}, admins(4)), language="en")
    coded = Choices(coders=(Coder("anna", "anna.csv", ()),))
    results = analyse(material.run, coded)
    item = {"kind": "code", "item": "efficiency.saving", "part": "", "language": "en"}
    results._made["error_pairs"] = pd.DataFrame([{**item, "verdict": one} for one in verdicts])
    judged = replace(material, results=results)
    rows = view_differences(judged, find_places(judged)).panels[0].tables[0].rows
    assert [row.doubt for row in rows] == [told, ""]
