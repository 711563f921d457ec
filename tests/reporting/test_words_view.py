"""Words, saturation and talk in the report: small studies, looked up in the page."""

from dataclasses import replace
from typing import Any

import pytest
from constructed_run import Said, make_run, make_table
from lxml import html as lxml_html

from qualcode.reporting import render_report
from qualcode.runs.read import Run

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

SAID = {
    "A1": "We {efficiency.saving:save money} on the roof. The roofs leak and we count every roof",
    "A2": "A roof is a roof before the law and [laughs] behind it",
    "A3": "Roof again",
    "N1": "The choir sings. We sing",
    "N2": "We sing about a roof",
}


def study(said: dict[str, str], language: str = "en") -> Run:
    types = {id: "admin" if id[0] == "A" else "ngo" for id in said}
    interviews = {f"{id}.txt": [Said("", "Well?"), Said(id, said[id], language)] for id in said}
    return make_run(interviews, make_table(types))


def page(run: Run, language: str = "en") -> Any:
    return lxml_html.fromstring(render_report(run, language=language))


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def groups(document: Any) -> dict[str, Any]:
    return {
        text(one.find("h4")).split(" ")[0]: one
        for one in document.xpath("//section[@class='marking']")
    }


def test_words_of_a_group_with_their_numbers() -> None:
    (table,) = groups(page(study(SAID)))["Administrator"].xpath(".//table")
    (row,) = table.xpath("./tbody/tr[1]")
    cells = [text(cell) for cell in row]
    # 6 of 27 words; remarks are none
    assert cells[0] == "roof"
    assert cells[1] == "222.2"
    assert cells[4] == "3 of 3"
    assert cells[5] == "1 of 2"
    assert float(cells[6]) > 0


def test_lines_of_a_word_by_as_many_persons_as_can_be() -> None:
    document = page(study(SAID))
    lines = groups(document)["Administrator"].xpath(".//ul[@class='kwic']/li")
    assert [text(line.find(".//cite")) for line in lines] == ["A1", "A2", "A3"]
    assert [text(line.find(".//mark")) for line in lines] == ["roof", "roof", "Roof"]
    assert text(lines[1]).startswith("A roof is a roof before the law and [laughs] … A2")
    summary = groups(document)["Administrator"].find(".//summary")
    assert text(summary) == "roof: 3 of 6 places"
    ids = set(document.xpath("//@id"))
    links = [line.find(".//a").get("href") for line in lines]
    assert all(link[1:] in ids for link in links)
    assert links[0].startswith("#quote") or links[0].startswith("#coding")  # a coding stands there
    assert links[1].startswith("#strip")


def test_of_many_persons_the_first_five_are_shown() -> None:
    said = {f"A{n}": "roof and roof. A roof" for n in range(1, 8)}
    document = page(study({**said, "N1": "tea", "N2": "tea"}))
    group = groups(document)["Administrator"]
    assert [text(one) for one in group.xpath(".//cite")] == ["A1", "A2", "A3", "A4", "A5"]
    assert text(group.find(".//summary")) == "roof: 5 of 21 places"


def test_two_respondents_are_named_not_ranked_and_one_says_nothing() -> None:
    document = page(study({"A1": "roof tea", "N1": "sing sing", "N2": "sing"}))
    ngo = groups(document)["NGO"]
    assert "tell of these two" in text(ngo)
    assert [text(one) for one in ngo.xpath(".//tbody/tr/th")] == ["sing"]
    admin = groups(document)["Administrator"]
    assert "not of a group" in text(admin)
    assert not admin.xpath(".//table")


def test_words_mostly_said_by_one_are_marked() -> None:
    document = page(study({"N1": "sing sing sing sing", "N2": "sing", "A1": "tea", "A2": "tea"}))
    assert "4 of 5 times by one respondent" in text(groups(document)["NGO"])
    assert "times by one" not in text(groups(document)["Administrator"])


def test_without_another_group_there_is_nothing_to_compare() -> None:
    document = page(study({"A1": "roof", "A2": "roof"}))
    assert "There is no other group" in text(document.get_element_by_id("words"))


