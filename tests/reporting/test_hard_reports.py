"""Runs that have hardly anything to compare, or far too much: each gives a sound report."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from constructed_run import CODEBOOK, TENSION, Said, make_code, make_run, make_table
from lxml import html as lxml_html
from test_report import check, forty_regions

from qualcode.analysis.results import Choices
from qualcode.reporting import render_report
from qualcode.runs.read import Run

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

SAVING = "We {efficiency.saving:save money} {~conflict:instead of} {humanization.care:care}"
PEOPLE = [f"P{number}" for number in range(8)]
MANY = 2_000


def one_respondent() -> Run:
    return make_run(
        {"a.txt": [Said("P0", SAVING)]}, make_table({"P0": "admin"}, region={"P0": "N"})
    )


def type_of_one() -> Run:
    types = dict.fromkeys(PEOPLE, "admin") | {"P7": "ngo"}
    return make_run({f"{one}.txt": [Said(one, SAVING)] for one in PEOPLE}, make_table(types))


def no_codings() -> Run:
    talk = {f"{one}.txt": [Said("", "And?"), Said(one, "Nothing to say")] for one in PEOPLE}
    return make_run(talk, make_table(dict.fromkeys(PEOPLE, "admin") | {"P7": "ngo"}))


def no_codes() -> Run:
    return replace(no_codings(), codebook=replace(CODEBOOK, codes=(), tensions=()))


def missing_attributes() -> Run:
    types = {one: "admin" if number % 2 else "ngo" for number, one in enumerate(PEOPLE)}
    region = dict.fromkeys(PEOPLE, "") | {"P1": "North"}
    table = make_table(types, region=region, empty=dict.fromkeys(PEOPLE, ""))
    return make_run({f"{one}.txt": [Said(one, SAVING)] for one in PEOPLE}, table)


def scores_that_are_none() -> Run:
    written = ["NaN", "NaN", "много", "inf", "4", "4,5", "", "-"]
    types = {one: "admin" if number % 2 else "ngo" for number, one in enumerate(PEOPLE)}
    table = make_table(types, score=dict(zip(PEOPLE, written, strict=True)))
    return make_run({f"{one}.txt": [Said(one, SAVING)] for one in PEOPLE}, table)


def two_thousand_codes() -> Run:
    codes = tuple(make_code(f"c{number}", number + 1) for number in range(MANY))
    types = {one: "admin" if number % 2 else "ngo" for number, one in enumerate(PEOPLE)}
    talk = {
        f"{person}.txt": [
            Said(person, f"We {{c{number}:say}} so", answer=number)
            for number in range(place, MANY, 5)
        ]
        for place, person in enumerate(PEOPLE[:5])
    }
    return make_run(talk, make_table(types), replace(CODEBOOK, codes=codes, tensions=()))


RUNS: dict[str, tuple[Callable[[], Run], str]] = {
    "one respondent": (one_respondent, "type"),
    "a type with one person": (type_of_one, "type"),
    "no codings": (no_codings, "type"),
    "an attribute with forty values": (forty_regions, "region"),
    "missing attributes": (missing_attributes, "region"),
    "an attribute nobody has": (missing_attributes, "empty"),
    "NaN and text in a column of scores": (scores_that_are_none, "type"),
    "compared by what is no group": (scores_that_are_none, "score"),
    "no codes at all": (no_codes, "type"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", RUNS)
def test_a_hard_run_gives_a_sound_report(name: str, language: str) -> None:
    make, by = RUNS[name]
    page = render_report(make(), Choices(by=tuple(by.split(", "))), language=language)
    parsed = check(page)
    words = " ".join(parsed.texts)
    assert not re.search(r"\b(nan|None|undefined)\b", words)  # numbers that are none
    assert "significant" not in words
    assert "статистически значим" not in words


@pytest.mark.parametrize("language", ["en", "ru"])
def test_one_person_is_named_and_not_ranked(language: str) -> None:
    page = render_report(type_of_one(), language=language)
    document = lxml_html.fromstring(page)
    words = " ".join(document.get_element_by_id("glance").text_content().split())
    assert {"en": "One person each: NGO manager", "ru": "Руководитель НКО"}[language] in words


def test_one_respondent_is_not_tested() -> None:
    page = render_report(one_respondent())
    words = " ".join(lxml_html.fromstring(page).get_element_by_id("method").text_content().split())
    assert "As there is one group, nothing was tested." in words


def test_two_thousand_codes_make_a_page_of_bounded_length() -> None:
    page = render_report(two_thousand_codes(), language="ru")
    check(page)
    assert len(page.encode()) < 9_000_000
    document = lxml_html.fromstring(page)
    assert len(document.xpath("//nav//li")) < 200
    assert not document.xpath("//form//select/option[2][starts-with(@value, 'c')]")


def test_a_tension_whose_codes_nobody_says_says_so() -> None:
    page = render_report(replace(no_codings(), codebook=replace(CODEBOOK, tensions=(TENSION,))))
    words = " ".join(
        lxml_html.fromstring(page).get_element_by_id("meetings").text_content().split()
    )
    assert "Nobody speaks for either pole." in words
