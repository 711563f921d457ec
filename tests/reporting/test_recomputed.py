"""The numbers of the sample's report, computed again from the run's CSV files with plain pandas.

Nothing of `qualcode.analysis` is used here: what a reviewer can do with the files is what we do
(`recomputing.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from lxml import html

from qualcode.reporting import render_report
from tests.reporting.recomputing import (
    Compared,
    Tables,
    cliffs_delta,
    exact_p,
    family_p,
    least_p,
    least_two_sided,
    mean_of,
    meeting_by_chance,
    middle,
    poles_of,
    sign_test,
    two_sided,
)
from tests.shipped_study import tag_study, unpack

GROUPS = {
    "Regional administrator": "regional_administrator",
    "Manager of a public provider": "public_provider",
    "Manager of an NGO provider": "ngo_provider",
}
LANGUAGES = {"Russian": "ru", "English": "en"}
Page = Any


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recomputed")


@pytest.fixture(scope="module")
def page(folder: Path) -> Page:
    run = tag_study(unpack(folder / "study", "npm_tensions"), folder / "run")
    return html.fromstring(render_report(run, language="en"))


@pytest.fixture(scope="module")
def tables(page: Page, folder: Path) -> Tables:
    return Tables(folder / "run")


@pytest.fixture(scope="module")
def codebook(page: Page, folder: Path) -> dict[str, Any]:
    source = (folder / "run" / "codebook.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    return loaded


def text_of(node: Page) -> str:
    return " ".join(" ".join(node.itertext()).split())


def share(text: str) -> tuple[int, int]:
    found = re.search(r"(\d+) of (\d+)", text)
    assert found, text
    return int(found[1]), int(found[2])


def panels(section: Page) -> Iterator[tuple[str, Page]]:
    """Yield the tables of a section with the language in the heading before each."""
    for table in section.iter("table"):
        heading = table.xpath("(preceding::h3 | preceding::h4)[last()]")[0]
        yield LANGUAGES[re.split(r"[^A-Z a-z]", text_of(heading))[0]], table


def group_of(header: str) -> str:
    return next(id for label, id in GROUPS.items() if header.lower().startswith(label.lower()))


def test_code_matrix(page: Page, tables: Tables) -> None:
    checked = 0
    every = set(tables.codings.code)
    for language, table in panels(page.get_element_by_id("matrix")):
        groups = [group_of(text_of(head)) for head in table.xpath("./thead/tr[1]/th[@colspan]")]
        for row in table.xpath("./tbody/tr"):
            code = row.xpath("./th/a/@title")[0]
            below = (
                {one for one in every if one.startswith(f"{code}.")}
                if row.get("class") == "branch"
                else set()
            )
            cells = row.xpath("./td")
            for number, group in enumerate(groups):
                people = tables.people(language, group)
                rows = tables.coded(language, group, below | {code})
                present = rows[rows.polarity != "negated"]
                holders = set(present.respondent)
                told = text_of(cells[2 * number])
                assert share(told) == (len(holders), len(people)), (code, group)
                denied = set(rows.respondent) - holders
                assert share(text_of(cells[2 * number + 1])) == (len(denied), len(people))
                if holders:
                    words = tables.segments[
                        tables.segments.respondent.isin(people)
                        & (tables.segments.language == language)
                    ].words.sum()
                    rate = f"{1000 * len(present) / words:.1f}"
                    assert re.search(rf"\b{len(present)} codings?, {re.escape(rate)} ", told), told
                checked += 1
    assert checked > 150


def test_balance_of_poles(page: Page, tables: Tables, codebook: dict[str, Any]) -> None:
    every = set(tables.codings.code)
    tensions = codebook["tensions"]
    articles = page.get_element_by_id("balance").find_class("tension")
    assert len(articles) == len(tensions)
    for tension, article in zip(tensions, articles, strict=True):
        sides = poles_of(tension, every)
        for language, table in panels(article):
            if table.get("class") != "balance":
                continue
            for row in table.xpath("./tbody/tr"):
                group = group_of(text_of(row.xpath("./th")[0]))
                holders = []
                for codes in sides:
                    rows = tables.coded(language, group, codes)
                    holders.append(set(rows[rows.polarity != "negated"].respondent))
                people = len(tables.people(language, group))
                first, _, second, both = row.xpath("./td")
                assert share(text_of(first)) == (len(holders[0]), people)
                assert share(text_of(second)) == (len(holders[1]), people)
                assert share(text_of(both)) == (len(holders[0] & holders[1]), people)


def test_meetings_of_poles(page: Page, tables: Tables, codebook: dict[str, Any]) -> None:
    counted = 0
    starts = tables.segments[["transcript", "respondent", "start", "language"]]
    for tension, article in zip(
        codebook["tensions"], page.get_element_by_id("balance").find_class("tension"), strict=True
    ):
        met = tables.tensions[tables.tensions.tension == tension["id"]]
        for language, table in panels(article):
            if table.get("class") != "meetings":
                continue
            for body in table.xpath("./tbody"):
                group = group_of(text_of(body.xpath(".//th[@rowspan]")[0]))
                for row in body.xpath("./tr"):
                    level = text_of(row.find_class("level")[0])
                    rows = met[(met.type == group) & (met.level == LEVELS[level])]
                    if LEVELS[level] != "interview":
                        spoken = [_language(starts, one) == language for one in rows.itertuples()]
                        rows = rows[pd.Series(spoken, rows.index, dtype=bool)]
                        told = text_of(row.xpath("./td")[0])
                        people = tables.people(language, group)
                        assert share(told) == (rows.respondent.nunique(), len(people))
                        places = re.search(r"(\d+) places?", told)
                        assert (int(places[1]) if places else 0) == len(rows)
                        counted += len(rows)
    assert counted > 20


def _language(starts: pd.DataFrame, met: Any) -> str:
    inside = starts[
        (starts.transcript == met.transcript)
        & (starts.respondent == met.respondent)
        & (starts.start >= met.start)
        & (starts.start < met.stop)
    ]
    return str(inside.sort_values("start").language.iloc[0])


LEVELS = {
    "one segment": "segment",
    "one turn": "turn",
    "one answer": "answer",
    "the interview": "interview",
}


def test_who_was_interviewed(page: Page, tables: Tables) -> None:
    said = tables.segments[tables.segments.respondent != ""]
    words = said.groupby("respondent").words.sum()
    rows = page.get_element_by_id("sample").xpath(".//tbody/tr")
    assert {text_of(row.xpath("./th")[0]) for row in rows} == set(words.index)
    for row in rows:
        person = text_of(row.xpath("./th")[0])
        cells = [text_of(cell) for cell in row.xpath("./td")]
        assert f"{words[person]:,}" in cells
        present = tables.codings[tables.codings.polarity != "negated"]
        assert str((present.respondent == person).sum()) in cells


def test_every_number_of_the_matrix_opens_that_number_of_quotes(page: Page) -> None:
    opened = 0
    for row in page.get_element_by_id("matrix").xpath(".//tbody/tr[not(@class='branch')]"):
        for cell in row.find_class("value"):
            links = cell.xpath("./a/@href")
            if not links:
                continue
            place = page.get_element_by_id(links[0].removeprefix("#"))
            told = re.search(r"(\d+) codings?", text_of(cell))
            heading = text_of(place.xpath("./h4")[0])
            shown = len(place.find_class("quote"))
            assert told
            assert re.search(rf"\b{told[1]} codings?\b", heading)
            capped = re.search(r"(\d+) of (\d+) shown", heading)
            assert shown == (int(capped[1]) if capped else int(told[1]))
            speakers = {text_of(one.xpath(".//cite/b")[0]) for one in place.find_class("quote")}
            assert len(speakers) == share(text_of(cell))[0] or capped
            opened += 1
    assert opened > 60


# Where groups differ most


def test_differences_of_codes(page: Page, tables: Tables, codebook: dict[str, Any]) -> None:
    codes = sorted(set(tables.present.code))
    items = {code: {code} for code in codes}
    checked = _check_differences(page, tables, "Codes", items)
    assert checked["rates"] > 80
    assert checked["tests"] > 25
    assert checked["pairs"] > 40


def test_differences_of_poles(page: Page, tables: Tables, codebook: dict[str, Any]) -> None:
    every = set(tables.codings.code)
    items = {
        f"{tension['name']['en']}: {place}": codes
        for tension in codebook["tensions"]
        for place, codes in enumerate(poles_of(tension, every))
    }
    checked = _check_differences(page, tables, "Poles of tensions", items)
    assert checked["rates"] > 30
    assert checked["tests"] > 15


def _check_differences(
    page: Page, tables: Tables, heading: str, items: dict[str, set[str]]
) -> dict[str, int]:
    """Compare every number of the tables of one kind; return how many of which there were."""
    checked = {"rates": 0, "tests": 0, "pairs": 0}
    section = page.get_element_by_id("differences")
    for table in section.iter("table"):
        if text_of(table.xpath("(preceding::h4)[last()]")[0]) != heading:
            continue
        language = _scope(text_of(table.xpath("(preceding::h3)[last()]")[0]))
        persons = sorted(
            one for one in tables.types if language in ("", tables.main[one])
        )
        rates = {
            name: np.array([tables.rate(one, tables.main[one], codes) for one in persons])
            for name, codes in items.items()
        }
        groups = [tables.types[one] for one in persons]
        if "pairs" in table.get("class").split():
            checked["pairs"] += _check_pairs(table, rates, groups, language, items, tables)
            continue
        design = Compared(groups, [tables.main[one] for one in persons])
        checked["rates"] += _check_rates(table, rates, groups, items)
        checked["tests"] += _check_tests(table, rates, design, items)
    return checked


def _scope(heading: str) -> str:
    found = [id for name, id in LANGUAGES.items() if heading.startswith(name)]
    return found[0] if found else ""


def _item(row: Page, items: dict[str, set[str]]) -> str:
    """Return which item a row is of: a code by its id, a pole by its tension and its place."""
    link = row.xpath("./th/a")[0]
    above = row.xpath("./th/span[@class='detail']")
    if not above:
        found = [name for name in items if name == link.get("title")]
    else:
        href = link.get("href")
        found = [
            name
            for name in items
            if name.startswith(f"{text_of(above[0])}: ") and (name.endswith("1")) == ("second" in href or href.endswith("-2"))
        ]
    assert len(found) == 1, (text_of(row), found)
    return found[0]
