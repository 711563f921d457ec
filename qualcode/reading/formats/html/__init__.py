"""Web pages, and transcripts saved as web pages by Word, LibreOffice, Google Docs and others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line, refused
from qualcode.reading.formats.html.blocks import SILENT, Block, Walker
from qualcode.reading.formats.html.charset import read_text
from qualcode.reading.formats.html.styles import Sheets
from qualcode.reading.formats.sample import BINARY, Claim, Sample

SUFFIXES = (".html", ".htm", ".xhtml")
OPENING = re.compile(
    rb"(?:<\?xml[^<>]{0,200}\?>|<!--.{0,2000}?-->|\s)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
SEARCHED = 4096  # bytes
MAIN_SHARE = 0.5  # of the words stand in what the page calls its main part
FEWEST = 3  # headings of a level that ask, or name speakers
SHORT = 4  # words of a name


def claims(sample: Sample) -> Claim:
    """Take what begins like a web page, whatever its name, and what is named so."""
    if sample.data.startswith(BINARY):
        return Claim.NO
    if is_page(sample.data):
        return Claim.SIGNATURE
    return Claim.NAME if sample.suffix in SUFFIXES else Claim.NO


def is_page(data: bytes) -> bool:
    """Tell whether a file begins like a web page, in whatever encoding."""
    beginning = data[:SEARCHED].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return bool(OPENING.match(beginning))


def parse(sample: Sample) -> Document:
    """Give a line per paragraph, per line break and per row of a table."""
    decoded = read_text(sample)
    root = _parse_html(decoded.text)
    if root is None:
        raise refused("is a web page without words", "export the transcript again")
    main, outside = _main_part(root)
    sheets = Sheets(sheet.text or "" for sheet in root.iter("style"))
    walker = Walker(sheets)
    lines = tuple(_lines(walker.read(main)))
    notes = (*decoded.notes, *walker.left_out.notes())
    for id, words in (("html.menus", walker.menu_words), ("html.outside", outside)):
        if words:
            notes += (Note(phrase(id, words=words)),)
    return Document(lines, "html", decoded.encoding, notes=notes)


def _parse_html(text: str) -> Any:
    """Parse with lxml: what browsers put up with it puts up with, too; nothing is fetched."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise refused("is a web page nested too deeply", "save it as .docx")
    return root


def _main_part(root: Any) -> tuple[Any, int]:
    """Find what the page calls its main part, and count the words outside."""
    found = [e for e in root.iter("main", "article", "div") if e.tag != "div" or _is_main(e)]
    words = len(_shown_words(root).split())
    for tag in ("main", "div", "article"):
        parts = [element for element in found if element.tag == tag]
        inside = len(_shown_words(parts[0]).split()) if len(parts) == 1 else 0
        if inside and inside >= MAIN_SHARE * words:
            return parts[0], words - inside
    return root, 0


def _is_main(element: Any) -> bool:
    return bool(element.get("role") == "main")


def _shown_words(element: Any) -> str:
    """Give the words of an element without scripts and the like."""
    from lxml import etree

    walk = etree.iterwalk(element, events=("start", "end"))
    texts: list[str] = []
    for event, part in walk:
        if event == "end":
            texts.append((part.tail or "") if part is not element else "")
        elif part.tag in SILENT:
            walk.skip_subtree()
        else:
            texts.append(part.text or "")
    return " ".join(texts)


def _lines(blocks: list[Block]) -> Iterator[Line]:
    """Give the lines; headings that ask or name speakers again and again are no headings."""
    spoken = _spoken_levels(blocks)
    for block in blocks:
        written = block.written
        if block.level in spoken:
            yield Line("")  # a heading stands apart from what is above it
            bold = tuple(replace(piece, bold=True) for piece in written.pieces)
            written = replace(written, pieces=bold, heading=False)
        yield written.line()


def _spoken_levels(blocks: list[Block]) -> frozenset[int]:
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for block in blocks:
        if block.level and block.written.text.strip():
            texts[block.level].append(block.written.text.strip())
    return frozenset(level for level, found in texts.items() if _are_spoken(found))


def _are_spoken(texts: list[str]) -> bool:
    asking = sum(text.rstrip('»”")').endswith("?") for text in texts)
    names = Counter(text for text in texts if len(text.split()) <= SHORT)
    again = sum(times for times in names.values() if times > 1)
    return len(texts) >= FEWEST and (2 * asking > len(texts) or 2 * again > len(texts))
