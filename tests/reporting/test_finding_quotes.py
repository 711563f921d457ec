"""Ways to a quote: the table of contents, filters, keyword in context, links of long lists."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from constructed_run import CODEBOOK, Said, make_code, make_run, make_table
from lxml import html as lxml_html
from test_report import RUN, check

from qualcode.analysis.results import Choices
from qualcode.reporting import render_report
from qualcode.reporting.views import concordance, places
from qualcode.runs.read import Run

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover


def page_of(run: Run, *by: str) -> Any:
    page = render_report(run, Choices(by=by or ("type",)))
    check(page)
    return lxml_html.fromstring(page)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_the_contents_lead_to_sections_tensions_and_codes() -> None:
    document = page_of(RUN)
    listed = document.xpath("//nav//details[@class='contents-list']/ol/li")
    sections = document.xpath("//main/section/@id")
    assert [one.xpath("string(a/@href)") for one in listed] == [f"#{one}" for one in sections]
    codes = listed[sections.index("quotes")].xpath("details/ul/li")
    assert [one.xpath("string(a)") for one in codes] == ["Efficiency", "Humanization"]
    assert codes[0].xpath("ul/li/a/text()") == ["Saving", "Targets"]
    tensions = listed[sections.index("balance")].xpath("details/ul/li/a/text()")
    assert tensions == ["Efficiency or humanization"]


def facets(document: Any) -> dict[str, dict[str, str]]:
    """Return each filter of the form with its options and their values."""
    return {
        label.text.strip(): {one.text: one.get("value") for one in label.xpath("select/option")}
        for label in document.xpath("//form[contains(@class, 'filter')]//label")
    }


def test_quotes_can_be_filtered_by_all_that_tells_them_apart() -> None:
    document = page_of(RUN)
    form = facets(document)
    assert list(form) == ["Type", "region", "Language", "Code", "Polarity", "Voice"]
    assert list(form["region"]) == ["all", "9 (5)", "10 (2)", "not given (1)"]
    assert list(form["Type"]) == ["all", "Administrator (6)", "NGO manager (1)", "no type (1)"]
    quotes = document.xpath("//section[@id='quotes']//article[@class='quote']")
    assert len(quotes) == 8
    mark = form["region"]["9 (5)"]
    regions = [one for one in quotes if mark in one.get("data-f").split()]
    assert {one.xpath("string(.//cite/b)") for one in regions} == {"P2", "P3", "N2"}
    negated = form["Polarity"]["denied (1)"]
    (denied,) = (one for one in quotes if negated in one.get("data-f").split())
    assert "nothing" in words(denied)


def test_the_form_is_hidden_without_scripts() -> None:
    (form,) = page_of(RUN).xpath("//form")
    assert form.get("hidden") is not None


def test_what_all_quotes_share_is_no_filter() -> None:
    talk = {"a.txt": [Said("P1", "We {efficiency.saving:save money}")]}
    assert facets(page_of(make_run(talk, make_table({"P1": "admin"})))) == {}


def test_an_attribute_with_many_values_is_a_filter_only_where_it_is_compared() -> None:
    people = [f"R{number:02d}" for number in range(20)]
    table = make_table(dict.fromkeys(people, "admin"), region={one: one for one in people})
    talk = {f"{one}.txt": [Said(one, "We {efficiency.saving:save money}")] for one in people}
    run = make_run(talk, table)
    assert "region" not in facets(page_of(run))
    assert len(facets(page_of(run, "region"))["region"]) == 21


def test_an_attribute_that_names_single_persons_is_no_filter() -> None:
    people = [f"R{number}" for number in range(6)]
    columns = {
        "position": ["head", "deputy", "clerk", "nurse", "driver", "guard"],
        "age": ["31", "31", "45,5", "52", "60", "61"],
        "wave": ["1", "1", "1", "2", "2", "2"],
        "city": ["Perm", "Perm", "Omsk", "", "", ""],
        "remark": [""] * 6,
    }
    table = make_table(
        dict.fromkeys(people, "admin"),
        **{name: dict(zip(people, values, strict=True)) for name, values in columns.items()},
    )
    talk = {f"{one}.txt": [Said(one, "We {efficiency.saving:save money}")] for one in people}
    run = make_run(talk, table)
    assert list(facets(page_of(run))) == ["wave", "city"]
    assert list(facets(page_of(run, "age"))) == ["age", "wave", "city"]


def test_crossed_groups_are_a_filter() -> None:
    form = facets(page_of(RUN, "type", "region"))
    assert "Administrator × 9 (4)" in form["Respondent type × region"]


def lines(document: Any, code: str) -> list[tuple[str, str, str]]:
    """Return the lines under the indicators of a code: left, found words, right."""
    path = "//section[contains(@class, 'code') and h3/code=$code]/details//li"
    items = document.xpath(path, code=code)
    return [tuple(map(words, item.xpath("span[1] | a | span[2]"))) for item in items]


def test_found_words_stand_in_their_lines() -> None:
    document = page_of(RUN)
    assert lines(document, "efficiency.saving") == [
        ("We", "save money", "instead of care"),
        ("They", "save money", "and care too"),
        ("Only", "save money", ""),
    ]
    (head,) = document.xpath("//p[@class='indicator'][code='words of efficiency.saving']")
    assert words(head) == "words of efficiency.saving 3 hits, codebook.yaml:4"
    for link in document.xpath("//ul[@class='lines']//a"):
        quote = document.get_element_by_id(link.get("href")[1:])
        assert words(link) in words(quote.xpath(".//blockquote")[0])


def test_long_talk_is_cut_to_a_line() -> None:
    talk = {"a.txt": [Said("P1", f"{'left ' * 90}{{efficiency.saving:save money}}{' right' * 90}")]}
    ((left, found, right),) = lines(page_of(make_run(talk)), "efficiency.saving")
    assert left.startswith("…left ")
    assert right.endswith(" right …")
    assert found == "save money"
    assert max(len(left), len(right)) <= concordance.AROUND + 2


def test_too_many_lines_are_capped_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concordance, "LINES_IN_ALL", 3)
    document = page_of(RUN)
    assert len(document.xpath("//ul[@class='lines']/li")) == 3
    assert "1 of 3 shown" in words(document.get_element_by_id("quotes"))
    monkeypatch.setattr(concordance, "LINES_IN_ALL", 2)  # not even one for each indicator
    assert len(page_of(RUN).xpath("//ul[@class='lines']/li")) == 2


def test_where_quotes_are_capped_the_rest_is_counted_in_one_link() -> None:
    talk = {"a.txt": [Said("P1", "We {humanization.care:care}", answer=n) for n in range(30)]}
    document = page_of(make_run(talk, make_table({"P1": "admin"})))
    (item,) = document.xpath("//section[@id='meetings']//div[@class='advocates']/ul/li")
    assert words(item).startswith("P1: Care 1 2 3 ")
    assert words(item).endswith(" 20 +10")
    assert item.xpath("a[last()]/@href")[0].startswith("#cell-")


def test_in_a_large_run_lists_lead_to_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MANY_CODINGS", 5)
    document = page_of(RUN)
    items = document.xpath("//section[@id='meetings']//div[@class='advocates']//a/@href")
    assert items
    assert all(href.startswith("#cell-") for href in items)


def test_quotes_that_do_not_fit_are_left_out_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    both = "We {humanization.care:care} and {efficiency.saving:save}"
    talk = {
        f"{one}.txt": [Said(one, both, answer=answer) for answer in range(9)]
        for one in ("P1", "P2")
    }
    run = make_run(talk, make_table({"P1": "admin", "P2": "admin"}))
    monkeypatch.setattr(places, "QUOTE_BYTES", 7_000)
    shown = "//section[@id='quotes']//section[@class='cell']"
    cells = page_of(run).xpath(shown)
    assert [len(cell.xpath("article")) for cell in cells] == [4, 4]
    assert [words(cell.xpath("h4")[0]).endswith("4 of 18 shown") for cell in cells] == [True, True]
    speakers = cells[0].xpath(".//cite/b/text()")
    assert speakers == ["P1", "P1", "P2", "P2"]
    monkeypatch.setattr(places, "QUOTE_BYTES", 1_000)
    cells = page_of(run).xpath(shown)
    assert [len(cell.xpath("article")) for cell in cells] == [1, 0]
    assert words(cells[1].xpath("h4")[0]).endswith("0 of 18 shown")


def test_strips_that_do_not_fit_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "STRIP_BYTES", 1_600)
    document = page_of(RUN)
    assert len(document.xpath("//article[@class='strip']")) == 1
    assert "1 further interview is not drawn." in words(document.get_element_by_id("strips"))


def test_rare_codes_share_a_lane() -> None:
    codes = tuple(make_code(f"c{number:02}", number + 1) for number in range(40))
    said = [Said("P1", f"{{c{number:02}:a}}", answer=number) for number in range(40)]
    talk = {"a.txt": [*said, Said("P1", "{c39:a}", answer=99)]}
    run = make_run(talk, make_table({"P1": "admin"}), replace(CODEBOOK, codes=codes, tensions=()))
    lanes = page_of(run).xpath("//article[@class='strip']//ul[@aria-hidden]/li/text()")
    assert len(lanes) == 1 + 30
    assert (lanes[-2], lanes[-1]) == ("C39", "11 rarer codes")
