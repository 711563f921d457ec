"""The words that were said: words outside remarks."""

from __future__ import annotations

from bisect import bisect_right

from qualcode.language.remarks import find_remarks
from qualcode.language.words import Token, find_words


def find_spoken(text: str, start: int, stop: int) -> tuple[Token, ...]:
    """Find the words said in `text[start:stop]`; those inside remarks are left out."""
    words = find_words(text, start, stop)
    remarks = find_remarks(text, start, stop)
    if not remarks:
        return words
    starts = [remark[0] for remark in remarks]

    def said(word: Token) -> bool:
        place = bisect_right(starts, word.start) - 1
        return place < 0 or word.start >= remarks[place][1]

    return tuple(word for word in words if said(word))
