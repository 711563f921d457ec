"""The review page as its coders use it: keys, mouse, two browsers, files, a server that dies."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from reviewed import Reviewed, of_segment, on, opened
from serving import port_of, serving

from qualcode.analysis.agreement.among import Choices, agree
from qualcode.analysis.agreement.decided import as_coders
from qualcode.decisions import load_logs, read_log, standing
from qualcode.model.decision import Decision
from qualcode.review.importing import import_lines
from qualcode.review.page import render_review
from tests.reporting.chromium import launch, needs_chromium

pytestmark = [pytest.mark.no_cover, needs_chromium, pytest.mark.xdist_group("chromium")]
Head = dict[str, Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as started:
        yield started


@contextmanager
def page_of(context: BrowserContext, address: str) -> Iterator[Page]:
    """Open a page and wait for its first segment; behind the block nothing must have gone wrong."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    page.wait_for_function("() => document.querySelector('.segment.current, .none')")
    yield page
    assert wrong == []
    page.close(run_before_unload=False)


@contextmanager
def reviewing(browser: Browser, reviewed: Reviewed, **asked: Any) -> Iterator[Page]:
    """Serve a desk and open its page."""
    with (
        serving(reviewed.desk(**asked)) as address,
        browser.new_context() as context,
        page_of(context, address) as page,
    ):
        yield page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
    page.evaluate("() => new Promise((done) => setTimeout(done))")


def said(page: Page) -> str:
    return page.locator("#said").inner_text()


def here(page: Page) -> tuple[str, int]:
    number = page.locator(".segment.current").get_attribute("data-number")
    return page.locator("#here").inner_text(), int(number or 0)


def go_to(page: Page, transcript: str, number: int) -> None:
    page.evaluate(
        """async ([id, number]) => {
          const desk = await started;
          await desk.act.show.moveTo({ index: desk.indexOf.get(id), number });
        }""",
        [transcript, number],
    )


def margin(page: Page) -> list[str]:
    return page.locator(".segment.current .margin .code").all_inner_texts()


def wait_saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("Saved")


def log_of(reviewed: Reviewed, coder: str = "ANNA") -> tuple[Decision, ...]:
    log = read_log(reviewed.decisions / f"{coder}.jsonl")
    assert log.problems == ()
    return log.decisions


def actions(lines: tuple[Decision, ...]) -> list[str]:
    return [
        f"{one.action} {one.to or one.code or one.relation or one.about}".strip() for one in lines
    ]


def test_a_whole_interview_is_reviewed_by_keys(browser: Browser, reviewed: Reviewed) -> None:
    with reviewing(browser, reviewed) as page:
        assert here(page) == ("en01.txt", 2)
        press(page, "a", "x")  # saving is right, care is not
        assert [one.split("\n")[0] for one in margin(page)] == ["✓", "✕"]
        press(page, "Enter")
        assert here(page) == ("en01.txt", 4)
        press(page, "Enter")  # something is still open: it is asked for once
        assert here(page) == ("en01.txt", 4)
        assert "not decided" in said(page)
        press(page, "r")
        page.keyboard.type("sav")
        press(page, "Enter")
        assert "Now: Saving" in said(page)
        press(page, "s", "ArrowRight", "Shift+ArrowRight", "Enter")
        page.keyboard.type("care")
        press(page, "Enter")
        press(page, "f", "m")
        page.keyboard.type("Irony?")
        press(page, "Control+Enter", "n")
        page.keyboard.type("Горькая ирония")
        press(page, "Control+Enter", "Enter", "Enter")
        assert here(page)[0] == "en02.txt"
        press(page, "1", "2", "Backspace", "Backspace", "Shift+Backspace", "Enter")
        wait_saved(page)
    lines = log_of(reviewed)
    done = actions(lines)
    assert done[:3] == ["accept saving", "reject care", "seen"]
    assert done[3:9] == [
        "recode saving",
        "add care",
        "flag segment",
        "note segment",
        "draft draft.gorkaya_ironiya",
        "add draft.gorkaya_ironiya",
    ]
    assert done.count("seen") == 3
    assert [one.action for one in lines[-4:]] == ["undo", "undo", "undo", "seen"]
    english = opened(reviewed.desk(), "en01.txt")["text"]
    assert lines[4].quote == "clashes"
    for one in lines:
        if one.transcript == "en01.txt":
            assert english[one.start : one.stop] == one.quote
    assert {one.coder for one in lines} == {"ANNA"}
    assert lines[6].text == "Irony?"


