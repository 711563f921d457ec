"""The whole report: sound HTML, links that lead somewhere, nothing loaded, the same bytes."""

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from constructed_run import CODEBOOK, TYPES, Said, make_code, make_run, make_table, text
from lxml import html as lxml_html

from qualcode.analysis.results import Choices
from qualcode.errors import StudyError
from qualcode.model.codebook import Text
from qualcode.reporting import render_report
from qualcode.runs.former import GENERATOR
from qualcode.runs.read import Run

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

TABLE = make_table(
    {"P1": "admin", "P2": "admin", "P3": "admin", "N1": "ngo", "N2": "", "N3": "guest"},
    region={"P1": "10", "P2": "9", "P3": "9", "N1": "", "N2": "9", "N3": "10"},
)
TALK = {
    "a.txt": [
        Said("", "How do you work?"),
        Said(
            "P1",
            "We {efficiency.saving:save money} {~conflict:instead of} {humanization.care:care}",
        ),
        Said("P2", "They {efficiency.saving@:save money} and {humanization.care:care} too"),
        Said("P2", "I {efficiency.targets!:target} nothing"),
    ],
    "b.txt": [
        Said("P3", "Only {efficiency.saving:save money}"),
        Said("N1", "Only {humanization.care:care} {~compromise:in balance}"),
        Said("N2", "Мы {humanization.care:заботимся}", "ru"),
        Said("N3", "Nothing to say"),
    ],
}
RUN = make_run(TALK, TABLE)


@cache
def usual(language: str = "en") -> str:
    return render_report(RUN, language=language)


def usual_document() -> Any:
    return lxml_html.fromstring(usual())


VOID = {"meta", "br", "link", "img", "input", "hr", "col"}
DRAWN_VOID = {"rect", "path", "circle", "line"}


