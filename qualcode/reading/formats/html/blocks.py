"""Walks a web page: block elements become lines, rows of tables become lines with tabs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from qualcode.reading.formats.html.rows import TABLE, TERMS, Rows
from qualcode.reading.formats.html.styles import Look, Sheets, is_hidden, look_of
from qualcode.reading.formats.office.left_out import LeftOut
from qualcode.reading.formats.office.pieces import Piece, Written, list_mark, paragraph
from qualcode.reading.formats.office.tables import table_lines

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu"
    " ol optgroup p pre section summary table tbody td tfoot th thead tr ul".split()
)
SILENT = frozenset(
    "applet area audio base button canvas datalist embed head iframe input link map math meta"
    " noframes noscript object option param picture script select source style svg template"
    " textarea title track video".split()
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLANKS = re.compile(r"[ \t\n\r\f]+")
LINE_END = re.compile(r"[\n\r\f]")
MOST_SPANNED = 50  # rows or columns of one cell
LISTS = frozenset({"ol", "ul", "menu", "dir"})
# what stands in the text for a footnote or a comment
REFERENCES = (
    "MsoFootnoteReference",
    "MsoEndnoteReference",
    "MsoCommentReference",
    "sdfootnoteanc",
    "sdendnoteanc",
)
FOOTNOTE = re.compile(r"sd(?:foot|end)note\d")  # LibreOffice's


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page, and the level of the heading it stands in; 0 for none."""

    written: Written
    level: int = 0


@dataclass(frozen=True, slots=True)
class Open:
    """What to go back to when an element ends."""

    look: Look
    lines: list[Block]
    cell: Rows | None = None  # whose cell the element is
    table: Rows | None = None  # which the element is


class Walker:
    """Goes through the elements of a page once, from the first to the last."""

    def __init__(self, sheets: Sheets) -> None:
        self.left_out = LeftOut()
        self.menu_words = 0
        self._sheets = sheets
        self._lines: list[Block] = []
        self._pieces: list[Piece] = []
        self._look = Look()
        self._level = 0
        self._mark = ""
        self._open: list[Open] = []
        self._tables: list[Rows] = []
        self._counts: list[int | None] = []  # of the open lists; None where not numbered

    def read(self, root: Any) -> list[Block]:
        """Give the lines of an element and of all inside it."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        silent = False
        for event, element in walk:
            if event == "start":
                silent = self._is_silent(element)
                if silent:
                    walk.skip_subtree()
                else:
                    self._begin(element)
                continue
            if not silent:
                self._end(element)
            silent = False
            if element is not root:
                self._add(element.tail)
        self._flush()
        return self._lines

    def _is_silent(self, element: Any) -> bool:
        """Tell whether nothing of an element is read, and count what it is."""
        tag = element.tag
        if tag in SILENT:
            return True
        style = self._sheets.style(element)
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        silent = True
        if "mso-tab-count" in style:
            self._pieces.append(Piece("\t"))
        elif "ignore" in style.get("mso-list", ""):
            self._mark = list_mark(words_of(element))
        elif _is_footnote(element, style):
            self.left_out.add_footnote(words_of(element))
        elif style.get("mso-element") == "comment":
            self.left_out.comments += 1
        elif is_hidden(element, style):
            self.left_out.hidden_words += len(words_of(element).split())
        elif tag == "nav" or element.get("role") == "navigation" or _is_edge(element):
            self.menu_words += len(words_of(element).split())
        elif tag == "del":
            self.left_out.deletions += 1
        else:
            silent = any(mark in names for mark in REFERENCES)
        if silent and tag in BLOCKS:
            self._flush()
        return silent

    def _begin(self, element: Any) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
        cell = table = None
        if self._tables and tag in self._tables[-1].cells:
            cell = self._tables[-1]
            cell.begin_cell(tag)
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in {"table", "dl"}:
            table = Rows(TABLE if tag == "table" else TERMS)
            self._tables.append(table)
        self._open.append(Open(self._look, self._lines, cell, table))
        self._lines = [] if cell else self._lines
        self._look = look_of(element, self._sheets.style(element), self._look)
        self._begin_item(element, tag)
        self._add(element.text)

    def _begin_item(self, element: Any, tag: str) -> None:
        if tag == "br":
            self._pieces.append(Piece("\n"))
        elif tag in HEADINGS:
            self._level = int(tag[1])
        elif tag in LISTS:
            self._counts.append(_number(element.get("start"), 1) - 1 if tag == "ol" else None)
        elif tag == "li" and self._counts and (count := self._counts[-1]) is not None:
            self._counts[-1] = _number(element.get("value"), count + 1)
            self._mark = f"{self._counts[-1]}. "
        elif tag == "ins":
            self.left_out.insertions += 1

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
        if tag in HEADINGS:
            self._level = 0
        if tag in LISTS and self._counts:
            self._counts.pop()
        before = self._open.pop()
        self._look = before.look
        if before.cell:
            cell = [block.written for block in self._lines]
            spans = (min(_number(element.get(n), 1), MOST_SPANNED) for n in ("rowspan", "colspan"))
            before.cell.end_cell(tag, cell, *spans)
        self._lines = before.lines
        if before.table:
            self._tables.pop()
            self._lines += map(Block, table_lines(before.table.rows, self.left_out))

    def _add(self, text: str | None) -> None:
        """Add words as a browser shows them: line ends and rows of blanks are one blank."""
        if not text:
            return
        if self._look.kept:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            text = BLANKS.sub(_blank, text)
            if not self._pieces or self._pieces[-1].text[-1:] in " \n\t":
                text = text.lstrip(" \t")
        if text:
            look = self._look
            self._pieces.append(Piece(text, look.bold, look.italic, look.color))

    def _flush(self) -> None:
        """End the line that is open; what holds no more than a fixed blank is an empty line."""
        pieces, mark = self._pieces, self._mark
        self._pieces, self._mark = [], ""
        while pieces and not pieces[-1].text.strip(" \t"):
            pieces.pop()
        if pieces and pieces[-1].text == "\n":
            pieces.pop()  # a break at the end of a paragraph shows nothing
        elif pieces:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip(" \t"))
        if pieces:
            lines = paragraph(pieces, bool(self._level), mark)
            self._lines += [Block(line, self._level) for line in lines]


def _blank(found: re.Match[str]) -> str:
    # LibreOffice writes the tab behind a label as it is; line ends and tabs before them are layout
    return "\t" if "\t" in found.group() and not LINE_END.search(found.group()) else " "


def words_of(element: Any) -> str:
    """Give all text inside an element."""
    return " ".join("".join(element.itertext(with_tail=False)).split())


def _is_edge(element: Any) -> bool:
    # the head and foot of pages as LibreOffice writes them
    return element.tag == "div" and element.get("title") in {"header", "footer"}


def _is_footnote(element: Any, style: dict[str, str]) -> bool:
    if style.get("mso-element") in {"footnote", "endnote"}:
        return True
    return element.tag == "div" and bool(FOOTNOTE.match(element.get("id") or ""))


def _number(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 6 else otherwise
