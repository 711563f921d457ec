"""The words that were said: words outside remarks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import chain

from qualcode.language.remarks import find_remarks
from qualcode.language.words import WORD, Token, find_words

_MOST_CHUNKS = 1 << 20  # remembered; the commonest are soon met again


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


def list_said(text: str, start: int, stop: int) -> list[str]:
    """List the words said in `text[start:stop]`, folded: `find_spoken` without the places."""
    if find_remarks(text, start, stop):
        return [word.text for word in find_spoken(text, start, stop)]
    return list(chain.from_iterable(_words_of_chunks(text[start:stop])))


def list_as_said(text: str, start: int, stop: int) -> list[str]:
    """List the words said in `text[start:stop]` as they stand there: those of `list_said`."""
    if find_remarks(text, start, stop):
        return [text[word.start : word.stop] for word in find_spoken(text, start, stop)]
    return WORD.findall(text, start, stop)


def count_said(text: str, start: int, stop: int) -> int:
    """Count the words said in `text[start:stop]`."""
    if find_remarks(text, start, stop):
        return len(find_spoken(text, start, stop))
    return sum(map(len, _words_of_chunks(text[start:stop])))


def _words_of_chunks(text: str) -> Iterable[tuple[str, ...]]:
    if len(_CHUNKS) > _MOST_CHUNKS:
        _CHUNKS.clear()
    return map(_CHUNKS.__getitem__, text.split())


class _Chunks(dict[str, tuple[str, ...]]):
    """The words of what stands between two blanks: no word reaches over a blank."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        words = self[chunk] = tuple(word.text for word in find_words(chunk))
        return words


_CHUNKS = _Chunks()
