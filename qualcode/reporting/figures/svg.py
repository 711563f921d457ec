"""What Altair describes → neutral SVG, the same bytes on every machine → SVG for page or paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.reporting.figures.inks import NAMES
from qualcode.reporting.figures.lettering import clean, number_locale

if TYPE_CHECKING:
    import altair as alt
    from lxml.etree import _Element

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # vl-convert brings the first along
SVG = "http://www.w3.org/2000/svg"
_KEPT = frozenset(
    "transform d x y x2 y2 dx dy width height fill stroke stroke-width stroke-dasharray"
    " fill-opacity stroke-opacity opacity text-anchor font-size font-weight".split()
)
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_LINK = re.compile("@([0-9]+)")


@dataclass(frozen=True, slots=True)
class Note:
    """What a mark says when it is pointed at or read aloud, and where it leads."""

    text: str
    href: str = ""


def draw(chart: alt.LayerChart, notes: Sequence[Note], language: str) -> str:
    """Draw a chart: SVG with nothing but shapes, texts, links and their titles.

    A mark whose `description` is `@n` gets the note of that number: what it says and where it
    leads never pass through the program that draws.
    """
    import vl_convert
    from lxml import etree

    drawn = vl_convert.vegalite_to_svg(
        chart.to_dict(validate=False), allowed_base_urls=[], format_locale=number_locale(language)
    )
    root = etree.fromstring(drawn.encode("utf-8"))
    bare = etree.Element("svg", {"viewBox": root.get("viewBox", "")})
    for child in root:
        _copy(child, bare, notes)
    return _write(bare)


def _copy(element: _Element, into: _Element, notes: Sequence[Note]) -> None:
    """Copy what can be seen of an element; groups that say nothing make way for their children."""
    from lxml import etree

    name = etree.QName(element).localname
    if element.get("display") == "none" or element.get("class") == "background":
        return
    if name != "g" or _shifts(element):
        into = _note(element, into, notes)
        kept = {key: _short(value) for key, value in element.attrib.items() if _says(key, value)}
        copy = etree.SubElement(into, name, kept)
        copy.text = element.text
        into = copy
    for child in element:
        _copy(child, into, notes)
    if name == "g" and into.tag == "g" and not len(into):
        parent = into.getparent()
        if parent is not None and _shifts(element):
            parent.remove(into)


def _shifts(group: _Element) -> bool:
    return bool(group.get("transform", "translate(0,0)") != "translate(0,0)")


def _says(key: Any, value: Any) -> bool:
    return key in _KEPT and (key, value) not in {("opacity", "1"), ("transform", "translate(0,0)")}


def _note(element: _Element, into: _Element, notes: Sequence[Note]) -> _Element:
    """Wrap a mark into what it says and where it leads."""
    from lxml import etree

    linked = _LINK.fullmatch(element.get("aria-label", ""))
    if not linked:
        return into
    note = notes[int(linked[1])]
    into = etree.SubElement(into, "a" if note.href else "g")
    if note.href:
        into.set("href", clean(note.href))
    etree.SubElement(into, "title").text = clean(note.text)
    return into


def _short(value: Any) -> str:
    """Write numbers with two decimals at most: the last digits differ between machines."""
    return _NUMBER.sub(lambda found: f"{round(float(found[0]), 2) + 0.0:g}", str(value))


def dress_for_page(drawing: str, id: str, title: str, description: str) -> str:
    """Return the drawing for a page: see `Figure.svg`."""
    from lxml import etree

    root = etree.fromstring(drawing)
    place = f"figure-{id}"
    _name(root, title, description, place)
    root.set("class", "drawing")
    root.set("role", "group" if root.find(".//a") is not None else "img")
    root.set("aria-labelledby", f"{place}-title")
    if description:
        root.set("aria-describedby", f"{place}-text")
    for element in root.iter():
        classes = [
            f"{key[0]}-{NAMES[element.attrib.pop(key)]}"
            for key in ("fill", "stroke")
            if element.get(key) in NAMES
        ]
        if classes:
            element.set("class", " ".join(classes))
    return _write(root)


def dress_for_paper(drawing: str, title: str, description: str, width: float, unit: str) -> str:
    """Return the drawing as a file of its own: no links, a font that every machine has."""
    from lxml import etree

    root = etree.fromstring(drawing)
    for link in list(root.iter("a")):
        link.tag = "g"
        del link.attrib["href"]
    _name(root, title, description)
    _left, _top, across, down = map(float, root.get("viewBox", "").split())
    for key, length in (("width", width), ("height", width * down / across)):
        root.set(key, f"{length:.2f}{unit}")
    root.set("font-family", FONT)
    return _write(root).replace("<svg", f'<svg xmlns="{SVG}"', 1) + "\n"


def _name(root: _Element, title: str, description: str, place: str = "") -> None:
    """Put the title, and the description if there is one, before everything else."""
    from lxml import etree

    texts = (("title", "title", title), ("desc", "text", description))
    for at, (tag, part, text) in enumerate(one for one in texts if one[2]):
        element = etree.Element(tag, {"id": f"{place}-{part}"} if place else {})
        element.text = clean(text)
        root.insert(at, element)


def _write(root: _Element) -> str:
    from lxml import etree

    written: str = etree.tostring(root, encoding="unicode")
    return written
