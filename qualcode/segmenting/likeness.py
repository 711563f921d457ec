"""How like a turn of the interviewer is to each question of the guide, by shared base forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from qualcode.model.codebook import ANY_LANGUAGE, GuideItem, Text
from qualcode.model.transcript import Turn
from qualcode.segmenting.wording import Bases, Wording, word_text, word_turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ACCEPTED = 55.0  # a turn so like a question asks it
DOUBTED = 45.0  # from here to that nobody can tell

# One word in common makes two short texts up to 100 alike. It proves nothing; where no other
# question has the word, it is worth a doubt.
_BY_ONE_WORD = ACCEPTED - 1
_BY_A_COMMON_WORD = DOUBTED - 1
_MOST_PARTS = 1 << 15  # of turns, remembered for one guide


@dataclass(frozen=True, slots=True)
class Wordings:
    """The guide in one language."""

    items: tuple[tuple[Wording, ...], ...]  # of each question: its text and its probes
    own: Bases  # base forms that one question alone has
    texts: tuple[Wording, ...]  # of all questions, those that say nothing left out
    firsts: Mapping[int, int]  # place of a question that has texts → the first of them
    having: Mapping[str, tuple[int, ...]]  # base form → the texts that have it
    # How like each question a part of a turn is: interviewers say much the same every time.
    known: dict[Wording, list[float]] = field(default_factory=dict, compare=False, repr=False)


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
    texts: list[Wording] = []
    firsts: dict[int, int] = {}
    for place, item in enumerate(items):
        telling = [one for one in item if one.bases]
        if telling:
            firsts[place] = len(texts)
            texts += telling
    return Wordings(items, own, tuple(texts), firsts, _places_of_bases(texts))


def weigh_questions(
    text: str, turns: Sequence[Turn], guide: Wordings, language: str
) -> list[tuple[float, ...]]:
    """Return how like each turn is to each question of the guide, 0 to 100.

    A question is as like as the likest of its texts is to the likest part of the turn.
    """
    parts_of = [word_turn(text, turn, language) for turn in turns]
    if len(guide.known) > _MOST_PARTS:
        guide.known.clear()
    unknown = [part for part in dict.fromkeys(chain(*parts_of)) if part not in guide.known]
    guide.known.update(zip(unknown, _weigh_parts(unknown, guide), strict=True))
    nothing = (0.0,) * len(guide.items)
    return [
        tuple(map(max, zip(nothing, *(guide.known[part] for part in parts), strict=True)))
        for parts in parts_of
    ]


def _weigh_parts(parts: Sequence[Wording], guide: Wordings) -> list[list[float]]:
    """Return how like each part is to each question."""
    import numpy as np

    rows = np.zeros((len(parts), len(guide.items)))
    if len(parts) and guide.texts:
        scores = _weigh_unlike(parts, guide.texts)
        for row, part in enumerate(parts):
            for column in {text for base in part.bases for text in guide.having.get(base, ())}:
                scores[row, column] = _likeness(part, guide.texts[column], guide.own)
        likest = np.maximum.reduceat(scores, list(guide.firsts.values()), axis=1)
        rows[:, list(guide.firsts)] = likest
    table: list[list[float]] = rows.tolist()
    return table


def _weigh_unlike(parts: Sequence[Wording], texts: Sequence[Wording]) -> NDArray[np.float64]:
    """Return the likeness of parts to texts as if no pair had a base form in common.

    Without one `token_set_ratio` is a matter of signs alone, which is quickly told of all pairs.
    """
    import numpy as np
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    joined, others = [part.joined for part in parts], [text.joined for text in texts]
    distances = cdist(joined, others, scorer=Indel.distance, dtype=np.int32)
    lengths = np.add.outer([len(one) for one in joined], [len(one) for one in others])
    return np.minimum(100.0 - 100.0 * distances / lengths, _BY_A_COMMON_WORD)


def _places_of_bases(texts: Sequence[Wording]) -> dict[str, tuple[int, ...]]:
    having: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(texts):
        for base in one.bases:
            having[base].append(number)
    return {base: tuple(numbers) for base, numbers in having.items()}


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
