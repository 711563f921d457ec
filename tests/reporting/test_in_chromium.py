"""The sample's report as its readers use it: links, keys, filters, paper, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser

from qualcode.reporting import render_report
from tests.reporting.chromium import launch, needs_chromium, opened
from tests.shipped_study import tag_study, unpack

pytestmark = [needs_chromium, pytest.mark.xdist_group("chromium")]
LANGUAGES = ("en", "ru")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("chromium")
    run = tag_study(unpack(folder / "study", "npm_tensions"), folder / "run")
    written = {}
    for language in LANGUAGES:
        written[language] = folder / f"report.{language}.html"
        written[language].write_text(render_report(run, language=language), encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as started:
        yield started


def test_nothing_is_asked_for_and_nothing_is_refused(
    browser: Browser, files: dict[str, Path]
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        told: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(files["ru"].as_uri())
        page.locator("nav a[href^='#']").first.click()
        assert asked == [files["ru"].as_uri()]
        assert told == []


def test_every_link_leads_to_what_is_there_and_seen(
    browser: Browser, files: dict[str, Path]
) -> None:
    with opened(browser, files["en"]) as (page, _):
        broken = page.evaluate(
            """() => [...document.querySelectorAll("a[href]")]
              .map((link) => link.getAttribute("href"))
              .filter((href) => !href.startsWith("#") || !document.getElementById(href.slice(1)))"""
        )
        assert broken == []
        hidden = page.evaluate(
            """async () => {
              const places = [...new Set([...document.querySelectorAll("a.count[href^='#']")]
                .map((link) => link.getAttribute("href")))];
              const unseen = [];
              for (const place of places) {
                location.hash = place;
                await new Promise((done) => setTimeout(done, 0));
                const target = document.getElementById(place.slice(1));
                if (!target.checkVisibility({contentVisibilityAuto: true})) unseen.push(place);
              }
              return [places.length, unseen];
            }"""
        )
        assert hidden[0] > 100
        assert hidden[1] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(
    browser: Browser, files: dict[str, Path], language: str, scheme: str
) -> None:
    with opened(browser, files[language], color_scheme=scheme, bypass_csp=True) as (page, _):
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_without_scripts_all_is_there_but_the_filter(
    browser: Browser, files: dict[str, Path]
) -> None:
    with opened(browser, files["en"], java_script_enabled=False) as (page, _):
        assert not page.locator("form.filter").is_visible()
        count = page.locator("#matrix a.count").first
        place = page.locator(str(count.get_attribute("href")))
        count.click()
        assert place.is_visible()
        why = page.locator("#quotes details.why").first
        why.locator("summary").click()
        assert why.locator("code.source").first.is_visible()


def test_the_keyboard_reaches_the_text_and_the_quotes(
    browser: Browser, files: dict[str, Path]
) -> None:
    with opened(browser, files["en"]) as (page, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        count = page.locator("#matrix a.count").first
        count.focus()
        page.keyboard.press("Enter")
        place = page.locator(str(count.get_attribute("href")))
        assert place.is_visible()
        page.keyboard.press("Tab")
        inside = "([place]) => place.contains(document.activeElement)"
        assert page.evaluate(inside, [place.element_handle()])


def test_paper_has_every_quote_that_the_page_has(
    browser: Browser, files: dict[str, Path], tmp_path: Path
) -> None:
    with opened(browser, files["en"]) as (page, _):
        page.pdf(path=tmp_path / "report.pdf", format="A4")
    pages = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    printed = _letters("".join(page.get_textpage().get_text_range() for page in pages))
    pages.close()
    tree = html.fromstring(files["en"].read_text(encoding="utf-8"))
    folded = tree.get_element_by_id("quotes").xpath(".//details//code[@class='source']")
    quotes = tree.get_element_by_id("quotes").xpath(".//article//mark")
    assert len(folded) > 100
    for one in [*folded[::20], *quotes[::20]]:
        assert _letters("".join(one.itertext()))[:40] in printed


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
