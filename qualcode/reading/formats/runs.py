"""The runs of a Word paragraph: their words, and whether they are bold or in italics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# what may hold runs that are read: insertions, links, controls, fields
HOLDERS = frozenset(
    W + name
    for name in "ins moveTo hyperlink smartTag sdt sdtContent fldSimple customXml bdo dir".split()
)
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
DASHES = frozenset("-–—−‒―")
FALSE = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Styled:
    """Some characters that look alike."""

    text: str
    bold: bool
    italic: bool
    hidden: bool = False


class WordStyles:
    """Answers what a paragraph's or a run's style says, each style looked up once."""

    def __init__(self, word: WordDocument) -> None:
        self._styles = {style.get(W + "styleId"): style for style in word.styles.element}
        self._dashes = _dash_lists(word)
        self._known: dict[tuple[str, str], bool | None] = {}

    def toggled(self, style: str, name: str) -> bool | None:
        """Tell whether a style or its base switches `b`, `i` or `vanish`; None where none does."""
        key = style, name
        if key not in self._known:
            self._known[key] = next(
                (
                    found
                    for element in self._chain(style)
                    if (found := switch(element, name)) is not None
                ),
                None,
            )
        return self._known[key]

    def heading(self, paragraph: Any) -> bool:
        """Tell whether a paragraph is styled as a heading or a title."""
        names = (_value(style, "name") for style in self._chain(_style(paragraph, "pPr", "pStyle")))
        return any(name.lower().startswith(("heading", "title", "заголовок")) for name in names)

    def bullet_dash(self, paragraph: Any) -> str:
        """Give the dash Word shows before a list paragraph: `- text` typed becomes such a list."""
        numbering = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if numbering is None:
            return ""
        return self._dashes.get(numbering.get(W + "val"), "")

    def _chain(self, style: str) -> Iterator[Any]:
        seen = set[str]()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            yield self._styles[style]
            style = _value(self._styles[style], "basedOn")


def paragraph_texts(paragraph: Any, styles: WordStyles) -> Iterator[Styled]:
    """Give the pieces of a paragraph, insertions and links included, deletions left out."""
    style = _style(paragraph, "pPr", "pStyle")
    for run in _runs(paragraph):
        if text := _text(run):
            looks = ("b", "i", "vanish")
            yield Styled(text, *(_shown(run, style, name, styles) for name in looks))


def switch(element: Any, name: str) -> bool | None:
    """Read `<w:b/>` or `<w:i/>` of a run or a style; None where it is not written."""
    found = element.find(f"{W}rPr/{W}{name}")
    return None if found is None else found.get(W + "val") not in FALSE


def _runs(parent: Any) -> Iterator[Any]:
    for element in parent.iterchildren():
        if element.tag == W + "r":
            yield element
        elif element.tag in HOLDERS:
            yield from _runs(element)


def _text(run: Any) -> str:
    parts = []
    for element in run.iterchildren():
        if element.tag == W + "t":
            parts.append(element.text or "")
        elif element.tag in SIGNS:
            parts.append(SIGNS[element.tag])
    return "".join(parts)


def _shown(run: Any, paragraph_style: str, name: str, styles: WordStyles) -> bool:
    direct = switch(run, name)
    if direct is not None:
        return direct
    character = styles.toggled(_style(run, "rPr", "rStyle"), name)
    if character is not None:
        return character
    return bool(styles.toggled(paragraph_style, name))


def _style(element: Any, properties: str, name: str) -> str:
    found = element.find(f"{W}{properties}/{W}{name}")
    return found.get(W + "val") or "" if found is not None else ""


def _value(element: Any, name: str) -> str:
    found = element.find(W + name)
    return found.get(W + "val") or "" if found is not None else ""


def _dash_lists(word: WordDocument) -> dict[str, str]:
    try:
        numbering = word.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    shown = {}
    for kind in numbering.iter(W + "abstractNum"):
        text = kind.find(f"{W}lvl/{W}lvlText")
        sign = text.get(W + "val") if text is not None else None
        if sign in DASHES:
            shown[kind.get(W + "abstractNumId")] = sign
    lists = ((number, _value(number, "abstractNumId")) for number in numbering.iter(W + "num"))
    return {number.get(W + "numId"): shown[kind] for number, kind in lists if kind in shown}
