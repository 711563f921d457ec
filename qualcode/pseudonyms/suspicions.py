"""What may give somebody away though it is no name: long numbers, rare posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.pseudonyms.mentions import Doubt

_DIGITS = re.compile(r"(?<![\w.,:])\d(?:[ \u00a0-]?\d){5,30}(?![\w:]|[.,]\d)")
# Nobody asks after 1 000 000 or 2018-2019; those end in noughts or are years.
_ROUND = re.compile(r"\d{1,3}(?:[ \u00a0]?\d{3})*[ \u00a0]?000|(?:19|20)\d\d[ -]+(?:19|20)\d\d")
_POST = re.compile(
    r"(?<!\w)(?:единственн\w{2,3}\s+(?:в\s+)?(?:[а-яё]+\s+){0,2}[а-яё]+"
    r"|(?:глав[аыеу]|мэр\w{0,2}|губернатор\w{0,2}|министр\w{0,2}|главврач\w{0,2}"
    r"|председател\w{1,2}|директор\w{0,2}|начальник\w{0,2})\s+(?:[а-яё]+\s+){0,2}"
    r"(?:район\w{0,2}|област\w{1,2}|город\w{0,2}|округ\w{0,2}|республик\w{1,2}|посёлка|поселка"
    r"|села)"
    r"|the only\s+(?:[a-z]+\s+){0,2}[a-z]+\s+in\s+(?:the\s+)?[a-z]+"
    r"|(?:mayor|governor|minister|head teacher|headteacher|chief executive|director)\s+of\s+"
    r"(?:the\s+)?[a-z]+)",
    re.IGNORECASE,
)


def find_suspicions(text: str, start: int, stop: int) -> Iterator[Doubt]:
    """Yield long numbers that nothing explains, and posts that only one person has."""
    for found in _DIGITS.finditer(text, start, stop):
        if not _ROUND.fullmatch(found.group()):
            digits = "".join(filter(str.isdigit, found.group()))
            yield Doubt(*found.span(), "", digits, "digits")
    for found in _POST.finditer(text, start, stop):
        yield Doubt(*found.span(), "", " ".join(found.group().casefold().split()), "post")
