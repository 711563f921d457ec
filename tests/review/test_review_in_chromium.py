"""The review page as its coders use it: by keys and by mouse, alone, blind, and together."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import (
    PICKER,
    QUIET,
    actions,
    give,
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
from playwright.sync_api import Browser, Page, Route, expect
from reviewed import Reviewed, of_segment, opened

from qualcode.analysis.agreement.among import Choices, agree
from qualcode.analysis.agreement.decided import as_coders
from qualcode.decisions import load_logs, standing
from qualcode.model.decision import Decision
from qualcode.review.importing import import_lines
from qualcode.review.page import render_review
from tests.reporting.chromium import needs_chromium

pytestmark = [pytest.mark.no_cover, needs_chromium, pytest.mark.xdist_group("chromium")]


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
        press(page, "b", "ArrowLeft", "Escape", "r")
        page.keyboard.type("care")
        press(page, "Enter")
        card = page.locator(".card.on")
        assert "Saving → Care\nchanged, borders changed" in card.inner_text()
        press(page, "p")
        assert said(page) == "Denied here: Care. It is no mention."
        assert "Care denied" in margin(page)[0]
        press(page, "p", "Backspace", "ArrowRight", "p")  # in the end both are denied
        assert ["denied" in one for one in margin(page)] == [True, True]
        wait_saved(page)
    lines = log_of(reviewed)
    held = {one.code: one for one in standing(lines) if one.action != "relate"}
    saving, care = held["saving"], held["care"]
    assert (saving.action, saving.to, saving.polarity) == ("border", "care", "negated")
    assert (care.action, care.to, care.polarity) == ("accept", "", "negated")
    moved, related = lines[:2]
    assert (saving.to_start, saving.to_stop) == (moved.to_start, moved.to_stop)
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
        press(page, "t", "1")
        assert "No tension has both its poles here" in page.locator("dialog").inner_text()
        press(page, "Enter")  # closes the window: nothing is given, nothing is read
        give(page, "car", "sav")
        press(page, "t", "1", "Enter")
        assert said(page) == "Relation: Conflict"
        wait_saved(page)
    lines = log_of(reviewed)
    assert tuple(one.about for one in lines[:5]) == abouts
    assert [one.text for one in lines[:5]] == [f"about the {about}" for about in abouts]
    assert (lines[5].action, lines[5].supersedes) == ("undo", lines[4].id)
    assert (lines[-1].tension, lines[-1].level) == ("saving_vs_care", "segment")


def test_what_is_said_is_about_the_segment_that_is_left_or_entered(
    browser: Browser, reviewed: Reviewed
) -> None:
    """And a key that is held down decides once."""
    with reviewing(browser, reviewed) as page:
        press(page, "f", "Space")
        assert said(page) == ""
        press(page, "f", "Shift+Enter")
        assert re.fullmatch(r"Segment 4: read\. \d codings? accepted\.", said(page))
        go_to(page, "en01.txt", 2)
        for _ in range(4):
            page.keyboard.down("x")  # the second and later are repeats
        page.keyboard.up("x")
        assert [one[0] for one in margin(page)] == ["✕", "○"]
        for _ in range(3):
            page.keyboard.down("j")
        page.keyboard.up("j")
        assert here(page) != ("en01.txt", 2)
        wait_saved(page)
    assert actions(log_of(reviewed))[-1] == "reject saving"


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


def test_what_was_given_blind_measures_until_it_is_given_openly(
    browser: Browser, reviewed: Reviewed
) -> None:
    desk = reviewed.desk(blind=True)
    found, plain = (
        of_segment(opened(desk, id), 2, "add", code=code)
        for id, code in (("en01.txt", "care"), ("en02.txt", "saving"))
    )
    desk.save([found, plain])
    measured = set(log_of(reviewed))
    with reviewing(browser, reviewed) as page:
        press(page, "ArrowRight")
        assert margin(page)[1].startswith("○\nCare")  # of the machine, which says so too
        assert "You gave it blind" in page.locator(".card.on").inner_text()
        press(page, "a")
        go_to(page, "en02.txt", 2)
        assert [one[0] for one in margin(page)] == ["◌"]
        press(page, "x")
        assert "only measures" in said(page)
        press(page, "Backspace")
        assert said(page) == "Taken back: accepted “Care”"
        press(page, "Backspace")
        assert said(page) == "There is nothing to take back."
        press(page, "Shift+Backspace")
        go_to(page, "en02.txt", 2)
        press(page, "a")
        assert [one[0] for one in margin(page)] == ["+"]
        wait_saved(page)
    stands = set(standing(log_of(reviewed), apart=True))
    assert stands > measured
    assert sorted(actions(tuple(stands - measured))) == ["accept care", "add saving"]


def test_keys_pressed_on_the_way_are_for_where_it_ends(
    browser: Browser, reviewed: Reviewed
) -> None:
    early = "(number) => started.then((desk) => desk.keys.early.length === number)"
    with reviewing(browser, reviewed) as page:
        page.evaluate(QUIET)
        asked: list[Route] = []
        page.route("**/api/transcripts/*", lambda route: asked.append(route))
        for ends in (True, False):
            page.keyboard.press("l")
            page.keyboard.type("ru02" if ends else "ru01")
            page.keyboard.press("Enter")
            page.keyboard.press("x")
            page.wait_for_function(early, arg=1)
            assert here(page) == (("en01.txt", 2) if ends else ("ru02.txt", 2))
            while not asked:
                page.wait_for_timeout(5)
            (route,) = asked
            route.continue_() if ends else route.abort()
            asked.clear()
            page.wait_for_function(early, arg=0)
            page.evaluate(QUIET)
            assert here(page) == ("ru02.txt", 2)
        assert "does not answer" in said(page)
    assert actions(log_of(reviewed)) == ["reject care"]


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
          for (const kind of ["pointerdown", "pointerup"])
            place.dispatchEvent(new PointerEvent(kind, { pointerType: "mouse", bubbles: true }));
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


def test_the_page_reckons_as_the_program_does(browser: Browser, reviewed: Reviewed) -> None:
    draw = random.Random(7)
    logs = [[_any_line(draw, n) for n in range(draw.randint(1, 14))] for _ in range(300)]
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
        stand = "(logs) => logs.map((one) => new Log(one).standing('t'))"
        stood = page.evaluate(stand, logs)
        line = {"transcript": "t", "start": 0, "stop": 9, "code": "care", "text_sha256": "a"}
        openly, blind = (
            {**line, "id": "1", "action": "reject"},
            {**line, "id": "2", "action": "add", "blind": True},
        )
        [[later], [former]] = page.evaluate(stand, [[openly, blind], [blind, openly]])
        assert (later["id"], former["id"]) == ("1", "1")  # what was given blind measures
    for text, (slices, there_and_back) in zip(texts, found, strict=True):
        points = range(len(text) + 1)
        assert slices == [text[at : at + 3] for at in points]
        assert there_and_back == list(points)
    # which lines of any log count, and what they come to
    for lines, stands in zip(logs, stood, strict=True):
        decisions = standing([Decision(**line) for line in lines])
        assert [Decision(**line) for line in stands] == list(decisions), lines


ACTIONS = ("accept", "reject", "add", "seen", "flag", "relate", "undo")


def _any_line(draw: random.Random, number: int) -> dict[str, Any]:
    changing = ["recode", "border", "recode", "border"]
    action = draw.choice([*ACTIONS, "undo", *changing])
    line = {"id": f"line-{number}", "action": action, "time": "", "coder": "ANNA"}
    before = f"line-{draw.randrange(number)}" if number else ""
    if action == "undo":
        return {**line, "transcript": "t", "supersedes": before}
    line |= {"transcript": "t", "text_sha256": draw.choice("xxxxy"), "stop": 9}
    line |= {"start": draw.choice([0, 5])}
    if action == "relate":
        return line | {"tension": "t", "level": draw.choice(["segment", "turn"]), "relation": "r"}
    if action not in ("seen", "flag"):
        line |= {"code": draw.choice("ab"), "polarity": draw.choice(["", "", "negated", "mixed"])}
        if before and draw.random() < 0.3:
            line |= {"supersedes": before}
    if action == "recode":
        line |= {"to": draw.choice("cd")}
    if action == "border":
        line |= {"to_start": draw.choice([0, 3]), "to_stop": draw.choice([7, 8])}
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


def test_a_branch_brings_the_codes_below_it(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    head, full = packed_head(reviewed)
    names = {"barrier": "Барьеры", "barrier.trust": "Недоверие", "former": "Бывший барьер"}
    head["codebook"]["codes"] += [
        {"id": id, "name": name, "status": "retired" if id == "former" else "active"}
        for id, name in names.items()
    ]
    file = tmp_path / "branch.html"
    file.write_text(render_review(head, "ru", full), encoding="utf-8")
    with browser.new_context() as context, page_of(context, file.as_uri()) as page:
        press(page, "c")
        page.keyboard.type("барьер")
        found = page.locator(".option code").all_inner_texts()
        assert found == ["barrier", "barrier.trust"]  # what is out of use cannot be given
        assert page.locator(".option").first.locator(".badge").inner_text() == "ветвь"
        press(page, "ArrowDown", "Enter")
        assert "Недоверие" in said(page)


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
                page.evaluate(PICKER, "")
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


def test_disagreements_are_settled(browser: Browser, reviewed: Reviewed) -> None:
    for coder, code in (("ANNA", "care"), ("BORIS", "saving")):
        desk = reviewed.desk(coder)
        text = opened(desk, "en02.txt")
        both = of_segment(text, 2, "add", code=code), of_segment(text, 2, "seen")
        desk.save([*both, of_segment(text, 4, "seen")])
        polarity = "negated" if coder == "ANNA" else ""
        desk.save([of_segment(text, 4, "add", code="care", polarity=polarity)])
    with reviewing(browser, reviewed, settle=("ANNA", "BORIS")) as page:
        assert here(page) == ("en02.txt", 2)
        panel = page.locator("#panel").inner_text()
        assert "ANNA: gave it" in panel
        assert "BORIS: read, not given" in panel
        press(page, "a", "x", "Enter")
        panel = page.locator("#panel").inner_text()
        assert "ANNA: says that it is denied" in panel
        assert "BORIS: gave it" in panel
        press(page, "Enter", "Enter")  # what is not decided stays open, and is not read
        assert said(page) == (
            "Segment 4 stays open: 1 code is not decided. That was the last one. "
            "1 dispute not decided; the filter (/) finds codings not decided."
        )
        press(page, "p", "Enter")
        wait_saved(page)
        expect(page.locator("#progress-text")).to_have_text("2 of 2 read")
    settled = log_of(reviewed, "consensus")
    done = [(one.action, one.polarity) for one in settled]
    assert sorted(done) == [
        ("add", ""), ("add", "negated"), ("reject", ""), ("seen", ""), ("seen", ""),
    ]  # fmt: skip
    assert {one.coder for one in settled} == {"consensus"}


def test_a_disputed_relation_is_settled(browser: Browser, reviewed: Reviewed) -> None:
    text = opened(reviewed.desk(), "en02.txt")
    for coder, relation in (("ANNA", "conflict"), ("BORIS", "unstated")):
        lines = [of_segment(text, 2, "add", code=code) for code in ("care", "saving")]
        told = {"tension": "saving_vs_care", "level": "segment", "relation": relation}
        lines += [of_segment(text, 2, "relate", **told), of_segment(text, 2, "seen")]
        if coder == "ANNA":
            lines.append(of_segment(text, 4, "add", code="care"))
        reviewed.desk(coder, blind=True).save([*lines, of_segment(text, 4, "seen")])
    with reviewing(browser, reviewed, settle=("ANNA", "BORIS")) as page:
        panel = page.locator("#panel .tensions").inner_text()
        assert "to decide (t)" in panel
        assert "ANNA: Conflict" in panel
        assert "BORIS: unstated" in panel
        press(page, "Enter")
        assert "1 relation is not settled" in said(page)
        press(page, "Enter", "x", "Enter")
        assert said(page).endswith(
            "That was the last one. 1 dispute not decided; "
            "the filter (/) finds codings not decided."
        )
        press(page, "k", "t", "Enter", "Enter")
        assert here(page) == ("en02.txt", 4)
        assert said(page) == "Segment 2: read. 2 codes kept on which all agree."
        wait_saved(page)
    done = sorted(actions(standing(log_of(reviewed, "consensus"))))
    assert [one.split()[0] for one in done] == [
        *("add", "add", "reject", "relate", "seen", "seen"),
    ]


def test_where_all_is_settled_nothing_is_left_to_the_rules(
    browser: Browser, reviewed: Reviewed
) -> None:
    """Both gave care, which the rules have found beside saving; what nobody gives is rejected."""
    text = opened(reviewed.desk(), "en01.txt")
    for coder in ("ANNA", "BORIS"):
        lines = [of_segment(text, 2, "add", code="care"), of_segment(text, 2, "seen")]
        reviewed.desk(coder, blind=True).save(lines)
    settling = {"settle": ("ANNA", "BORIS"), "with_agreed": True}
    with reviewing(browser, reviewed, **settling) as page:
        assert [one[0] for one in margin(page)] == ["○", "="]
        assert "Found by the rules, given by nobody." in page.locator("#panel").inner_text()
        press(page, "Enter")
        assert "Enter again: it does not fit and is rejected" in said(page)
        press(page, "Enter")
        assert [one[0] for one in margin(page)] == ["✕", "✓"]
        press(page, "Backspace")  # all of it, as one step
        assert said(page) == "Taken back: accepted “Care”, rejected “Saving”, segment read"
        assert [one[0] for one in margin(page)] == ["○", "="]
        press(page, "Shift+Backspace")
        wait_saved(page)
    stands = sorted(actions(standing(log_of(reviewed, "consensus"))))
    assert stands == ["accept care", "reject saving", "seen"]


def test_it_goes_on_where_one_stopped(browser: Browser, reviewed: Reviewed) -> None:
    """And takes nothing back unasked that was not done in this window."""
    with reviewing(browser, reviewed) as page:
        go_to(page, "ru01.txt", 2)
        press(page, "x", "Enter", "Enter")
        assert here(page) == ("ru01.txt", 4)
        wait_saved(page)
    with reviewing(browser, reviewed) as page:
        assert here(page) == ("ru01.txt", 4)
        press(page, "u")
        assert here(page) == ("en01.txt", 2)
        press(page, "Backspace")
        asked = page.locator("dialog.back")
        assert "segment read · ru01.txt" in asked.inner_text()
        press(page, "Escape")
        assert here(page) == ("en01.txt", 2)
        press(page, "a", "Backspace", "Backspace", "Enter")
        assert here(page) == ("ru01.txt", 2)
        assert said(page) == "Taken back: segment read"
        wait_saved(page)
    done = actions(log_of(reviewed))
    assert (done.count("undo"), done.count("seen")) == (2, 1)


def test_relations_are_offered_where_poles_meet_now(browser: Browser, reviewed: Reviewed) -> None:
    """The same meetings as in the run; a rejected code meets nothing, blind what was given does."""
    meetings = """async () => {
      const desk = await started;
      const found = [];
      for (const [index, { id }] of desk.head.transcripts.entries()) {
        const transcript = await desk.transcripts.fetch(index);
        const { met } = desk.meetingsIn(transcript, desk.log.standing(id));
        found.push(...met.map((one) => [id, one.tension, one.level, one.start, one.stop]));
      }
      return found;
    }"""
    columns = ("transcript", "tension", "level", "start", "stop")
    built = [[row[name] for name in columns] for row in reviewed.run.tables["tensions"]]
    dialog = "dialog.relation"
    with reviewing(browser, reviewed) as page:
        assert sorted(page.evaluate(meetings)) == sorted(built)
        press(page, "x", "t")
        assert "Care stands here; Saving does not." in page.locator(dialog).inner_text()
        press(page, "1", "Escape")
        assert page.locator(".tensions").count() == 0
        assert [one[0] for one in margin(page)] == ["✕", "○"]  # the digit gave nothing
    with reviewing(browser, reviewed, coder="BORIS", blind=True) as page:
        give(page, "car", "sav")
        press(page, "t", "1", "Enter")
        assert said(page) == "Relation: Conflict"
        wait_saved(page)
    assert log_of(reviewed, "BORIS")[-1].blind


def test_a_draft_has_a_name_that_no_code_has(browser: Browser, reviewed: Reviewed) -> None:
    with reviewing(browser, reviewed) as page:
        go_to(page, "en02.txt", 2)
        for name, told in (("***", "needs a letter"), ("забота", "has a code of this name")):
            press(page, "n")
            page.locator("dialog input").fill(name)
            press(page, "Control+Enter")
            assert told in page.locator("dialog [role=alert]").inner_text()
            press(page, "Enter" if name == "забота" else "Escape")
        assert said(page) == "Given: Care"
        press(page, "n")
        page.keyboard.type("Roof")
        press(page, "Control+Enter")
        assert margin(page)[1].split("\n")[1] == "Roof draft"
        wait_saved(page)
    assert actions(log_of(reviewed)) == ["add care", "draft draft.roof", "add draft.roof"]


def test_what_is_out_of_date_is_told_as_long_as_it_is(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    desk = reviewed.desk()
    text = opened(desk, "en02.txt")
    desk.save([of_segment(text, 4, "add", code="care"), of_segment(text, 4, "seen")])
    head, full = packed_head(reviewed)
    for one in head["decisions"]:
        one |= {"reworded": True, "was": "They come and they go."}
    head["lost"] = [{"action": "accept", "code": "care", "transcript": "ru01.txt", "quote": "Ой"}]
    head["notices"] = [{"kind": "unsuggested", "count": 3, "transcripts": ["ru01.txt"]}]
    file = tmp_path / "old.html"
    file.write_text(render_review(head, "en", full), encoding="utf-8")
    with browser.new_context() as context, page_of(context, file.as_uri()) as page:
        press(page, "l", "Escape")
        page.locator("#notices", has_text="1 decision without a place").click()
        told = page.locator("dialog").inner_text()
        assert "3 segments have no suggestions (ru01.txt)" in told
        assert "ru01.txt · accepted “Care”\nОй" in told
        press(page, "Escape", "/")
        page.locator("select[name=show]").select_option("reworded")
        page.locator("dialog button.main").click()
        assert here(page) == ("en02.txt", 4)
        panel = page.locator("#panel").inner_text()
        assert "text changed" in panel
        assert "They come and they go." in panel
        press(page, "Enter")  # it is said again, of the words as they are
        assert page.locator(".badge.reworded").count() == 0


# What a hand does wrong


def drag(page: Page, start: tuple[int, str], stop: tuple[int, str]) -> None:
    """Select with the mouse, from before some words of a segment to behind some of another."""
    page.locator(f".segment[data-number='{stop[0]}']").scroll_into_view_if_needed()
    points = [
        page.evaluate(
            """([number, words, behind]) => {
              const place = document.querySelector(`.segment[data-number='${number}'] .words`);
              const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
              let at = place.textContent.indexOf(words) + (behind ? words.length : 0);
              let node = walker.nextNode();
              for (; at > node.length; node = walker.nextNode()) at -= node.length;
              const range = document.createRange();
              range.setStart(node, at);
              range.setEnd(node, at);
              const box = range.getBoundingClientRect();
              return [box.left, box.top + box.height / 2];
            }""",
            [number, words, behind],
        )
        for (number, words), behind in ((start, False), (stop, True))
    ]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=5)
    page.mouse.up()
    page.evaluate("() => new Promise((done) => setTimeout(done, 20))")


SELECTED = "getSelection().toString()"


def test_a_selection_is_whole_words_of_one_turn_of_a_respondent(
    browser: Browser, reviewed: Reviewed
) -> None:
    with reviewing(browser, reviewed) as page:
        drag(page, (2, "oney now"), (2, "cut so"))
        assert page.locator("#chosen-words").inner_text() == "money now. We had to cut some"
        press(page, "Escape")
        assert not page.locator("#chosen").is_visible()
        question = page.locator(".segment[data-number='3'] .words").inner_text()
        drag(page, (3, question[:3]), (4, "Savi"))  # one line more than was meant
        assert here(page) == ("en01.txt", 4)
        assert page.locator("#chosen-words").inner_text() == "Saving"
        assert "of one turn" in said(page)
        press(page, "c")
        assert "Saving" in page.locator("dialog h2").inner_text()
        press(page, "Escape", "Escape")
        drag(page, (3, question[:3]), (3, question[-4:]))
        assert "only what respondents say" in said(page)
        press(page, "c")
        assert page.locator("dialog").count() == 0
        assert not page.locator("#chosen").is_visible()
        press(page, "Escape")
        assert page.evaluate(SELECTED) == ""
        press(page, "c")
        assert page.locator("dialog h2").inner_text() == "Give this segment a code"
    assert not (reviewed.decisions / "ANNA.jsonl").exists()


def test_an_interview_is_opened_by_letters_and_arrows(browser: Browser, reviewed: Reviewed) -> None:
    with reviewing(browser, reviewed) as page:
        press(page, "l")
        page.keyboard.type("ru0")
        press(page, "Enter")
        assert here(page)[0] == "ru01.txt"
        press(page, "l", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Enter")
        assert here(page)[0] == "en02.txt"
        press(page, "l")
        page.keyboard.type("zzz")
        press(page, "ArrowDown", "Enter")
        assert "No interview" in page.locator("dialog").inner_text()
        assert here(page)[0] == "en02.txt"


def test_what_was_begun_to_be_written_is_there_again(browser: Browser, reviewed: Reviewed) -> None:
    with reviewing(browser, reviewed) as page:
        press(page, "m")
        assert not page.locator("dialog .radio kbd").first.is_visible()  # digits are text here
        page.keyboard.type("A long thought 1")
        page.locator("dialog input[value=study]").check()
        press(page, "Escape")
        assert "not saved" in said(page)
        assert (
            page.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))") is False
        )
        press(page, "m")
        assert page.locator("dialog textarea").input_value() == "A long thought 1"
        press(page, "Control+Enter", "m")
        assert page.locator("dialog textarea").input_value() == ""
        press(page, "Escape", "n")
        page.keyboard.type("Irony")
        page.locator("dialog textarea").fill("Says the opposite")
        press(page, "Escape", "n", "Control+Enter")
        for _ in range(100):  # the page says "Saved" of the memo until the draft is on its way
            if len(log_of(reviewed)) == 3:
                break
            page.wait_for_timeout(50)
        wait_saved(page)
    note, draft, _ = log_of(reviewed)
    assert (note.about, note.text) == ("study", "A long thought 1")
    assert (draft.name, draft.text) == ("Irony", "Says the opposite")


def test_a_digit_means_the_same_when_the_page_is_opened_again(
    browser: Browser, reviewed: Reviewed
) -> None:
    hands = "started.then((desk) => desk.atHand)"
    desk = reviewed.desk()
    text = opened(desk, "en02.txt")
    care, saving = (of_segment(text, 2, "add", code=code) for code in ("care", "saving"))
    with reviewing(browser, reviewed) as page:
        press(page, "a")  # saving, which the machine has found: not a code that was given
        assert page.evaluate(hands) == []
        wait_saved(page)
    undo = {"id": "0" * 8, "action": "undo", "supersedes": care["id"]}
    draft = {"id": "1" * 8, "action": "draft", "code": "draft.fear", "name": "Fear"}
    given = of_segment(text, 4, "add", code="draft.fear")
    gone = {"id": "2" * 8, "action": "undo", "supersedes": draft["id"]}
    again = of_segment(text, 4, "add", code="saving")
    desk.save([care, undo, draft, given, saving, again, gone])
    with reviewing(browser, reviewed) as page:
        assert page.evaluate(hands) == ["care", "draft.fear", "saving"]
        assert page.locator(".hand .code").all_inner_texts() == ["1\nCare", "3\nSaving"]
        press(page, "2")
        assert "which is gone" in said(page)
        press(page, *"3")
        assert said(page) == "Saving stands here already."


def test_long_names_of_codes_are_read_whole_in_the_margin(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    head, full = packed_head(reviewed)
    for code in head["codebook"]["codes"]:
        code["name"] = "Незаинтересованностьвсотрудничестве"
    file = tmp_path / "long.html"
    file.write_text(render_review(head, "ru", full), encoding="utf-8")
    fits = """() => [...document.querySelectorAll(".current .margin .name, .card .name")].every(
      (one) => one.getBoundingClientRect().right
        <= one.closest(".segment, .card").getBoundingClientRect().right)"""
    with browser.new_context() as context, page_of(context, file.as_uri()) as page:
        for width in (1300, 1000):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(fits)
        press(page, "a")
        assert page.evaluate(fits)
