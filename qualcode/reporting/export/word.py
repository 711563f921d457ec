"""Paragraphs and tables for a paper as a Word file; looks come from styles people can change."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from qualcode.reporting.export.sealed import MADE, seal
from qualcode.reporting.export.texts import make_storable

_FONT = "Times New Roman"  # has Cyrillic on every machine
_REGIONS = {"ru": "ru-RU", "en": "en-GB"}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TABLE, _CELL, _HEAD, _NOTE = "ThreeRules", "TableText", "TableHead", "TableNote"
_CM = 567  # twentieths of a point
_UPRIGHT_CM, _ACROSS_CM = 16.0, 24.7  # of text on A4
_UPRIGHT, _ACROSS = 88, 136  # characters of tables on that room
_LEAST, _MOST, _LONGEST_WORD = 6, 90, 24  # characters by which a column is given its room
_BOLD = 1.15  # heads are wider
_BREAKABLE = 600  # characters of a row that may go on on the next page

# The three rules of tables in social science: above, below the head, below.
_STYLES = f"""<w:styles {_W}>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="{_CELL}"><w:name w:val="Table Text"/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="20" w:after="20"
w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="{_HEAD}"><w:name w:val="Table Head"/>
<w:basedOn w:val="{_CELL}"/><w:qFormat/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="{_NOTE}"><w:name w:val="Table Note"/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="60" w:after="360" w:line="240"
w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="{_TABLE}"><w:name w:val="Three Rules"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/></w:tblBorders>
<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>
</w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders></w:tcPr>
</w:tblStylePr></w:style></w:styles>"""


@dataclass(frozen=True, slots=True)
class Label:
    """What a caption is called and how Word counts it."""

    before: str  # `Table `
    counter: str  # the name of Word's own counter
    after: str  # `. `


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table of a paper."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]  # beneath it
    centred: frozenset[int] = frozenset()  # columns of short figures

    @property
    def wide(self) -> bool:
        """Whether it is printed across the page."""
        return sum(asked for _, asked in map(_ask, self._columns)) > _UPRIGHT

    @property
    def shares(self) -> list[float]:
        """Return how much of the room each column gets: its longest word, and more by its texts."""
        room = _ACROSS if self.wide else _UPRIGHT
        asked = [_ask(column) for column in self._columns]
        least, most = (sum(numbers) for numbers in zip(*asked, strict=True))
        more = min(max(room - least, 0) / max(most - least, 1), 1)
        widths = [low + more * (high - low) for low, high in asked]
        return [width / sum(widths) for width in widths]

    @property
    def _columns(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return each column: its head, and the cells."""
        cells = list(zip(*self.rows, strict=True)) or [() for _ in self.head]
        return list(zip(self.head, cells, strict=True))


def _ask(column: tuple[str, tuple[str, ...]]) -> tuple[float, float]:
    """Return the least and the most characters that a column needs; heads are broken into lines."""
    head, cells = column
    words = max((len(word) for cell in (head, *cells) for word in cell.split()), default=0)
    lines = max((len(line) for cell in cells for line in cell.split("\n")), default=0)
    least = max(min(words, _LONGEST_WORD) * _BOLD + 2, _LEAST)
    return least, max(min(max(lines, len(head) / 2), _MOST), least)


