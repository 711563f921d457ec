"""What a transcriber wrote into the talk that nobody said: (смеётся), [нрзб], ((…)), #00:01:20#."""

from __future__ import annotations

import re

from qualcode.language.placeholders import is_placeholder
from qualcode.language.words import find_words

LONGEST_REMARK = 4  # words in round brackets; more of them is an aside that was said

# a remark may run on in the next line, and hold another one; one that never closes is none
_SQUARE = r"\[(?>(?:[^\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]{0,80}\]){0,300})\]"
_DOUBLE = r"\(\((?>(?:[^()\n]|\n(?![ \t]*\n)|\([^()\n]{0,80}\)){0,300})\)\)"
_ROUND = r"\([^()\n]{0,80}(?:\n(?![ \t]*\n)[^()\n]{0,80})?\)"
_HASHES = r"#[^#\n]{1,40}#"  # f4's #00:00:05-3#, #смеется#
_TAG = r"<[^<>\n]{0,60}>"
_BRACES = r"\{[^{}\n]{0,60}\}"
_CLOCK = (
    r"(?<![\w:])\d{1,2}:\d\d:\d\d(?:[.,]\d{1,3})?(?:-\d)?(?![\w:])"  # with seconds: a time stamp
)
_SLASHES = r"(?<![:/])//(?!/)"  # oral corpora: others talk at once, or the voice breaks off
_REMARK = re.compile("|".join((_SQUARE, _DOUBLE, _ROUND, _HASHES, _TAG, _BRACES, _CLOCK, _SLASHES)))
_CLOCKED = re.compile(r"\d:\d\d:\d")

# said, however short: (в 2010 году), (442-ФЗ), (5 раз); not (2.0), (3 сек), (12:31), (пауза 5 с)
_NUMBER = re.compile(r"\d")
_MEASURED = re.compile(
    r"[\s.,;:-]*(?:\d{1,3}(?:[.,]\d+)?|\d{1,3}(?::\d\d){1,2}(?:[.,]\d+)?(?:-\d)?)[\s.]*"
    r"(?:с|сек|секунд[аы]?|м|мин|минут[аы]?|s|secs?|seconds?|min|mins|minutes?)?[\s.]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")


def find_remarks(text: str, start: int = 0, stop: int | None = None) -> tuple[tuple[int, int], ...]:
    """Find the remarks in `text[start:stop]`, brackets included, in order.

    Square, double, curly and angle brackets are always remarks; round ones when they hold at most
    `LONGEST_REMARK` words and no number but that of a pause or a time: people do say things that
    are written in brackets. A doubtful hearing, `(реформа?)`, is a remark like any other; what
    stands for a name that was said, `[Имя-3]`, is none.
    """
    end = len(text) if stop is None else stop
    if not (  # every remark holds one of these; to look for each alone is quickest
        text.find("(", start, end) >= 0
        or text.find("[", start, end) >= 0
        or text.find("#", start, end) >= 0
        or text.find("<", start, end) >= 0
        or text.find("{", start, end) >= 0
        or text.find("/", start, end) >= 0
        or (text.count(":", start, end) > 1 and _CLOCKED.search(text, start, end))
    ):
        return ()
    return tuple(
        match.span() for match in _REMARK.finditer(text, start, end) if _is_remark(match.group())
    )


def _is_remark(bracketed: str) -> bool:
    if bracketed.startswith("["):
        return not is_placeholder(bracketed)
    if not bracketed.startswith("(") or bracketed.startswith("(("):
        return True
    if len(find_words(bracketed)) > LONGEST_REMARK:
        return False
    inner = bracketed[1:-1]
    return not _NUMBER.search(inner) or _measures(inner)


def _measures(inner: str) -> bool:
    """Tell whether the number is that of a pause or a time, alone or behind words."""
    number = _NUMBER.search(inner)
    return bool(number and not _YEAR.search(inner) and _MEASURED.match(inner, number.start()))
