"""The bytes of an RTF file as a stream of groups, control words and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# letters by number, each with one sign for programs that cannot read it, and what stands between
# words: most of a Cyrillic file, and read at one go
LETTERS = rb"(?:\\u-?\d{1,6} ?(?:\\'[0-9a-fA-F]{2}|\?)[ ,.:!?()]*){2,}"
LETTER = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'..|\?)([ ,.:!?()]*)")
SINGLE = (
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|(?P<escapes>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\"
)
TOKEN = re.compile(rb"(?P<letters>" + LETTERS + rb")|" + SINGLE, re.DOTALL)
ONE = re.compile(SINGLE, re.DOTALL)  # letters one by one


class Token(NamedTuple):
    """One of: `{` and `}`; a control word with its number; text as bytes, one per sign.

    `letters` are several words `u` with one sign after each, as `text` they are unread.
    """

    kind: str  # open, close, word, text, letters
    word: str = ""
    number: int | None = None
    text: bytes = b""


OPEN, CLOSE = Token("open"), Token("close")


def letters(text: bytes) -> str:
    """Give the letters of a token `letters`, halves of signs as they stand."""
    found = LETTER.findall(text.decode("ascii"))
    return "".join([chr(int(number) & 0xFFFF) + after for number, after in found])


def tokens(data: bytes, pattern: re.Pattern[bytes] = TOKEN) -> Iterator[Token]:
    """Cut RTF into tokens; pictures written as plain bytes (`bin`) are jumped over."""
    place = 0
    while found := pattern.match(data, place):
        place = found.end()
        kind = found.lastgroup
        if kind == "letters":
            yield Token("letters", text=found.group())
        elif kind == "text":
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