def test_no_word_is_said_by_enough() -> None:
    document = page(study({"A1": "roof", "A2": "tea", "N1": "choir"}))
    assert "No word is said by enough" in text(groups(document)["Administrator"])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_part_in_both_languages(language: str) -> None:
    document = page(study(SAID), language)
    for id in ("words", "saturation", "talk"):
        assert document.get_element_by_id(id) is not None
    assert len(document.xpath("//figure[@class='drawn']//*[local-name()='svg']")) == 4


def test_saturation_says_when_little_is_new() -> None:
    codes = ["saving:save", "saving:save", "targets:target", "saving:save", "saving:save"]
    said = {f"A{n}": f"{{efficiency.{code}}}" for n, code in enumerate([*codes, codes[0]], 1)}
    method = text(page(study(said)).get_element_by_id("method"))
    assert "The first 4 respondents bring 2 codes. Respondents 5 and 6 bring nothing" in method
    assert "different codes so far, English" in method  # beside the axis
    said["A6"] = "{humanization.care:care}"
    method = text(page(study(said)).get_element_by_id("method"))
    assert "No two in a row bring 5% or less of that anew; the last two, 5 and 6, bring 1" in method


def test_saturation_of_few_and_of_one() -> None:
    assert "6 are needed" in text(page(study(SAID)).get_element_by_id("method"))
    one = page(study({"A1": "roof"}))
    assert "6 are needed" in text(one.get_element_by_id("method"))
    assert not one.xpath("//figure[@class='drawn' and contains(@id, 'saturation')]")


def test_the_curves_stand_in_a_table_too() -> None:
    (table,) = page(study(SAID)).xpath("//table[@class='steps']")
    rows = [[text(cell) for cell in row] for row in table.xpath("./tbody/tr")]
    assert [row[:4] for row in rows] == [
        ["1", "A1", "1", "1"], ["2", "A2", "0", "1"], ["3", "A3", "0", "1"],
        ["4", "N1", "0", "1"], ["5", "N2", "0", "1"],
    ]  # fmt: skip


def test_talk_of_groups() -> None:
    document = page(study(SAID))
    (table,) = document.xpath("//table[@class='talking']")
    rows = {text(row[0]): [text(cell) for cell in row[1:]] for row in table.xpath("./tbody/tr")}
    assert rows["Administrator 3 respondents"][:2] == ["12 (2–14)", "12 (2–14)"]
    assert rows["NGO manager 2 respondents"][0] == "5"  # both say five words
    assert len(table.xpath("./thead/tr/th")) == 4  # no minutes where there are no times


def test_minutes_stand_there_where_times_are_known() -> None:
    run = study({"A1": "roof", "A2": "tea", "N1": "choir"})
    times = iter(["00:00", "01:00", "", "", "00:00 - 00:30", "00:30 - 02:30"])
    turns = tuple({**turn, "time": next(times)} for turn in run.tables["turns"])
    document = page(replace(run, tables={**run.tables, "turns": turns}))
    (table,) = document.xpath("//table[@class='talking']")
    minutes = [text(row[-1]) for row in table.xpath("./tbody/tr")]
    assert minutes == ["–", "2"]


def test_a_long_curve_without_codes_says_nothing_of_them() -> None:
    document = page(study({f"A{n:02}": "roof" for n in range(1, 43)}))
    method = document.get_element_by_id("method")
    figures = method.xpath(".//figure[@class='drawn']")
    assert [text(one.find("figcaption")) for one in figures] == ["Words"]
    assert "Respondents 5 and 6 bring nothing new" in text(figures[0])
    assert not figures[0].xpath(".//*[local-name()='title'][contains(., 'A07')]")


def test_nobody_speaks() -> None:
    document = page(make_run({"a.txt": [Said("", "Hello?")]}))
    assert not document.xpath("//figure[@class='drawn']")
    assert "compare" in text(document.get_element_by_id("words"))
