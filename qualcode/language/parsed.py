"""A text as a trained model sees it, over the words of `words.py`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Span = tuple[int, int]

_SPACY_CODE = re.compile(r"^\[[EW]\d+\] ")
_SIGN = re.compile(r"\w+|(\S)\1*")  # `...` is one token, `?!` are two: as models have learnt them


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens of one text: its words, and the other signs between them."""

    spans: tuple[Span, ...]  # of every token, in order
    words: tuple[int, ...]  # which tokens the words are


def lay_out(text: str, words: Sequence[Span]) -> Row:
    """Cut a text into tokens: `words` as they are given, other signs run by run.

    The spans of the words are in order and do not overlap.
    """
    spans: list[Span] = []
    places: list[int] = []
    done = 0
    for start, stop in words:
        spans += _signs(text, done, start)
        places.append(len(spans))
        spans.append((start, stop))
        done = stop
    spans += _signs(text, done, len(text))
    return Row(tuple(spans), tuple(places))


def _signs(text: str, start: int, stop: int) -> Iterator[Span]:
    for match in _SIGN.finditer(text, start, stop):
        yield match.span()


def make_doc(vocab: Vocab, text: str, row: Row) -> Doc:
    """Make a Doc of these very tokens; its text is `text` with each blank stretch as one blank."""
    from spacy.tokens import Doc

    following = (*(start for start, _ in row.spans[1:]), len(text))
    return Doc(
        vocab,
        words=[text[start:stop] for start, stop in row.spans],
        spaces=[stop < after for (_, stop), after in zip(row.spans, following, strict=False)],
    )


class Parsed:
    """What a model says of one text; spaCy's own objects stay inside."""

    __slots__ = ("_doc", "_matchers", "_row", "pos")

    def __init__(self, doc: Doc, row: Row, matchers: Matchers) -> None:
        self._doc, self._row, self._matchers = doc, row, matchers
        # UPOS of each word given; empty where the model says nothing.
        self.pos: tuple[str, ...] = tuple(doc[place].pos_ for place in row.words)

    def find(self, tokens: str) -> tuple[Span, ...]:
        """Find a token pattern (`TokenPattern.tokens`), the longest of overlapping matches.

        Spans count characters of the text. Raises ValueError when the pattern asks for what the
        pipeline does not give (`DEP` without a parser) or is no pattern at all.
        """
        try:
            found = self._matchers.matcher(tokens)(self._doc)
        except (ValueError, AttributeError, KeyError, TypeError, re.error) as error:
            plain = " ".join(_SPACY_CODE.sub("", str(error)).split())
            raise ValueError(plain.partition(". ")[0]) from None
        spans = self._row.spans
        return tuple(sorted((spans[first][0], spans[last - 1][1]) for _, first, last in found))


class Matchers:
    """Token patterns made ready when they are asked for first."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._ready: dict[str, Matcher] = {}

    def matcher(self, tokens: str) -> Matcher:
        """Return the matcher of a pattern, made at its first use."""
        if tokens not in self._ready:
            from spacy.matcher import Matcher

            matcher = Matcher(self._vocab, validate=True)
            matcher.add("pattern", [json.loads(tokens)], greedy="LONGEST")
            self._ready[tokens] = matcher
        return self._ready[tokens]
