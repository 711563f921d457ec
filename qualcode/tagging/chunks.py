"""What is decided once about a chunk, the signs between two blanks: its words and their slots."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from qualcode.language.placeholders import is_placeholder
from qualcode.language.words import Token, find_words, fold
from qualcode.tagging.lexicon import Lexicon, Slots

# Beside a word these never end a phrase and never open a remark.
_HARMLESS = ",:«»“”„‟\"'’—–-"
_AROUND = '.?!…,:;«»“”"()'
BETWEEN_HYPHENS = re.compile("[^-‐‑]+")


class Atom(NamedTuple):
    """The smallest stretch that fills slots: a word, or a part of a hyphenated one."""

    start: int  # in the chunk
    stop: int
    slots: Slots


class ChunkWord(NamedTuple):
    """One word, with the slots it fills as a whole where it has several parts."""

    atoms: tuple[Atom, ...]
    slots: Slots


class Chunk(NamedTuple):
    """The words of a chunk, and whether what stands around them can end a phrase."""

    words: tuple[ChunkWord, ...]
    opens_plainly: bool
    closes_plainly: bool
    only: Atom | None  # where it is one word of one part


class Chunks(dict[str, Chunk]):
    """Remembers every chunk it has met in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._alike: dict[Chunk, Chunk] = {}  # words without slots differ by their lengths alone

    def __missing__(self, chunk: str) -> Chunk:
        tokens = _words_of(chunk)
        words = tuple(word for token in tokens for word in _read_word(chunk, token, self._lexicon))
        before = chunk[: tokens[0].start] if tokens else chunk
        behind = chunk[tokens[-1].stop :] if tokens else chunk
        atoms = [atom for word in words for atom in word.atoms]
        decided = Chunk(
            words,
            not before.strip(_HARMLESS),
            not behind.strip(_HARMLESS),
            atoms[0] if len(atoms) == 1 else None,
        )
        self[chunk] = self._alike.setdefault(decided, decided)
        return self[chunk]


class FilledSlots(dict[str, int]):
    """Numbers the chunks that fill any of the slots asked for; all others are 0."""

    def __init__(self, lexicon: Lexicon, wanted: Collection[int]) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._wanted = frozenset(wanted)
        self._by_word: dict[str, Slots] = {}
        self.slots: list[Slots] = [()]  # by number

    def __missing__(self, chunk: str) -> int:
        inner = chunk.strip(_AROUND)
        slots = self._by_word.get(inner)
        if slots is None:
            slots = self._by_word[inner] = self._decide(inner)
        number = self[chunk] = len(self.slots) if slots else 0
        if slots:
            self.slots.append(slots)
        return number

    def _decide(self, inner: str) -> Slots:
        """Decide for a chunk without the signs around it: mostly it is one word."""
        if inner.isalpha():
            word = fold(inner)
            parts = self._lexicon.parts(word)
            if len(parts) == 1:
                filled = self._lexicon.slots(parts[0])
                return tuple(self._wanted.intersection(filled)) if filled else ()
        several: set[int] = set()
        for token in find_words(inner):
            for one in _read_word(inner, token, self._lexicon):
                several.update(one.slots, *(atom.slots for atom in one.atoms))
        return tuple(self._wanted & several)


def _words_of(chunk: str) -> Sequence[Token]:
    """Find the words of a chunk; mostly it is one, with some signs around it."""
    inner = chunk.strip(_AROUND)
    if inner.isalpha():
        start = chunk.index(inner)
        return (Token(start, start + len(inner), fold(inner)),)
    return find_words(chunk)


def _read_word(chunk: str, token: Token, lexicon: Lexicon) -> Iterator[ChunkWord]:
    """Yield the word, or the words a contraction is made of (`don't` is `do`, `not`).

    What stands for a name fills nothing: nobody said `организация` where `[Организация-3]` stands.
    """
    if "-" in token.text and is_placeholder(chunk[max(0, token.start - 1) : token.stop + 1]):
        yield ChunkWord((Atom(token.start, token.stop, ()),), ())
        return
    parts = lexicon.parts(token.text)
    if len(parts) > 1:
        for piece in _contraction_pieces(token, parts):
            atom = Atom(piece.start, piece.stop, lexicon.slots(piece.text))
            yield ChunkWord((atom,), ())
        return
    own = lexicon.slots(parts[0])
    pieces = _hyphen_pieces(chunk, token) if "-" in token.text else []
    if len(pieces) > 1:
        atoms = (Atom(one.start, one.stop, lexicon.slots(one.text)) for one in pieces)
        yield ChunkWord(tuple(atoms), own)
    else:
        yield ChunkWord((Atom(token.start, token.stop, own),), ())


def _hyphen_pieces(chunk: str, token: Token) -> list[Token]:
    """Cut the word as it stands: its folded form may be shorter (за́мок)."""
    return [
        Token(match.start(), match.end(), fold(match.group()))
        for match in BETWEEN_HYPHENS.finditer(chunk, token.start, token.stop)
    ]


def _contraction_pieces(token: Token, parts: tuple[str, ...]) -> list[Token]:
    """Share the letters out: the last word has what stands from the `n't` or apostrophe on."""
    last = {"not": 3, "are": 3, "have": 3, "will": 3, "am": 2, "us": 2}.get(parts[-1], 2)
    cut = max(token.start + 1, token.stop - last)
    return [Token(token.start, cut, parts[0]), Token(cut, token.stop, parts[-1])]
