"""A sentence as a row of words with what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.language.words import Token, find_words
from qualcode.scores.words import Lists

_CLOSING = re.compile(r"[.,;:!?…()\[\]«»“”„\"—–]|\s-\s|-$")
_CLAUSE_END = re.compile(r"[,;:.!?…()—–]|\s-\s")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of a sentence; `gaps[i]` stands before word `i`, the last gap behind them all."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    gaps: tuple[str, ...]

    def closed_after(self, at: int) -> bool:
        """Tell whether nothing follows word `at - 1` without a mark of punctuation between."""
        return at >= len(self.words) or bool(_CLOSING.search(self.gaps[at]))

    def breaks_before(self, at: int) -> bool:
        """Tell whether punctuation or the end stands before word `at`."""
        return at >= len(self.words) or bool(_CLAUSE_END.search(self.gaps[at]))

    def clause_start(self, at: int, stops: Iterable[str] = ()) -> int:
        """Return where the clause of word `at` begins: behind punctuation or a stop word."""
        start = at
        while start > 0 and not _CLAUSE_END.search(self.gaps[start]):
            if self.words[start - 1] in stops:
                break
            start -= 1
        return start


def cut_stretch(
    text: str, start: int, stop: int, remarks: Sequence[tuple[int, int]], lists: Lists
) -> Stretch:
    """Lay out `text[start:stop]` word by word; what transcribers remarked was not said."""
    tokens = [
        part
        for token in find_words(text, start, stop)
        if not any(low <= token.start < high for low, high in remarks)
        for part in _split_numbers(token, lists)
    ]
    edges = [start, *(edge for token in tokens for edge in (token.start, token.stop)), stop]
    gaps = tuple(text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2))
    return Stretch(tuple(tokens), tuple(token.text for token in tokens), gaps)


def _split_numbers(token: Token, lists: Lists) -> Iterable[Token]:
    """Take `four-five` and `4-5` apart; other words with hyphens are one word."""
    parts = token.text.split("-")
    known = (*lists.numbers, *lists.marks)
    if len(parts) == 1 or not all(part.isdecimal() or part in known for part in parts):
        return (token,)
    split, at = [], token.start
    for part in parts:
        split.append(Token(at, at + len(part), part))
        at += len(part) + 1
    return split
