"""The numbers of the sample's report, computed again from the run's CSV files with plain pandas.

Nothing of `qualcode.analysis` is used here: what a reviewer can do with the files is what we do
(`recomputing.py`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from lxml import html

from qualcode.reporting import render_report
from qualcode.runs.read import read_run
from qualcode.surveys import parse_survey
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

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

GROUPS = {
    "Regional administrator": "regional_administrator",
    "Manager of a public provider": "public_provider",
    "Manager of an NGO provider": "ngo_provider",
}
LANGUAGES = {"Russian": "ru", "English": "en"}
Page = Any


@pytest.fixture(scope="module")
def page(sample: Path) -> Page:
    return html.fromstring(render_report(read_run(sample / "run"), language="en"))


@pytest.fixture(scope="module")
def tables(sample: Path) -> Tables:
    return Tables(sample / "run")


@pytest.fixture(scope="module")
def codebook(sample: Path) -> dict[str, Any]:
    source = (sample / "run" / "codebook.yaml").read_text(encoding="utf-8")
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


def test_differences_of_codes(page: Page, tables: Tables) -> None:
    codes = sorted(set(tables.codings.code))
    checked = _check_differences(page, tables, "Codes", {(code, ""): {code} for code in codes})
    assert checked == {"rates": 135, "tests": 30, "pairs": 90}


def test_differences_of_poles(page: Page, tables: Tables, codebook: dict[str, Any]) -> None:
    every = set(tables.codings.code)
    articles = page.get_element_by_id("balance").find_class("tension")
    items = {
        (tension["id"], text_of(name)): codes
        for tension, article in zip(codebook["tensions"], articles, strict=True)
        for name, codes in zip(article.find_class("pole"), poles_of(tension, every), strict=True)
    }
    assert len(items) == 2 * len(articles)
    checked = _check_differences(page, tables, "Poles of tensions", items)
    assert checked["rates"] > 50
    assert checked["tests"] > 10
    assert checked["pairs"] > 40


Items = dict[tuple[str, str], set[str]]  # codes by the id, and for a pole its name


def _check_differences(page: Page, tables: Tables, heading: str, items: Items) -> dict[str, int]:
    """Compare every number of the tables of one kind; return how many of which there were."""
    checked = {"rates": 0, "tests": 0, "pairs": 0}
    shown: list[tuple[str, str]] = []
    for table in page.get_element_by_id("differences").iter("table"):
        if text_of(table.xpath("(preceding::h4)[last()]")[0]) != heading:
            continue
        language = _scope(text_of(table.xpath("(preceding::h3)[last()]")[0]))
        sample = Sample(tables, language, items)
        if "pairs" in table.get("class").split():
            checked["pairs"] += _check_pairs(table, sample, shown)
            continue
        rows = table.xpath("./tbody/tr")
        links = [row.xpath("./th/a")[0] for row in rows]
        shown = [(a.get("title"), text_of(a) if heading != "Codes" else "") for a in links]
        assert len({frozenset(items[item]) for item in shown}) == len(shown)  # told once
        checked["rates"] += _check_rates(rows, sample, shown)
        checked["tests"] += _check_tests(rows, sample, shown)
    return checked


def _scope(heading: str) -> str:
    found = [id for name, id in LANGUAGES.items() if heading.startswith(name)]
    return found[0] if found else ""


class Sample:
    """The respondents who are compared, each in the language of most words, and their rates."""

    def __init__(self, tables: Tables, language: str, items: Items) -> None:
        main = tables.main
        self.persons = sorted(one for one in main if language in ("", main[one]))
        self.groups = [tables.types[one] for one in self.persons]
        self.strata = [main[one] for one in self.persons]
        self.rates = {
            item: np.array([tables.rate(one, main[one], codes) for one in self.persons])
            for item, codes in items.items()
        }

    def of(self, item: tuple[str, str], group: str, stratum: str = "") -> list[float]:
        rows = zip(self.rates[item], self.groups, self.strata, strict=True)
        return [rate for rate, own, of in rows if own == group and stratum in ("", of)]

    def difference(self, item: tuple[str, str], first: str, second: str) -> float:
        """Return the difference of mean rates inside strata, weighed by n₁ · n₂ / n."""
        parts, weights = [], []
        for stratum in sorted(set(self.strata)):
            one, other = (self.of(item, group, stratum) for group in (first, second))
            if one and other:
                parts.append(np.mean(one) - np.mean(other))
                weights.append(len(one) * len(other) / (len(one) + len(other)))
        return float(np.average(parts, weights=weights))


def _check_rates(rows: list[Page], sample: Sample, shown: list[tuple[str, str]]) -> int:
    checked = 0
    for row, item in zip(rows, shown, strict=True):
        for cell, group in zip(row.xpath("./td"), GROUPS.values(), strict=False):
            rates = sample.of(item, group)
            told = text_of(cell)
            assert share(told) == (sum(rate > 0 for rate in rates), len(rates))
            assert number(told.split()[3]) == pytest.approx(np.mean(rates), abs=0.0501)
            checked += 1
    return checked


def _check_tests(rows: list[Page], sample: Sample, shown: list[tuple[str, str]]) -> int:
    design = Compared(sample.groups, sample.strata)
    made = {item: design.statistics(rates) for item, rates in sample.rates.items() if rates.any()}
    least = {item: least_p(shares) for item, (shares, _) in made.items()}
    family = [item for item in made if least[item] <= 0.05]
    over_all = family_p(*zip(*(made[item] for item in family), strict=True)) if family else []
    checked = 0
    for row, item in zip(rows, shown, strict=True):
        cells = [text_of(cell) for cell in row.xpath("./td[@class='number']")]
        assert bool(cells) == (item in family and len(design.arrangements) > 20)
        if cells:
            told = [over_all[family.index(item)], exact_p(*made[item]), least[item]]
            for cell, expected in zip(cells, told, strict=True):
                assert number(cell) == pytest.approx(expected, abs=0.0006), (item, cell)
            checked += 1
    return checked


def _check_pairs(table: Page, sample: Sample, shown: list[tuple[str, str]]) -> int:
    checked = 0
    for body, item in zip(table.xpath("./tbody"), shown, strict=True):
        for row in body.xpath("./tr"):
            named = text_of(row.find_class("level")[0]).split(" − ")
            first, second = (group_of(one) for one in named)
            told = [number(text_of(cell).split()[0]) for cell in row.xpath("./td")]
            assert told[0] == pytest.approx(sample.difference(item, first, second), abs=0.0501)
            delta = cliffs_delta(sample.of(item, first), sample.of(item, second))
            assert told[1] == pytest.approx(delta, abs=0.00501)
            checked += 1
    return checked


def number(text: str) -> float:
    """Read a number of the report; below its last digit it is told as `< 0.001`."""
    return 0.0005 if text.startswith("<") else float(text.replace("−", "-").replace(",", ""))


# Against chance


def test_poles_against_chance(page: Page, tables: Tables, codebook: dict[str, Any]) -> None:
    every = set(tables.codings.code)
    checked = 0
    articles = page.get_element_by_id("balance").find_class("tension")
    for tension, article in zip(codebook["tensions"], articles, strict=True):
        sides = poles_of(tension, every)
        for lines in article.find_class("chance"):
            heading = text_of(lines.xpath("(preceding::h4)[last()]")[0])
            for line in lines.xpath("./li"):
                group = text_of(line.xpath("./b")[0])
                group = "" if group == "All groups" else group_of(group)
                told = [text_of(one) for one in line.xpath("./span")]
                met = [one for one in told if " with both poles" in one]
                if met:
                    _check_chance(met[0], tables, _scope(heading), group, sides)
                    checked += 1
    assert checked > 25


def _check_chance(
    told: str, tables: Tables, language: str, group: str, sides: list[set[str]]
) -> None:
    people = tables.people(language, group)
    both, chances = meeting_by_chance(tables, people, language, sides)
    assert number(told.split()[0]) == both
    if "no other number" in told:
        assert np.count_nonzero(chances > 0) == 1
        return
    limits = re.search(r"([\d.]+) by chance \((\d+)–(\d+)\)", told)
    assert limits, told
    assert float(limits[1]) == pytest.approx(mean_of(chances), abs=0.0501)
    assert (int(limits[2]), int(limits[3])) == middle(chances)
    above = speakers = 0
    for person in people:
        one, alone = meeting_by_chance(tables, {person}, language, sides)
        speaks = all(tables.held(person, language, codes) for codes in sides)
        speakers += speaks
        above += speaks and one > mean_of(alone) + 1e-9
    assert f"with {above} of {speakers} who speak" in told
    p = re.search(r"; p [=<] ([\d.]+)\.?$", told)
    assert bool(p) == (speakers >= 3 and least_two_sided(chances) <= 0.05), told
    if p:
        assert number(p[1].rstrip(".")) == pytest.approx(two_sided(chances, both), abs=0.0006)


def test_which_pole_first(page: Page, tables: Tables, codebook: dict[str, Any]) -> None:
    every = set(tables.codings.code)
    checked = 0
    articles = page.get_element_by_id("balance").find_class("tension")
    for tension, article in zip(codebook["tensions"], articles, strict=True):
        sides = poles_of(tension, every)
        for lines in article.find_class("chance"):
            language = _scope(text_of(lines.xpath("(preceding::h4)[last()]")[0]))
            for line in lines.xpath("./li"):
                group = text_of(line.xpath("./b")[0])
                people = tables.people(language, "" if group == "All groups" else group_of(group))
                told = text_of(line.xpath("./span")[-1])
                begun = [_begin(tables, one, language, sides) for one in sorted(people)]
                both = [one for one in begun if one is not None]
                assert int(told.split()[0]) == len(both), told
                found = re.search(r"with (\d+), first for .* with (\d+)[;.]", told)
                if found:
                    firsts, seconds = both.count(1), both.count(-1)
                    assert (int(found[1]), int(found[2])) == (firsts, seconds)
                    p = re.search(r"sign test: p [=<] ([\d.]+\d)", told)
                    expected = sign_test(firsts, seconds)
                    assert bool(p) == (2 / 2 ** (firsts + seconds) <= 0.05)
                    assert not p or float(p[1]) == pytest.approx(expected, abs=0.0006)
                    checked += 1
                meetings = tables.tensions
                meetings = meetings[
                    (meetings.tension == tension["id"])
                    & (meetings.level == "segment")
                    & meetings.respondent.isin(people)
                ]
                place = re.search(r"first pole comes first in (\d+), the second in (\d+)", told)
                if place:
                    held = [
                        sum(one.split("+")[0] == _leading(pole) for one in meetings.first_pole)
                        for pole in tension["poles"]
                    ]
                    assert [int(place[1]), int(place[2])] == held
    assert checked > 25


def _leading(pole: str | list[str]) -> str:
    return pole if isinstance(pole, str) else pole[0]


def _begin(tables: Tables, person: str, language: str, sides: list[set[str]]) -> int | None:
    """Return 1 if a respondent begins with the first pole, -1 the second; None lacks one of them.

    The sample's respondents stand in one interview each.
    """
    starts = []
    hits = tables.hits[tables.hits.polarity != "negated"]
    for codes in sides:
        held = tables.held(person, language, codes)
        words = hits[hits.code.isin(codes)]
        keys = zip(words.transcript, words.segment, words.start, strict=True)
        starts.append(min((start for *key, start in keys if tuple(key) in held), default=np.nan))
    if any(np.isnan(one) for one in starts):
        return None
    return int(np.sign(starts[1] - starts[0]))


def test_codes_that_stand_together(page: Page, tables: Tables) -> None:
    checked = 0
    names = {
        text_of(a): a.get("title")
        for a in page.get_element_by_id("matrix").xpath(".//tbody/tr[not(@class='branch')]/th/a")
    }
    for language, table in panels(page.get_element_by_id("cooccurrence")):
        people = tables.people(language)
        codes = []
        for row in table.xpath("./tbody/tr"):
            code = names[text_of(row.xpath("./th/a")[0])]
            held = [tables.held(person, language, {code}) for person in people]
            assert int(text_of(row.xpath("./th/span")[-1])) == sum(map(len, held))
            for cell, other in zip(row.xpath("./td"), codes, strict=False):
                both, chances = meeting_by_chance(tables, people, language, [{code}, {other}])
                told = [text_of(one) for one in cell.xpath("./span")]
                if told:
                    assert int(told[0]) == both
                    assert float(told[1]) == pytest.approx(mean_of(chances), abs=0.0501)
                    checked += 1
                else:
                    assert both == 0
            codes.append(code)
    assert checked > 100


def test_the_segments_behind_a_pair(page: Page) -> None:
    section = page.get_element_by_id("cooccurrence")
    for link in section.xpath(".//span[@class='both']/a"):
        place = page.get_element_by_id(link.get("href").removeprefix("#"))
        listed = len(place.xpath("./ul/li"))
        told = text_of(place.find_class("detail")[0])
        assert told.startswith(f"{text_of(link)} segment")
        capped = re.search(r"(\d+) of (\d+) shown", told)
        assert listed == int(capped[1] if capped else text_of(link))


# Talk, words, saturation


def test_who_talks_how_much(page: Page, tables: Tables) -> None:
    said = tables.said
    words = said.groupby("respondent").words.sum()
    turns = said.groupby("respondent").apply(
        lambda rows: len(rows[["transcript", "turn"]].drop_duplicates()), include_groups=False
    )
    whole = tables.segments.groupby("transcript").words.sum()
    inside = said.groupby("respondent").transcript.agg(lambda names: whole[list(set(names))].sum())
    checked = 0
    for table in page.xpath("//table[@class='talking']"):
        language = _scope(text_of(table.xpath("(preceding::h4)[last()]")[0]))
        for row in table.xpath("./tbody/tr"):
            people = sorted(tables.people(language, group_of(text_of(row.xpath("./th")[0]))))
            for cell, own in zip(
                row.xpath("./td"),
                (words, words / turns, 100 * words / inside),
                strict=False,
            ):
                numbers = sorted(float(own[one]) for one in people)
                if len(numbers) > 2:
                    numbers = [float(np.median(numbers)), numbers[0], numbers[-1]]
                told = [float(one.replace(",", "")) for one in NUMBER.findall(text_of(cell))]
                assert told == pytest.approx(numbers, abs=0.501)
                checked += 1
    assert checked == 18


NUMBER = re.compile(r"\d[\d,]*")

# Words of the sample's lists and all their forms in it, written down by hand.
FORMS = {
    ("ru", "порядок"): r"порядок|порядка|порядку|порядком|порядке|порядки",
    ("ru", "проверка"): r"проверка|проверки|проверку|проверок|проверке|проверкой|проверками",
    ("ru", "третий"): r"треть(?:ий|я|е|его|ему|ем|им|их|ей|ю|и|ими)|третий",
}


def test_words_for_a_thousand(page: Page, tables: Tables) -> None:
    checked = 0
    for table in page.get_element_by_id("words").iter("table"):
        language = _scope(text_of(table.xpath("(preceding::h3)[last()]")[0]))
        group = group_of(text_of(table.xpath("(preceding::h4)[last()]")[0]))
        for row in table.xpath("./tbody/tr[1]"):
            head = row.xpath("./th")[0]
            base = head.xpath("./span") or [head]
            forms = FORMS.get((language, text_of(base[0])))
            if not forms:
                continue
            cells = [text_of(cell) for cell in row.xpath("./td")]
            sides = (tables.people(language, group), tables.people(language))
            for people, rate, users in zip(
                (sides[0], sides[1] - sides[0]),
                (cells[0], cells[2]),
                (cells[3], cells[4]),
                strict=True,
            ):
                rows = tables.said[
                    tables.said.respondent.isin(people) & (tables.said.language == language)
                ]
                times = rows.text.str.lower().str.count(rf"\b(?:{forms})\b")
                expected = 1000 * times.sum() / rows.words.sum()
                assert float(rate) == pytest.approx(expected, abs=0.0501)
                assert share(users) == (rows[times > 0].respondent.nunique(), len(people))
                checked += 1
    assert checked == 2 * len(FORMS)


def test_saturation_in_the_order_of_the_transcripts(page: Page, tables: Tables) -> None:
    checked = 0
    hits = tables.hits[tables.hits.polarity != "negated"]
    hits = hits.merge(tables.said[["transcript", "segment", "respondent"]])
    for table in page.xpath("//table[@class='steps']"):
        language = _scope(text_of(table.xpath("(preceding::h4)[last()]")[0]))
        codes: set[str] = set()
        indicators: set[tuple[str, str]] = set()
        new_codes = []
        for row in table.xpath("./tbody/tr"):
            person = text_of(row.xpath("./th")[0])
            mine = tables.present[tables.present.respondent == person]
            found = set(mine[mine.language == language].code)
            own = hits[(hits.respondent == person) & (hits.language == language)]
            shown = set(zip(own.code, own.indicator, strict=True))
            cells = [text_of(cell).replace(",", "") for cell in row.xpath("./td")][1:]
            new_codes.append(len(found - codes))
            assert [int(one) for one in cells[:2]] == [len(found - codes), len(found | codes)]
            assert [int(one) for one in cells[3:5]] == [
                len(shown - indicators),
                len(shown | indicators),
            ]
            codes |= found
            indicators |= shown
            checked += 1
        reading = table.xpath("(preceding::p[@class='reading'])[last()]")
        if len(new_codes) >= 6:
            told = text_of(table.xpath("../../../div[@class='curves']//p[@class='reading']")[0])
            base, last = sum(new_codes[:4]), sum(new_codes[-2:])
            assert f"first 4 respondents bring {base} codes." in told
            assert f"bring {last}, {100 * last / base:.0f}%" in told
            assert reading
    assert checked == 11


def test_random_orders_keep_to_what_all_orders_give(page: Page, tables: Tables) -> None:
    """All 5,040 orders of the seven are looked at; 500 drawn ones must lie near."""
    table = page.xpath("//table[@class='steps']")[0]
    people = [text_of(row.xpath("./th")[0]) for row in table.xpath("./tbody/tr")]
    mine = [set(tables.present[tables.present.respondent == one].code) for one in people]
    for size, row in enumerate(table.xpath("./tbody/tr"), start=1):
        brought = [len(set().union(*some)) for some in itertools.combinations(mine, size)]
        low, middle_one, high = np.quantile(brought, [0.05, 0.5, 0.95], method="inverted_cdf")
        told = re.findall(r"[\d.]+", text_of(row.xpath("./td")[3]))
        assert [float(one) for one in told] == pytest.approx([middle_one, low, high], abs=1.01)


# Figures beside interviews


def test_figures_beside_interviews(tmp_path: Path) -> None:
    study = unpack(tmp_path / "social", "social_order")
    survey = parse_survey((tmp_path / "social" / "survey.csv").read_bytes(), "survey.csv")
    run = replace(tag_study(study, tmp_path / "social-run"), surveys=(survey,))
    page = html.fromstring(render_report(run, language="en"))
    tables = Tables(tmp_path / "social-run")
    regions = pd.read_csv(tmp_path / "social" / "respondents.csv", keep_default_na=False)
    living = dict(zip(regions.respondent, regions.region, strict=True))
    figures = pd.read_csv(tmp_path / "social" / "survey.csv", keep_default_na=False, dtype=str)
    told = {}
    for article in page.get_element_by_id("survey").find_class("surveyed"):
        name = re.split(r" (?:points|%)", text_of(article.xpath("./h3")[0]))[0]
        for body in article.xpath(".//table[contains(@class, 'beside')]/tbody"):
            told[name, text_of(body.xpath(".//th/text()/..")[0]).split(" n =")[0]] = body
    assert len(told) == len(figures)
    checked = 0
    for row, body in zip(figures.itertuples(), told.values(), strict=True):
        held = number(text_of(body.xpath(".//td[@class='number']/b")[0]))
        assert held == float(row.mean or row.value)
        assert not row.region or row.region in text_of(body.xpath(".//th")[0])
        for line in body.xpath("./tr"):
            cells = [text_of(cell) for cell in line.xpath("./td[not(@rowspan)]")]
            language = next((id for name, id in LANGUAGES.items() if name in cells[0]), "")
            if not language:
                continue
            people = {one for one in tables.people(language) if row.region in ("", living[one])}
            assert int(cells[0].split()[0]) == len(people)
            if row.about or not row.codes:
                continue
            present = tables.present[
                (tables.present.language == language) & tables.present.respondent.isin(people)
            ]
            named = present[present.code.isin(_below(row.codes, present.code))]
            assert share(cells[1]) == (named.respondent.nunique(), len(people))
            words = sum(int(tables.talk(one, language).words.sum()) for one in people)
            if len(named):
                rate = f"{1000 * len(named) / words:.1f}"
                plural = "s" * (len(named) > 1)
                assert cells[2].startswith(f"{len(named)} coding{plural} {rate} per"), cells
            checked += 1
    assert checked >= 2


def _below(ids: str, codes: Iterable[str]) -> set[str]:
    """Return which codes are named or lie below those named."""
    named = tuple(f"{id}." for id in ids.split())
    return {code for code in codes if f"{code}.".startswith(named)}
