"""The sample's report as its readers use it: links, filters, keys, paper, without scripts.

The English report is as it comes, the Russian one has a style, a logo and a title of the study.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Locator, Page

from qualcode.reporting import render_report
from qualcode.reporting.appearance import load_appearance
from qualcode.runs.read import read_run
from tests.reporting.chromium import launch, needs_chromium, opened

pytestmark = [pytest.mark.no_cover, needs_chromium, pytest.mark.xdist_group("chromium")]
LANGUAGES = ("en", "ru")
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M0 0h40v40z"/></svg>'
STYLE = """h1 { letter-spacing: .01em; color: #5b1f6e }
@media (prefers-color-scheme: dark) { h1 { color: #d9b3ff } }"""
Node = Any


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("chromium")
    run = read_run(sample / "run")
    (folder / "logo.svg").write_text(LOGO)
    (folder / "own.css").write_text(STYLE)
    looks = {
        "en": None,
        "ru": load_appearance(None, style=folder / "own.css", logo=folder / "logo.svg"),
    }
    written = {}
    for language, look in looks.items():
        written[language] = folder / f"report.{language}.html"
        page = render_report(run, language=language, appearance=look)
        written[language].write_text(page, encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as started:
        yield started


@pytest.fixture(scope="module")
def tree(files: dict[str, Path]) -> Node:
    return html.fromstring(files["en"].read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_asked_for_and_nothing_is_refused(
    browser: Browser, files: dict[str, Path], language: str
) -> None:
    """What the policy of the page refuses would be told on the console."""
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        told: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(files[language].as_uri())
        page.locator("nav a[href^='#']").first.click()
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        page.locator("form.filter select").first.select_option(index=1)
        page.locator("form.filter button").click()
        page.emulate_media(media="print", color_scheme="dark")
        drawn = page.locator(
            "#differences svg.drawing, #differences .drawing svg, #differences svg"
        )
        assert drawn.count() >= 2
        if language == "ru":
            logo = page.locator(".logo img")
            assert logo.evaluate("(img) => img.complete && img.naturalWidth > 0")
            assert asked[0] == files[language].as_uri()
            assert all(one.startswith("data:image/") for one in asked[1:])
        else:
            assert asked == [files[language].as_uri()]
        assert told == []


# Numbers and what they lead to


def text_of(node: Node) -> str:
    return " ".join(" ".join(node.itertext()).split())


def counts_in(text: str) -> list[int]:
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)]


def target(tree: Node, link: Node) -> Node:
    return tree.get_element_by_id(link.get("href").removeprefix("#"))


def people_of(place: Node) -> set[str]:
    """Return whose talk stands in a place of the report."""
    found = place.xpath(".//cite/b | .//li[not(ancestor::details)]/b")
    return {text_of(one) for one in found}


def test_every_link_leads_to_what_is_there_and_seen(
    browser: Browser, files: dict[str, Path]
) -> None:
    with opened(browser, files["en"]) as (page, _):
        broken = page.evaluate(
            """() => [...document.querySelectorAll("[href]")]
              .map((link) => link.getAttribute("href"))
              .filter((href) => !href.startsWith("#") || !document.getElementById(href.slice(1)))"""
        )
        assert broken == []
        places, unseen = page.evaluate(
            """async () => {
              const places = [...new Set([...document.querySelectorAll("[href^='#']")]
                .map((link) => link.getAttribute("href")))];
              const unseen = [];
              for (const place of places) {
                const target = document.getElementById(place.slice(1));
                const moved = new Promise((done) =>
                  addEventListener("hashchange", done, { once: true }));
                location.hash = place;
                await moved;
                if (!target.checkVisibility({ contentVisibilityAuto: true })) unseen.push(place);
              }
              return [places.length, unseen];
            }"""
        )
        assert places > 700
        assert unseen == []


def test_numbers_at_a_glance_lead_to_as_many(tree: Node) -> None:
    respondents, interviews, _, codings, codes = tree.xpath("//ul[@class='figures']/li/b")
    sample = tree.get_element_by_id("sample")
    assert counts_in(text_of(respondents)) == [len(sample.xpath("./tbody/tr"))]
    strips = tree.get_element_by_id("strips").find_class("strip")
    assert counts_in(text_of(interviews)) == [len(strips)]
    quotes = tree.get_element_by_id("quotes").find_class("quote")
    affirmed = [one for one in quotes if not _denied(one)]
    assert counts_in(text_of(codings)) == [len(affirmed)]
    told = text_of(codings.getnext())
    assert counts_in(told) == [len(quotes) - len(affirmed)], told
    sections = [one.getparent().getparent() for one in quotes]
    assert counts_in(text_of(codes)) == [len({one.get("id") for one in sections})]
    for row in sample.xpath("./tbody/tr"):
        link = row.xpath("./td[@class='number']//a")[0]
        listed = target(tree, link).xpath(".//ol/li")
        person = text_of(row.xpath("./th")[0])
        own = [one for one in listed if text_of(one.xpath("./span[last()]")[0]) == person]
        denied = [one for one in own if "denied" in text_of(one).split(":")[0]]
        assert counts_in(text_of(link)) == [len(own) - len(denied)], person


def _denied(quote: Node) -> bool:
    badges = {text_of(one) for one in quote.xpath("./p[@class='source']/span")}
    return "denied" in badges


def test_numbers_of_the_balance_lead_to_as_many(tree: Node) -> None:
    checked = 0
    for link in tree.get_element_by_id("balance").xpath(".//table//a[@class='count']"):
        place = target(tree, link)
        share = counts_in(text_of(link))[0]
        if "advocates" in place.get("class", ""):
            assert share == len(place.xpath("./ul/li"))
        else:
            told = counts_in(text_of(link.getparent()))
            passages = place.find_class("passage")
            whole = place.xpath(".//ul/li")
            assert place.find_class("relation")
            capped = [text_of(one) for one in place.xpath(".//p[@class='relation']/span")]
            shown = len(passages) + len(whole)
            assert told[2] == shown or capped, text_of(place)[:200]
            if not capped:
                assert share == len(people_of(place))
        checked += 1
    for link in tree.get_element_by_id("balance").xpath(".//ul[@class='chance']//a"):
        place = target(tree, link)
        told = counts_in(text_of(link))[0]
        passages = place.find_class("passage")
        assert told == (len(passages) if passages else len(place.xpath("./ul/li")))
        checked += 1
    assert checked > 200


def test_numbers_of_the_matrix_and_of_differences_lead_to_as_many(tree: Node) -> None:
    checked = 0
    for section in ("matrix", "differences"):
        for link in tree.get_element_by_id(section).xpath(".//a[@class='count']"):
            place = target(tree, link)
            if "branch" in place.get("class"):
                _check_branch(tree, link, place)
            else:
                shown = place.xpath("./*[@class='quote'] | ./ul/li")
                told = re.search(r"(\d+) codings?", text_of(link.getparent()))
                assert not told or int(told[1]) == len(shown)
                assert counts_in(text_of(link))[0] == len(people_of(place))
            checked += 1
    assert checked > 230


def _check_branch(tree: Node, link: Node, place: Node) -> None:
    """The number of a branch leads to the names of its codes, whose quotes come to it."""
    cell = link.getparent()
    column, only_denied = divmod(cell.getparent().xpath("./td").index(cell), 2)
    table = cell.xpath("ancestor::table")[0]
    group = table.xpath("./thead/tr[1]/th[@colspan]/text()")[column].strip()
    language = text_of(table.xpath("preceding::h3[1]")[0]).split(":")[0]
    people: dict[bool, set[str]] = {True: set(), False: set()}  # by whether denied
    number = 0
    for below in place.xpath("./p[@class='below']/a"):
        for part in target(tree, below).find_class("cell"):
            heading = text_of(part.xpath("./h4")[0])
            if heading.startswith(f"{group} {language}, "):
                denied = heading.endswith("denied")
                people[denied] |= people_of(part)
                number += len(part.find_class("quote")) * (not denied)
    counted = people[True] - people[False] if only_denied else people[False]
    assert counts_in(text_of(link))[0] == len(counted)
    told = re.search(r"(\d+) codings?", text_of(cell))
    assert not told or int(told[1]) == number


def test_symbols_of_figures_lead_where_their_table_does(tree: Node) -> None:
    section = tree.get_element_by_id("differences")
    drawings = [one for one in section.iter("svg") if one.xpath(".//*[@href]")]
    tables = [one for one in section.iter("table") if one.xpath(".//a[@class='count']")]
    assert len(drawings) == len(tables) >= 4
    for drawing, table in zip(drawings, tables, strict=True):
        drawn = {one.get("href") for one in drawing.xpath(".//*[@href]")}
        assert drawn == {one.get("href") for one in table.xpath(".//a[@class='count']")}


def test_numbers_of_pairs_and_words_lead_to_as_many(tree: Node) -> None:
    pairs = tree.get_element_by_id("cooccurrence").xpath(".//span[@class='both']/a")
    for link in pairs:
        assert counts_in(text_of(link)) == [len(target(tree, link).xpath("./ul/li"))]
    assert len(pairs) > 80
    for place in tree.get_element_by_id("words").iter("details"):
        shown, total = counts_in(text_of(place.xpath("./summary/text()[last()]/..")[0]))[-2:]
        assert shown == len(place.xpath("./ul/li")) <= total
    for one in tree.xpath("//*[@class='concordance']/p"):
        told = counts_in(text_of(one.xpath("./span[@class='detail']")[0]).split("codebook")[0])
        lines = one.getnext().xpath("./li")
        assert len(lines) == (told[0] if len(told) < 3 else told[1])


def test_marks_of_strips_lead_to_what_the_list_beside_them_says(tree: Node) -> None:
    for strip in tree.get_element_by_id("strips").find_class("strip"):
        marks = [one.get("href") for one in strip.xpath(".//*[local-name()='svg']//*[@href]")]
        quotes = sorted(one for one in marks if one.startswith("#quote"))
        assert quotes == sorted(strip.xpath(".//ol/li/a/@href"))


def test_a_person_of_the_joint_display_leads_to_a_quote_of_that_person(tree: Node) -> None:
    links = tree.get_element_by_id("joint").xpath(".//ul[@class='summary']/li/a")
    assert len(links) > 50
    for link in links:
        assert people_of(target(tree, link)) == {text_of(link)}


# Filters

SHOWN = "() => document.querySelectorAll('#quotes .quote:not([hidden])').length"


def _select(page: Page, name: str) -> Locator:
    labels = page.locator("form.filter label")
    return labels.filter(has_text=re.compile(rf"^\s*{name}\b")).locator("select")


def test_filters_show_what_they_say(browser: Browser, files: dict[str, Path]) -> None:
    with opened(browser, files["en"]) as (page, _):
        whole = page.evaluate(SHOWN)
        labels = [one.strip() for one in page.locator("form.filter label").all_inner_texts()]
        names = [one.splitlines()[0].strip() for one in labels]
        assert {"Type", "region", "Code", "Polarity", "Voice"} <= set(names)
        for name in ("Type", "region", "Code", "Polarity", "Voice"):
            select = _select(page, name)
            options = select.locator("option").all_inner_texts()[1:]
            sizes = [counts_in(one.rsplit("(", 1)[1])[0] for one in options]
            assert sum(sizes) == whole, name
            for number, size in enumerate(sizes[:3], start=1):
                select.select_option(index=number)
                assert page.evaluate(SHOWN) == size, (name, options[number - 1])
            assert f"{size} of {whole}" in page.locator("form.filter output").inner_text()
            assert page.evaluate(
                """() => [...document.querySelectorAll("#quotes .cell, #quotes .code")].every(
                  (one) => one.hidden === !one.querySelector(".quote:not([hidden])"))"""
            )
            select.select_option(index=0)
        _select(page, "Type").select_option(index=1)
        first = page.evaluate(SHOWN)
        _select(page, "Polarity").select_option(index=1)
        both = page.evaluate(
            """() => [...document.querySelectorAll("#quotes .quote")].filter((one) =>
              [...document.querySelectorAll("form.filter select")].every((chosen) =>
                !chosen.value || one.dataset.f.split(" ").includes(chosen.value))).length"""
        )
        assert page.evaluate(SHOWN) == both < first
        page.locator("form.filter button").click()
        assert page.evaluate(SHOWN) == whole


def test_a_link_or_the_address_shows_a_quote_that_the_filter_hides(
    browser: Browser, files: dict[str, Path]
) -> None:
    with opened(browser, files["en"]) as (page, _):
        whole = page.evaluate(SHOWN)
        select = _select(page, "Type")
        hidden = "#quotes .quote[hidden]"
        select.select_option(index=1)
        place = str(page.locator(hidden).last.get_attribute("id"))
        page.locator(f"#strips li a[href='#{place}']").evaluate("(link) => link.click()")
        page.wait_for_function("(id) => document.getElementById(id).checkVisibility()", arg=place)
        assert page.evaluate(SHOWN) == whole
        select.select_option(index=1)
        place = str(page.locator(hidden).first.get_attribute("id"))
        page.goto(f"{files['en'].as_uri()}#{place}")
        page.wait_for_function("(id) => document.getElementById(id).checkVisibility()", arg=place)
        assert page.locator(f"#{place}").evaluate(
            "(one) => one.getBoundingClientRect().top < innerHeight"
        )


# Keys


def test_the_keyboard_alone_goes_from_the_contents_to_a_quote_and_back(
    browser: Browser, files: dict[str, Path]
) -> None:
    with opened(browser, files["en"]) as (page, _):
        page.keyboard.press("Tab")
        assert _focus(page, "className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        page.evaluate("document.body.focus(); location.hash = ''")
        _tab_to(page, "nav a[href='#quotes']")
        page.keyboard.press("Enter")
        assert page.url.endswith("#quotes")
        _tab_to(page, "form.filter select")
        before = page.evaluate(SHOWN)
        _press_until(page, "ArrowDown", "() => document.activeElement.value !== ''")
        assert page.evaluate(SHOWN) < before
        _tab_to(page, "form.filter button")
        page.keyboard.press("Enter")
        assert page.evaluate(SHOWN) == before
        count = page.locator("#matrix a.count[href^='#cell']").first
        page.locator("#matrix .scroll").first.focus()
        _tab_to(page, "#matrix a.count[href^='#cell']")
        assert page.evaluate("(one) => document.activeElement === one", count.element_handle())
        page.keyboard.press("Enter")
        place = page.locator(str(count.get_attribute("href")))
        assert place.is_visible()
        _tab_to(page, "#quotes details.why > summary", most=3)
        inside = "(place) => place.contains(document.activeElement)"
        assert page.evaluate(inside, place.element_handle())
        page.keyboard.press("Enter")
        assert place.locator("details.why code.source").first.is_visible()
        page.go_back()
        assert page.url.endswith("#quotes")


def _press_until(page: Page, key: str, done: str) -> None:
    """Press a key until something has happened: while it scrolls, the browser may lose a key."""
    for _ in range(20):
        page.keyboard.press(key)
        if page.evaluate(done):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{key} does nothing")


def _focus(page: Page, what: str) -> str:
    return str(page.evaluate(f"document.activeElement.{what}"))


def _tab_to(page: Page, wanted: str, most: int = 120) -> None:
    """Press Tab until something wanted has the focus; whatever has it is seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found, seen = page.evaluate(
            """(wanted) => {
              const one = document.activeElement, style = getComputedStyle(one);
              const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
              return [one.matches(wanted), ring && one.checkVisibility()];
            }""",
            wanted,
        )
        assert seen, _focus(page, "outerHTML")[:200]
        if found:
            return
    raise AssertionError(f"{wanted} is not reached by {most} tabs")


# Small screens, paper, readers that do not see


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_narrow_screen_never_scrolls_sideways(
    browser: Browser, files: dict[str, Path], language: str
) -> None:
    with opened(browser, files[language], viewport={"width": 400, "height": 800}) as (page, _):
        width = "document.documentElement.scrollWidth"
        assert page.evaluate(width) <= 400
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        assert page.evaluate(width) <= 400
        cut = page.evaluate(
            """() => [...document.querySelectorAll("main *")].filter((one) => {
              const box = one.getBoundingClientRect();
              return box.width && box.right > innerWidth + 1 && one.checkVisibility()
                && !one.closest(".scroll, svg, .unseen, .kwic, .lines");
            }).map((one) => one.outerHTML.slice(0, 120)).slice(0, 5)"""
        )
        assert cut == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_paper(
    browser: Browser, files: dict[str, Path], language: str
) -> None:
    """What is wider makes the browser shrink every page: A4 less the margins is 178 mm."""
    with browser.new_context(viewport={"width": 673, "height": 950}) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto(files[language].as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 673


def test_paper_has_every_quote_and_all_that_is_folded(
    browser: Browser, files: dict[str, Path], tree: Node, tmp_path: Path
) -> None:
    with opened(browser, files["en"]) as (page, _):
        page.pdf(path=tmp_path / "report.pdf", format="A4")
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as pages:
        printed = _letters("".join(_body(one) for one in pages))
    quotes = tree.xpath("//section[@id='quotes' or @id='meetings' or @id='joint']//blockquote")
    folded = tree.xpath(
        "//details[not(contains('concordance unprinted', @class) and @class or ancestor::nav)]"
        "//*[self::li or self::td or self::th or self::dd][not(.//li)]"
    )
    assert len(quotes) > 350
    assert len(folded) > 1000
    missing = [text_of(one) for one in [*quotes, *folded] if _pieces(one) - _found(printed, one)]
    assert missing == []


def _body(page: Any) -> str:
    """Return the text of a page without its number, which may stand amid a quote."""
    return re.sub(r"\d+\s*/\s*\d+\s*$", "", page.get_textpage().get_text_range().strip())


def _pieces(node: Node) -> set[str]:
    """Return the pieces of text of a node: between two, print may put something else."""
    return {piece for text in node.itertext() if (piece := _letters(text))}


def _found(printed: str, node: Node) -> set[str]:
    return {piece for piece in _pieces(node) if piece in printed}


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


PRUNE = """() => {
  const keep = (some, most) => [...some].slice(most).forEach((one) => one.remove());
  for (const one of document.querySelectorAll("main tbody, main ul, main ol, .columns, .cards")) {
    keep(one.children, 6);
  }
  for (const one of document.querySelectorAll(".cell, .code, .level")) {
    keep(one.querySelectorAll(":scope > article, :scope > .cell, :scope > div"), 2);
  }
  for (const one of ["#quotes .code", "#meetings .code", "#balance article", "#joint article",
                     "#strips article", "section.definition"]) {
    keep(document.querySelectorAll(one), 3);
  }
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_no_violation(browser: Browser, files: dict[str, Path], language: str) -> None:
    """Of things of which there are hundreds, the first few are looked at."""
    with opened(browser, files[language], bypass_csp=True) as (page, _):
        page.evaluate(PRUNE)
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = Axe().run(page).response["violations"]
            told = [(one["id"], node["html"][:200]) for one in found for node in one["nodes"][:3]]
            assert told == [], scheme


def test_without_scripts_all_is_there_but_the_filter(
    browser: Browser, files: dict[str, Path]
) -> None:
    with opened(browser, files["en"], java_script_enabled=False) as (page, _):
        assert not page.locator("form.filter").is_visible()
        assert page.locator("#differences svg").first.is_visible()
        count = page.locator("#matrix a.count").first
        place = page.locator(str(count.get_attribute("href")))
        count.click()
        assert place.is_visible()
        why = page.locator("#quotes details.why").first
        why.locator("summary").click()
        assert why.locator("code.source").first.is_visible()
