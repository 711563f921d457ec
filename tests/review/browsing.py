"""Review pages in Chromium: opened, told keys, asked what they show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Page, expect
from reviewed import Reviewed
from serving import serving

from qualcode.decisions import read_log
from qualcode.model.decision import Decision
from qualcode.review.page import render_review

Head = dict[str, Any]


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
    page.unroute_all(behavior="ignoreErrors")  # a request may be on its way while the page goes
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


# A key may have to wait for the next interview.
QUIET = """async () => {
  const { transcripts } = await started;
  do await new Promise((done) => setTimeout(done));
  while (transcripts.coming.size);
}"""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
    page.evaluate(QUIET)


def give(page: Page, *codes: str) -> None:
    """Give codes to the segment by the first letters of their names."""
    for letters in codes:
        press(page, "c")
        page.keyboard.type(letters)
        press(page, "Enter")


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


def packed_head(reviewed: Reviewed, **asked: Any) -> tuple[Head, list[Head]]:
    desk = reviewed.desk(**asked)
    full = [desk.transcript_json(index) for index in range(len(desk.material.ids))]
    return desk.head() | {"token": "", "pack": {"id": str(uuid4()), "made": ""}}, full


def write_pack(reviewed: Reviewed, folder: Path, language: str = "en", **asked: Any) -> str:
    head, full = packed_head(reviewed, **asked)
    file = folder / f"{uuid4()}.html"
    file.write_text(render_review(head, language, full), encoding="utf-8")
    return file.as_uri()


PICKER = """(text) => {
  window.written = [text];
  const file = {
    getFile: async () => new Blob([written.at(-1)]),
    createWritable: async () => {
      if (window.broken) throw new Error("the stick is full");
      let text = "";
      const write = async (part) => { text += part; };
      return { write, close: async () => { written.push(window.dropped ? "" : text); } };
    },
  };
  window.showSaveFilePicker = async ({ suggestedName }) => {
    window.suggested = suggestedName;
    return file;
  };
  window.showOpenFilePicker = async () => [file];
}"""
