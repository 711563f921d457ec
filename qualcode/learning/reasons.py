"""A suggestion → its reasons: indicators, the words that weighed most, the nearest segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.language.speech import list_as_said
from qualcode.learning.bases import begin, content_of, locate_marks
from qualcode.learning.book import Book, open_book
from qualcode.learning.fixed import FIXED, rarity
from qualcode.learning.ground import Ground
from qualcode.learning.learn import Learned
from qualcode.learning.model import FEATURES
from qualcode.learning.nearest import Nearest
from qualcode.learning.passing import says_when_or_how_many
from qualcode.learning.segments import NONE
from qualcode.learning.suggestion import Reason, Where
from qualcode.model.codebook import Codebook

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]

_WORDS, _SEGMENTS, _RULES = 5, 2, 3  # shown at most
_LEAST_LIKENESS = 0.1
_LEAST_WORTH = 0.2  # of a word, against the word that weighs most
_DIGITS = 9  # of the worth of words: less is chance, and what is even stays in its order
_BEGINNING = 90  # characters of a coded segment
_MUTE = frozenset("это вот который нечего никто сам там тут would could".split())


class Reasons:
    """Gives the reasons of suggestions for one run."""

    def __init__(
        self, learned: Learned, ground: Ground, nearest: Nearest, codebook: Codebook
    ) -> None:
        self._learned = learned
        self._ground = ground
        self._nearest = nearest
        self._given = learned.coded.given
        self._books = {
            language: _list_tables(open_book(codebook, ground.codes, language), len(ground.codes))
            for language in sorted(set(ground.languages))
        }
        self._factors = {
            name: max(float(learned.model.weights[at] / learned.model.scales[at]), 0.0)
            for at, name in enumerate(FEATURES)
        }

    def give(self, row: int, columns: Sequence[int]) -> Iterator[tuple[Reason, ...]]:
        """Yield the reasons of each of some codes of a segment."""
        weighed = self._weigh_words(row, columns)
        for column in columns:
            words = weighed[column]
            own = self._list_rules(row, column)
            yield (
                *own,
                *([Reason("words", ", ".join(words))] if words else []),
                *self._list_alike(row, column),
                *(() if own else self._list_beside(row, column)),
            )

    def _list_rules(self, row: int, column: int) -> list[Reason]:
        """List what indicators found in the segment."""
        found = self._ground.evidence.lines.get((row, column), ())
        return [Reason("rule", line) for line in found[:_RULES]]

    def _list_beside(self, row: int, column: int) -> Iterator[Reason]:
        """Yield what they found in the segments beside it, the first of each."""
        segments = self._ground.segments
        sides: tuple[tuple[Where, int], ...] = (
            ("before", int(segments.before[row])),
            ("behind", int(segments.behind[row])),
        )
        for where, neighbour in sides:
            if neighbour != NONE:
                record = segments.records[neighbour]
                place = str(record["transcript"]), int(record["segment"])
                lines = self._ground.evidence.lines.get((neighbour, column), ())
                yield from (Reason("rule", line, *place, where) for line in lines[:1])

    def _list_alike(self, row: int, column: int) -> Iterator[Reason]:
        """Yield the nearest coded segments that have the code."""
        near = self._nearest.coded[row][self._nearest.likeness[row] >= _LEAST_LIKENESS]
        alike = near[self._given[near, column]]
        for at in alike[:_SEGMENTS]:
            record = self._learned.ground.segments.records[self._learned.coded.rows[at]]
            text = " ".join(str(record["text"]).split())
            shown = text if len(text) <= _BEGINNING else text[:_BEGINNING].rsplit(" ", 1)[0] + "…"
            yield Reason("like", shown, str(record["transcript"]), int(record["segment"]))

    def _weigh_words(self, row: int, columns: Sequence[int]) -> dict[int, list[str]]:
        """Return, for each code, the words that speak for it most, as they stand in the text."""
        text = str(self._ground.segments.records[row]["text"])
        said = list_as_said(text, 0, len(text))
        words = self._ground.segments.words[row]
        language = self._ground.languages[row]
        worth = np.zeros((len(words), len(columns)))
        self._add_learned(worth, row, columns, words)
        self._add_book(worth, row, columns, words)
        worth[[not _says_something(language, word) for word in words]] = 0.0
        told: dict[int, list[str]] = {}
        for at, column in enumerate(columns):
            own = worth[:, at].round(_DIGITS)
            order = np.argsort(-own, kind="stable")
            best = order[own[order] > _LEAST_WORTH * own.max(initial=0.0)].tolist()
            first = {words[one]: said[one] for one in reversed(best)}
            distinct = dict.fromkeys(words[one] for one in best)
            told[column] = [first[word] for word in distinct][:_WORDS]
        return told

    def _add_learned(
        self, worth: Scores, row: int, columns: Sequence[int], words: Sequence[str]
    ) -> None:
        """Add what the models of the codes have learned of words, pairs and beginnings."""
        taught = self._learned.model.taught
        if taught is None:
            return
        known = self._ground.reader.marks.vocabulary
        marks = self._ground.marks
        inside = slice(marks.indptr[row], marks.indptr[row + 1])
        weights = dict(
            zip(marks.indices[inside].tolist(), marks.data[inside].tolist(), strict=True)
        )
        factor = self._factors["own"]
        located: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for mark, places in locate_marks(self._ground.languages[row], words):
            if (number := known.get(mark, NONE)) in weights:
                located[number].append(places)
        told = [  # the word, its mark, and the share of the mark's worth that is the word's
            (place, number, factor * weights[number] / len(found) / len(places))
            for number, found in located.items()
            for places in found
            for place in places
        ]
        if told:
            at, numbers, shares = map(np.array, zip(*told, strict=True))
            values = taught.own[numbers][:, [*columns]] * shares[:, None]
            np.add.at(worth, at, values)

    def _add_book(
        self, worth: Scores, row: int, columns: Sequence[int], words: Sequence[str]
    ) -> None:
        """Add what words weigh that stand in indicators and texts: their part of each feature."""
        language = self._ground.languages[row]
        for feature, read, table in self._books[language]:
            shares = np.zeros_like(worth)
            for place, word in enumerate(words):
                for mark in read(content_of(language, word)):
                    if of := table.get(mark):
                        shares[place] += [of.get(column, 0.0) for column in columns]
            for at, column in enumerate(columns):
                if whole := shares[:, at].sum():
                    value = self._factors[feature] * self._value(feature, row, column)
                    worth[:, at] += max(value, 0.0) * shares[:, at] / whole

    def _value(self, feature: str, row: int, column: int) -> float:
        return float(self._ground.fixed[row, column, FIXED.index(feature)])


def _says_something(language: str, word: str) -> bool:
    """Tell whether a word can be a reason: none of its base forms is a number, or points only."""
    bases = content_of(language, word)
    return bool(bases) and not any(says_when_or_how_many(one) or one in _MUTE for one in bases)


_Read = Callable[[Iterable[str]], Iterable[str]]
_Table = Mapping[str, Mapping[int, float]]


def _list_tables(book: Book, codes: int) -> list[tuple[str, _Read, _Table]]:
    """List the features that rest on single words: how these are read, what each says of codes."""
    return [
        (feature, read, _weigh_book(words, codes))
        for feature, read, words in (
            ("words squared", list, book.words),
            ("beginnings", begin, book.beginnings),
            ("told", list, book.told),
            ("told beginnings", begin, book.told_beginnings),
            ("told beginnings, thin", begin, book.told_beginnings),
        )
    ]


def _weigh_book(words: _Table, codes: int) -> dict[str, dict[int, float]]:
    """Return what a word says of codes, as the features have it: of few codes more."""
    return {
        word: {column: share * float(rarity(codes, len(of))) for column, share in of.items()}
        for word, of in words.items()
    }