def test_borders_and_relations_are_set_by_keys(browser: Browser, reviewed: Reviewed) -> None:
    with reviewing(browser, reviewed) as page:
        press(page, "b", "ArrowLeft", "ArrowLeft", "Shift+ArrowRight", "Enter")
        assert "borders" in said(page)
        press(page, "t")
        page.locator("dialog.relation").wait_for()
        press(page, "1", "Enter")
        assert said(page) == "Relation: Conflict"
        assert "set by you" in page.locator(".tensions").inner_text()
        press(page, "b", "ArrowLeft", "Escape")
        wait_saved(page)
    moved, related = log_of(reviewed)
    text = opened(reviewed.desk(), "en01.txt")["text"]
    assert moved.quote == "We save money now. We had to cut some staff, and dignity suffers."
    assert text[moved.to_start : moved.to_stop] == "save money now. We had to cut some staff, and"
    assert (related.tension, related.relation) == ("saving_vs_care", "conflict")


def test_memos_on_everything_and_a_tension_that_only_a_person_sees(
    browser: Browser, reviewed: Reviewed
) -> None:
    with reviewing(browser, reviewed) as page:
        abouts = ("segment", "coding", "code", "transcript", "study")
        for number, about in enumerate(abouts, 1):
            press(page, "m")
            page.keyboard.type(f"about the {about}")
            page.locator("dialog input[type=radio]").first.focus()
            press(page, str(number), "Control+Enter")
            assert said(page) == "The memo is kept."
        press(page, "m")
        assert page.locator("dialog .memo").count() == 3  # what no segment shows
        page.locator("dialog li", has_text="the study").get_by_role("button").click()
        go_to(page, "en02.txt", 2)
        press(page, "t")
        assert "No tension has both its poles here" in said(page)
        for letters in ("car", "sav"):
            press(page, "c")
            page.keyboard.type(letters)
            press(page, "Enter")
        press(page, "t", "1", "Enter")
        assert said(page) == "Relation: Conflict"
        wait_saved(page)
    lines = log_of(reviewed)
    assert tuple(one.about for one in lines[:5]) == abouts
    assert [one.text for one in lines[:5]] == [f"about the {about}" for about in abouts]
    assert (lines[5].action, lines[5].supersedes) == ("undo", lines[4].id)
    assert (lines[-1].tension, lines[-1].level) == ("saving_vs_care", "segment")


def test_two_browsers_see_each_other_and_lose_nothing(browser: Browser, reviewed: Reviewed) -> None:
    with (
        serving(reviewed.desk()) as address,
        browser.new_context() as one,
        browser.new_context() as two,
        page_of(one, address) as first,
        page_of(two, address) as second,
    ):
        press(first, "a")
        press(second, "ArrowRight", "x", "f")
        press(first, "a")  # the same coding: the line that came last holds
        for page in (first, second):
            wait_saved(page)
            page.evaluate("started.then((desk) => desk.store.listen())")
            page.wait_for_function("started.then((desk) => desk.log.lines.size === 4)")
        shown = {page.locator(".segment.current").inner_text() for page in (first, second)}
        assert len(shown) == 1
        assert "flagged" in shown.pop()
        stands = {one.id for one in standing(log_of(reviewed))}
        for page in (first, second):
            ids = page.evaluate("started.then((d) => d.log.standing('en01.txt').map((o) => o.id))")
            assert set(ids) == stands
    assert sorted(actions(log_of(reviewed))) == [
        "accept care",
        "accept saving",
        "flag segment",
        "reject care",
    ]


