"""Words used like another, and words used beside it: counts of neighbours in this talk alone.

Likeness in use is the cosine of two rows of positive pointwise mutual information with the words
within five content words on either side in the same turn; contexts are smoothed by the power 0.75
(Levy, Goldberg & Dagan 2015, TACL 3). Collocates stand within four words on either side; they are
ranked by the log-likelihood ratio G² (Dunning 1993, Computational Linguistics 19(1)) of the table

    O11 beside the word · O12 = R1 - O11 · O21 = C1 - O11 · O22 = N - R1 - C1 + O11

where R1 counts the places beside the word, C1 the collocate and N all words but the word itself
(Evert 2008, surface co-occurrence): G² = 2 Σ O ln(O / E). logDice is 14 + log2(2 O11 / (F + C1)),
F counting the word (Rychlý 2008). Words of talk are not drawn one by one: take both as an order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log, log2
from typing import TYPE_CHECKING, NamedTuple

from qualcode.inspecting.terms.spoken import Spoken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOW = 5  # content words on either side that make up the use of a word
BESIDE = 4  # words on either side in which collocates stand
LEAST_USE = 30  # occurrences of the word, below which nothing is said of its use
LEAST_OTHER = 10  # … of a word it is compared with
LEAST_SHARED = 5  # neighbours that two words used alike have in common
LEAST_COLLOCATION = 5  # occurrences of the word, below which nothing is said of collocates
LEAST_TOGETHER = 3  # times a collocate stands beside it
LEAST_G2 = 10.83  # one table in a thousand has it by chance, were words drawn one by one
_MOST_WORDS = 5_000  # the commonest, as rows
_MOST_CONTEXTS = 2_000  # … as columns
_SMOOTHING = 0.75


class Alike(NamedTuple):
    """How alike a word is used."""

    cosine: float
    shared: int  # neighbours that both have more often than by chance


class Beside(NamedTuple):
    """How a word stands beside another."""

    together: int
    g2: float
    log_dice: float


def find_alike(spoken: Spoken, lexeme: str) -> dict[str, Alike]:
    """Map lexemes to how alike they are used, all that are used alike at all."""
    import numpy as np

    row, turns, names = _content(spoken)
    if lexeme not in names:
        return {}
    frequencies = np.bincount(row, minlength=len(names))
    order = np.argsort(-frequencies, kind="stable")
    common = [int(one) for one in order if frequencies[one] >= LEAST_OTHER][:_MOST_WORDS]
    target = names[lexeme]
    if target not in common:
        common.append(target)
    contexts = common[:_MOST_CONTEXTS]
    ppmi = _weigh(_count_pairs(row, turns, common, contexts))
    own = ppmi[common.index(target)]
    lengths = np.linalg.norm(ppmi, axis=1) * np.linalg.norm(own)
    cosines = np.divide(ppmi @ own, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    shared = ((ppmi > 0) & (own > 0)).sum(axis=1)
    words = {number: word for word, number in names.items()}
    return {
        words[number]: Alike(round(float(cosine), 3), int(both))
        for number, cosine, both in zip(common, cosines, shared, strict=True)
        if number != target and both >= LEAST_SHARED
    }


def _content(spoken: Spoken) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[str, int]]:
    """Return the content words of the talk as numbers of lexemes, and the turn of each."""
    import numpy as np

    names: dict[str, int] = {}
    of_form = [
        names.setdefault(spoken.lexeme(word), len(names)) if spoken.has_content(word) else -1
        for word in spoken.vocabulary
    ]
    turns = _turns(spoken)
    lexemes = np.array(of_form, dtype=np.int64)[np.array(spoken.forms, dtype=np.int64)]
    kept = lexemes >= 0
    return lexemes[kept], turns[kept], names


def _turns(spoken: Spoken) -> NDArray[np.int64]:
    """Return the turn of each word, turns numbered through all transcripts."""
    import numpy as np

    numbers: dict[tuple[int, int], int] = {}
    of_segment = [
        numbers.setdefault((transcript, segment.turn), len(numbers))
        for transcript, segment in zip(spoken.of_transcript, spoken.segments, strict=True)
    ]
    return np.array(of_segment, dtype=np.int64)[np.array(spoken.holders, dtype=np.int64)]


def _count_pairs(
    row: NDArray[np.int64], turns: NDArray[np.int64], words: list[int], contexts: list[int]
) -> NDArray[np.float64]:
    """Count how often each context stands near each word, in a table of words by contexts."""
    import numpy as np

    size = max(int(row.max()), max(words)) + 1
    as_word, as_context = np.full(size, -1), np.full(size, -1)
    as_word[words], as_context[contexts] = range(len(words)), range(len(contexts))
    table = np.zeros(len(words) * len(contexts))
    for distance in range(1, WINDOW + 1):
        near = turns[:-distance] == turns[distance:]
        for one, other in ((row[:-distance], row[distance:]), (row[distance:], row[:-distance])):
            first, second = as_word[one[near]], as_context[other[near]]
            both = (first >= 0) & (second >= 0)
            cells = first[both] * len(contexts) + second[both]
            table += np.bincount(cells, minlength=table.size)
    return table.reshape(len(words), len(contexts))


def _weigh(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn counts into positive pointwise mutual information, contexts smoothed."""
    import numpy as np

    total = table.sum()
    rows = table.sum(axis=1, keepdims=True)
    columns = table.sum(axis=0, keepdims=True) ** _SMOOTHING
    expected = rows * columns / max(columns.sum(), 1.0)
    seen = (table > 0) & (expected > 0)
    ratio = np.divide(table, expected, out=np.ones_like(table), where=seen)
    return np.maximum(np.log(ratio), 0.0) if total else table