class Strict(HTMLParser):
    """Refuses end tags that do not fit, double ids, and remembers links, ids and elements."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert len(values) == len(attrs), f"an attribute stands twice in {tag}"
        self.elements.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"] or "")
        if tag == "a":
            self.links.append(values["href"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in DRAWN_VOID
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(data)


def check(page: str) -> Strict:
    """Check what holds for every report."""
    parsed = Strict(page)
    assert len(parsed.ids) == len(set(parsed.ids))
    for link in parsed.links:
        assert link.startswith("#")
        assert link[1:] in parsed.ids, link
    for tag, attributes in parsed.elements:
        assert tag not in ("img", "link", "iframe", "object", "embed", "base", "video", "audio")
        assert not {"src", "style", "srcset", "action", "background"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
    assert [tag for tag, _ in parsed.elements].count("script") == 1
    assert page[:4096].count(GENERATOR) == 1
    assert "http://" not in page
    assert "https://" not in page
    return parsed


def without(**parts: Any) -> Any:
    return replace(CODEBOOK, **parts)


def forty_regions() -> Run:
    people = [f"R{number:02d}" for number in range(40)]
    table = make_table(dict.fromkeys(people, "admin"), region={one: one for one in people})
    talk = {f"{one}.txt": [Said(one, "We {efficiency.saving:save money}")] for one in people}
    return make_run(talk, table)


def more_than_sixty_interviews() -> Run:
    """Two more than are drawn: the second of R59, and that of R60."""
    people = [f"R{number:02d}" for number in range(61)]
    talk = {f"{one}.txt": [Said(one, "We {efficiency.saving:save money}")] for one in people}
    talk["R59b.txt"] = [Said("R59", "We {humanization.care:care}")]
    return make_run(talk, make_table(dict.fromkeys(people, "admin")))


RUNS: dict[str, Callable[[], Run]] = {
    "usual": lambda: RUN,
    "more interviews than are drawn": more_than_sixty_interviews,
    "one respondent": lambda: make_run(
        {"a.txt": [Said("P1", "We {humanization.care:care}")]}, make_table({"P1": "admin"})
    ),
    "no codings": lambda: make_run({"a.txt": [Said("P1", "Nothing")]}, TABLE),
    "no respondents": lambda: make_run({"a.txt": [Said("", "Anybody there?")]}),
    "no tensions": lambda: make_run(TALK, TABLE, without(tensions=(), relations=())),
    "no codes": lambda: make_run(
        {"a.txt": [Said("P1", "Hm")]}, TABLE, without(codes=(), tensions=())
    ),
    "nobody is in the table": lambda: make_run(TALK),
    "a code the codebook has lost": lambda: replace(
        RUN, codebook=without(codes=CODEBOOK.codes[:2], tensions=())
    ),
    "tensions the codebook has lost": lambda: replace(RUN, codebook=without(tensions=())),
    "levels the codebook has lost": lambda: replace(
        RUN, codebook=without(tensions=(replace(CODEBOOK.tensions[0], levels=("answer",)),))
    ),
    "a relation the codebook has lost": lambda: replace(
        RUN, codebook=without(tensions=(replace(CODEBOOK.tensions[0], relations=()),))
    ),
    "a branch with words of its own": lambda: make_run(
        {"a.txt": [Said("P1", "So {efficiency:efficient}")]},
        TABLE,
        without(codes=(make_code("efficiency", 3), *CODEBOOK.codes[1:])),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", RUNS)
def test_every_report_is_sound(name: str, language: str) -> None:
    check(render_report(RUNS[name](), language=language))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_attribute_with_forty_values(language: str) -> None:
    page = render_report(forty_regions(), Choices(by=("region",)), language=language)
    check(page)
    assert {"en": "part 8 of 8", "ru": "часть 8 из 8"}[language] in page


def test_the_same_run_gives_the_same_bytes() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests/analysis'); sys.path.insert(0, 'tests/reporting');"
        "import hashlib; from test_report import RUN; from qualcode.reporting import render_report;"
        "print(hashlib.sha256(render_report(RUN).encode()).hexdigest())"
    )
    digest = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ".", "PYTHONHASHSEED": "1"},  # the process of this test has another
    ).stdout.strip()
    assert {digest} == {hashlib.sha256(usual().encode()).hexdigest()}


def test_the_policy_allows_our_own_text_alone() -> None:
    page = usual()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inside
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in rules
    assert rules.startswith("default-src 'none';")
    assert "unsafe" not in rules


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(StudyError, match=r"no column `regoin`.*did you mean `region`"):
        render_report(RUN, Choices(by=("regoin",)))


def words_of(page: str) -> str:
    return " ".join(" ".join(Strict(page).texts).split())


def test_counts_are_printed_as_persons() -> None:
    document = usual_document()
    for part in ("balance", "matrix", "joint"):
        words = document.get_element_by_id(part).text_content()
        assert "1 of 3" in words
        assert "%" not in words


def test_ten_respondents_get_a_per_cent_with_its_interval() -> None:
    people = [f"R{number}" for number in range(20)]
    talk = {
        f"{one}.txt": [Said(one, "We {efficiency.saving:save money}" if one == "R0" else "No")]
        for one in people
    }
    words = words_of(render_report(make_run(talk, make_table(dict.fromkeys(people, "admin")))))
    assert "1 of 20 5% (1–24%)" in words  # Wilson: .0089 to .2361


def test_numbers_lead_to_their_quotes() -> None:
    page = usual()
    document = lxml_html.fromstring(page)
    row = _row(document, "Saving")
    link = row.xpath(".//td[contains(@class, 'value')]//a")[0]
    assert link.text == "3 of 3"
    cell = document.get_element_by_id(link.get("href")[1:])
    quotes = cell.xpath(".//article[@class='quote']")
    assert sorted(quote.xpath(".//cite/b")[0].text for quote in quotes) == ["P1", "P2", "P3"]


def _row(document: Any, name: str) -> Any:
    rows = document.xpath("//table[@class='matrix']//tbody/tr[th/a[text()=$name]]", name=name)
    return rows[0]


def test_a_quote_shows_why_it_stands_there() -> None:
    document = usual_document()
    quote = document.xpath("//article[@class='quote' and .//cite/b='P1']")[0]
    said = quote.xpath(".//blockquote")[0]
    assert said.get("lang") == "en"
    assert said.xpath("mark[@class='evidence']")[0].text == "save money"
    assert said.xpath("span[@class='near']")[0].text_content().startswith("I: How do you work?")
    why = " ".join(quote.xpath(".//details")[0].text_content().split())
    assert "words of efficiency.saving" in why
    assert 'codebook.yaml:4 indicators: {en: ["save money"]}' in why


def test_what_is_denied_stands_apart() -> None:
    document = usual_document()
    cells = _row(document, "Targets").xpath("td")
    assert cells[0].text_content().strip() == "0 of 3"
    assert cells[1].text_content().strip() == "1 of 3"
    assert " ".join(_row(document, "Saving").xpath("td")[1].text_content().split()) == "– 0 of 3"
    quote = document.get_element_by_id(cells[1].xpath(".//a")[0].get("href")[1:])
    assert "denied by “never”" in " ".join(quote.text_content().split())


def test_the_balance_counts_respondents_and_meetings() -> None:
    document = usual_document()
    balance = document.xpath("//table[@class='balance']/tbody/tr[th[contains(., 'Admin')]]")[0]
    counts = [" ".join(cell.text_content().split()) for cell in balance.xpath("td")]
    assert counts == ["3 of 3", "", "2 of 3", "2 of 3"]
    met = document.xpath("//table[@class='meetings']/tbody/tr[th[contains(., 'Admin')]]")[0]
    cells = [" ".join(cell.text_content().split()) for cell in met.xpath("td")]
    # any, conflict (P1), compromise, mixed, unstated (P2)
    assert cells == [
        "2 of 3 2 places", "1 of 3 1 place", "– 0 of 3", "– 0 of 3", "1 of 3 1 place",
    ]  # fmt: skip


def test_a_heading_of_rows_spans_a_body_of_its_own() -> None:
    document = usual_document()
    headings = document.xpath("//th[@scope='rowgroup']")
    assert headings
    for heading in headings:
        body = heading.getparent().getparent()
        assert body.xpath("count(.//th[@scope='rowgroup'])") == 1
        assert int(heading.get("rowspan")) == len(body.xpath("tr"))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_only_what_has_a_role_is_named_by_an_attribute(language: str) -> None:
    roles = {"a", "nav", "form", "section"}
    for tag, attributes in Strict(usual(language)).elements:
        assert "aria-label" not in attributes or tag in roles or "role" in attributes, tag


def test_both_leads_to_those_who_speak_for_both() -> None:
    document = usual_document()
    row = document.xpath("//table[@class='balance']/tbody/tr[th[contains(., 'Admin')]]")[0]
    link = row.xpath("td")[-1].xpath(".//a")[0]
    assert link.text == "2 of 3"
    listed = document.get_element_by_id(link.get("href")[1:])
    assert [item.text for item in listed.xpath("ul/li/b")] == ["P1", "P2"]


def test_meetings_in_whole_interviews_lead_to_interviews_and_quotes() -> None:
    document = usual_document()
    items = document.xpath("//section[@id='meetings']//p[@class='relation']/following::ul[1]/li")
    links = [link for item in items for link in item.xpath("./a") if link.text == "a.txt"]
    assert [link.text for link in links] == ["a.txt", "a.txt"]
    strip = document.get_element_by_id(links[0].get("href")[1:])
    assert strip.xpath("string(h3)") == "a.txt"
    quoted = [link.get("href")[1:] for link in links[0].getparent().xpath("./a")[1:]]
    assert quoted
    assert all(document.get_element_by_id(id).xpath(".//blockquote") for id in quoted)


def test_each_interview_of_a_respondent_has_a_link() -> None:
    document = lxml_html.fromstring(render_report(more_than_sixty_interviews()))
    links = document.xpath("//section[@id='glance']//tbody/tr[th='R59']/td//a")
    assert [(link.text, link.get("title")) for link in links] == [
        ("1", "R59.txt"), ("1", "R59b.txt"),
    ]  # fmt: skip
    first, second = (document.get_element_by_id(link.get("href")[1:]) for link in links)
    assert "R59.txt" in first.text_content()
    assert "R59b.txt" in second.text_content()  # not drawn, so its first quote


def test_headline_figures_and_groups_lead_to_what_they_count() -> None:
    document = usual_document()
    figures = document.xpath("//ul[@class='figures']/li")
    assert [figure.xpath("string(.//a/@href)") for figure in figures] == [
        "#sample", "#strips", "", "#quotes", "#matrix",
    ]  # fmt: skip
    assert figures[3].findtext("span") == "codings and 1 denied"
    row = document.xpath("//section[@id='glance']//tbody/tr[th='Administrator']")[0]
    column = document.get_element_by_id(row.xpath(".//a/@href")[0][1:])
    assert column.text_content().startswith("Administrator")
    assert column.xpath("ancestor::section[@id='matrix']")
    silent = document.xpath("//section[@id='glance']//tbody/tr[th='guest']")[0]
    assert not silent.xpath(".//a")  # said nothing that was coded


def test_types_are_named_as_far_as_known() -> None:
    english, russian = usual(), usual("ru")
    assert "Administrator" in english
    assert "no type" in english
    assert "guest" in english
    assert "Администратор" in russian
    assert "без типа" in russian
    assert '<html lang="ru">' in russian


DESCRIBED = [
    {
        "transcript": "a.txt",
        "speakers": [
            {
                "speaker": "И",
                "role": "interviewer",
                "grounds": {"phrase": "role.letter", "other": "М"},
                "proposed": True,
            },
            {
                "speaker": "Х",
                "role": "unknown",
                "grounds": {"phrase": "role.nothing"},
                "proposed": False,
            },
        ],
        "notes": [{"note": {"phrase": "role.legend", "words": "РєРѕ"}, "warning": True}],
    }
]
REMARKED = make_run(
    TALK, TABLE, transcripts=DESCRIBED, problems=["A row is odd."], unread={"z.txt": "is empty"}
)


def test_proposed_roles_are_to_be_confirmed() -> None:
    page = lxml_html.fromstring(render_report(REMARKED))
    words = " ".join(page.get_element_by_id("glance").text_content().split())
    assert (
        "И was taken for the interviewer; please confirm (proposed: a letter beside “М”)" in words
    )
    assert "nobody could tell who Х is" in words
    assert "the header says “РєРѕ”" in words
    assert "are in English" not in words


def test_remarks_of_the_reader_are_russian_in_a_russian_report() -> None:
    document = lxml_html.fromstring(render_report(REMARKED, language="ru"))
    for part in ("glance", "method"):
        words = " ".join(document.get_element_by_id(part).text_content().split())
        assert "предложено: буква рядом с «М»" in words
        assert "в шапке сказано «РєРѕ»" in words


def test_remarks_in_english_are_marked_so_in_a_russian_report() -> None:
    document = lxml_html.fromstring(render_report(REMARKED, language="ru"))
    section = document.get_element_by_id("glance")
    english = [" ".join(one.text_content().split()) for one in section.xpath(".//*[@lang='en']")]
    assert english == ["is empty", "A row is odd."]
    assert "на английском языке" in section.text_content()


def test_the_study_names_itself() -> None:
    run = make_run(
        TALK, TABLE, study={"title": "Our study", "note": "All interviews are synthetic."}
    )
    page = render_report(run)
    assert "<h1>Our study</h1>" in page
    assert page.count("All interviews are synthetic.") == 2


def test_the_study_names_itself_in_the_language_of_the_report() -> None:
    run = make_run(TALK, TABLE, study={"title": "Our study", "title_ru": "Наше", "note_en": "N."})
    assert "<h1>Our study</h1>" in render_report(run)
    page = render_report(run, language="ru")
    assert "<h1>Наше</h1>" in page
    assert ">N.<" in page  # what is said in one language alone is better than nothing


def test_many_quotes_are_capped_and_every_person_is_heard() -> None:
    talk = {
        "a.txt": [Said("P1", "We {humanization.care:care}", answer=n) for n in range(142)],
        "b.txt": [Said("P2", "We {humanization.care:care}")],
    }
    page = render_report(make_run(talk, TABLE))
    check(page)
    assert "20 of 143 shown" in page
    document = lxml_html.fromstring(page)
    speakers = [cite.text for cite in document.xpath("//article[@class='quote']//cite/b")]
    assert (speakers.count("P1"), speakers.count("P2")) == (19, 1)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror="document.title=1">',
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "</style><script>document.title='x'</script>",
    "--><b>",
    "&lt;i&gt;",
)


def hostile_run(words: str) -> Run:
    """Put `words` into everything that people can write."""
    bad = Text((("en", words), ("ru", words)))
    codes = tuple(
        replace(code, name=bad, brief=bad, definition=bad, use_when=bad, do_not_use_when=bad,
                theory=bad, indicators=tuple(replace(one, text=words) for one in code.indicators))
        for code in CODEBOOK.codes
    )  # fmt: skip
    codebook = replace(
        CODEBOOK,
        id=words, title=bad, version=words, authors=(words,), licence=words, codes=codes,
        tensions=tuple(replace(one, name=bad, definition=bad) for one in CODEBOOK.tensions),
        relations=tuple(replace(one, name=bad, definition=bad) for one in CODEBOOK.relations),
        respondent_types=tuple(replace(one, name=bad) for one in TYPES),
        source="\n".join([words] * 12),
    )  # fmt: skip
    table = make_table({words: words, "P2": "admin"}, **{words: {words: words, "P2": "x"}})
    plain = words.replace("{", "(").replace("}", ")")  # braces mark codings here
    talk = {
        words: [
            Said("", plain),
            Said(
                words,
                f"{plain} {{efficiency.saving:{plain}}} {{~conflict:{plain}}}"
                f" {{humanization.care:{plain}}}",
            ),
        ],
        "b.txt": [Said("P2", f"{plain} {{efficiency.saving!:{plain}}}", words)],
    }  # fmt: skip
    run = make_run(
        talk, table, codebook,
        versions={"qualcode": words, words: words},
        settings={"language": words, "interviewers": [words]},
        problems=[words],
        study={"title": words, "note": words},
        transcripts=[{
            "transcript": words, "format": words, "encoding": words, "layout": words,
            "speakers": [
                {
                    "speaker": words, "role": role, "proposed": proposed,
                    "grounds": {"phrase": "role.letter", "other": words},
                }
                for role in ("interviewer", "unknown", words) for proposed in (True, False)
            ],
            "notes": [{"note": {"phrase": "role.legend", "words": words}, "warning": True}],
        }],
    )  # fmt: skip
    tables = dict(run.tables)
    tables["suppressed"] = tuple(
        {**one, "by": words, "words": words} for one in tables["suppressed"]
    )
    tables["hits"] = tuple({**one, "cue": words, "words": words} for one in tables["hits"])
    tables["turns"] = tuple({**one, "speaker": words, "time": words} for one in tables["turns"])
    extra = {
        **tables["codings"][0],
        "code": words,
        "coder": words,
        "voice": words,
        "modality": words,
    }
    tables["codings"] = (*tables["codings"], extra)
    return replace(run, tables=tables)


@pytest.mark.parametrize("by", ["type", "attribute"])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str, by: str) -> None:
    page = render_report(hostile_run(words), Choices(by=(words if by == "attribute" else "type",)))
    parsed = check(page)
    for place in parsed.ids:
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", place)
    assert words in "".join(parsed.texts)
    assert {tag for tag, _ in parsed.elements} <= KNOWN_ELEMENTS
    title = re.search("<title>(.*?)</title>", page, re.DOTALL)
    assert title
    assert "<" not in title[1]


KNOWN_ELEMENTS = set(
    "html head meta title style body a header p h1 h2 h3 h4 h5 div nav ol li main section ul b span"
    " table caption thead tr th tbody td col colgroup svg rect path article mark figure figcaption"
    " blockquote cite br g line text tspan desc details summary q form label select option output"
    " button code dl dt dd i footer"
    " script".split()
)


def test_names_of_a_codebook_in_one_language_serve_every_report() -> None:
    codebook = without(
        codes=tuple(replace(one, name=text("Only", "Only")) for one in CODEBOOK.codes)
    )
    assert "Only" in render_report(make_run(TALK, TABLE, codebook), language="ru")
