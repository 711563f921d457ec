"""Typical and deviant cases, and where marks stand in a strip, worked out by hand."""

from typing import Any

import pytest
from constructed_run import Said, make_run, make_table
from lxml import html as lxml_html

from qualcode.reporting import render_report

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

CONFLICT = "We {efficiency.saving:save money} {~conflict:instead of} {humanization.care:care}"
COMPROMISE = (
    "We {efficiency.saving:save money} {~compromise:in balance} with {humanization.care:care}"
)
UNSTATED = "We {efficiency.saving:save money} and {humanization.care:care}"
SAVING = "We {efficiency.saving:save money}"
CARE = "We {humanization.care:care}"
NOTHING = "We do not know"


def cell(**said: str) -> Any:
    """Return the cell of the joint display for a group in which each says one thing."""
    talk = {f"{one}.txt": [Said(one, words)] for one, words in said.items()}
    page = render_report(make_run(talk, make_table(dict.fromkeys(said, "admin"))))
    return lxml_html.fromstring(page).xpath("//section[@class='card']")[0]


def people(card: Any, kind: str) -> list[str]:
    figures = card.xpath(".//figure[contains(@class, $kind)]", kind=kind)
    return [figure.xpath(".//cite/b")[0].text for figure in figures]


@pytest.mark.parametrize(
    ("said", "typical", "deviant", "summary"),
    [
        (
            {"A": CONFLICT, "B": CONFLICT, "C": COMPROMISE},
            ["A", "B"], ["C"], "Conflict: 2 of 3; Compromise: 1 of 3",
        ),
        # a stated relation tells more than one pole alone
        (
            {"A": CONFLICT, "B": CONFLICT, "C": SAVING, "D": COMPROMISE, "E": UNSTATED},
            ["A", "B"], ["D"], "Conflict: 2 of 5",
        ),
        ({"A": SAVING, "B": SAVING, "C": CARE}, ["A", "B"], ["C"], "only Efficiency: 2 of 3"),
        ({"A": CONFLICT, "B": CONFLICT, "C": NOTHING}, ["A", "B"], [], "Conflict: 2 of 3"),
    ],
)  # fmt: skip
def test_typical_and_deviant(
    said: dict[str, str], typical: list[str], deviant: list[str], summary: str
) -> None:
    card = cell(**said)
    assert people(card, "typical") == typical
    assert people(card, "deviant") == deviant
    told = [" ".join(one.text_content().split()) for one in card.xpath("./ul/li")]
    for part in summary.split("; "):
        assert any(line.startswith(f"{part} (") for line in told)


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        ({"A": CONFLICT, "B": COMPROMISE}, "no way prevails"),
        ({"A": CONFLICT, "B": CONFLICT}, "all who speak of it do the same"),
        ({"A": CONFLICT, "B": NOTHING}, "a deviant case cannot be named"),
        ({"A": NOTHING}, "Nobody in the group speaks for either pole."),
    ],
)
def test_what_cannot_be_said_is_said(said: dict[str, str], remark: str) -> None:
    card = cell(**said)
    assert people(card, "deviant") == []
    assert remark in card.text_content()


def test_where_nothing_prevails_quotes_are_examples() -> None:
    card = cell(A=CONFLICT, B=COMPROMISE)
    assert people(card, "typical") == []
    assert sorted(people(card, "example")) == ["A", "B"]


def test_both_poles_and_the_cue_are_marked() -> None:
    marks = cell(A=CONFLICT).xpath(".//blockquote/mark")
    assert [(mark.get("class"), mark.text) for mark in marks] == [
        ("first", "save money"), ("cue", "instead of"), ("second", "care"),
    ]  # fmt: skip


def test_marks_stand_where_the_words_do() -> None:
    talk = {"a.txt": [Said("", "x" * 499), Said("A", "a {efficiency.saving:b} " + "c" * 494)]}
    page = render_report(make_run(talk, make_table({"A": "admin"})))
    strip = lxml_html.fromstring(page).xpath("//article[@class='strip']")[0]
    bars = strip.xpath(".//svg/path[@class != 'rule']")
    # 998 characters: the interviewer's 499, a line end, the respondent's 498
    assert [bar.get("class") for bar in bars] == ["interviewer", "respondent"]
    assert float(bars[1].get("d")[1:].split()[0]) == pytest.approx(501, abs=0.1)
    mark = strip.xpath(".//svg/a/rect")[0]
    assert float(mark.get("x")) == pytest.approx(503, abs=0.1)
    assert [item.text_content().split()[0] for item in strip.xpath(".//details/ol/li")] == ["50%"]


def test_a_strip_leads_to_its_quotes() -> None:
    talk = {"a.txt": [Said("A", SAVING)]}
    document = lxml_html.fromstring(render_report(make_run(talk, make_table({"A": "admin"}))))
    strip = document.xpath("//article[@class='strip']")[0]
    drawn = strip.xpath(".//svg/a/@href")
    assert drawn == strip.xpath(".//details/ol/li/a/@href")
    assert "save money" in document.get_element_by_id(drawn[0][1:]).text_content()
