"""Figures as files: at print size, the same bytes, numbers beside them."""

import csv
import re
import zlib
from pathlib import Path

import pytest
from lxml import etree
from test_figures import ALL

from qualcode.reporting.figures import FORMATS, write_figures

FIGURES = [make() for make in ALL.values()]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return write_figures(FIGURES, tmp_path_factory.mktemp("figures"))


def of_kind(written: tuple[Path, ...], kind: str) -> list[Path]:
    return [path for path in written if path.suffix == f".{kind}"]


def test_each_figure_is_written_in_each_format(written: tuple[Path, ...]) -> None:
    names = [path.name for path in written]
    assert names == [f"{figure.id}.{kind}" for figure in FIGURES for kind in FORMATS]


def test_the_same_figures_give_the_same_bytes(written: tuple[Path, ...], tmp_path: Path) -> None:
    for turn in range(3):
        again = tmp_path / str(turn)
        again.mkdir()
        for old, new in zip(written, write_figures(FIGURES, again), strict=True):
            assert old.read_bytes() == new.read_bytes(), old.name


def test_figures_are_as_wide_as_a_page_of_text(written: tuple[Path, ...]) -> None:
    for path in of_kind(written, "svg"):
        root = etree.parse(path).getroot()
        assert root.get("width") == "160.00mm"
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.find("{*}title") is not None
        assert not list(root.iter("{*}a"))
    for path in of_kind(written, "pdf"):
        content = path.read_bytes()
        box = re.search(rb"/MediaBox \[0 0 ([\d.]+)", content)
        assert box
        assert float(box[1]) == pytest.approx(160 / 25.4 * 72, abs=0.1)
        assert b"CreationDate" not in content
        assert b"LiberationSans" in content
    for path in of_kind(written, "png"):
        content = path.read_bytes()
        assert int.from_bytes(content[16:20]) == pytest.approx(160 / 25.4 * 300, abs=2)
        place = content.index(b"pHYs")
        assert int.from_bytes(content[place + 4 : place + 8]) == pytest.approx(300 / 0.0254, abs=1)


def test_the_ground_of_a_picture_is_white(written: tuple[Path, ...]) -> None:
    """Transparent pictures are black in some programs that show them."""
    content = of_kind(written, "png")[0].read_bytes()
    data, at = b"", 8
    while at < len(content):
        size = int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] == b"IDAT":
            data += content[at + 8 : at + 8 + size]
        at += 12 + size
    first_row = zlib.decompress(data)[:5]
    assert first_row[1:5] == b"\xff\xff\xff\xff"


def test_the_numbers_are_those_of_the_figure(written: tuple[Path, ...]) -> None:
    path = next(path for path in written if path.name == "differences.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    assert rows[0]["group"] == "Руководители НКО"
    assert (rows[0]["value"], rows[0]["low"], rows[0]["high"]) == ("0.25", "0.1", "0.4")
    assert rows[2]["value"] == ""


def test_a_cell_that_a_spreadsheet_would_calculate_is_text(tmp_path: Path) -> None:
    from qualcode.reporting.figures import Axis, Person, draw_spread

    people = [Person("=1+1", "@group", -0.5)]
    figure = draw_spread("formula", "", "", people, ("@group",), Axis(""), "en")
    (path,) = write_figures([figure], tmp_path, ["csv"])
    assert path.read_text(encoding="utf-8") == "group,respondent,value\n'@group,'=1+1,-0.5\n"


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not gif"):
        write_figures(FIGURES, tmp_path, ["svg", "gif"])
    assert not list(tmp_path.iterdir())
