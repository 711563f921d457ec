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
from qualcode.language.words import Token, fold
from qualcode.model.transcript import Segment
from qualcode.tagging.lexicon import Lexicon

_BREAK = re.compile(r"[!?;]|\n\s*\n")
_BETWEEN_HYPHENS = re.compile("[^-‐‑]+")
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

    def starts_word(self, place: int) -> bool:
        """Tell whether a word begins at `place`: no part of a hyphenated one but its first."""
        whole = self.whole[place]
        return whole is None or whole[0] == place

    def ends_word(self, place: int) -> bool:
        """Tell whether a word ends before `place`."""
        whole = self.whole[place - 1]
        return whole is None or whole[1] == place

    def units(self, kind: str) -> list[int]:
        """Return the numbers of the units of `kind` (sentence, segment, turn, answer)."""
        numbers: list[int] = getattr(self, kind)
        return numbers


def build_passage(text: str, segments: Iterable[Segment], lexicon: Lexicon) -> Passage:
    """Lay the words of `segments` in a row and look each up in `lexicon`."""
    builder = _Builder(Passage(text), lexicon)
    for segment in segments:
        builder.add_segment(segment)
    return builder.passage


class _Builder:
    """Fills a passage sentence by sentence."""

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self.passage = passage
        self._lexicon = lexicon
        self._sentence = self._clause = self._word = -1
        self._last = -1  # where the last word of the sentence stops; -1 before its first

    def add_segment(self, segment: Segment) -> None:
        """Add the words of a segment; over-long sentences go on from one into the next."""
        for number, (start, stop) in enumerate(segment.sentences):
            if number or not segment.continues:
                self._sentence += 1
                self._clause += 1
                self._last = -1
            for token in find_spoken(self.passage.text, start, stop):
                if self._last >= 0 and breaks_phrase(self.passage.text, self._last, token.start):
                    self._clause += 1
                self._last = token.stop
                self._add_token(segment, token)

    def _add_token(self, segment: Segment, token: Token) -> None:
        parts = self._lexicon.parts(token.text)
        if len(parts) > 1:
            self._add_contraction(segment, token, parts)
            return
        self._word += 1
        pieces = _hyphen_pieces(self.passage.text, token) if "-" in token.text else [token]
        low = len(self.passage.start)
        whole = (low, low + len(pieces))
        for piece in pieces:
            self._add_atom(segment, piece, whole if len(pieces) > 1 else None)
            if len(pieces) > 1:
                self._fill(piece.text, len(self.passage.start) - 1, len(self.passage.start))
        self._fill(parts[0], *whole)

    def _add_contraction(self, segment: Segment, token: Token, parts: tuple[str, ...]) -> None:
        for piece in _contraction_pieces(token, parts):
            self._word += 1
            self._add_atom(segment, piece, None)
            self._fill(piece.text, len(self.passage.start) - 1, len(self.passage.start))

    def _add_atom(self, segment: Segment, piece: Token, whole: tuple[int, int] | None) -> None:
        passage = self.passage
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
            self.passage.edges[slot].append(Edge(low, high, slot))


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


def _hyphen_pieces(text: str, token: Token) -> list[Token]:
    """Cut the word as it stands: its folded form may be shorter (за́мок)."""
    return [
        Token(match.start(), match.end(), fold(match.group()))
        for match in _BETWEEN_HYPHENS.finditer(text, token.start, token.stop)
    ]


def _contraction_pieces(token: Token, parts: tuple[str, ...]) -> list[Token]:
    """Share the letters out: the last word has what stands from the `n't` or apostrophe on."""
    last = {"not": 3, "are": 3, "have": 3, "will": 3, "am": 2, "us": 2}.get(parts[-1], 2)
    cut = max(token.start + 1, token.stop - last)
    return [Token(token.start, cut, parts[0]), Token(cut, token.stop, parts[-1])]
