"""The bytes of an RTF file as a stream of groups, control words and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|(?P<escapes>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


class Token(NamedTuple):
    """One of: `{` and `}`; a control word with its number; text as bytes, one per sign."""

    kind: str  # open, close, word, text
    word: str = ""
    number: int | None = None
    text: bytes = b""


OPEN, CLOSE = Token("open"), Token("close")


def tokens(data: bytes) -> Iterator[Token]:
    """Cut RTF into tokens; pictures written as plain bytes (`bin`) are jumped over."""
    place = 0
    while found := TOKEN.match(data, place):
        place = found.end()
        kind = found.lastgroup
        if kind == "text":
            yield Token("text", text=found.group())
        elif kind == "escapes":
            yield Token("text", text=bytes.fromhex(found.group().replace(b"\\'", b"").decode()))
        elif kind == "brace":
            yield OPEN if found.group() == b"{" else CLOSE
        elif kind == "sign":
            yield Token("word", found.group("sign").decode("latin-1"))
        elif kind in {"word", "number"}:
            number = int(found.group("number")) if found.group("number") else None
            word = found.group("word").decode("ascii")
            if word == "bin":
                place += max(number or 0, 0)
            else:
                yield Token("word", word, number)
