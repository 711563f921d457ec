import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import qualcode.reporting.codebook
from qualcode.codebook import load_codebook, parse_codebook
from qualcode.model.codebook import Codebook
from qualcode.reporting.codebook import render_outline, render_page, render_word_file
from qualcode.reporting.codebook.view import anchor_of, view_codebook
from qualcode.reporting.messages import load_messages

ROOM = Path(qualcode.reporting.codebook.__file__).parent
SHIPPED = sorted((Path(__file__).parents[2] / "codebooks").glob("*.yaml"))
SOURCE = """\
codebook:
  id: demo
  title: {ru: Учебный, en: Teaching}
  version: 1.2.0
  languages: [ru, en]
  authors: [А. Автор, B. Author]
  changelog:
  - {version: 1.2.0, date: 2026-01-02, who: А. А., what: {ru: Больше слов., en: More words.}}
respondent_types:
- {id: manager, name: {ru: управленец, en: manager}, aliases: [директор]}
codes:
- id: efficiency
  name: {ru: Эффективность, en: Efficiency}
  children:
  - id: efficiency.saving
    name: {ru: <Экономия> & сбережения, en: Saving}
    brief: {ru: Тратить меньше., en: Spending less.}
    definition: {ru: То же дешевле., en: The same for less.}
    use_when: Cuts.
    do_not_use_when: Money is lacking.
    theory: Hood 1991
    origin: both
    status: draft
    replaces: old.saving
    color: "#1b9e77"
    negation: exclude
    unit: turn
    min_score: 1.5
    speakers: [respondent, interviewer]
    indicators:
      ru:
      - экономия
      - сократить ... ставка|штат
      - {near: [слово, {any: [дело, долг]}], within: 4, ordered: true, not: [нет], weight: 2,
         note: так надо}
      - {all: [слово, дело], within: sentence, who: manager, question: q1}
      - {regex: 'эконом\\w+', negation: mark}
      - {fuzzy: экономика}
      - {code: care}
      - {pattern: [{LOWER: дёшево}]}
      - {all: [{regex: 'смета'}, KPI], within: answer}
      any:
      - {term: budget, lang: en}
      - бюджет
    exclude: {ru: [экономия время]}
    examples: {ru: ["Это экономия & <b>смета</b>."], en: ["The budget."]}
    edge_examples: {ru: [Бюджет есть.]}
    near_misses: {ru: ["Экономия времени."]}
  - id: efficiency.other
    name: Other
    status: retired
    replaced_by: efficiency.saving
    definition: a
    use_when: b
    do_not_use_when: c
    indicators: {ru: [прочее]}
  - id: care
    name: Care
    definition: a
    use_when: b
    do_not_use_when: c
    indicators: {ru: [забота]}
tensions:
- id: t
  name: {ru: Деньги и забота, en: Money and care}
  definition: When both are wanted.
  poles: [[efficiency.saving, efficiency.other], care]
  cues: {conflict: {ru: [назло]}}
  examples: {ru: [{text: Экономия назло заботе., relation: conflict}]}
relations:
- {id: conflict, name: {ru: Конфликт, en: Conflict}, definition: One is lost., cues: {ru: [вместо]}}
guide:
- {id: q1, text: {ru: Как живёте?, en: How are you?}, probes: [А зимой?], topics: [care]}
""".replace("  - id: care\n    name: Care\n    definition: a\n    use_when: b\n"
            "    do_not_use_when: c\n    indicators: {ru: [забота]}\n",
            "- id: care\n  name: Care\n  definition: a\n  use_when: b\n"
            "  do_not_use_when: c\n  indicators: {ru: [забота]}\n")  # fmt: skip


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return parse_codebook(SOURCE, "books/demo.yaml")


