"""What is said in a stretch of talk as the words that tell what it is about, in base forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from qualcode.language import language_module
from qualcode.language.sentences import split_sentences
from qualcode.language.speech import count_said, list_said
from qualcode.language.stop_words import stop_words
from qualcode.model.transcript import Turn

LONGEST_WHOLE = 40  # words of a turn; a longer one is compared by the sentences that ask

_CLOSING = ")]»”\"' \n"
_MOST_WORDS = 1 << 17  # remembered in one language; the commonest are soon met again

Bases = frozenset[str]  # the base forms a word can have


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as the words that say what it is about."""

    words: frozenset[Bases]
    bases: Bases = field(compare=False)  # all of them
    joined: str = field(compare=False)  # the same in alphabetical order


def word_text(text: str, language: str) -> Wording:
    """Return what a text says."""
    return _word(_content(text, 0, len(text), language))


def word_turn(text: str, turn: Turn, language: str) -> tuple[Wording, ...]:
    """Return what the parts of a turn say that can ask something; those that say the same once."""
    contents = dict.fromkeys(
        _content(text, start, stop, language)
        for start, stop in dict.fromkeys(_parts_that_ask(text, turn))
    )
    return tuple(_word(words) for words in contents if words)


def _parts_that_ask(text: str, turn: Turn) -> Iterable[tuple[int, int]]:
    """Yield the turn, its sentences with a question mark, its last one and its last two."""
    sentences = split_sentences(text, turn.start, turn.stop)
    if count_said(text, turn.start, turn.stop) <= LONGEST_WHOLE:
        yield turn.start, turn.stop
    for start, stop in sentences:
        if text[start:stop].rstrip(_CLOSING).endswith("?"):
            yield start, stop
    if sentences:
        yield sentences[-1]
        yield sentences[-2:][0][0], sentences[-1][1]


def _content(text: str, start: int, stop: int, language: str) -> frozenset[Bases]:
    known = _contents(language)
    if len(known) > _MOST_WORDS:
        known.clear()
    return frozenset(chain.from_iterable(map(known.__getitem__, list_said(text, start, stop))))


def _word(words: frozenset[Bases]) -> Wording:
    bases = frozenset[str]().union(*words)
    return Wording(words, bases, " ".join(sorted(bases)))


class _Contents(dict[str, tuple[Bases, ...]]):
    """Of a word: the base forms of what it is made of, stop words left out."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._module, self._stops = language_module(language), stop_words(language)

    def __missing__(self, word: str) -> tuple[Bases, ...]:
        parts = {part: self._module.readings(part) for part in self._module.open_contraction(word)}
        content = self[word] = tuple(
            bases
            for part, bases in parts.items()
            if part not in self._stops and self._stops.isdisjoint(bases)
        )
        return content


@cache
def _contents(language: str) -> _Contents:
    return _Contents(language)
