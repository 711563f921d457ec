"""The page as a file: its policy, its data, its messages; what it does is tried in Chromium."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html
from reviewed import Reviewed

import qualcode.review
from qualcode.pages import content_policy
from qualcode.review.page import SCRIPTS, as_data, join_scripts, render_review

ROOM = Path(qualcode.review.__file__).parent
CATALOGUES = {
    language: yaml.safe_load((ROOM / "messages" / f"{language}.yaml").read_text(encoding="utf-8"))
    for language in ("en", "ru")
}
FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}


def parse(page: str) -> tuple[Any, dict[str, Any]]:
    tree = html.fromstring(page)
    return tree, json.loads(tree.get_element_by_id("material").text)


def test_a_served_page_may_ask_its_own_server_and_nobody_else(reviewed: Reviewed) -> None:
    page = render_review(reviewed.desk().head() | {"token": "t", "pack": None}, "en")
    tree, material = parse(page)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style, script = tree.xpath("//style")[0].text, tree.xpath("//script[not(@type)]")[0].text
    assert policy == f"{content_policy(style, script)}; connect-src 'self'"
    assert material["mode"] == "served"
    assert "transcripts_full" not in material


def test_a_packed_page_holds_all_and_asks_nobody(reviewed: Reviewed) -> None:
    desk = reviewed.desk()
    full = [desk.transcript_json(index) for index in range(4)]
    head = desk.head() | {"token": "", "pack": {"id": "p", "made": ""}}
    page = render_review(head, "ru", full)
    tree, material = parse(page)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "connect-src" not in policy
    assert "default-src 'none'" in policy
    assert material["transcripts_full"] == json.loads(json.dumps(full))
    assert material["language"] == tree.get("lang") == "ru"
    assert page == render_review(head, "ru", full)


def test_what_is_blind_or_settled_stands_in_the_bar(reviewed: Reviewed) -> None:
    head = reviewed.desk(blind=True).head() | {"token": "t", "pack": None}
    badges = parse(render_review(head, "ru"))[0].xpath("//span[@class='badge']/text()")
    assert badges == ["вслепую"]
    settled = head | {"blind": False, "settle": ["ANNA", "<b>"]}
    badges = parse(render_review(settled, "en"))[0].xpath("//span[@class='badge']/text()")
    assert badges == ["settling: ANNA, <b>"]
    who = parse(render_review(settled | {"coder": "consensus"}, "ru"))[0].xpath("//*[@class='who']")
    assert who[0].text_content().endswith(" консенсус")


def test_data_cannot_end_its_element() -> None:
    value = {"</script><script>": "<!-- & ]]> \u2028 \U0001f642"}
    assert not set("<>&") & set(as_data(value))
    assert json.loads(as_data(value)) == value


def test_every_script_is_joined() -> None:
    there = {path.stem for path in (ROOM / "templates" / "scripts").glob("*.js")}
    assert set(SCRIPTS) == there
    assert join_scripts().count('"use strict"') == 1


def test_nothing_in_the_scripts_reads_text_as_markup() -> None:
    for sink in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "srcdoc",
    ):
        assert sink not in join_scripts()


def test_all_languages_have_the_same_messages() -> None:
    assert CATALOGUES["en"].keys() == CATALOGUES["ru"].keys()


@pytest.mark.parametrize("key", CATALOGUES["en"])
def test_translations_have_the_same_places_and_all_forms(key: str) -> None:
    places = []
    for language, catalogue in CATALOGUES.items():
        message = catalogue[key]
        if isinstance(message, dict):
            assert message.keys() == FORMS[language]
            message = message["other"]
        assert isinstance(message, str)
        places.append(set(re.findall(r"\{(\w+)\}", message)))
    assert places[0] == places[1]


def test_every_message_is_used_and_every_one_used_is_there() -> None:
    """A key stands in a script or template as it is, or as a text of which a part is filled in."""
    sources = [*ROOM.glob("templates/**/*.js"), *ROOM.glob("templates/*.j2"), ROOM / "page.py"]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    written = set(re.findall(r"""["']([a-z]+(?:[.-][a-z_-]+)*)["']""", code))
    beginnings = tuple(re.findall(r"`([a-z]+\.)\$\{", code))
    keys = set(CATALOGUES["en"])
    assert [key for key in keys if key not in written and not key.startswith(beginnings)] == []
    asked = set(re.findall(r"""\b(?:say|count|t|text)\(["']([a-z.-]+)["']""", code))
    assert asked <= keys


def test_no_english_words_are_left_in_russian() -> None:
    known = set("qualcode decisions fix tag suggest next codebook adopt review import".split())
    known |= set("FILE JavaScript Enter Esc Shift Ctrl a c j k m n x".split())
    for key, message in CATALOGUES["ru"].items():
        for text in message.values() if isinstance(message, dict) else [message]:
            words = set(re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text)))
            assert words <= known, key