class Reader(HTMLParser):
    """Text, ids, links and headings of a page; unclosed elements."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.ids, self.links, self.levels = "", [], [], []  # type: ignore[var-annotated]
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        self.levels += [int(tag[1])] if re.fullmatch(r"h\d", tag) else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def read_page(codebook: Codebook, language: str) -> Reader:
    reader = Reader()
    reader.feed(render_page(codebook, language=language))
    assert reader.open == []
    return reader


def said_of_it(text: str) -> list[str]:
    """What every document must say, in Russian."""
    expected = [
        "Учебный", "1.2.0", "А. Автор, B. Author", "Больше слов.", "управленец", "директор",
        "Эффективность", "<Экономия> & сбережения", "Saving", "Тратить меньше.", "То же дешевле.",
        "Cuts.", "Money is lacking.", "Hood 1991", "из теории и интервью", "черновик", "old.saving",
        "отрицаемое не засчитывается", "единица кодирования: реплика", "не меньше 1,5 баллов",
        "в речи: респондент, интервьюер", "экономия", "сократить … ставка / штат",
        "«слово» + («дело» или «долг») на расстоянии не больше 4 слов (соседнее — 1)",
        ", в этом порядке",
        "; кроме: «нет»",
        "вес 2", "так надо", "«слово» + «дело» в одном предложении", "только в речи: управленец",
        "только в ответах на: q1", r"регулярное выражение эконом\w+",
        "отрицаемое сохраняется с пометой", "экономика или похожее написание (от 88 из 100)",
        "код «Care»", 'образец из слов [{"LOWER": "дёшево"}]',
        "регулярное выражение смета + «kpi» в одном ответе", "budget", "бюджет", "экономия время",
        "Это экономия & <b>смета</b>.", "The budget.", "Бюджет есть.", "Экономия времени.",
        "Заменён на", "выведен из употребления", "Деньги и забота",
        "When both are wanted.", "сегмент, ответ", "назло", "Экономия назло заботе.", "Конфликт",
        "One is lost.", "вместо", "Как живёте?", "А зимой?", "Care",
    ]  # fmt: skip
    flat = " ".join(text.replace("\u00a0", " ").split())
    return [one for one in expected if one not in flat]


def test_the_page_says_everything(codebook: Codebook) -> None:
    page = read_page(codebook, "ru")
    assert said_of_it(page.text) == []
    assert codebook.sha256 in page.text
    assert "demo.yaml" in page.text
    assert "books" not in page.text


def test_the_word_file_says_everything(codebook: Codebook) -> None:
    document = docx.Document(io.BytesIO(render_word_file(codebook, language="ru")))
    text = " ".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    joined = "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )
    assert said_of_it(joined) == []
    assert codebook.sha256 in text


def test_the_page_is_sound(codebook: Codebook) -> None:
    for language in ("en", "ru"):
        page = read_page(codebook, language)
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links} <= set(page.ids)
        assert page.levels[0] == 1
        assert all(b - a <= 1 for a, b in zip(page.levels, page.levels[1:], strict=False))
        html = render_page(codebook, language=language)
        assert "<script" not in html
        assert not re.findall(r"(?:src|href)=\"(?!#)", html)
        assert 'lang="en"' in html
        assert html == render_page(codebook, language=language)


def test_every_anchor_is_one_of_its_kind() -> None:
    ids = ["a.b", "a_b", "a-b", "a", "a.b.c", "a_2e_b"]
    assert len({anchor_of("code", id) for id in ids}) == len(ids)
    assert all(re.fullmatch(r"\w+", anchor_of("code", id)) for id in ids)


def test_the_word_file_is_built_of_words_own_parts(codebook: Codebook) -> None:
    data = render_word_file(codebook, language="ru")
    document = docx.Document(io.BytesIO(data))
    headings = [one for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert [one.style.name for one in headings][:2] == ["Heading 1", "Heading 2"]
    code = next(one for one in headings if one.text.startswith("<Экономия> & сбережения"))
    assert code.style.name == "Heading 3"
    captions = [one for one in document.paragraphs if one.style.name == "Caption"]
    assert len(captions) == 3
    xml = document.element.xml
    assert xml.count("SEQ Table") == 3
    assert xml.count("<w:tblHeader/>") == 3
    assert 'w:val="ru-RU"' in document.styles.element.xml
    english = [run for run in document.element.iter(qn("w:r")) if "en-GB" in str(run.xml)]
    assert any("The budget." in run.xml for run in english)
    assert not any("Экономия" in run.xml for run in english)
    marks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))}
    assert links
    assert links <= marks
    assert all(len(mark or "") <= 40 for mark in marks)
    assert document.core_properties.title == "Учебный"
    assert data == render_word_file(codebook, language="ru")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None


def test_long_ids_give_marks_that_word_takes() -> None:
    long = "a" + "b" * 60
    source = SOURCE.replace("efficiency.other", f"efficiency.{long}")
    document = docx.Document(io.BytesIO(render_word_file(parse_codebook(source, "x"))))
    marks = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    assert all(len(mark or "") <= 40 for mark in marks)


def test_the_outline_is_the_tree(codebook: Codebook) -> None:
    lines = render_outline(codebook, language="en").split("\n")
    assert lines[0] == "Teaching"
    assert "  Efficiency  efficiency" in lines
    assert "    Saving  efficiency.saving  (11 indicators) – Spending less." in lines
    assert "  Money and care  t: Saving + Other ↔ Care" in lines
    assert "  1.2.0, 2026-01-02, А. А.: More words." in lines


def test_what_a_codebook_lacks_is_left_out() -> None:
    source = (
        "codebook: {id: bare, title: {de: Kahl}, version: 1.0, languages: [de]}\n"
        "codes: [{id: a, name: A, definition: d, use_when: u, do_not_use_when: n,"
        " indicators: {de: [wort]}}]\n"
    )
    codebook = parse_codebook(source, "bare.yaml")
    document = view_codebook(codebook, "en")
    assert document.parts == ("about", "codes")
    assert document.title == "Kahl"
    assert "Tensions" not in render_outline(codebook)
    assert "Interview guide" not in read_page(codebook, "en").text
    assert docx.Document(io.BytesIO(render_word_file(codebook)))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_shipped_codebooks(path: Path, language: str) -> None:
    codebook = load_codebook(path)
    page = read_page(codebook, language)
    for code in codebook.codes:
        assert code.id in page.text
        for example in (*code.examples, *code.near_misses):
            assert example.text in page.text


def test_every_message_is_used() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (*ROOM.rglob("*"), ROOM.parent / "templates" / "frame.html.j2")
        if path.suffix in (".py", ".j2")
    )
    filled_in = {
        "part": 'part.', "about": "about.{key}", "origin": "{key}.{value}",
        "kind": "{key}.{value}", "status": "{key}.{value}", "setting": "setting.negation.",
        "role": "role.{role}", "unit": "unit.", "signs": "signs.", "reading": "reading.inside.",
        "types": "types.{key}", "codes": "codes.{key}", "changes": "changes.",
        "code": "code.{key}",
    }  # fmt: skip
    for key in load_messages("en", "qualcode.reporting.codebook").texts:
        beginning = filled_in.get(key.partition(".")[0])
        used = f'"{key}"' in code or f"'{key}'" in code or (beginning and beginning in code)
        assert used, key


def test_a_language_without_a_catalogue_is_served_in_english() -> None:
    assert load_messages("de", "qualcode.reporting.codebook").language == "en"
