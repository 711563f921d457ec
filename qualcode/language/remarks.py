"""What a transcriber wrote into the talk that nobody said: (смеётся), [нрзб], ((…)), #00:01:20#."""

from __future__ import annotations

import re

from qualcode.language.words import find_words

LONGEST_REMARK = 4  # words in round brackets; more of them is an aside that was said

_SQUARE = r"\[[^\[\]\n]{0,300}\]"
_DOUBLE = r"\(\([^()\n]{0,300}\)\)"
_ROUND = r"\([^()\n]{0,80}\)"
_HASHES = r"#[^#\n]{1,40}#"  # f4's #00:00:05-3#, #смеется#
_TAG = r"<[^<>\n]{0,60}>"
_REMARK = re.compile("|".join((_SQUARE, _DOUBLE, _ROUND, _HASHES, _TAG)))


def find_remarks(text: str, start: int = 0, stop: int | None = None) -> tuple[tuple[int, int], ...]:
    """Find the remarks in `text[start:stop]`, brackets included, in order.

    Square and double brackets are always remarks; round ones when they hold at most
    `LONGEST_REMARK` words: people do say things that are written in brackets.
    """
    end = len(text) if stop is None else stop
    if not (  # every remark begins with one of these
        text.find("(", start, end) >= 0
        or text.find("[", start, end) >= 0
        or text.find("#", start, end) >= 0
        or text.find("<", start, end) >= 0
    ):
        return ()
    return tuple(
        match.span() for match in _REMARK.finditer(text, start, end) if _is_remark(match.group())
    )


def _is_remark(bracketed: str) -> bool:
    is_round = bracketed.startswith("(") and not bracketed.startswith("((")
    return not is_round or len(find_words(bracketed)) <= LONGEST_REMARK
