"""The review page is for everybody, and for nobody else: keyboard, screen readers, strangers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import (
    go_to,
    here,
    log_of,
    margin,
    packed_head,
    page_of,
    press,
    reviewing,
    said,
    wait_saved,
    write_pack,
)
from playwright.sync_api import Browser, expect
from reviewed import Reviewed, of_segment, on, opened
from serving import serving

from qualcode.review.page import render_review
from tests.reporting.chromium import needs_chromium

pytestmark = [pytest.mark.no_cover, needs_chromium, pytest.mark.xdist_group("chromium")]


def test_everything_is_reached_by_the_keyboard_alone(browser: Browser, reviewed: Reviewed) -> None:
    with reviewing(browser, reviewed) as page:
        focused = "document.activeElement"
        assert page.evaluate(f"{focused}.classList.contains('segment')")
        for key, name in (("?", "keys"), ("l", "interviews"), ("/", "filters"), ("c", "palette"),
                          ("m", "memos"), ("n", "draft"), ("t", "relation")):  # fmt: skip
            press(page, key)
            assert page.evaluate(f"{focused}.closest('dialog')?.className") == name
            press(page, "Escape")
            assert page.evaluate(f"{focused}.classList.contains('segment')"), name
        reached = set()
        for _ in range(28):
            press(page, "Tab")
            reached.add(page.evaluate(f"{focused}.textContent.trim()"))
        assert {"Accepta", "Read, next↵", "Memom", "Keys?"} <= reached
        page.locator("#panel button", has_text="Reject").focus()
        press(page, "Enter")  # by the keyboard the focus stays in the panel
        assert page.evaluate(f"{focused}.closest('#panel') !== null")
        press(page, "l", "Tab", "Tab", "Enter")
        assert here(page)[0] == "en02.txt"


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ru", "dark")])
def test_the_page_can_be_read_by_everybody(
    browser: Browser, reviewed: Reviewed, tmp_path: Path, language: str, scheme: Any
) -> None:
    address = write_pack(reviewed, tmp_path, language)
    with (
        browser.new_context(color_scheme=scheme, viewport={"width": 400, "height": 800}) as context,
        page_of(context, address) as page,
    ):
        press(page, "a", "x", "f", "d")
        for key in ("", "c", "m", "?", "l"):
            if key:
                press(page, key)
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], key
            wide = "document.documentElement.scrollWidth"
            assert page.evaluate(f"{wide} <= innerWidth"), key
            press(page, "Escape")


HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>{names}&amp;\"'`"


def hostile(value: Any) -> Any:
    """Put a hostile text behind every text for people."""
    plain = {"sha256", "text_sha256", "role", "color", "language", "level", "relation", "kind"}
    kept = plain | {"id", "code", "unit", "polarity", "status", "tension", "action", "text"}
    if isinstance(value, dict):
        return {
            key: one if key in kept and isinstance(one, str) else hostile(one)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [hostile(one) for one in value]
    return value + HOSTILE if isinstance(value, str) else value


def test_hostile_strings_stay_inert_in_every_field(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    head, full = packed_head(reviewed)
    head, full = hostile({**head, "decisions": []}), hostile(full)
    for transcript in full:
        transcript["id"] += HOSTILE
        transcript["text"] = transcript["text"].replace("<script>", HOSTILE[:8])
        here = [one for one in transcript["segments"] if one["role"] == "respondent"]
        transcript["suggestions"] = [
            {
                "segment": here[0]["number"],
                "code": f"gone{HOSTILE}",
                "score": 0.4,
                "reasons": [
                    {"kind": "words", "text": HOSTILE, "transcript": HOSTILE, "segment": 1}
                ],
            }
        ]
        transcript["others"] = [
            {"coder": HOSTILE, "action": "add", "code": HOSTILE, "start": 0, "stop": 9,
             "segment": here[0]["number"]}
        ]  # fmt: skip
    for entry in head["transcripts"]:
        entry["id"] = entry["id"].removesuffix(HOSTILE) + HOSTILE
    head |= {"coder": HOSTILE, "settle": [HOSTILE], "pack": {"id": HOSTILE, "made": ""}}
    file = tmp_path / "hostile.html"
    file.write_text(render_review(head, "en", full), encoding="utf-8")
    with browser.new_context() as context, page_of(context, file.as_uri()) as page:
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        for keys in ("a", "x", "ArrowRight", "d", "t", "l", "?", "/", "c"):
            press(page, keys)
            press(page, "Escape")
        press(page, "m")
        page.keyboard.type(HOSTILE)
        press(page, "Control+Enter", "n")
        page.keyboard.type(HOSTILE)
        press(page, "Control+Enter", "f", "Enter", "Enter", "k")
        assert HOSTILE in page.locator("#panel").inner_text()
        assert page.evaluate("window.hit") is None
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 2
        assert dialogs == []


@pytest.mark.parametrize(("width", "height"), [(780, 490), (400, 800)])
def test_what_is_coded_is_in_view_in_a_small_window(
    browser: Browser, reviewed: Reviewed, tmp_path: Path, width: int, height: int
) -> None:
    address = write_pack(reviewed, tmp_path)
    seen = """(wanted) => {
      const box = document.querySelector(wanted).getBoundingClientRect();
      const talk = document.querySelector("#talk").getBoundingClientRect();
      return box.top >= talk.top - 1 && Math.min(box.bottom, box.top + 40) <= talk.bottom + 1;
    }"""
    with (
        browser.new_context(viewport={"width": width, "height": height}) as context,
        page_of(context, address) as page,
    ):
        assert page.locator(".who").is_visible()
        for key in ("ArrowDown", "ArrowDown", "a", "ArrowDown", "ArrowDown", "ArrowUp"):
            press(page, key)
            assert page.evaluate(seen, ".segment.current .words"), key
        press(page, "s", *["ArrowRight"] * 4)
        assert page.evaluate(seen, ".chosen")
        press(page, "Escape")
        go_to(page, "en01.txt", 2)
        grounds, choices = (
            page.locator(f".card.on {one}").bounding_box() for one in (".grounds", ".choices")
        )
        assert grounds
        assert choices
        assert choices["y"] < grounds["y"]


def test_a_blind_page_knows_nothing_of_others(browser: Browser, reviewed: Reviewed) -> None:
    seeing = reviewed.desk()
    text = opened(seeing, "en01.txt")
    seeing.save(
        [
            of_segment(text, 2, "add", code="care"),
            on(text, "dignity", "note", text="Sssh", about="segment"),
        ]
    )
    reviewed.desk("BORIS").save([of_segment(text, 2, "add", code="saving")])
    answers: list[str] = []
    with (
        serving(reviewed.desk(blind=True, sample=8)) as address,
        browser.new_context() as context,
    ):
        context.on("response", lambda answer: answers.append(answer.text()))
        with page_of(context, address) as page:
            expect(page.locator("#progress-text")).to_have_text("0 of 8 read")
            for _ in range(8):
                assert margin(page) == []
                assert page.locator(".evidence, .card, .tensions").count() == 0
                press(page, "a", "x", "t", "Enter", "Enter")
            assert "That was the last one" in said(page)
            press(page, "/")
            shown = page.locator("select[name=show] option").evaluate_all(
                "(all) => all.map((one) => one.value)"
            )
            assert shown == ["all", "unread", "coded", "reworded", "flagged", "memo"]
            press(page, "Escape")
            wait_saved(page)
            expect(page.locator("#progress-text")).to_have_text("8 of 8 read")
    known = [material_of(one) if one.startswith("<!DOCTYPE") else one for one in answers]
    for word in (
        "codings",
        "evidence",
        "suggestion",
        "others",
        "BORIS",
        "Sssh",
        "score",
        "indicator",
    ):
        assert not [one for one in known if word in one], word
    blind = log_of(reviewed)[2:]
    assert [one.action for one in blind] == ["seen"] * 8
    assert all(one.blind and one.sample for one in blind)


def material_of(page: str) -> str:
    """Return what a page says of the study: style, scripts and messages are everybody's."""
    material = json.loads(page.split('id="material">')[1].split("</script>")[0])
    return json.dumps({key: one for key, one in material.items() if key != "messages"})
