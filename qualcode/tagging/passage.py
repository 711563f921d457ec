"""The talk of one transcript in one language as a row of words, with the slots they fill.

A hyphenated word is one word that can also be read as its parts (`person-centred` fills the
phrase `person centred`); a contraction is the words it is made of (`don't` is `do`, `not`).
The row holds the smallest of these; an `Edge` is a stretch of the row that fills a slot.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.language.remarks import find_remarks
from qualcode.language.sentences import is_abbreviation
from qualcode.model.coding import Span
from qualcode.model.transcript import Segment
from qualcode.tagging.chunks import Chunk, Chunks, ChunkWord
from qualcode.tagging.sentences import Sentence, unit_number

_BREAK = re.compile(r"[!?;]|\n\s*\n")
_CHUNK = re.compile(r"\S+")
_ELLIPSIS = re.compile(r"\.{2,}|…")


class Edge(NamedTuple):
    """The stretch `[low, high)` of the row, filling `slot`."""

    low: int
    high: int
    slot: int


Match = tuple[Edge, ...]  # in the order of the row


@dataclass(slots=True)
class Passage:
    """One row of words; every list has one entry for each of them.

    It may hold some sentences of a transcript only. Of a unit in which a rule can be found it has
    all, and what stands round a quotation: what is found, and how it is marked, depends on no more.
    """

    text: str  # of the transcript
    quotations: Mapping[int, Sequence[Span]]  # in the text, by turn
    start: list[int] = field(default_factory=list)
    stop: list[int] = field(default_factory=list)
    word: list[int] = field(default_factory=list)  # running number; parts of a word share it
    # the hyphenated word it is in
    whole: list[tuple[int, int] | None] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)  # no phrase reaches from one into the next
    sentence: list[int] = field(default_factory=list)
    segment: list[int] = field(default_factory=list)
    turn: list[int] = field(default_factory=list)
    answer: list[int] = field(default_factory=list)  # outside answers each turn is its own
    role: list[str] = field(default_factory=list)
    edges: dict[int, list[Edge]] = field(default_factory=lambda: defaultdict(list))  # by slot
    listed: dict[int, list[Match]] = field(default_factory=dict)  # by place
    segments: dict[int, Segment] = field(default_factory=dict)  # by number
    _places: dict[int, Mapping[int, list[Edge]]] = field(default_factory=dict)

    def edges_by_place(self, slot: int) -> Mapping[int, list[Edge]]:
        """Return the edges that fill `slot` by the place where they begin."""
        if slot not in self._places:
            self._places[slot] = group_by_place(self.edges.get(slot, ()))
        return self._places[slot]

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


def build_passage(
    text: str,
    sentences: Iterable[Sentence],
    chunks: Chunks,
    quotations: Mapping[int, Sequence[Span]],
) -> Passage:
    """Lay the words of `sentences` in a row, with the slots that `chunks` says they fill."""
    builder = _Builder(Passage(text, quotations), chunks)
    for sentence in sentences:
        builder.add_sentence(sentence)
    return builder.passage


class _Builder:
    """Fills a passage sentence by sentence."""

    def __init__(self, passage: Passage, chunks: Chunks) -> None:
        self.passage = passage
        self._chunks = chunks
        self._sentence = self._clause = self._word = -1
        self._last = -1  # where the last word of the sentence stops; -1 before its first
        self._plain = True  # nothing behind the last word can end a phrase

    def add_sentence(self, sentence: Sentence) -> None:
        """Add the words of one sentence, whatever segments it lies in."""
        self._sentence += 1
        self._clause += 1
        self._last = -1
        for piece in sentence:
            self.passage.segments[piece.segment.number] = piece.segment
            before = len(self.passage.start)
            for start, stop in talk_between_remarks(self.passage.text, piece.start, piece.stop):
                self._add_stretch(start, stop)
            self._add_units(piece.segment, len(self.passage.start) - before)

    def _add_stretch(self, start: int, stop: int) -> None:
        """Add a stretch without remarks; what stands before it may end a phrase."""
        self._plain = False
        chunks, text = self._chunks, self.passage.text
        met = [(match.start(), chunks[match[0]]) for match in _CHUNK.finditer(text, start, stop)]
        done = 0
        for place, (_, chunk) in enumerate(met):
            if chunk.only is None or not chunk.opens_plainly or not self._plain:
                self._add_plain_words(met[done:place])
                self._add_chunk(*met[place])
                done = place + 1
            elif not chunk.closes_plainly:
                self._add_plain_words(met[done : place + 1])
                self._plain, done = False, place + 1
        self._add_plain_words(met[done:])

    def _add_plain_words(self, met: Sequence[tuple[int, Chunk]]) -> None:
        """Add words of one part each, with nothing before them that could end a phrase."""
        if not met:
            return
        passage, low = self.passage, len(self.passage.start)
        atoms = [(at, chunk.only) for at, chunk in met if chunk.only is not None]
        passage.start += [at + atom.start for at, atom in atoms]
        passage.stop += [at + atom.stop for at, atom in atoms]
        passage.word += range(self._word + 1, self._word + 1 + len(atoms))
        passage.whole += [None] * len(atoms)
        passage.clause += [self._clause] * len(atoms)
        for place, (_, atom) in enumerate(atoms, low):
            for slot in atom.slots:
                passage.edges[slot].append(Edge(place, place + 1, slot))
        self._word += len(atoms)
        self._last = passage.stop[-1]

    def _add_chunk(self, at: int, chunk: Chunk) -> None:
        """Add what may be several words, or none, and may end a phrase."""
        plain = chunk.opens_plainly
        for word in chunk.words:
            if not (plain and self._plain) and self._breaks(at + word.atoms[0].start):
                self._clause += 1
            self._word += 1
            self._add_word(word, at)
            self._plain, plain = True, False
        if not chunk.closes_plainly:
            self._plain = False

    def _breaks(self, start: int) -> bool:
        """Tell whether what stands before a word at `start` ends every phrase."""
        return self._last >= 0 and breaks_phrase(self.passage.text, self._last, start)

    def _add_word(self, word: ChunkWord, at: int) -> None:
        """Add a word of the chunk at `at`."""
        passage, atoms = self.passage, word.atoms
        place = low = len(passage.start)
        whole = (low, low + len(atoms)) if len(atoms) > 1 else None
        for start, stop, slots in atoms:
            passage.start.append(at + start)
            passage.stop.append(at + stop)
            passage.whole.append(whole)
            for slot in slots:
                passage.edges[slot].append(Edge(place, place + 1, slot))
            place += 1
        for slot in word.slots:
            passage.edges[slot].append(Edge(low, place, slot))
        passage.word += [self._word] * (place - low)
        passage.clause += [self._clause] * (place - low)
        self._last = passage.stop[-1]

    def _add_units(self, segment: Segment, words: int) -> None:
        """Say for the last `words` of the row in which units they stand."""
        passage = self.passage
        passage.sentence += [self._sentence] * words
        passage.segment += [segment.number] * words
        passage.turn += [segment.turn] * words
        passage.answer += [unit_number(segment, "answer")] * words
        passage.role += [segment.role] * words


def group_by_place(edges: Iterable[Edge]) -> Mapping[int, list[Edge]]:
    """Group edges by the place where they begin."""
    places: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        places[edge.low].append(edge)
    return places


def talk_between_remarks(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield the stretches of `text[start:stop]` that were said."""
    for first, last in find_remarks(text, start, stop):
        yield start, first
        start = last
    yield start, stop


def breaks_phrase(text: str, start: int, stop: int) -> bool:
    """Tell whether what stands between two words ends every phrase: `. ! ? ;`, a remark, a gap.

    The dot of an abbreviation does not, nor does a pause: «не хватает... ну, денег».
    """
    between = text[start:stop]
    if len(between) == 1:
        return between in ".!?;"
    if _BREAK.search(between) or find_remarks(between):
        return True
    dot = between.find(".")
    if dot < 0 or _ELLIPSIS.search(between):
        return False
    return not is_abbreviation(text, start + dot)
