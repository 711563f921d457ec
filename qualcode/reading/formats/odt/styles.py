"""What the styles of an OpenDocument file say: automatic ones, named ones, and their parents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.reading.formats.office.looks import color_of, is_bold, is_heading, is_italic

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


@dataclass(frozen=True, slots=True)
class Looks:
    """How letters look; styles that say nothing about a thing leave it as it is."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    color: str = ""


class Styles:
    """Looks up styles by family (`text` or `paragraph`) and name, each once."""

    def __init__(self, roots: list[Any]) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._defaults: dict[str, Any] = {}
        self.lists: dict[str, Any] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                family, name = style.get(f"{STYLE}family") or "", style.get(f"{STYLE}name") or ""
                if not _of_page(style):
                    self._styles[family, name] = style
            for style in root.iter(f"{STYLE}default-style"):
                self._defaults[style.get(f"{STYLE}family") or ""] = style
            for kind in root.iter(f"{TEXT}list-style"):
                self.lists[kind.get(f"{STYLE}name") or ""] = kind
        self._known: dict[tuple[str, str, Looks], Looks] = {}

    def paragraph(self, name: str) -> Looks:
        """Give the looks of a paragraph's letters where no span says more."""
        looks = Looks()
        if "paragraph" in self._defaults:
            looks = _applied(self._defaults["paragraph"], looks)
        return self.changed("paragraph", name, looks)

    def changed(self, family: str, name: str, looks: Looks) -> Looks:
        """Apply a style and its parents to the looks around it."""
        key = family, name, looks
        if key not in self._known:
            for style in reversed(list(self._chain(family, name))):
                looks = _applied(style, looks)
            self._known[key] = looks
        return self._known[key]

    def heading(self, name: str) -> bool:
        """Tell whether a paragraph is styled as a heading, a title or a line of contents."""
        shown = (
            style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name") or ""
            for style in self._chain("paragraph", name)
        )
        return any(map(is_heading, shown))

    def list_of(self, name: str) -> str:
        """Give the list style that a paragraph style carries; empty for none."""
        found = (style.get(f"{STYLE}list-style-name") for style in self._chain("paragraph", name))
        return next((name for name in found if name), "")

    def _chain(self, family: str, name: str) -> Iterator[Any]:
        seen = set[str]()
        while name and name not in seen and (family, name) in self._styles:
            seen.add(name)
            style = self._styles[family, name]
            yield style
            name = style.get(f"{STYLE}parent-style-name") or ""


def _of_page(style: Any) -> bool:
    # the automatic styles of styles.xml are those of headers and footers: `P1` again
    above = style.getparent()
    root = above.getparent() if above is not None else None
    return (
        root is not None
        and above.tag == f"{OFFICE}automatic-styles"
        and root.tag == f"{OFFICE}document-styles"
    )


def _applied(style: Any, looks: Looks) -> Looks:
    properties = style.find(f"{STYLE}text-properties")
    if properties is None:
        return looks
    weight = properties.get(f"{FO}font-weight")
    slant = properties.get(f"{FO}font-style")
    display = properties.get(f"{TEXT}display")
    return Looks(
        looks.bold if weight is None else is_bold(weight),
        looks.italic if slant is None else is_italic(slant),
        looks.hidden if display is None else display == "none",
        _color(properties, looks.color),
    )


def _color(properties: Any, color: str) -> str:
    if properties.get(f"{STYLE}use-window-font-color") == "true":
        return ""
    written = properties.get(f"{FO}color")
    return color if written is None else color_of(written)
