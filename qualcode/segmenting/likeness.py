"""How like a turn of the interviewer is to each question of the guide, by shared base forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.language import language_module
from qualcode.language.sentences import split_sentences
from qualcode.language.speech import find_spoken
from qualcode.language.stop_words import stop_words
from qualcode.model.codebook import ANY_LANGUAGE, GuideItem, Text
from qualcode.model.transcript import Turn

ACCEPTED = 55.0  # a turn so like a question asks it
DOUBTED = 45.0  # from here to that nobody can tell
LONGEST_WHOLE = 40  # words of a turn; a longer one is compared by the sentences that ask

# One word in common makes two short texts up to 100 alike. It proves nothing; where no other
# question has the word, it is worth a doubt.
_BY_ONE_WORD = ACCEPTED - 1
_BY_A_COMMON_WORD = DOUBTED - 1
_CLOSING = ")]»”\"' \n"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as the words that say what it is about."""

    words: frozenset[frozenset[str]]  # of each: the base forms it can have
    bases: frozenset[str]  # all of them
    joined: str  # the same in alphabetical order


@dataclass(frozen=True, slots=True)
class Wordings:
    """The guide in one language."""

    items: tuple[tuple[Wording, ...], ...]  # of each question: its text and its probes
    own: frozenset[str]  # base forms that one question alone has


@lru_cache(maxsize=8)
def word_guide(guide: tuple[GuideItem, ...], language: str) -> Wordings:
    """Return the texts and probes of the guide that are in `language` as wordings."""
    items = tuple(
        tuple(
            _word(text, 0, len(text), language)
            for text in (_in_language(one, language) for one in (item.text, *item.probes))
            if text
        )
        for item in guide
    )
    having = Counter(
        base for item in items for base in frozenset[str]().union(*(one.bases for one in item))
    )
    return Wordings(items, frozenset(base for base, count in having.items() if count == 1))


def weigh_questions(text: str, turn: Turn, guide: Wordings, language: str) -> tuple[float, ...]:
    """Return how like the turn is to each question of the guide, 0 to 100.

    A question is as like as the likest of its texts is to the likest part of the turn.
    """
    parts = [_word(text, start, stop, language) for start, stop in _parts_that_ask(text, turn)]
    return tuple(
        max((_likeness(part, one, guide.own) for part in parts for one in item), default=0.0)
        for item in guide.items
    )


def _in_language(text: Text, language: str) -> str:
    """Return the text in that very language; any, where the language could not be told."""
    if not language:
        return text.in_language(language)
    texts = dict(text.by_language)
    return texts.get(language) or texts.get(ANY_LANGUAGE, "")


def _parts_that_ask(text: str, turn: Turn) -> Iterator[tuple[int, int]]:
    """Yield the turn, its sentences with a question mark, its last one and its last two."""
    sentences = split_sentences(text, turn.start, turn.stop)
    if len(find_spoken(text, turn.start, turn.stop)) <= LONGEST_WHOLE:
        yield turn.start, turn.stop
    for start, stop in sentences:
        if text[start:stop].rstrip(_CLOSING).endswith("?"):
            yield start, stop
    if sentences:
        yield sentences[-1]
        yield sentences[-2:][0][0], sentences[-1][1]


def _word(text: str, start: int, stop: int, language: str) -> Wording:
    said = (word.text for word in find_spoken(text, start, stop))
    words = frozenset(_content(said, language))
    bases = frozenset[str]().union(*words)
    return Wording(words, bases, " ".join(sorted(bases)))


def _content(words: Iterable[str], language: str) -> Iterator[frozenset[str]]:
    """Yield the base forms of each word that is no stop word."""
    module, stops = language_module(language), stop_words(language)
    for word in words:
        for part in module.open_contraction(word):
            bases = module.readings(part)
            if part not in stops and stops.isdisjoint(bases):
                yield bases


def _likeness(part: Wording, question: Wording, own: frozenset[str]) -> float:
    from rapidfuzz.fuzz import token_set_ratio

    if not part.bases or not question.bases:
        return 0.0
    score: float = token_set_ratio(part.joined, question.joined)
    shared = part.bases & question.bases
    in_common = min(_count(part.words, shared), _count(question.words, shared))
    if in_common >= 2 or (in_common == 1 and part.words == question.words):
        return score
    return min(score, _BY_ONE_WORD if shared & own else _BY_A_COMMON_WORD)


def _count(words: Iterable[frozenset[str]], shared: frozenset[str]) -> int:
    return sum(not shared.isdisjoint(word) for word in words)


def rank(scores: Sequence[float]) -> list[int]:
    """Return the places of the scores, the highest first; ties in the order of the guide."""
    return sorted(range(len(scores)), key=lambda place: (-scores[place], place))
