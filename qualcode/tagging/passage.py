"""The talk of one transcript in one language as a row of words, with the slots they fill.

A hyphenated word is one word that can also be read as its parts (`person-centred` fills the
phrase `person centred`); a contraction is the words it is made of (`don't` is `do`, `not`).
The row holds the smallest of these; an `Edge` is a stretch of the row that fills a slot.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.language.remarks import find_remarks
from qualcode.language.sentences import is_abbreviation
from qualcode.language.speech import find_spoken
from qualcode.language.words import Token
from qualcode.model.transcript import Segment
from qualcode.tagging.lexicon import Lexicon

_BREAK = re.compile(r"[!?;]|\n\s*\n")
_ELLIPSIS = re.compile(r"\.{2,}|…")
_MIGHT_HOLD_REMARK = frozenset("([<#")


class Edge(NamedTuple):
    """The stretch `[low, high)` of the row, filling `slot`."""

    low: int
    high: int
    slot: int


@dataclass(slots=True)
class Passage:
    """One row of words; every list has one entry for each of them."""

    text: str  # of the transcript
    start: list[int] = field(default_factory=list)
    stop: list[int] = field(default_factory=list)
    word: list[int] = field(default_factory=list)  # running number; parts of a word share it
    whole: list[tuple[int, int] | None] = field(
        default_factory=list
    )  # the hyphenated word it is in
    clause: list[int] = field(default_factory=list)  # no phrase reaches from one into the next
    sentence: list[int] = field(default_factory=list)
    segment: list[int] = field(default_factory=list)
    turn: list[int] = field(default_factory=list)
    answer: list[int] = field(default_factory=list)  # outside answers each turn is its own
    role: list[str] = field(default_factory=list)
    edges: dict[int, list[Edge]] = field(default_factory=lambda: defaultdict(list))  # by slot

    def units(self, kind: str) -> list[int]:
        """Return the numbers of the units of `kind` (sentence, segment, turn, answer)."""
        numbers: list[int] = getattr(self, kind)
        return numbers


def build_passage(text: str, segments: Iterable[Segment], lexicon: Lexicon) -> Passage:
    """Lay the words of `segments` in a row and look each up in `lexicon`."""
    passage = Passage(text)
    builder = _Builder(passage, lexicon)
    for segment in segments:
        for start, stop in segment.sentences:
            builder.add_sentence(segment, start, stop)
    return passage


class _Builder:
    """Fills a passage sentence by sentence."""

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self._passage = passage
        self._lexicon = lexicon
        self._sentence = self._clause = self._word = -1

    def add_sentence(self, segment: Segment, start: int, stop: int) -> None:
        self._sentence += 1
        self._clause += 1
        last = start
        for token in find_spoken(self._passage.text, start, stop):
            if last > start and breaks_phrase(self._passage.text, last, token.start):
                self._clause += 1
            last = token.stop
            self._add_token(segment, token)

    def _add_token(self, segment: Segment, token: Token) -> None:
        parts = self._lexicon.parts(token.text)
        if len(parts) > 1:
            self._add_contraction(segment, token, parts)
            return
        self._word += 1
        pieces = _hyphen_pieces(token) if "-" in token.text else [token]
        low = len(self._passage.start)
        whole = (low, low + len(pieces))
        for piece in pieces:
            self._add_atom(segment, piece, whole if len(pieces) > 1 else None)
            if len(pieces) > 1:
                self._fill(piece.text, len(self._passage.start) - 1, len(self._passage.start))
        self._fill(parts[0], *whole)

    def _add_contraction(self, segment: Segment, token: Token, parts: tuple[str, ...]) -> None:
        for piece in _contraction_pieces(token, parts):
            self._word += 1
            self._add_atom(segment, piece, None)
            self._fill(piece.text, len(self._passage.start) - 1, len(self._passage.start))

    def _add_atom(self, segment: Segment, piece: Token, whole: tuple[int, int] | None) -> None:
        passage = self._passage
        passage.start.append(piece.start)
        passage.stop.append(piece.stop)
        passage.word.append(self._word)
        passage.whole.append(whole)
        passage.clause.append(self._clause)
        passage.sentence.append(self._sentence)
        passage.segment.append(segment.number)
        passage.turn.append(segment.turn)
        passage.answer.append(segment.answer or -segment.turn)
        passage.role.append(segment.role)

    def _fill(self, word: str, low: int, high: int) -> None:
        for slot in self._lexicon.slots(word):
            self._passage.edges[slot].append(Edge(low, high, slot))


def breaks_phrase(text: str, start: int, stop: int) -> bool:
    """Tell whether what stands between two words ends every phrase: `. ! ? ;`, a remark, a gap.

    The dot of an abbreviation does not, nor does a pause: «не хватает... ну, денег».
    """
    between = text[start:stop]
    if len(between) == 1:
        return between in ".!?;"
    if _BREAK.search(between) or (_MIGHT_HOLD_REMARK & set(between) and find_remarks(between)):
        return True
    dot = between.find(".")
    if dot < 0 or _ELLIPSIS.search(between):
        return False
    return not is_abbreviation(text, start + dot)


def _hyphen_pieces(token: Token) -> list[Token]:
    pieces = []
    start = token.start
    for part in token.text.split("-"):
        pieces.append(Token(start, start + len(part), part))
        start += len(part) + 1
    return pieces


def _contraction_pieces(token: Token, parts: tuple[str, ...]) -> list[Token]:
    """Share the letters out: the last word has what stands from the `n't` or apostrophe on."""
    last = {"not": 3, "are": 3, "have": 3, "will": 3, "am": 2, "us": 2}.get(parts[-1], 2)
    cut = max(token.start + 1, token.stop - last)
    return [Token(token.start, cut, parts[0]), Token(cut, token.stop, parts[-1])]
