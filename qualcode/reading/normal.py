"""Brings text to the one normal form that every offset and every quotation refers to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Document, Line, refused
from qualcode.reading.odd_letters import odd_letters

# every character that ends a line somewhere: CR, CRLF, VT, FF, NEL, line and paragraph separator
LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
MOST_LINES = 1_000_000  # of a text file; each takes more memory than its letters
PILE = 30  # marks on one letter; no language has so many (Unicode Standard Annex 15, section 13)
INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


# bullets that Word writes in Symbol and Wingdings, by the byte in those fonts: U+F0B7 is byte B7
BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "▪", "\uf076": "❖", "\uf0d8": "➢", "\uf0fc": "✓"}
BULLETS |= {"\uf06e": "■", "\uf06f": "□", "\uf02d": "-", "\uf0e0": "→", "\uf04a": "☺"}


def normal_text(text: str) -> str:
    """Bring one line to normal form: NFC, ordinary blanks, nothing invisible; tabs are kept."""
    signs = set(text)
    text = text.translate({ord(sign): _replacement(sign) for sign in signs})
    marks = "".join(sorted(filter(unicodedata.combining, signs)))
    if not marks or len(text) < PILE:
        return unicodedata.normalize("NFC", text)
    # to put a pile of marks in order takes time that grows with its square: piles stay as they are
    parts = re.split(f"([{marks}]{{{PILE},}})", text)
    return "".join(p if n % 2 else unicodedata.normalize("NFC", p) for n, p in enumerate(parts))


def _replacement(sign: str) -> str:
    if sign in INVISIBLE or is_control(sign):
        return ""
    if sign in BULLETS:
        return BULLETS[sign]
    return " " if unicodedata.category(sign) == "Zs" else sign


def is_control(sign: str) -> bool:
    """Tell whether a character must not stand in text: controls, surrogates, noncharacters."""
    if sign in "\t\n":
        return False
    code = ord(sign)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return True
    return unicodedata.category(sign) in {"Cc", "Cs"}


def split_lines(text: str) -> list[str]:
    """Split at every line end there is; the last line may be empty. Too many: TranscriptError."""
    lines = LINE_END.split(text, MOST_LINES)
    if len(lines) > MOST_LINES:
        raise refused(f"has more than {MOST_LINES:,} lines", "split it")
    return lines


def normal_document(document: Document) -> Document:
    """Bring all lines to normal form, and note what had to be removed."""
    lines = tuple(part for line in document.lines for part in _normal_lines(line))
    notes = (*document.notes, *_removed(document.lines), *odd_letters(lines))
    return replace(document, lines=lines, notes=notes)


def _normal_lines(line: Line) -> list[Line]:
    parts = LINE_END.split(line.text)
    if len(parts) == 1:
        return [_normal_line(line)]
    # a line end inside a line: only the first part can begin in bold
    first = replace(line, text=parts[0], bold=min(line.bold, len(parts[0])))
    return [_normal_line(p) for p in (first, *(replace(line, text=t, bold=0) for t in parts[1:]))]


def _normal_line(line: Line) -> Line:
    text = normal_text(line.text)
    bold = min(len(normal_text(line.text[: line.bold])), len(text)) if line.bold else 0
    speaker = normal_text(line.speaker) if line.speaker else ""
    return replace(line, text=text, bold=bold, speaker=speaker)


def _removed(lines: tuple[Line, ...]) -> tuple[Note, ...]:
    controls = lost = 0
    for line in lines:
        if not line.text.isprintable():
            controls += sum(is_control(s) and not LINE_END.match(s) for s in line.text)
        lost += line.text.count("\ufffd")
    notes = []
    if controls:
        notes.append(Note(phrase("characters.controls", n=controls)))
    if lost:
        notes.append(Note(phrase("characters.lost", n=lost), warning=True))
    return tuple(notes)