def test_a_server_that_dies_and_comes_back_has_every_line_once(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    with browser.new_context(accept_downloads=True) as context:
        with serving(reviewed.desk()) as address:
            page = context.new_page()
            page.goto(address)
            page.locator(".segment.current").wait_for()
            press(page, "a")
            wait_saved(page)
        press(page, "a", "f", "Enter")
        expect(page.locator("#saved")).to_contain_text("3 decisions are not saved yet")
        assert (
            page.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))") is False
        )
        with page.expect_download() as download:
            page.locator("#save").click()
        download.value.save_as(tmp_path / "rescued.jsonl")
        with serving(reviewed.desk(), port_of(address)):
            page.evaluate("started.then((desk) => desk.store.send())")
            wait_saved(page)
            assert not page.locator("#save").is_visible()
            page.close()
    saved = log_of(reviewed)
    assert len({one.id for one in saved}) == len(saved) == 4
    before = len(saved)
    assert import_lines(tmp_path / "rescued.jsonl", reviewed.shelf).new == 0
    assert len(log_of(reviewed)) == before


def test_lines_survive_a_reload_while_the_server_is_away(
    browser: Browser, reviewed: Reviewed
) -> None:
    with (
        serving(reviewed.desk()) as address,
        browser.new_context() as context,
        page_of(context, address) as page,
    ):
        page.on("dialog", lambda dialog: dialog.accept())
        page.route("**/api/decisions", lambda route: route.abort())
        press(page, "a", "f")
        page.unroute("**/api/decisions")
        page.reload()
        page.locator(".segment.current").wait_for()
        wait_saved(page)
        assert "flagged" in page.locator(".segment.current").inner_text()
    assert actions(log_of(reviewed)) == ["accept saving", "flag segment"]


def test_a_line_that_is_refused_is_told_and_does_not_hold_up_others(
    browser: Browser, reviewed: Reviewed
) -> None:
    with reviewing(browser, reviewed) as page:
        page.route("**/api/decisions", lambda route: route.abort())
        press(page, "a", "f", "x")
        page.evaluate("started.then((desk) => { desk.store.waiting[0].quote = 'never said'; })")
        page.unroute("**/api/decisions")
        page.evaluate("started.then((desk) => desk.store.send())")
        expect(page.locator("#saved")).to_contain_text("1 decision was refused")
        assert "Not saved: the quote is not what stands" in said(page)
        with page.expect_download() as download:
            page.locator("#save").click()
        assert "never said" in Path(download.value.path()).read_text(encoding="utf-8")
        wait_saved(page)
        assert margin(page)[0].startswith("○")
    assert actions(log_of(reviewed)) == ["flag segment", "reject care"]


# Packs


def packed_head(reviewed: Reviewed, **asked: Any) -> tuple[Head, list[Head]]:
    desk = reviewed.desk(**asked)
    full = [desk.transcript_json(index) for index in range(len(desk.material.ids))]
    return desk.head() | {"token": "", "pack": {"id": str(uuid4()), "made": ""}}, full


def write_pack(reviewed: Reviewed, folder: Path, language: str = "en", **asked: Any) -> str:
    head, full = packed_head(reviewed, **asked)
    file = folder / f"{uuid4()}.html"
    file.write_text(render_review(head, language, full), encoding="utf-8")
    return file.as_uri()


