"""How the words of a web page look: tags, `style=` and the plain rules of its style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from qualcode.reading.formats.office.looks import color_of, is_bold, is_italic

BOLD = frozenset({"b", "strong"})
ITALIC = frozenset({"i", "em", "cite"})
BRACE = re.compile(r"[{}]")
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
SELECTOR = re.compile(r"([a-zA-Z][\w:-]*)?([.#][\w-]+)?$")
MOST_RULES = 20_000
MOST_SIGNS = 2_000_000  # of a style sheet
HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", re.IGNORECASE)
RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")
# the names that Word and people write; others are seldom letters' colours
NAMES = {
    "red": "ff0000",
    "blue": "0000ff",
    "green": "008000",
    "navy": "000080",
    "maroon": "800000",
    "purple": "800080",
    "teal": "008080",
    "olive": "808000",
    "gray": "808080",
    "grey": "808080",
    "lime": "00ff00",
    "aqua": "00ffff",
    "fuchsia": "ff00ff",
    "orange": "ffa500",
    "brown": "a52a2a",
    "darkred": "8b0000",
    "darkblue": "00008b",
    "darkgreen": "006400",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How words look; what an element does not change it has from the one around it."""

    bold: bool = False
    italic: bool = False
    color: str = ""
    kept: bool = False  # blanks and line ends as they are written


class Sheets:
    """The rules of a page that name a tag, a class or an id and nothing else."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        for selector, written in _rules(sheets):
            self._rules.setdefault(selector, {}).update(parse_style(written))

    def style(self, element: Any) -> dict[str, str]:
        """Give what tag, classes, id and `style=` say of an element, the nearer the stronger."""
        found: dict[str, str] = {}
        tag = element.tag
        classes = (element.get("class") or "").split()[:20]
        for name in (tag, *(f".{one}" for one in classes), f"#{element.get('id') or ''}"):
            found |= self._rules.get(name, {})
            found |= self._rules.get(f"{tag}{name}", {}) if name[:1] in ".#" else {}
        return found | parse_style(element.get("style") or "")


def _rules(sheets: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the plain selectors with what is written of them; rules inside `@media` are not read."""
    count = 0
    for sheet in sheets:
        for selectors, written in _outer_rules(COMMENT.sub("", sheet[:MOST_SIGNS])):
            for selector in selectors.split(","):
                if (name := selector.strip()) and SELECTOR.match(name):
                    yield name, written
            count += 1
            if count > MOST_RULES:
                return


def _outer_rules(sheet: str) -> Iterator[tuple[str, str]]:
    depth = start = opened = 0
    for brace in BRACE.finditer(sheet):
        if brace.group() == "{":
            opened = brace.start() if not depth else opened
            depth += 1
        elif depth:
            depth -= 1
            selectors = sheet[start:opened].rpartition(";")[2].strip()
            if not depth:
                start = brace.end()
                if not selectors.startswith("@"):
                    yield selectors, sheet[opened + 1 : brace.start()]


def parse_style(written: str) -> dict[str, str]:
    """Read `color:#c00; font-weight:bold`; names and values in small letters."""
    pairs = (part.partition(":") for part in written[:4000].split(";"))
    return {
        name.strip().lower(): value.replace("!important", "").strip().lower()
        for name, colon, value in pairs
        if colon
    }


def look_of(element: Any, style: dict[str, str], around: Look) -> Look:
    """Give the look of the words in an element."""
    look = around
    if element.tag in BOLD:
        look = replace(look, bold=True)
    if element.tag in ITALIC:
        look = replace(look, italic=True)
    if element.tag == "font" and (named := element.get("color")):
        look = replace(look, color=_color(named.lower()))
    if weight := style.get("font-weight"):
        look = replace(look, bold=is_bold(weight))
    if slant := style.get("font-style"):
        look = replace(look, italic=is_italic(slant))
    if color := style.get("color"):
        look = replace(look, color=_color(color))
    if element.tag == "pre" or style.get("white-space", "").startswith(("pre", "break-spaces")):
        look = replace(look, kept=True)
    return look


def is_hidden(element: Any, style: dict[str, str]) -> bool:
    """Tell whether a browser does not show an element."""
    return (
        element.get("hidden") is not None
        or style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("mso-hide") == "all"
    )


def _color(written: str) -> str:
    if found := HEX.match(written):
        digits = found[1]
        return color_of("".join(sign * 2 for sign in digits) if len(digits) == 3 else digits)
    if found := RGB.match(written):
        return color_of("".join(f"{min(int(part), 255):02x}" for part in found.groups()))
    return color_of(NAMES.get(written, ""))
