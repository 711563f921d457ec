"""Figures: sound SVG that a page's policy bears, the same bytes, nothing fetched, nothing cut."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from qualcode.pages import base_style, read_asset
from qualcode.reporting.figures import (
    Axis,
    Dot,
    Figure,
    Line,
    Person,
    Point,
    Row,
    Sides,
    Unit,
    draw_diverging,
    draw_dots,
    draw_lines,
    draw_scatter,
    draw_spread,
    figure_id,
)
from qualcode.reporting.figures.inks import PAPER, hue, shape
from qualcode.reporting.figures.lettering import measure, wrap

HOSTILE = '</svg></style><script>alert(\'1\')</script>" onload="x" &amp; ]]> \x00\ud800 {{ 1 }}'
GROUPS = ("Руководители НКО", "Чиновники", HOSTILE)
LONG = (
    "Государственное регулирование и административный контроль за деятельностью"
    " некоммерческих организаций в регионах"
)


def dots(language: str = "ru", href: str = "#cell-1", label: str = LONG) -> Figure:
    rows = (
        Row(label, (Dot(0.25, 0.1, 0.4, "2 из 8", href), Dot(0.5), Dot(None))),
        Row("Доверие", (Dot(0.0, 0.0, 0.0), Dot(0.75, 0.5, 1.0, HOSTILE), Dot(1.0))),
    )
    axis = Axis("Доля сегментов", 0, 1, ".2f", reference=0.5)
    return draw_dots("differences", "Различия", "Точки", rows, GROUPS, axis, language)


def lines() -> Figure:
    drawn = tuple(
        Line(label, tuple(Point(x, 2.0 * x, low, high, f"{x}") for x in range(1, 6)))
        for label, low, high in (("медиана", 1.0, 11.0), ("порядок поля", None, None))
    )
    return draw_lines(
        "growth", "Рост", "", drawn, Axis("Интервью"), Axis("Коды", 0, reference=3), "ru"
    )


def spread() -> Figure:
    people = [Person(f"R{n}", GROUPS[n % 2], n % 4 / 4, f"R{n}", "#r") for n in range(60)]
    return draw_spread(
        "people", "Люди", "", people, GROUPS, Axis("Доля", 0, 1, reference=0.2), "ru"
    )


def scatter(number: int = 12) -> Figure:
    units = [Unit(f"Организация {n}", n % 5, n * 1000.5, GROUPS[n % 2]) for n in range(number)]
    axes = (Axis("Балл", reference=2), Axis("На 1000 слов", reference=5000))
    return draw_scatter("units", "Единицы", "", units, GROUPS[:2], *axes, "ru")


def balance() -> Figure:
    rows = (
        Sides(LONG, 2, 3, 1, 8, "8 респондентов", ("а", "б", "в"), ("#a", "#b", "#c")),
        Sides("Никто", 0, 0, 0, 4),
        Sides("Много", 1, 90, 40, 200),
    )
    return draw_diverging("balance", "Баланс", "", rows, ("Контроль", HOSTILE), "оба", "ru")


ALL = {"dots": dots, "lines": lines, "spread": spread, "scatter": scatter, "balance": balance}
KINDS = pytest.mark.parametrize("name", list(ALL))


def texts_of(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in etree.fromstring(svg).iter("text")]


@KINDS
def test_a_figure_can_stand_in_a_page(name: str) -> None:
    figure = ALL[name]()
    root = etree.fromstring(figure.svg)
    tags = {element.tag for element in root.iter()}
    assert tags <= set("svg title desc g path line rect text tspan a".split())
    for element in root.iter():
        assert not {"style", "font-family", "onload"} & set(element.attrib)
        for key in ("fill", "stroke"):
            assert element.get(key) in (None, "none"), "colours are classes"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert ids[0] == root.get("aria-labelledby") == f"figure-{figure.id}-title"
    assert "<script" not in figure.svg
    assert "http" not in figure.svg
    assert len(figure.svg) < 30_000


@KINDS
def test_classes_of_a_figure_have_colours_by_day_and_by_night(name: str) -> None:
    used = set(re.findall(r'class="([^"]+)"', ALL[name]().svg)) - {"drawing"}
    style = read_asset("qualcode.reporting", "report.css")
    day, night = base_style().split("@media (prefers-color-scheme: dark)")
    for one in {one for classes in used for one in classes.split()}:
        rule = re.search(rf"\.{one} {{ (?:fill|stroke): var\((--\w+)\);", style)
        assert rule, one
        assert f"{rule[1]}:" in day
        assert f"{rule[1]}:" in night


def test_a_figure_with_links_is_a_group_and_one_without_an_image() -> None:
    linked, plain = etree.fromstring(dots().svg), etree.fromstring(dots(href="").svg)
    assert (linked.get("role"), plain.get("role")) == ("group", "img")
    link = linked.find(".//a")
    assert link is not None
    assert link.get("href") == "#cell-1"
    assert link.findtext("title") == f"{LONG}: 2 из 8"
    assert plain.find(".//a") is None


def test_what_a_person_wrote_stays_text() -> None:
    written = " ".join(texts_of(dots().svg))
    assert "</svg></style><script>" in written
    titles = [title.text or "" for title in etree.fromstring(dots().svg).iter("title")]
    assert any("onload" in title for title in titles)


def test_numbers_are_written_as_the_language_has_them() -> None:
    assert "0,20" in texts_of(dots("ru").svg)
    assert "0.20" in texts_of(dots("en").svg)
    assert "10\u00a0000" in texts_of(scatter().svg)


def test_a_long_name_is_wrapped_and_never_cut_in_silence() -> None:
    label = next(text for text in texts_of(dots().svg) if text.startswith("Государственное"))
    assert label.replace(" ", "") == LONG.replace(" ", "")  # its lines, joined
    longer = dots(label=f"{LONG}: {LONG}").svg
    cut = next(text for text in texts_of(longer) if text.startswith("Государственное"))
    assert cut.endswith("…")
    assert f"{LONG}: {LONG}" in longer  # in the title of its dots
    short = "Контроль за деятельностью"
    assert short in texts_of(dots(label=short).svg)


def test_parts_of_a_balance_say_of_how_many_where_there_is_room() -> None:
    many = Sides("Б", 3, 40, 0, 50, numbers=("3 из 50", "40 из 50", ""))
    few = Sides("А", 2, 1, 1, 4, numbers=("2 из 4", "1 из 4", "1 из 4"))
    drawn = draw_diverging("e", "", "", (few, many), ("а", "б"), "Оба", "ru")
    texts = texts_of(drawn.svg)
    assert texts.count("1 из 4") == 2
    assert {"2 из 4", "40 из 50", "3"} <= set(texts)
    assert "3 из 50" not in texts


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("care", ("care",)),
        ("state.control_of.organisations", ("state.control_", "of.", "organisations")),
        ("", ("",)),
        ("Рентгеноэлектрокардиографического", ("Рентгеноэле-", "ктрокардиог-", "рафического")),
        ("one two three four five six seven", ("one two three", "four five six", "seven")),
        ("1 " * 60, ("1 1 1 1 1 1 1 1", "1 1 1 1 1 1 1 1", "1 1 1 1 1 1 1…")),
    ],
)
def test_lines_are_no_wider_than_their_place(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 90, 12) == lines
    assert all(measure(line, 12) <= 90 for line in lines)


@KINDS
def test_nothing_stands_outside_the_figure(name: str) -> None:
    """By our own measure of letters, which is wider than that of common fonts."""
    root = etree.fromstring(ALL[name]().svg)
    _left, _top, width, height = map(float, (root.get("viewBox") or "").split())
    for text in root.iter("text"):
        x, y = 0.0, 0.0
        for element in (text, *text.iterancestors()):
            shift = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
            turned = "rotate" in element.get("transform", "")
            if shift and not turned:
                x, y = x + float(shift[1]), y + float(shift[2])
            if turned:
                break
        else:
            size = float((text.get("font-size") or "0px").removesuffix("px"))
            pieces = [piece.text or "" for piece in text.iter("tspan")] or [text.text or ""]
            wide = max(measure(piece, size) for piece in pieces)
            begin = x - {"end": wide, "middle": wide / 2}.get(text.get("text-anchor", ""), 0.0)
            assert begin >= -3, pieces
            assert begin + wide <= width + 12, pieces
            assert 0 < y < height, pieces


def test_names_of_units_do_not_hide_each_other_and_many_have_none() -> None:
    assert sum("Организация" in text for text in texts_of(scatter(12).svg)) == 12
    assert not any("Организация" in text for text in texts_of(scatter(41).svg))
    alone = draw_scatter("one", "", "", [Unit("A", 1, 1)], (), Axis(""), Axis(""), "en")
    assert "A" in texts_of(alone.svg)
    same = [Unit(f"Организация {n}", 1, 1) for n in range(30)]
    packed = draw_scatter("same", "", "", same, (), Axis(""), Axis(""), "en")
    assert 0 < sum("Организация" in text for text in texts_of(packed.svg)) < 5


def test_people_at_the_same_place_are_stacked() -> None:
    people = [Person(f"R{n}", "A", 1.0) for n in range(5)]
    drawn = draw_spread("stack", "", "", people, ("A", "nobody"), Axis("", 0, 2), "en")
    root = etree.fromstring(drawn.svg)
    places = [title.getnext().get("transform") for title in root.iterfind(".//g/title")]
    assert len(places) == len(set(places)) == 5


def test_groups_differ_by_colour_and_shape() -> None:
    seen = [(hue(number), shape(number)) for number in range(64)]
    assert len(set(seen)) == 64
    assert len({shape for _, shape in seen[:8]}) == 8


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return sum(
            part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True)
        )

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("number", range(8))
def test_marks_stand_out_by_day_and_by_night_and_on_paper(number: int) -> None:
    """3:1 against the ground (WCAG 2.2, 1.4.11)."""
    modes = base_style().split("@media (prefers-color-scheme: dark)")
    for style in modes:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", style))
        assert contrast(colours[f"h{number}"], colours["ground"]) >= 3
    assert contrast(PAPER[f"h{number}"], PAPER["ground"]) >= 4.5
    assert (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", modes[0]))[f"h{number}"]
        == PAPER[f"h{number}"]
    )


def test_nothing_to_draw_is_drawn_all_the_same() -> None:
    empty = (
        draw_dots("a", "", "", (), (), Axis(""), "en"),
        draw_lines("b", "", "", (), Axis(""), Axis(""), "en"),
        draw_spread("c", "", "", (), (), Axis(""), "en"),
        draw_scatter("d", "", "", (), (), Axis(""), Axis(""), "en"),
        draw_diverging("e", "", "", (), ("", ""), "", "en"),
    )
    for figure in empty:
        assert etree.fromstring(figure.svg).get("role") == "img"


SCRIPT = """
import socket, sys
def refuse(*arguments, **named):
    raise AssertionError("something was looked for in the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
sys.path.insert(0, sys.argv[1])
from test_figures import ALL
for name, make in ALL.items():
    figure = make()
    print(figure.svg + figure.paper(160, "mm"))
"""


def test_other_machines_draw_the_same_without_network_and_fonts(tmp_path: Path) -> None:
    """A process of its own without the fonts of this machine, and where there is one, a network."""
    config = tmp_path / "fonts.conf"
    config.write_text("<fontconfig/>", encoding="utf-8")
    here = Path(__file__).parent
    alone = ["unshare", "-rn"] if _can_leave_the_network() else []
    outputs = []
    for environment in ({"FONTCONFIG_FILE": str(config), "HOME": str(tmp_path)}, {}):
        ran = subprocess.run(
            [*alone, sys.executable, "-c", SCRIPT, str(here)],
            env={**os.environ, **environment},
            capture_output=True,
            check=True,
        )
        outputs.append(ran.stdout)
    assert outputs[0] == outputs[1]
    mine = "".join(
        figure.svg + figure.paper(160, "mm") + "\n" for figure in (make() for make in ALL.values())
    )
    assert outputs[0].decode("utf-8").replace("\r\n", "\n") == mine


def _can_leave_the_network() -> bool:
    try:
        return subprocess.run(["unshare", "-rn", "true"], check=False).returncode == 0
    except OSError:
        return False


@KINDS
def test_nothing_can_be_seen_through_and_letters_are_of_one_kind(name: str) -> None:
    """The PDF writer numbers transparencies, and fonts, in an order that changes."""
    paper = ALL[name]().paper(160, "mm")
    assert "opacity" not in paper
    assert 'font-weight="bold"' not in paper
    assert paper.count("font-family") == 1


def test_an_id_of_a_figure_is_a_name_of_files() -> None:
    assert figure_id("balance", 1, "ru") == "balance-1-ru"
    assert figure_id("../x y", "", "../<b>") == "xy-other-b"


def test_signs_of_other_scripts_take_more_room() -> None:
    assert measure("漢字", 10) > measure("ab", 10) > measure("il", 10)
