"""Words of coded talk → expressions that might become indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from qualcode.codebook.grammar import GAP, parse_phrase
from qualcode.learning.indicators.heard import Heard, HeardWord, Sentence
from qualcode.model.codebook import Expression, Group

Shape = Literal["word", "row", "gap", "sentence", "segment"]
SHAPES: tuple[Shape, ...] = ("word", "row", "gap", "sentence", "segment")  # the simplest first
_LONGEST_ROW = 3
_DENIALS = frozenset("не нет нету без ни no not never without nobody nothing".split())
_MOST_WORDS = 40  # with content, of a unit whose words are paired


class Candidate(NamedTuple):
    """What may become an indicator: words in base form, and how they must stand together."""

    shape: Shape
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """How a phrase is written in the codebook; of a pair its words with a comma."""
        joint = {"gap": " ... ", "sentence": ", ", "segment": ", "}.get(self.shape, " ")
        return joint.join(self.words)

    @property
    def item(self) -> str:
        """The item of a list in YAML, without its dash."""
        if self.shape in ("sentence", "segment"):
            quoted = ", ".join(f'"{word}"' for word in self.words)
            return f"{{all: [{quoted}], within: {self.shape}}}"
        return f'"{self.text}"'

    @property
    def length(self) -> int:
        """How much it says: of candidates that find the same, the one that says least is best."""
        return SHAPES.index(self.shape) + len(self.words)

    def express(self) -> Expression:
        """Return what is looked for; ValueError where its words are no phrase of the codebook."""
        if self.shape == "sentence" or self.shape == "segment":
            items = tuple(parse_phrase(word) for word in self.words)
            return Group("all", items, self.shape)
        return parse_phrase(self.text)


def list_candidates(unit: Heard) -> set[Candidate]:
    """List everything a unit offers: words, words in a row or with a gap, pairs."""
    found: set[Candidate] = set()
    said: set[str] = set()
    for sentence in unit:
        own = {word.base for word in sentence if word.content}
        said |= own
        found.update(Candidate("word", (base,)) for base in own)
        found.update(_rows(sentence))
        found.update(Candidate("sentence", pair) for pair in _pairs(own))
    found.update(Candidate("segment", pair) for pair in _pairs(said))
    return found


def _pairs(words: set[str]) -> Iterator[tuple[str, ...]]:
    if len(words) <= _MOST_WORDS:
        yield from combinations(sorted(words), 2)


def _rows(sentence: Sentence) -> Iterator[Candidate]:
    for at in range(len(sentence)):
        for length in range(2, _LONGEST_ROW + 1):
            some = sentence[at : at + length]
            if len(some) == length and _is_row(some):
                yield Candidate("row", tuple(word.base for word in some))
        for other in sentence[at + 2 : at + 2 + GAP]:
            ends = (sentence[at], other)
            if _is_row(ends):
                yield Candidate("gap", (ends[0].base, other.base))


def _is_row(some: Sequence[HeardWord]) -> bool:
    """Tell whether the words say something together: content at both ends, or a denial of it."""
    first, last = some[0], some[-1]
    begins = first.content or first.base in _DENIALS
    named = all(word.base for word in some)
    return begins and last.content and named and first.row == last.row and first.base != last.base