def find_beside(spoken: Spoken, places: list[int]) -> dict[str, Beside]:
    """Map lexemes to how they stand beside the words at `places`, if more than by chance."""
    nodes = set(places)
    turns = [
        (spoken.of_transcript[holder], spoken.segments[holder].turn) for holder in spoken.holders
    ]
    near = {
        other
        for place in places
        for other in range(max(0, place - BESIDE), min(len(spoken.forms), place + BESIDE + 1))
        if other not in nodes and turns[other] == turns[place]
    }
    of_form = {
        number: spoken.lexeme(word)
        for number, word in enumerate(spoken.vocabulary)
        if spoken.has_content(word)
    }
    everywhere = Counter(of_form[form] for form in spoken.forms if form in of_form)
    beside = Counter(of_form[spoken.forms[at]] for at in near if spoken.forms[at] in of_form)
    inside = Counter(of_form[spoken.forms[at]] for at in nodes if spoken.forms[at] in of_form)
    others = {word: number - inside[word] for word, number in everywhere.items()}
    return _judge(beside, others, len(near), len(spoken.forms) - len(nodes), len(nodes))


def _judge(
    beside: Mapping[str, int], others: Mapping[str, int], places: int, total: int, own: int
) -> dict[str, Beside]:
    found = {}
    for word, together in beside.items():
        count = others[word]
        g2 = log_likelihood(together, places, count, total)
        attracted = together * total > places * count
        if together >= LEAST_TOGETHER and attracted and g2 >= LEAST_G2:
            dice = 14 + log2(2 * together / (own + count))
            found[word] = Beside(together, round(g2, 2), round(dice, 2))
    return found


def log_likelihood(together: int, places: int, count: int, total: int) -> float:
    """Return G² of a word that stands `together` times at `places`, `count` times in `total`.

    >>> round(log_likelihood(10, 100, 20, 10_000), 2)
    64.86
    """
    observed = (
        (together, places, count),
        (places - together, places, total - count),
        (count - together, total - places, count),
        (total - places - count + together, total - places, total - count),
    )
    return 2 * sum(
        cell * log(cell * total / (row * column)) for cell, row, column in observed if cell
    )
