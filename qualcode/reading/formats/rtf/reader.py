"""Follows the control words of an RTF file: which looks, which code page, which place."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from qualcode.reading.formats.office.left_out import LeftOut
from qualcode.reading.formats.office.looks import is_heading
from qualcode.reading.formats.office.pieces import Piece, Written
from qualcode.reading.formats.rtf.body import Body
from qualcode.reading.formats.rtf.head import Head
from qualcode.reading.formats.rtf.tokens import ONE, Token, letters, tokens
from qualcode.reading.formats.rtf.words import (
    PARAGRAPH_ENDS,
    SHUT,
    SIGNS,
    TARGETS,
)

DEEPEST = 1000  # groups inside groups, and tables inside cells
SWITCHES = {
    "b": "bold",
    "i": "italic",
    "v": "hidden",
    "deleted": "deleted",
    "revised": "inserted",
    "intbl": "in_table",
}
KEPT = 200_000  # bytes by which a code page is told


@dataclass(slots=True)
class State:
    """What holds inside a group, and again after the groups in it."""

    target: str = "body"
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    linked: bool = False
    color: int = 0
    font: int = -1
    fallback: int = 1  # signs after \u for programs that cannot read it
    style: int = 0
    in_table: bool = False
    depth: int = 0


class Reader:
    """Reads one file; `page` is the code page of bytes that the file says nothing of."""

    def __init__(self, page: str = "") -> None:
        self.left_out = LeftOut()
        self.undeclared = bytearray()
        self.encoding = ""  # of the bytes above ASCII, the last of them where there are several
        self._body = Body(self.left_out)
        self._other = page
        self._head = Head()
        self._note = self._box = ""
        self._link = self._starred = False
        self._state = State()
        self._stack: list[State] = []
        self._skip = 0
        self._bytes = bytearray()
        self._text: list[str] = []
        self._change = ""

    @property
    def lines(self) -> list[Written]:
        """The lines of the document, when it has been read."""
        return self._body.lines

    def read(self, data: bytes) -> None:
        """Read the file to its end; ValueError where it breaks off or nests without end."""
        for token in tokens(data):
            if token.kind == "text":
                self._read_text(token.text)
            elif token.kind == "letters":
                self._read_letters(token.text)
            elif token.kind == "open":
                self._open()
            elif token.kind == "close":
                self._close()
                if not self._stack:
                    break
            else:
                self._read_word(token)
        if self._stack:
            raise ValueError("a group is not closed")
        self._body.end()

    def _open(self) -> None:
        self._flush()
        self._skip = 0
        if len(self._stack) >= DEEPEST:
            raise ValueError("too many groups inside each other")
        self._stack.append(self._state)
        self._state = copy.copy(self._state)

    def _close(self) -> None:
        self._flush()
        self._skip = 0
        inner, self._state = self._state, self._stack.pop() if self._stack else State()
        if inner.target != self._state.target:
            if inner.target == "footnote":
                self.left_out.add_footnote(self._note)
            elif inner.target == "box":
                self.left_out.add_box(self._box)
            self._note = self._box = ""

    def _read_text(self, text: bytes) -> None:
        if self._skip:
            text, self._skip = text[self._skip :], max(self._skip - len(text), 0)
        self._starred = False
        if self._state.target != "shut":
            self._bytes += text

    def _read_letters(self, text: bytes) -> None:
        if self._skip == 0 and self._state.fallback == 1:
            self._starred = False
            if self._state.target != "shut":
                self._add_sign(letters(text))
            return
        for token in tokens(text, ONE):
            if token.kind == "text":
                self._read_text(token.text)
            else:
                self._read_word(token)

    def _read_word(self, token: Token) -> None:
        word, number = token.word, token.number
        if self._skip and word not in PARAGRAPH_ENDS:
            self._skip -= 1  # one word, or a sign written as one, is a fallback too
            return
        if word == "*":
            self._starred = True
            return
        starred, self._starred = self._starred, False
        if self._state.target == "shut":
            return
        if word == "u":
            self._add_sign(chr((number or 0) & 0xFFFF))
            self._skip = self._state.fallback
        elif word in SIGNS:
            self._add_sign(SIGNS[word])
        else:
            self._flush()
            if not self._destination(word, starred) and not self._structure(word):
                self._look(word, number)

    def _destination(self, word: str, starred: bool) -> bool:
        """Turn to a group with a use of its own; True where the word did that."""
        if word in TARGETS:
            self._state.target = TARGETS[word] or self._state.target
            if word == "annotation":
                self.left_out.comments += 1
            return True
        if word in SHUT:
            self._state.target = "shut"
        elif word == "fldrslt":
            self._state.linked, self._link = self._link, False
        elif starred:
            self._state.target = "none"
        else:
            return False
        return True

    def _structure(self, word: str) -> bool:
        """End a paragraph, a cell or a row; True where the word did that."""
        state = self._state
        depth = state.depth or int(state.in_table)
        heading = is_heading(self._head.styles.get(state.style, ""))
        if word in PARAGRAPH_ENDS:
            if state.target == "body" and not state.deleted:
                self._body.end_paragraph(depth, heading)
            elif state.target in {"footnote", "box"}:
                self._route(" ")
        elif state.target != "body":
            return False
        elif word == "cell":
            self._body.end_cell(1, heading)
        elif word == "nestcell":
            self._body.end_cell(max(depth, 2), heading)
        elif word == "row":
            self._body.end_row(1)
        elif word == "nestrow":
            self._body.end_row(max(depth, 2))
        else:
            return False
        return True

    def _look(self, word: str, number: int | None) -> None:
        state = self._state
        match word:
            case "b" | "i" | "v" | "deleted" | "revised" | "intbl":
                setattr(state, SWITCHES[word], number != 0)
            case "cf":
                state.color = number or 0
            case "plain":
                state.bold = state.italic = state.hidden = state.deleted = state.inserted = False
                state.color, state.font = 0, self._head.usual_font
            case "pard":
                state.in_table, state.depth, state.style = False, 0, 0
            case "itap":
                state.depth = min(max(number or 0, 0), DEEPEST)
            case "s":
                state.style = number or 0
            case "uc":
                state.fallback = min(max(1 if number is None else number, 0), DEEPEST)
            case "f":
                state.font = number or 0
            case "deff":
                self._head.usual_font = state.font = number or 0
            case _:
                self._head.read(word, number or 0, state.font)

    def _add_sign(self, sign: str) -> None:
        self._decode()
        self._text.append(sign)

    def _decode(self) -> None:
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        codec = self._head.charsets.get(self._state.font)
        read = self._state.target == "body"
        if codec is None and not self._head.named:
            if read and len(self.undeclared) < KEPT:
                self.undeclared += data
            codec = self._other
        codec = codec or self._head.page
        if read and not data.isascii():
            self.encoding = codec
        self._text.append(data.decode(codec, errors="replace"))

    def _flush(self) -> None:
        """Hand on the text that was read under the same looks."""
        self._decode()
        if not self._text:
            return
        text = "".join(self._text)
        self._text.clear()
        if not text.isascii():  # \u gives halves of signs beyond the first 65,536
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._route(text)

    def _route(self, text: str) -> None:
        target = self._state.target
        if target == "body":
            self._say(text)
        elif target == "mark":
            self._body.mark += text
        elif target == "footnote":
            self._note += text
        elif target == "box":
            self._box += text
        elif target == "instruction":
            self._link = self._link or "HYPERLINK" in text
        elif target == "fonts":
            self._head.name_font(text, self._state.font)
        elif target == "colors":
            self._head.add_colors(text)
        elif target == "styles":
            self._head.name_style(text, self._state.style)

    def _say(self, text: str) -> None:
        state = self._state
        change = "deleted" if state.deleted else "inserted" if state.inserted else ""
        if change and change != self._change:
            self.left_out.deletions += change == "deleted"
            self.left_out.insertions += change == "inserted"
        self._change = change
        if state.deleted:
            return
        if state.hidden:
            self.left_out.hidden_words += len(text.split())
            return
        color = "" if state.linked else self._head.color(state.color)
        self._body.add(Piece(text, state.bold, state.italic, color))
