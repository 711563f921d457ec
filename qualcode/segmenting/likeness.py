"""How like a turn of the interviewer is to each question of the guide, by shared base forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.model.codebook import ANY_LANGUAGE, GuideItem, Text
from qualcode.model.transcript import Turn
from qualcode.segmenting.wording import Bases, Wording, word_text, word_turn

ACCEPTED = 55.0  # a turn so like a question asks it
DOUBTED = 45.0  # from here to that nobody can tell

# One word in common makes two short texts up to 100 alike. It proves nothing; where no other
# question has the word, it is worth a doubt.
_BY_ONE_WORD = ACCEPTED - 1
_BY_A_COMMON_WORD = DOUBTED - 1


@dataclass(frozen=True, slots=True)
class Wordings:
    """The guide in one language."""

    items: tuple[tuple[Wording, ...], ...]  # of each question: its text and its probes
    own: Bases  # base forms that one question alone has
    texts: tuple[Wording, ...]  # of all questions, those that say nothing left out
    joined: tuple[str, ...]  # of each of these texts
    item: tuple[int, ...]  # of each of these texts: the place of its question
    having: Mapping[str, tuple[int, ...]]  # base form → the texts that have it


@lru_cache(maxsize=8)
def word_guide(guide: tuple[GuideItem, ...], language: str) -> Wordings:
    """Return the texts and probes of the guide that are in `language` as wordings."""
    items = tuple(
        tuple(
            word_text(text, language)
            for text in (_in_language(one, language) for one in (item.text, *item.probes))
            if text
        )
        for item in guide
    )
    counts = Counter(
        base for item in items for base in frozenset[str]().union(*(one.bases for one in item))
    )
    own = frozenset(base for base, count in counts.items() if count == 1)
    placed = [(place, one) for place, item in enumerate(items) for one in item if one.bases]
    having: dict[str, list[int]] = defaultdict(list)
    for number, (_, one) in enumerate(placed):
        for base in one.bases:
            having[base].append(number)
    return Wordings(
        items,
        own,
        tuple(one for _, one in placed),
        tuple(one.joined for _, one in placed),
        tuple(place for place, _ in placed),
        {base: tuple(numbers) for base, numbers in having.items()},
    )


def weigh_questions(text: str, turn: Turn, guide: Wordings, language: str) -> tuple[float, ...]:
    """Return how like the turn is to each question of the guide, 0 to 100.

    A question is as like as the likest of its texts is to the likest part of the turn.
    """
    likest = [0.0] * len(guide.items)
    parts = word_turn(text, turn, language)
    if not parts or not guide.texts:
        return tuple(likest)
    for part, distances in zip(parts, _distances(parts, guide), strict=True):
        shared = {number for base in part.bases for number in guide.having.get(base, ())}
        length = len(part.joined)
        for number, distance in enumerate(distances):
            if number in shared:
                score = _likeness(part, guide.texts[number], guide.own)
            else:
                whole = length + len(guide.joined[number])
                score = min(100.0 - 100.0 * distance / whole, _BY_A_COMMON_WORD)
            place = guide.item[number]
            if score > likest[place]:
                likest[place] = score
    return tuple(likest)
def _distances(parts: Sequence[Wording], guide: Wordings) -> list[list[int]]:
    import numpy as np
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    distances: list[list[int]] = cdist(
        [part.joined for part in parts], guide.joined, scorer=Indel.distance, dtype=np.int32
    ).tolist()
    return distances


def _in_language(text: Text, language: str) -> str:
    """Return the text in that very language; any, where the language could not be told."""
    if not language:
        return text.in_language(language)
    texts = dict(text.by_language)
    return texts.get(language) or texts.get(ANY_LANGUAGE, "")


def _likeness(part: Wording, question: Wording, own: Bases) -> float:
    """Return the likeness of two texts that have a base form in common."""
    from rapidfuzz.fuzz import token_set_ratio

    score: float = token_set_ratio(part.joined, question.joined)
    shared = part.bases & question.bases
    in_common = min(_count(part.words, shared), _count(question.words, shared))
    if in_common >= 2 or (in_common == 1 and part.words == question.words):
        return score
    return min(score, _BY_ONE_WORD if shared & own else _BY_A_COMMON_WORD)


def _count(words: Iterable[Bases], shared: Bases) -> int:
    return sum(not shared.isdisjoint(word) for word in words)


def rank(scores: Sequence[float]) -> list[int]:
    """Return the places of the scores, the highest first; ties in the order of the guide."""
    return sorted(range(len(scores)), key=lambda place: (-scores[place], place))
