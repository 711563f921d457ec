"""The paragraphs and tables of a Word file, in the styles that Word itself knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from qualcode.reporting.codebook.document import Fact
from qualcode.reporting.messages import Messages

_REGIONS = {"ru": "ru-RU", "en": "en-GB", "de": "de-DE", "fr": "fr-FR", "uk": "uk-UA"}
_FONT = "Times New Roman"  # has Cyrillic on every machine
_MUTED = RGBColor(0x55, 0x5B, 0x61)
_INK = RGBColor(0, 0, 0)
_FACTS_CM = (4.0, 12.0)
_CELL = Pt(10)
_SIZES = {1: 16, 2: 13, 3: 12, 4: 11}


class Paper:
    """A Word file that is being written, from its top to its end."""

    def __init__(self, words: Messages) -> None:
        self.document: Any = Document()
        self._words = words
        self._tables = 0
        self._marks = 0
        self._set_page()
        self._set_styles()

    def title(self, text: str) -> None:
        """Write the title of the whole file."""
        self.document.add_paragraph(text, style="Title")

    def heading(self, text: str, level: int, anchor: str = "", mark: str = "") -> None:
        """Write a heading that links may lead to; `mark` stands behind it in small."""
        paragraph = self.document.add_heading("", level)
        run = paragraph.add_run(text)
        if anchor:
            self._bookmark(run, anchor)
        if mark:
            self._muted(paragraph, f"  {mark}", "en")

    def text(self, text: str) -> None:
        """Write a paragraph."""
        self.document.add_paragraph(text)

    def bold(self, text: str, mark: str = "") -> None:
        """Write a paragraph that stands out, with its next."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(text).bold = True
        if mark:
            self._muted(paragraph, f"  {mark}", "en")

    def small(self, text: str, language: str = "") -> None:
        """Write a paragraph that stands back."""
        self._muted(self.document.add_paragraph(), text, language)

    def run_in(self, text: str) -> None:
        """Write the line above a list."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(text).bold = True

    def in_a_row(self, items: Sequence[tuple[str, str]], language: str) -> None:
        """Write short texts one after another, each with a number in small."""
        paragraph = self.document.add_paragraph()
        for at, (text, number) in enumerate(items):
            self._run(paragraph, text.replace(" ", "\u00a0"), language)
            self._muted(paragraph, f"\u00a0{number}", "")
            paragraph.add_run("; " if at < len(items) - 1 else "")

    def bullet(self, text: str, number: str = "", note: str = "", language: str = "") -> None:
        """Write an item of a list, with a number and a note in small."""
        paragraph = self.document.add_paragraph(style="List Bullet")
        self._run(paragraph, text, language)
        if number:
            self._muted(paragraph, f"\u00a0{number}", "")
        if note:
            self._muted(paragraph, f" – {note}", "")

    def facts(self, facts: Iterable[Fact]) -> None:
        """Write a table of two columns: what is told, and the text."""
        told = list(facts)
        table = self._new_table(len(told), _FACTS_CM)
        for row, fact in zip(table.rows, told, strict=True):
            row.cells[0].paragraphs[0].add_run(fact.head).bold = True
            row.cells[1].paragraphs[0].add_run(fact.text)
        self._end_table()

    def table(
        self,
        what: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        links: Sequence[str] = (),
    ) -> None:
        """Write a table under its caption, widths in centimetres; its head is repeated on pages.

        `links` leads from the first cell of each row to a heading.
        """
        self._caption(what)
        table = self._new_table(1 + len(rows), widths)
        self._repeat(table.rows[0])
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.bold, run.font.size = True, _CELL
        for at, (row, texts) in enumerate(zip(table.rows[1:], rows, strict=True)):
            for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                if links and not number:
                    self._link(cell.paragraphs[0], text, links[at])
                else:
                    cell.paragraphs[0].add_run(text).font.size = _CELL
        self._end_table()

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2)
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = 1
        self._field(paragraph, "PAGE", "1")

    def _set_styles(self) -> None:
        styles = self.document.styles
        for name in ("Normal", "Title", "Caption", *(f"Heading {level}" for level in _SIZES)):
            style = styles[name]
            style.font.name = _FONT
            style.font.color.rgb = _INK
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in list(fonts.attrib):  # a font of the theme would go before this one
                if key.endswith("Theme"):
                    del fonts.attrib[key]
            for key in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{key}"), _FONT)
        for level, size in _SIZES.items():
            styles[f"Heading {level}"].font.size = Pt(size)
        styles["Title"].font.size = Pt(20)
        styles["Normal"].font.size = Pt(11)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        styles["Caption"].font.size = Pt(10)
        styles["Caption"].paragraph_format.keep_with_next = True
        self._set_language(styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"))

    def _set_language(self, properties: Any, language: str = "") -> None:
        code = language or self._words.language
        found = properties.find(qn("w:lang"))
        if found is None:
            found = OxmlElement("w:lang")
            properties.append(found)
        found.set(qn("w:val"), _REGIONS.get(code, code))

    def _run(self, paragraph: Any, text: str, language: str) -> Any:
        run = paragraph.add_run(text)
        if language and language != self._words.language:
            self._set_language(run._element.get_or_add_rPr(), language)
        return run

    def _muted(self, paragraph: Any, text: str, language: str) -> None:
        run = self._run(paragraph, text, language)
        run.font.size, run.font.color.rgb = Pt(9), _MUTED
        run.bold = False

    def _new_table(self, rows: int, widths: Sequence[float]) -> Any:
        table = self.document.add_table(rows, len(widths), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for row in table.rows:
            self._keep_whole(row)
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
                cell.paragraphs[0].paragraph_format.space_after = Pt(1)
        return table

    def _end_table(self) -> None:
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _caption(self, what: str) -> None:
        """Write a caption whose number Word counts by itself."""
        self._tables += 1
        before, after = self._words.text("table", n="\0", what=what).split("\0")
        paragraph = self.document.add_paragraph(before, style="Caption")
        self._field(paragraph, "SEQ Table \\* ARABIC", str(self._tables))
        paragraph.add_run(after)

    def _field(self, paragraph: Any, instruction: str, shown: str) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        run = paragraph.add_run(shown)._element
        paragraph._element.append(field)
        field.append(run)

    def _repeat(self, row: Any) -> None:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def _keep_whole(self, row: Any) -> None:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def _bookmark(self, run: Any, anchor: str) -> None:
        self._marks += 1
        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(kind)
            mark.set(qn("w:id"), str(self._marks))
            if kind == "w:bookmarkStart":
                mark.set(qn("w:name"), _bookmark_name(anchor))
                run._element.addprevious(mark)
            else:
                run._element.addnext(mark)

    def _link(self, paragraph: Any, text: str, anchor: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _bookmark_name(anchor))
        run = paragraph.add_run(text)
        run.font.size = _CELL
        paragraph._element.append(link)
        link.append(run._element)


def _bookmark_name(anchor: str) -> str:
    """Return a name that Word takes: forty letters, digits and `_` at most."""
    if len(anchor) <= 40:
        return anchor
    return f"{anchor[:27]}_{hashlib.sha256(anchor.encode()).hexdigest()[:12]}"