def test_a_pack_saves_by_download_and_comes_back(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    address = write_pack(reviewed, tmp_path)
    with browser.new_context(accept_downloads=True) as context, page_of(context, address) as page:
        page.evaluate("delete window.showSaveFilePicker; delete window.showOpenFilePicker")
        page.on("request", lambda request: pytest.fail(request.url) if "http" in request.url else 0)
        press(page, "a", "a", "Enter", "f")
        expect(page.locator("#saved")).to_have_text("4 decisions are in no file yet")
        with page.expect_download() as download:
            press(page, "Control+s")
        assert download.value.suggested_filename == "ANNA.jsonl"
        download.value.save_as(tmp_path / "ANNA.jsonl")
        expect(page.locator("#saved")).to_have_text("Saved")
        assert "downloads" in said(page)
        page.reload()  # whether it was written nobody knows: the browser has it still
        page.locator(".segment.current").wait_for()
        assert "4 decisions from last time" in said(page)
        expect(page.locator("#saved")).to_have_text("Saved")
    done = import_lines(tmp_path / "ANNA.jsonl", reviewed.shelf)
    assert (done.new, done.problems) == (4, ())
    assert actions(log_of(reviewed)) == ["accept saving", "accept care", "seen", "flag segment"]
    with browser.new_context() as context, page_of(context, address) as page:
        page.evaluate("delete window.showOpenFilePicker")
        with page.expect_file_chooser() as chooser:
            page.locator("#open").click()
        chooser.value.set_files(tmp_path / "ANNA.jsonl")
        expect(page.locator("#said")).to_contain_text("4 decisions taken from the file")
        assert page.evaluate("localStorage.length") == 0
        assert page.locator("#progress-text").inner_text().startswith("1 of")
        expect(page.locator("#saved")).to_have_text("Saved")


PICKER = """() => {
  window.written = [];
  const file = {
    createWritable: async () => {
      if (window.broken) throw new Error("the stick is full");
      let text = "";
      const write = async (part) => { text += part; };
      return { write, close: async () => { written.push(text); } };
    },
  };
  window.showSaveFilePicker = async () => file;
}"""


def test_a_pack_goes_on_saving_into_the_file_that_was_picked(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    address = write_pack(reviewed, tmp_path)
    with browser.new_context() as context, page_of(context, address) as page:
        page.evaluate(PICKER)
        press(page, "a")
        assert page.evaluate("localStorage.length") == 1
        press(page, "Control+s")
        wait_saved(page)
        assert page.evaluate("localStorage.length") == 0  # nothing is left in the browser
        press(page, "a", "Enter")
        wait_saved(page)
        text = page.evaluate("written.at(-1)")
        page.evaluate("window.broken = true")
        press(page, "f")
        expect(page.locator("#said")).to_contain_text("the stick is full")
        assert page.evaluate("localStorage.length") == 1
        expect(page.locator("#saved")).to_have_text("1 decision is in no file yet")
    (tmp_path / "saved.jsonl").write_text(text, encoding="utf-8")
    assert import_lines(tmp_path / "saved.jsonl", reviewed.shelf).new == 3


def test_what_no_file_has_is_there_again_after_a_crash(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    address, another = write_pack(reviewed, tmp_path), write_pack(reviewed, tmp_path)
    with browser.new_context() as context:
        with page_of(context, address) as page:
            press(page, "a", "x", "f")
        with page_of(context, address) as page:
            assert "3 decisions from last time were kept" in said(page)
            assert [one[0] for one in margin(page)] == ["✓", "✕"]
            expect(page.locator("#saved")).to_have_text("3 decisions are in no file yet")
        with page_of(context, another) as page:  # another pack knows nothing of it
            assert [one[0] for one in margin(page)] == ["○", "○"]
            expect(page.locator("#saved")).to_have_text("Nothing to save yet")


# Text and places


def select(page: Page, words: str) -> None:
    """Select words of the current segment as the mouse would."""
    page.evaluate(
        """(words) => {
          const place = document.querySelector(".segment.current .words");
          const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          const start = place.textContent.indexOf(words);
          let at = 0;
          for (let node; (node = walker.nextNode()); at += node.length) {
            const end = start + words.length;
            if (start >= at && start < at + node.length) range.setStart(node, start - at);
            if (end > at && end <= at + node.length) range.setEnd(node, end - at);
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          const event = new PointerEvent("pointerup", { pointerType: "mouse", bubbles: true });
          place.dispatchEvent(event);
        }""",
        words,
    )
    page.locator("#chosen").wait_for()


def test_words_behind_an_emoji_are_anchored_where_they_stand(
    browser: Browser, reviewed: Reviewed
) -> None:
    with reviewing(browser, reviewed) as page:
        go_to(page, "ru02.txt", 2)
        select(page, "всё остальное")
        assert page.locator("#chosen-words").inner_text() == "всё остальное"
        press(page, "c")
        page.keyboard.type("pf,")  # «заб» in the other layout
        press(page, "Enter")
        select(page, "\U0001f642")
        press(page, "Enter")
        page.keyboard.type("эк")
        press(page, "Enter")
        wait_saved(page)
        assert page.locator(".segment.current .stretch").all_inner_texts() == [
            "\U0001f642",
            "всё остальное",
        ]
    text = opened(reviewed.desk(), "ru02.txt")["text"]
    first, second = log_of(reviewed)
    for one, words, code in ((first, "всё остальное", "care"), (second, "\U0001f642", "saving")):
        assert (one.quote, text[one.start : one.stop], one.code) == (words, words, code)


def test_offsets_are_those_of_the_study(browser: Browser, reviewed: Reviewed) -> None:
    draw = random.Random(7)
    texts = ["".join(draw.choices("аz \n🙂é👩‍👩‍👧𝔘", k=draw.randint(0, 60))) for _ in range(60)]
    with reviewing(browser, reviewed) as page:
        found = page.evaluate(
            """(texts) => texts.map((text) => {
              const offsets = new Offsets(text);
              const points = [...Array(offsets.length + 1).keys()];
              return [
                points.map((point) => offsets.slice(point, point + 3)),
                points.map((point) => offsets.points(offsets.units(point))),
              ];
            })""",
            texts,
        )
    for text, (slices, there_and_back) in zip(texts, found, strict=True):
        points = range(len(text) + 1)
        assert slices == [text[at : at + 3] for at in points]
        assert there_and_back == list(points)


def test_what_stands_is_what_the_program_says(browser: Browser, reviewed: Reviewed) -> None:
    """The page and the program agree on which lines of any log count."""
    draw = random.Random(11)
    logs = [[_any_line(draw, n) for n in range(draw.randint(1, 14))] for _ in range(400)]
    with reviewing(browser, reviewed) as page:
        found = page.evaluate(
            """(logs) => logs.map((lines) =>
              new Log(lines).standing("t").map((line) => line.id))""",
            logs,
        )
    for lines, stands in zip(logs, found, strict=True):
        decisions = [Decision(**line) for line in lines]
        assert stands == [one.id for one in standing(decisions)], lines


def _any_line(draw: random.Random, number: int) -> dict[str, Any]:
    action = draw.choice(["accept", "reject", "add", "seen", "flag", "relate", "undo", "undo"])
    line = {"id": f"line-{number}", "action": action, "time": "", "coder": "ANNA"}
    before = f"line-{draw.randrange(number)}" if number else ""
    if action == "undo":
        return {**line, "transcript": "t", "supersedes": before}
    line |= {"transcript": "t", "text_sha256": "x", "start": draw.choice([0, 5]), "stop": 9}
    if action == "relate":
        return line | {"tension": "t", "level": draw.choice(["segment", "turn"]), "relation": "r"}
    if action not in ("seen", "flag"):
        line |= {"code": draw.choice("ab")}
        if before and draw.random() < 0.3:
            line |= {"supersedes": before}
    return line


def test_codes_are_found_by_letters_of_any_language(browser: Browser, reviewed: Reviewed) -> None:
    typed = {"car": "care", "заб": "care", "pf,": "care", "ЭКОН": "saving", "svg": "saving"}
    with reviewing(browser, reviewed) as page:
        for letters, code in typed.items():
            press(page, "c")
            page.keyboard.type(letters)
            assert page.locator("[aria-selected=true] code").inner_text() == code
            press(page, "Escape")
        press(page, "r")
        page.keyboard.type("zzz")
        assert "No code fits" in page.locator("#palette-list").inner_text()


# What must not happen

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
                press(page, "a", "x", "t", "Enter")
            assert "That was the last one" in said(page)
            press(page, "/")
            shown = page.locator("select[name=show] option").evaluate_all(
                "(all) => all.map((one) => one.value)"
            )
            assert shown == ["all", "unread", "coded", "flagged", "memo"]
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


@pytest.mark.parametrize("packed", [False, True])
def test_two_code_a_sample_blind_and_settle_what_they_disagree_about(
    browser: Browser, reviewed: Reviewed, tmp_path: Path, packed: bool
) -> None:
    """From the sample to the consensus: the same when both coders have packs."""
    asked: dict[str, Any] = {"blind": True, "sample": 5}
    for coder, given in (("ANNA", "xxxxx"), ("BORIS", "xx.x.")):
        if packed:
            address = write_pack(reviewed, tmp_path, coder=coder, **asked)
            with browser.new_context() as context, page_of(context, address) as page:
                page.evaluate(PICKER)
                code_blind(page, given)
                press(page, "Control+s")
                text = page.evaluate("written.at(-1)")
            (tmp_path / f"{coder}.jsonl").write_text(text, encoding="utf-8")
            assert import_lines(tmp_path / f"{coder}.jsonl", reviewed.shelf).problems == ()
        else:
            with reviewing(browser, reviewed, coder=coder, **asked) as page:
                code_blind(page, given)
                wait_saved(page)
    coders = as_coders(reviewed.run, load_logs(reviewed.decisions))
    agreement = agree(reviewed.run, coders, Choices(resamples=50, blind=True))
    assert agreement.names == ("ANNA", "BORIS")
    assert len(agreement.disagreements) == 2
    with reviewing(browser, reviewed, settle=("ANNA", "BORIS")) as page:
        expect(page.locator("#progress-text")).to_have_text("0 of 2 read")
        press(page, "a", "Enter", "x", "Enter")
        assert "That was the last one" in said(page)
        wait_saved(page)
    given, first, refused, second = log_of(reviewed, "consensus")
    assert (first.action, second.action, refused.action) == ("seen", "seen", "reject")
    assert given.action in ("add", "accept")  # accept, where the machine has found it too


def code_blind(page: Page, given: str) -> None:
    """Give each segment of the sample the same code, or none where there is a dot."""
    for number, sign in enumerate(given):
        if sign == "x" and not number:
            press(page, "c")
            page.keyboard.type("car")
            press(page, "Enter")
        elif sign == "x":
            press(page, "1")
        press(page, "Enter")
        page.wait_for_timeout(20)


def test_disagreements_are_settled(browser: Browser, reviewed: Reviewed) -> None:
    for coder, code in (("ANNA", "care"), ("BORIS", "saving")):
        desk = reviewed.desk(coder)
        text = opened(desk, "en02.txt")
        desk.save([of_segment(text, 2, "add", code=code), of_segment(text, 2, "seen")])
    with reviewing(browser, reviewed, settle=("ANNA", "BORIS")) as page:
        assert here(page) == ("en02.txt", 2)
        panel = page.locator("#panel").inner_text()
        assert "ANNA: gave it" in panel
        assert "BORIS: read, not given" in panel
        press(page, "a", "x", "Enter")
        wait_saved(page)
        expect(page.locator("#progress-text")).to_have_text("1 of 1 read")
    settled = log_of(reviewed, "consensus")
    assert {one.action for one in settled} == {"add", "reject", "seen"}
    assert {one.coder for one in settled} == {"consensus"}


def test_suggestions_become_codings_only_when_they_are_accepted(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    head, full = packed_head(reviewed)
    plain = next(one for one in full if one["id"] == "en02.txt")
    words = [{"kind": "words", "text": one, "transcript": "", "segment": 0} for one in ("a", "b")]
    plain["suggestions"] = [
        {"segment": number, "code": code, "score": 0.625, "reasons": words}
        for number in (2, 4)
        for code in ("care", "saving")
    ]
    file = tmp_path / "suggested.html"
    file.write_text(render_review(head, "en", full), encoding="utf-8")
    with browser.new_context() as context, page_of(context, file.as_uri()) as page:
        press(page, "/")
        page.locator("select[name=show]").select_option("suggestion")
        page.locator("dialog button.main").click()
        assert here(page) == ("en02.txt", 2)
        panel = page.locator("#panel").inner_text()
        assert "suggestion 63%" in panel
        assert "Words that weighed: a, b" in panel
        press(page, "a", "x", "Enter", "Enter")  # those that are left open do not hold up
        assert here(page) == ("en02.txt", 4)
        lines = page.evaluate("started.then((d) => d.store.lines)")
    done = [(one["action"], one.get("code"), one.get("origin")) for one in lines]
    assert done == [
        ("add", "care", "suggestion"),
        ("reject", "saving", "suggestion"),
        ("seen", None, None),
        ("seen", None, None),
    ]


def test_everything_is_done_with_the_mouse_too(browser: Browser, reviewed: Reviewed) -> None:
    with reviewing(browser, reviewed) as page:
        page.locator(".segment[data-number='4'] .code").first.click()
        assert here(page) == ("en01.txt", 4)
        page.locator("#panel button", has_text="Accept").click()
        focused = "document.activeElement.classList.contains('segment')"
        assert page.evaluate(focused)  # so that the next key is for the segment
        page.locator(".segment[data-number='3']").click()
        assert here(page) == ("en01.txt", 4)  # questions are read, not coded
        words = page.locator(".segment.current .words").bounding_box()
        assert words
        page.mouse.move(words["x"] + 4, words["y"] + 12)
        page.mouse.down()
        page.mouse.move(words["x"] + 120, words["y"] + 12, steps=4)
        page.mouse.up()
        page.locator("#choose-code").click()
        page.locator(".option", has_text="Saving").click()
        page.locator("#panel button", has_text="Flag").click()
        page.locator("#panel button.main").click()
        page.locator("#panel button.main").click()
        wait_saved(page)
    lines = log_of(reviewed)
    assert actions(lines)[1:] == ["add saving", "flag segment", "seen"]
    assert "Saving clashes".startswith(lines[1].quote[:6])


# For everybody


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


def test_filters_stop_only_where_they_say(browser: Browser, reviewed: Reviewed) -> None:
    with reviewing(browser, reviewed) as page:
        press(page, "/")
        page.locator("select[name=code]").select_option("care")
        press(page, "Enter")
        page.locator("dialog button.main").click()
        assert "Only such segments" in said(page)
        places = [here(page)]
        for _ in range(5):
            press(page, "j")
            places.append(here(page))
        assert set(places) == {
            ("en01.txt", 2), ("en01.txt", 4), ("ru01.txt", 2), ("ru01.txt", 4), ("ru02.txt", 2),
        }  # fmt: skip
        assert page.locator("#filters").get_attribute("aria-pressed") == "true"


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


def test_a_key_is_answered_at_once_in_a_large_study(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    """200 interviews and 20,000 decisions; the figure is from the key to the next frame."""
    head, full = packed_head(reviewed)
    copies = [{**one, "id": f"{n:03}-{one['id']}"} for n in range(50) for one in full]
    entries = [
        {**one, "id": f"{n:03}-{one['id']}"} for n in range(50) for one in head["transcripts"]
    ]
    lines = [_seen(copies[number % 200], number) for number in range(20_000)]
    file = tmp_path / "large.html"
    page_text = render_review({**head, "transcripts": entries, "decisions": lines}, "en", copies)
    file.write_text(page_text, encoding="utf-8")
    with browser.new_context() as context, page_of(context, file.as_uri()) as page:
        page.evaluate(
            """() => {
              window.taken = [];
              addEventListener("keydown", () => {
                const start = performance.now();
                const done = () => taken.push(performance.now() - start);
                requestAnimationFrame(() => setTimeout(done));
              }, true);
            }"""
        )
        for key in ("a", "x", "j", "f", "Backspace", "1", "k", "c", "Escape", "Enter") * 3:
            page.keyboard.press(key)
            page.wait_for_timeout(20)
        taken = sorted(page.evaluate("taken"))
    assert len(taken) == 30
    assert taken[len(taken) // 2] < 50, taken


def _seen(transcript: Head, number: int) -> Head:
    segment = transcript["segments"][number // 200 % len(transcript["segments"])]
    action = "seen" if number < 600 else "add"
    code = {} if number < 600 else {"code": ("care", "saving")[number % 2]}
    made = of_segment(transcript, segment["number"], action, **code)
    return {**made, "time": "2026-01-01T00:00:00Z", "coder": "ANNA"}


def test_the_log_is_json_of_the_fields_alone(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    """What a pack saves is a log as `qualcode decisions` reads it."""
    address = write_pack(reviewed, tmp_path)
    with browser.new_context() as context, page_of(context, address) as page:
        press(page, "a", "f", "Backspace", "Enter", "Enter", "1")
        text = page.evaluate("started.then((d) => asFile(d.head, d.store.lines))")
    head, *lines = map(json.loads, text.splitlines())
    assert (head["qualcode"], head["format"], head["coder"]) == ("decisions", 1, "ANNA")
    fields = set(Decision.__dataclass_fields__)
    assert lines
    assert all(set(line) <= fields for line in lines)
