"""What the styles of a Word file say about a run: bold, italics, hidden, colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.reading.formats.docx.package import Package, W, value
from qualcode.reading.formats.docx.theme import Theme
from qualcode.reading.formats.office.looks import is_heading

FALSE = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Looks:
    """What is said about the looks of letters; None where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    color: str | None = None

    def over(self, other: Looks) -> Looks:
        """Let this say what it says, and the other the rest."""
        return Looks(
            other.bold if self.bold is None else self.bold,
            other.italic if self.italic is None else self.italic,
            other.hidden if self.hidden is None else self.hidden,
            other.color if self.color is None else self.color,
        )


NOTHING = Looks()


class Styles:
    """Answers what a run looks like, each style looked up once."""

    def __init__(self, package: Package) -> None:
        self._theme = Theme(package.theme)
        root = package.styles
        found = () if root is None else root.findall(W + "style")
        self._styles = {style.get(W + "styleId") or "": style for style in found}
        self._usual = next(
            (
                style.get(W + "styleId") or ""
                for style in found
                if style.get(W + "type") == "paragraph" and _on(style.get(W + "default", "0"))
            ),
            "",
        )
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault")
        self._defaults = NOTHING if defaults is None else self._written(defaults)
        self._known: dict[str, Looks] = {}

    def looks(self, run: Any, paragraph: Looks) -> Looks:
        """Give the looks of a run: its own, then its style's, then its paragraph's."""
        properties = run.find(W + "rPr")
        if properties is None:
            return paragraph
        character = self._of_style(value(properties, "rStyle"))
        return self._written(run).over(character).over(paragraph)

    def paragraph(self, paragraph: Any) -> Looks:
        """Give the looks of a paragraph's letters where a run says nothing."""
        return self._of_style(self._style(paragraph)).over(self._defaults)

    def heading(self, paragraph: Any) -> bool:
        """Tell whether a paragraph is styled as a heading, a title or a line of contents."""
        styles = self._chain(self._style(paragraph))
        return any(is_heading(value(style, "name")) for style in styles)

    def numbering(self, paragraph: Any) -> tuple[str, int]:
        """Give the list a paragraph belongs to and its level; an empty list for none."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        styled = (s.find(f"{W}pPr/{W}numPr") for s in self._chain(self._style(paragraph)))
        numbers = [found for found in (own, *styled) if found is not None]
        number = next((n for found in numbers if (n := value(found, "numId"))), "")
        level = next((n for found in numbers if (n := value(found, "ilvl"))), "0")
        return ("", 0) if number == "0" else (number, int(level))

    def _style(self, paragraph: Any) -> str:
        properties = paragraph.find(W + "pPr")
        return ("" if properties is None else value(properties, "pStyle")) or self._usual

    def _of_style(self, style: str) -> Looks:
        if style not in self._known:
            looks = NOTHING
            for element in self._chain(style):
                looks = looks.over(self._written(element))
            self._known[style] = looks
        return self._known[style]

    def _chain(self, style: str) -> Iterator[Any]:
        seen = set[str]()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style], "basedOn")

    def _written(self, element: Any) -> Looks:
        """Read the looks that a run or a style says itself."""
        properties = element.find(W + "rPr")
        if properties is None:
            return NOTHING
        color = properties.find(W + "color")
        return Looks(
            _switch(properties, "b"),
            _switch(properties, "i"),
            _switch(properties, "vanish"),
            None if color is None else self._theme.color(color),
        )


def _switch(properties: Any, name: str) -> bool | None:
    found = properties.find(W + name)
    return None if found is None else _on(found.get(W + "val") or "1")


def _on(written: str) -> bool:
    return written not in FALSE