class Article:
    """A Word file that is being written, from its top to its end."""

    def __init__(self, language: str, label: Label) -> None:
        from docx import Document

        self._document: Any = Document()
        self._language = language
        self._label = label
        self._tables = 0
        self._across = False
        self._set_styles()
        self._set_page(self._document.sections[0])

    def title(self, text: str) -> None:
        """Write the title."""
        self._document.add_paragraph(make_storable(text), style="Title")

    def text(self, text: str) -> None:
        """Write a paragraph."""
        self._document.add_paragraph(make_storable(text))

    def note(self, text: str) -> None:
        """Write a paragraph in small."""
        self._document.add_paragraph(make_storable(text), style=self._styled(_NOTE))

    def table(self, table: PaperTable) -> None:
        """Write a table between its caption and its notes; its head is repeated on every page."""
        from docx.oxml import parse_xml

        self._turn(table.wide)
        self._caption(table.caption)
        body = self._document.element.body
        made = _render(table, _ACROSS_CM if table.wide else _UPRIGHT_CM)
        body.insert(len(body) - 1, parse_xml(made))  # before the properties of the section
        self.note(" ".join(table.notes))

    def pack(self, title: str) -> bytes:
        """Return the file; the same text gives the same bytes."""
        about = self._document.core_properties
        about.title, about.author, about.comments = make_storable(title)[:255], "", ""
        about.last_modified_by = "qualcode"
        about.created = about.modified = datetime(*MADE)
        packed = io.BytesIO()
        self._document.save(packed)
        return seal(packed.getvalue())

    def _caption(self, text: str) -> None:
        """Write a caption whose number Word counts by itself."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._tables += 1
        paragraph = self._document.add_paragraph(self._label.before, style="Caption")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" SEQ {self._label.counter} \\* ARABIC ")
        run = paragraph.add_run(str(self._tables))._element
        paragraph._element.append(field)
        field.append(run)
        paragraph.add_run(self._label.after + make_storable(text))

    def _turn(self, across: bool) -> None:
        """Go on on pages that stand or lie, as the next table needs."""
        from docx.enum.section import WD_SECTION

        if across != self._across:
            section = self._document.add_section(WD_SECTION.NEW_PAGE)
            self._across = across
            self._set_page(section)

    def _set_page(self, section: Any) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm

        sides = Cm(21), Cm(29.7)
        section.page_width, section.page_height = sides[::-1] if self._across else sides
        section.orientation = WD_ORIENT.LANDSCAPE if self._across else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2)

    def _styled(self, id: str) -> Any:
        return next(one for one in self._document.styles if one.style_id == id)

    def _set_styles(self) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        styles = self._document.styles
        for one in list(parse_xml(_STYLES)):
            styles.element.append(one)
        sizes = {"Normal": 12, "Title": 16, "Caption": 11}
        for name, size in sizes.items():
            font = styles[name].font
            font.name, font.size, font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in fonts.attrib if key.endswith("Theme")]:
                del fonts.attrib[key]  # a font of the theme would go before this one
            for key in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{key}"), _FONT)
        styles["Title"].element.pPr.remove(styles["Title"].element.pPr.find(qn("w:pBdr")))
        styles["Caption"].paragraph_format.keep_with_next = True
        styles["Caption"].paragraph_format.space_after = Pt(6)
        properties = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
        found = properties.find(qn("w:lang"))
        found.set(qn("w:val"), _REGIONS.get(self._language, self._language))


def _render(table: PaperTable, room_cm: float) -> str:
    """Return a table as WordprocessingML: thousands of rows, cell by cell, would take minutes."""
    widths = [round(room_cm * _CM * share) for share in table.shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
    rows = [_row(table.head, widths, table.centred, head=True)]
    last = len(table.rows) - 1
    rows += [
        _row(row, widths, table.centred, kept=number == last)
        for number, row in enumerate(table.rows)
    ]
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblStyle w:val="{_TABLE}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    centred: frozenset[int],
    *,
    head: bool = False,
    kept: bool = False,
) -> str:
    """Return a row; one that is `kept` stays with what follows, long ones may be broken."""
    whole = "<w:cantSplit/>" if sum(map(len, cells)) <= _BREAKABLE else ""
    repeated = "<w:tblHeader/>" if head else ""
    style = _HEAD if head else _CELL
    texts = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph(cell, style, number in centred, kept)}</w:tc>"
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr>{whole}{repeated}</w:trPr>{texts}</w:tr>"


def _paragraph(text: str, style: str, centred: bool, kept: bool) -> str:
    following = "<w:keepNext/>" if kept else ""
    aligned = '<w:jc w:val="center"/>' if centred else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>'
        for line in make_storable(text).replace("\t", " ").split("\n")
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{following}{aligned}</w:pPr>'
        f"<w:r>{lines}</w:r></w:p>"
    )
