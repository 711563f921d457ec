"""What the head of an RTF file says of code pages, fonts, colours and styles."""

from __future__ import annotations

import codecs
import re

from qualcode.reading.formats.office.looks import color_of
from qualcode.reading.formats.rtf.words import CHARSETS, NUMBERED_PAGES, PAGES

CYRILLIC_FONT = re.compile(r"\bcyr\b", re.IGNORECASE)  # Arial Cyr: before fonts had charsets


class Head:
    """Gathers what the head says, each by the number under which the text refers to it."""

    def __init__(self) -> None:
        self.page = "cp1252"
        self.named = False  # whether the file names a page, and another than the usual one
        self.charsets: dict[int, str] = {}  # font → code page
        self.styles: dict[int, str] = {}  # style → name
        self.usual_font = -1
        self._colors: list[str] = []
        self._rgb: dict[str, int] = {}
        self._style_name = ""

    def color(self, number: int) -> str:
        """Give a colour as `rrggbb`; empty for the usual one and for one that is not listed."""
        return self._colors[number] if 0 <= number < len(self._colors) else ""

    def read(self, word: str, number: int, font: int) -> None:
        """Take in a control word; `font` is the one that is being described."""
        if word in {"red", "green", "blue"}:
            self._rgb[word] = number & 0xFF
        elif word in PAGES:
            self.page = PAGES[word]
        elif word == "ansicpg":
            self.page = _codec(number)
            self.named = self.page != "cp1252"
        elif word == "fcharset" and number in CHARSETS:
            self.charsets[font] = CHARSETS[number]
        elif word == "cpg":
            self.charsets.setdefault(font, _codec(number))

    def name_font(self, name: str, font: int) -> None:
        """Take in the name of a font, where it says of which letters it is."""
        if CYRILLIC_FONT.search(name):
            self.charsets.setdefault(font, "cp1251")

    def name_style(self, text: str, style: int) -> None:
        """Take in the name of a style, which may come in parts and ends with a semicolon."""
        self._style_name += text
        if ";" in text:
            self.styles[style] = self._style_name.strip(" ;")
            self._style_name = ""

    def add_colors(self, text: str) -> None:
        """End a colour with each semicolon; one without parts is the automatic one."""
        for _ in range(text.count(";")):
            parts = (self._rgb.get(name, 0) for name in ("red", "green", "blue"))
            self._colors.append(color_of(bytes(parts).hex()))
            self._rgb.clear()


def _codec(page: int) -> str:
    name = NUMBERED_PAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
