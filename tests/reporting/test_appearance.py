"""What a study changes in its report: style, logo, title, templates; and what it may not hold."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from constructed_run import Said, make_run, make_table
from lxml import html as lxml_html
from small_study import STUDY, write

from qualcode.errors import StudyError
from qualcode.reporting import render_report
from qualcode.reporting.appearance import Appearance, load_appearance
from qualcode.study import load_study

# Whole pages: what makes them is measured by the tests of its parts.
pytestmark = pytest.mark.no_cover

# Little to tell: what is changed stands around it.
RUN = make_run({"a.txt": [Said("P1", "We {humanization.care:care}")]}, make_table({"P1": "admin"}))
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
SVG = (
    b'<?xml version="1.0"?>\n<!-- ours -->\n<svg onload="alert(1)"><script>alert(2)</script></svg>'
)
REPORT = """{% extends "qualcode/report.html.j2" %}
{% block kicker %}Working paper 7{% endblock %}
{% block footer %}{{ super() }}<p>Of {{ report.title }}</p>{% endblock %}
"""


def render(look: Appearance, language: str = "en") -> str:
    return render_report(RUN, language=language, appearance=look)


def refused(**given: Path) -> list[str]:
    with pytest.raises(StudyError) as told:
        load_appearance(None, **given)
    return [str(problem) for problem in told.value.problems]


def policy(page: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return found[1].replace("&#39;", "'")


def test_without_a_study_nothing_is_changed() -> None:
    assert render(load_appearance(None)) == render_report(RUN)
    assert "img-src" not in policy(render_report(RUN))


def test_a_style_is_read_after_ours_and_allowed_by_its_hash(tmp_path: Path) -> None:
    sheet = write(tmp_path / "my.css", "\ufeffh1 { color: #6a1b9a }\r\n/* url(http://x) */")
    page = render(load_appearance(None, style=sheet))
    inside = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert inside
    assert inside[1].endswith("\nh1 { color: #6a1b9a }\n/* url(http://x) */")
    digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy(page)
    assert page == render(load_appearance(None, style=sheet))


@pytest.mark.parametrize(
    ("css", "line", "why"),
    [
        ("a{}\n</style><script>alert(1)</script>", 2, "holds `<`"),
        ("@IMPORT 'x.css';", 1, "imports another file"),
        ("\n\nb { background: url( 'http://x/y.png') }", 3, "loads a file"),
        ("b { background: url(//x/y.png) }", 1, "loads a file"),
        ('b { background: image-set("x.png" 1x) }', 1, "loads a file"),
        ("b { }\x00", 1, "holds a control character"),
        (b"b { content: '\xff' }", 1, "is not written in UTF-8"),
        (b"a" * 2_000_001, 0, "is longer than 2 MB"),
    ],
)
def test_a_style_may_load_nothing(tmp_path: Path, css: str | bytes, line: int, why: str) -> None:
    sheet = write(tmp_path / "my.css", css)
    (told,) = refused(style=sheet)
    assert told.startswith(f"{sheet}:{line}: {why}; " if line else f"{sheet}: {why}; ")


def test_pictures_and_fonts_as_data_are_no_loading(tmp_path: Path) -> None:
    sheet = write(
        tmp_path / "my.css", "b { background: url('data:image/png;base64,AA') } i { fill: url(#x) }"
    )
    assert "data:image/png" in load_appearance(None, style=sheet).style


@pytest.mark.parametrize(
    ("content", "type"), [(PNG, "png"), (b"\xff\xd8\xff\xe0", "jpeg"), (SVG, "svg+xml")]
)
def test_a_logo_becomes_a_part_of_the_page(tmp_path: Path, content: bytes, type: str) -> None:
    page = render(load_appearance(None, logo=write(tmp_path / "logo", content)))
    (image,) = lxml_html.fromstring(page).xpath("//img")
    begins = f"data:image/{type};base64,"
    assert image.get("src").startswith(begins)
    assert base64.b64decode(image.get("src").removeprefix(begins)) == content
    assert "img-src data:;" in policy(page)
    assert "alert" not in page


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a", "is no PNG, JPEG or SVG picture; save it as one of these"),
        (b"<html><svg>", "is no PNG, JPEG or SVG picture; save it as one of these"),
        (PNG + b"\0" * 500_000, "is larger than 500 KB; save it smaller"),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    logo = write(tmp_path / "logo.png", content)
    assert refused(logo=logo) == [f"{logo}: {why}"]


def test_one_block_is_changed_without_copying_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "t/report.html.j2", REPORT)
    write(
        tmp_path / "t/glance.html.j2",
        '<p id="ours">Before.</p>{% include "qualcode/glance.html.j2" %}',
    )
    changed = '{% extends "qualcode/method.html.j2" %}'
    changed += "{% block method_paragraph %}<p>Ours</p>{% endblock %}"
    write(tmp_path / "t/method.html.j2", changed)
    page = render(load_appearance(None, templates=tmp_path / "t"))
    document = lxml_html.fromstring(page)
    assert document.xpath("string(//p[@class='kicker'])") == "Working paper 7"
    assert document.xpath("//footer/p[2]/text()") == ["Of Small codebook"]
    glance = document.get_element_by_id("glance")
    assert glance.xpath("p[@id='ours']")
    assert glance.xpath(".//ul[@class='figures']")
    assert not document.xpath("//blockquote[@class='for-paper']")
    assert document.xpath("//table[@class='coreq']")


BROKEN = {
    "report.html.j2:2": (
        '{% extends "qualcode/report.html.j2" %}\n{% block kicker %}\n', "Unexpected end"
    ),
    "report.html.j2:3": (
        '{% extends "qualcode/report.html.j2" %}\n\n{% block titel_page %}x{% endblock %}',
        "`titel_page` is no block of qualcode/report.html.j2; did you mean `title_page`?",
    ),
    "report.html.j2:4": (
        '{% extends "qualcode/report.html.j2" %}\n\n\nHello',
        "stands in no block and would be lost; put it into one of ",
    ),
    "glance.html.j2:2": ("\n<script>alert(1)</script>", "has <script>; "),
    "glance.html.j2:1": ("<p onclick='x'>", "has `onclick=`; "),
    "matrix.html.j2:1": ('<img src="http://x/y.png">', "loads something by `src=`; "),
    "repotr.html.j2": ("x", "is no part of the report; did you mean `report.html.j2`?"),
}  # fmt: skip


@pytest.mark.parametrize("place", BROKEN)
def test_a_wrong_template_is_told_before_it_is_used(tmp_path: Path, place: str) -> None:
    source, why = BROKEN[place]
    write(tmp_path / "t" / place.partition(":")[0], source)
    (told,) = refused(templates=tmp_path / "t")
    if "Unexpected" in why:
        assert told.startswith(f"{tmp_path}/t/report.html.j2:")
    else:
        assert told.startswith(f"{tmp_path}/t/{place}: {why}")
    assert why in told


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("\n{{ report.tilte }}", "cannot be filled: "),
        ("\n{{ 1 / 0 }}", "cannot be filled: division by zero; see docs/report.md"),
        ("\n{{ report.title.__class__.__mro__ }}", "cannot be filled: "),
        (
            "\n{% include 'none.html.j2' %}",
            "`none.html.j2` is no template; ours are named qualcode/",
        ),
        ("\n{{ t('no.such.words') }}", "cannot be filled: 'no.such.words'; "),
    ],
)
def test_a_template_that_fails_is_told_with_its_line(tmp_path: Path, source: str, why: str) -> None:
    file = write(tmp_path / "t/glance.html.j2", source)
    look = load_appearance(None, templates=tmp_path / "t")
    with pytest.raises(StudyError) as told:
        render(look)
    (problem,) = told.value.problems
    assert str(problem).startswith(f"{file}:2: {why}")


def test_what_a_template_asks_for_in_vain_is_told_in_its_own_words(tmp_path: Path) -> None:
    write(tmp_path / "t/glance.html.j2", "{{ report.tilte }}")
    with pytest.raises(StudyError, match=r"cannot be filled: `report` has no `tilte`; "):
        render(load_appearance(None, templates=tmp_path / "t"))


def test_a_template_that_leaves_no_section_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "t/report.html.j2", "hello")
    with pytest.raises(StudyError) as told:
        render(load_appearance(None, templates=tmp_path / "t"))
    (problem,) = told.value.problems
    assert str(problem).startswith(f"{file}: leaves no section of the report; begin it with ")
    # One section is a report, however it is made.
    write(file, '<section id="glance">{% include "glance.html.j2" %}</section>')
    assert "hello" not in render(load_appearance(None, templates=tmp_path / "t"))


@pytest.mark.parametrize(
    ("css", "line", "why"),
    [
        ("this is no css at all", 0, "has no rule, so it changes nothing"),
        ("/* h1 { color: red } */", 0, "has no rule, so it changes nothing"),
        ("h1 { color: red }\nbody{color:red", 2, "opens a brace that is never closed"),
        ("h1 { color: red }\n\n}", 3, "closes a brace that is not open"),
    ],
)
def test_a_style_that_does_nothing_is_doubted(
    tmp_path: Path, css: str, line: int, why: str
) -> None:
    sheet = write(tmp_path / "my.css", css)
    (doubt,) = load_appearance(None, style=sheet).doubts
    assert str(doubt).startswith(f"{sheet}:{line}: {why}; " if line else f"{sheet}: {why}; ")


@pytest.mark.parametrize(
    "css", ["", "q::before { content: '{'; }", "@media print { h1 { color: red } /* { */ }"]
)
def test_braces_in_texts_and_remarks_are_no_doubt(tmp_path: Path, css: str) -> None:
    assert load_appearance(None, style=write(tmp_path / "my.css", css)).doubts == ()


def test_a_fault_of_ours_is_no_fault_of_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "t/report.html.j2", REPORT)
    look = load_appearance(None, templates=tmp_path / "t")
    monkeypatch.setattr("qualcode.reporting.report.SECTIONS", ("glance", "nothing"))
    with pytest.raises(KeyError):
        render(look)


def test_a_template_that_their_own_includes_may_have_any_name(tmp_path: Path) -> None:
    write(tmp_path / "t/glance.html.j2", "{% include 'mine.html.j2' %}")
    write(tmp_path / "t/mine.html.j2", "<p>Mine</p>")
    assert "<p>Mine</p>" in render(load_appearance(None, templates=tmp_path / "t"))


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert refused(templates=tmp_path / "empty") == [
        f"{tmp_path}/empty: holds no templates;"
        " put one there that has a name of ours, e.g. report.html.j2"
    ]
    assert refused(style=tmp_path / "none.css", logo=tmp_path / "none.png") == [
        f"{tmp_path}/none.css: cannot be read: No such file or directory; check the path",
        f"{tmp_path}/none.png: cannot be read: No such file or directory; check the path",
    ]
    write(tmp_path / "t/glance.html.j2", "é".encode("latin-1"))
    assert refused(templates=tmp_path / "t") == [
        f"{tmp_path}/t/glance.html.j2: is not written in UTF-8; save it as UTF-8"
    ]
    write(tmp_path / "t/glance.html.j2", "a" * 500_001)
    assert refused(templates=tmp_path / "t") == [
        f"{tmp_path}/t/glance.html.j2: is too long for a template; take out pictures"
    ]


def test_what_a_study_says_of_itself_stands_under_its_title(study: Path) -> None:
    write(study / "own.html.j2", "<h1>{{ report.title }}!</h1>")
    write(study / "logo.svg", SVG)
    said = (
        "authors: [A. Author, B. Author]\nauthors_ru: [А. Автор, Б. Автор]\n"
        "institution: Institute <of> care\ndate_ru: ноябрь 2026\nlogo: logo.svg\n"
        'coreq: {16: "Chosen by region", 1: {en: "The first author", ru: "Первый автор"}}\n'
    )
    loaded = load_study(write(study / "study.yaml", STUDY + said))
    look = load_appearance(loaded)
    english = lxml_html.fromstring(render(look))
    assert english.xpath("//header//p[@class='authors']/text()") == ["A. Author, B. Author"]
    # A date in one language alone is better than none.
    assert english.xpath("string(//p[@class='made-by'])") == "Institute <of> care, ноябрь 2026"
    assert english.xpath("//img/@alt") == ["Institute <of> care"]
    russian = lxml_html.fromstring(render(look, "ru"))
    assert russian.xpath("//header//p[@class='authors']/text()") == ["А. Автор, Б. Автор"]
    rows = russian.xpath("//table[@class='coreq']//tr[td]")
    assert len(rows) == 32
    assert rows[0].xpath("string(td[2])") == "Первый автор"
    assert rows[1].xpath("string(td[2])") == "заполняет автор"
    assert rows[15].xpath("string(td[2])").startswith("Chosen by region")
    titled = load_study(write(study / "study.yaml", STUDY + "title_page: own.html.j2\n"))
    assert "<h1>Small codebook!</h1>" in render(load_appearance(titled))


def test_what_a_study_names_must_be_there(study: Path) -> None:
    text = STUDY + "style: none.css\ntemplates: codebook.yaml\nlogo: transcripts\n"
    text += "coreq: {33: x, 2: [a], 3: {de: y}}\n"
    with pytest.raises(StudyError) as told:
        load_study(write(study / "study.yaml", text))
    assert [problem.message for problem in told.value.problems] == [
        "`none.css` does not exist",
        "`codebook.yaml` is no folder",
        "`transcripts` is no file",
        "COREQ has no item `33`",
        "an item is a text",
        "is no text in en or ru",
    ]
    with pytest.raises(StudyError, match="`coreq` has no items"):
        load_study(write(study / "study.yaml", STUDY + "coreq: all\n"))


def test_comparisons_may_be_written_as_lists(study: Path) -> None:
    write(study / "anna.csv", "x")
    text = STUDY + "compare_by: [type, region]\nstrata: region, years\ncoders: [anna.csv]\n"
    loaded = load_study(write(study / "study.yaml", text))
    assert loaded.compare_by == "type, region"
    assert loaded.strata == ("region", "years")
    assert loaded.coders == (study / "anna.csv",)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('{% extends "qualcode/none.html.j2" %}{% block x %}{% endblock %}', "is no template"),
        ('{% extends "mine" ~ "" %}{% block x %}{% endblock %}', "is no template"),
    ],
)
def test_what_is_extended_must_be_there(tmp_path: Path, source: str, why: str) -> None:
    write(tmp_path / "t/report.html.j2", source)
    with pytest.raises(StudyError, match=why):
        render(load_appearance(None, templates=tmp_path / "t"))


def test_text_behind_lines_is_told_at_its_own(tmp_path: Path) -> None:
    source = '{% extends "qualcode/report.html.j2" %}\n{{ report.title }}'
    write(tmp_path / "t/report.html.j2", source)
    (told,) = refused(templates=tmp_path / "t")
    assert told.startswith(f"{tmp_path}/t/report.html.j2:2: stands in no block")
