"""Finds letters that look right and are not: no indicator will ever match their words.

They are told and never changed: what stands in the file is the quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qualcode.model.phrase import phrase
from qualcode.model.transcript import Note
from qualcode.reading.document import Line

# letters of one alphabet that look like letters of the other
_LATIN = frozenset("aceiopxyABCEHIKMOPTXY")
_CYRILLIC = frozenset("асеіорхуАВСЕНІКМОРТХУ")
_WORD = re.compile(r"[^\W\d_]++")
_MIXED = re.compile(r"[a-zA-Z][а-яёА-ЯЁіІ]|[а-яёА-ЯЁіІ][a-zA-Z]")
_ALL_LATIN = re.compile("[a-zA-Z]")
_ALL_CYRILLIC = re.compile("[а-яёА-ЯЁіІ]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def odd_letters(lines: Iterable[Line]) -> Iterator[Note]:
    """Count words with letters of another alphabet, and signs that only some font can show."""
    words: list[str] = []
    private = 0
    for line in lines:
        if line.text.isascii():
            continue
        private += len(_PRIVATE.findall(line.text))
        if _MIXED.search(line.text):
            mixed = filter(_MIXED.search, _WORD.findall(line.text))
            words += filter(_foreign, mixed)
    if words:
        yield Note(phrase("characters.alike", n=len(words), first=_shown(words[0])), warning=True)
    if private:
        yield Note(phrase("characters.private", n=private), warning=True)


def _shown(word: str) -> str:
    """Mark the letters of the other alphabet: `[c]оциальный`."""
    foreign = _foreign(word)
    return re.sub(f"[{foreign}]+", lambda found: f"[{found.group()}]", word)


def _foreign(word: str) -> str:
    """Give the letters of the alphabet that has fewer in the word, where all of them look alike.

    `cоциальный` with a Latin c is a slip; `SMSка` is a word of two alphabets.
    """
    latin, cyrillic = ("".join(one.findall(word)) for one in (_ALL_LATIN, _ALL_CYRILLIC))
    if len(latin) <= len(cyrillic) and set(latin) <= _LATIN:
        return latin
    return cyrillic if len(cyrillic) <= len(latin) and set(cyrillic) <= _CYRILLIC else ""
