"""No line of a review page is lost: two browsers, a server that dies, files, crashes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from browsing import (
    PICKER,
    actions,
    log_of,
    margin,
    page_of,
    press,
    reviewing,
    said,
    wait_saved,
    write_pack,
)
from playwright.sync_api import Browser, Route, expect
from reviewed import Reviewed, of_segment, opened
from serving import port_of, serving

from qualcode.decisions import standing
from qualcode.model.decision import Decision
from qualcode.review.importing import import_lines
from tests.reporting.chromium import needs_chromium

# A page that goes is on the net again before it has gone, and may try once more.
SEND_NO_MORE = "started.then((desk) => { desk.store.ended = true; })"

pytestmark = [pytest.mark.no_cover, needs_chromium, pytest.mark.xdist_group("chromium")]


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
        page.evaluate("started.then((desk) => { desk.store.failures = 3; desk.store.send(); })")
        expect(page.locator("#ended")).to_contain_text("If qualcode review has ended, save them")
        assert (
            page.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))") is False
        )
        with page.expect_download() as download:
            page.locator("#save-ended").click()
        assert "review import FILE brings it in" in said(page)
        download.value.save_as(tmp_path / "rescued.jsonl")
        with serving(reviewed.desk(), port_of(address)):
            page.evaluate("started.then((desk) => desk.store.send())")
            wait_saved(page)
            assert not page.locator("#save").is_visible()
            assert not page.locator("#ended").is_visible()
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
        context.set_offline(True)
        press(page, "a", "f")
        context.set_offline(False)
        page.reload()
        page.locator(".segment.current").wait_for()
        wait_saved(page)
        assert "flagged" in page.locator(".segment.current").inner_text()
    assert actions(log_of(reviewed)) == ["accept saving", "flag segment"]


def test_a_tab_that_was_closed_has_its_lines_again(browser: Browser, reviewed: Reviewed) -> None:
    with serving(reviewed.desk()) as address, browser.new_context() as context:
        with page_of(context, address) as page:
            context.set_offline(True)
            press(page, "a", "f")
            kept = page.evaluate("Object.keys(localStorage)")
            page.evaluate("(key) => localStorage.setItem(key + 1, '{')", kept[0])  # torn
            page.evaluate(SEND_NO_MORE)
        context.set_offline(False)
        with page_of(context, address) as page:
            wait_saved(page)
            assert "flagged" in page.locator(".segment.current").inner_text()
        assert len(kept) == 2
    assert actions(log_of(reviewed)) == ["accept saving", "flag segment"]


def test_what_was_decided_blind_is_never_sent_as_seen(browser: Browser, reviewed: Reviewed) -> None:
    with browser.new_context() as context:
        with serving(reviewed.desk(blind=True)) as address, page_of(context, address) as page:
            context.set_offline(True)
            press(page, "f")
            page.evaluate(SEND_NO_MORE)
        context.set_offline(False)
        with serving(reviewed.desk(), port_of(address)), page_of(context, address) as page:
            expect(page.locator("#saved")).to_have_text("Saved")
            assert "flagged" not in page.locator(".segment.current").inner_text()
    assert not reviewed.decisions.exists()


def test_a_full_disk_is_said_until_there_is_room(browser: Browser, reviewed: Reviewed) -> None:
    answers: list[str] = []

    def refuse(route: Route) -> None:
        answers.append(route.request.url)
        route.fulfill(status=507, json={"problems": ["No space left on device"]})

    with reviewing(browser, reviewed) as page:
        page.route("**/api/decisions", refuse)
        press(page, "a")
        expect(page.locator("#said")).to_have_text("Not saved: No space left on device")
        page.evaluate("started.then((desk) => desk.store.listen())")  # it does answer
        expect(page.locator("#saved")).to_contain_text("1 decision is not saved yet")
        assert "No space left" in said(page)
        page.unroute("**/api/decisions")
        page.evaluate("started.then((desk) => desk.store.send())")
        wait_saved(page)
        assert said(page) == "The server answers again."
    assert answers
    assert actions(log_of(reviewed)) == ["accept saving"]


def test_an_answer_that_comes_late_changes_nothing(browser: Browser, reviewed: Reviewed) -> None:
    """Two questions at once: the older answer must not put lines behind those that came since."""
    with reviewing(browser, reviewed) as page:
        late: list[Route] = []
        page.route("**/api/changes*", lambda route: late.append(route), times=1)
        page.evaluate("started.then((desk) => { desk.store.listen(); })")
        other = reviewed.desk()
        other.save([of_segment(opened(other, "en01.txt"), 2, "flag", about="segment")])
        press(page, "a", "a")
        wait_saved(page)
        page.evaluate("started.then((desk) => desk.store.listen())")
        before = page.evaluate("started.then((desk) => [...desk.log.lines.keys()])")
        late[0].fulfill(json={"lines": other.changes(0)[0][:1], "count": 1})
        page.evaluate("started.then((desk) => desk.store.listen())")
        assert page.evaluate("started.then((desk) => [...desk.log.lines.keys()])") == before
    assert before == [one.id for one in log_of(reviewed)]


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


def test_a_page_of_a_review_that_has_ended_says_how_its_lines_come_in(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    """The server was begun anew on the same port: the token of this page is refused for ever."""
    asked: list[str] = []
    with (
        browser.new_context(accept_downloads=True) as context,
        serving(reviewed.desk()) as address,
        page_of(context, address) as page,
    ):
        wait_saved(page)
        page.route("**/api/**", lambda route: asked.append(route.request.url) or refuse(route))
        press(page, "a", "f")
        expect(page.locator("#ended")).to_contain_text("2 decisions are not saved")
        assert "qualcode review import FILE" in page.locator("#ended").inner_text()
        before = len(asked)
        press(page, "a")
        expect(page.locator("#ended")).to_contain_text("3 decisions are not saved")
        page.wait_for_timeout(700)
        assert len(asked) == before  # it is not tried again and again
        with page.expect_download() as download:
            page.locator("#save-ended").click()
        download.value.save_as(tmp_path / "rescued.jsonl")
        expect(page.locator("#ended")).to_contain_text("in a file among your downloads")
        assert not page.locator("#save-ended").is_visible()
        press(page, "x")
        with page.expect_download() as download:
            press(page, "Control+s")  # a later file holds the former's lines too
        assert len(Path(download.value.path()).read_text(encoding="utf-8").splitlines()) == 5
    assert import_lines(tmp_path / "rescued.jsonl", reviewed.shelf).new == 3


def refuse(route: Route) -> None:
    why = "open the address that `qualcode review` has printed"
    route.fulfill(status=403, json={"problems": [why]})


# Packs


NAME = r"ANNA_\d{4}-\d\d-\d\d_\d\d-\d\d\.jsonl"  # no file is written over another day


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
        assert re.fullmatch(NAME, download.value.suggested_filename)
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
        order = "started.then((d) => d.store.lines.map((line) => line.action))"
        assert page.evaluate(order) == ["accept", "accept", "seen", "flag"]
        assert page.evaluate("localStorage.length") == 0
        assert page.locator("#progress-text").inner_text().startswith("1 of")
        expect(page.locator("#saved")).to_have_text("Saved")


def test_a_pack_goes_on_saving_into_the_file_that_was_picked(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    address = write_pack(reviewed, tmp_path)
    with browser.new_context() as context, page_of(context, address) as page:
        page.evaluate(PICKER, "")
        press(page, "a")
        assert page.evaluate("localStorage.length") == 1
        press(page, "Control+s")
        wait_saved(page)
        assert re.fullmatch(NAME, page.evaluate("suggested"))
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


def test_two_windows_that_save_into_one_file_keep_all_lines(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    address = write_pack(reviewed, tmp_path)
    with (
        browser.new_context() as context,
        page_of(context, address) as first,
        page_of(context, address) as second,
    ):
        texts = []
        for page, key in ((first, "a"), (second, "f")):
            page.evaluate(PICKER, texts[-1] if texts else "")
            press(page, key)
            press(page, "Control+s")
            wait_saved(page)
            texts.append(page.evaluate("written.at(-1)"))
        assert [one[0] for one in margin(second)] == ["✓", "○"]  # it shows what it has met there
        first.evaluate("(text) => written.push(text)", texts[-1])
        press(first, "x")
        expect(first.locator("#saved")).to_have_text("1 decision is in no file yet")
        wait_saved(first)
        assert "flagged" in first.locator(".segment.current").inner_text()
        text = first.evaluate("written.at(-1)")
        assert first.evaluate("localStorage.length") == 0
    (tmp_path / "one.jsonl").write_text(text, encoding="utf-8")
    assert import_lines(tmp_path / "one.jsonl", reviewed.shelf).problems == ()
    assert actions(log_of(reviewed)) == ["accept saving", "flag segment", "reject care"]


def test_a_pack_writes_over_no_file_but_its_own(
    browser: Browser, reviewed: Reviewed, tmp_path: Path
) -> None:
    address = write_pack(reviewed, tmp_path)
    head = {"qualcode": "decisions", "format": 1, "coder": "ANNA"}
    others = json.dumps({**head, "pack": "another"}) + "\n"
    log = json.dumps(head) + '\n{"id": "torn'
    with browser.new_context() as context, page_of(context, address) as page:
        page.evaluate(PICKER, others)
        press(page, "a", "Control+s")
        expect(page.locator("#said")).to_contain_text("does not belong to this page")
        assert page.evaluate("written") == [others]
        page.evaluate(PICKER, log)  # what is torn in it would be gone
        page.locator("#open").click()
        expect(page.locator("#said")).to_contain_text("0 decisions taken from the file")
        press(page, "f")
        expect(page.locator("#saved")).to_have_text("2 decisions are in no file yet")
        assert page.evaluate("written") == [log]
        page.evaluate(PICKER, "")
        page.evaluate("window.dropped = true")  # it was written, and is not there
        press(page, "Control+s")
        expect(page.locator("#saved")).to_have_text("2 decisions are in no file yet")
        page.evaluate("window.dropped = false")
        press(page, "Control+s")
        wait_saved(page)


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
