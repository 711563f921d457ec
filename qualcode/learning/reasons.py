"""A suggestion → its reasons: indicators, the words that weighed most, the nearest segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.language.speech import list_as_said
from qualcode.learning.bases import content_of, locate_marks
from qualcode.learning.book import Book, open_book
from qualcode.learning.fixed import FIXED
from qualcode.learning.ground import Ground
from qualcode.learning.learn import Learned
from qualcode.learning.model import FEATURES
from qualcode.learning.nearest import Nearest
from qualcode.learning.segments import NONE
from qualcode.learning.suggestion import Reason
from qualcode.model.codebook import Codebook

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]

_WORDS, _SEGMENTS, _RULES = 5, 2, 3  # shown at most
_LEAST_LIKENESS = 0.1
_LEAST_WORTH = 0.2  # of a word, against the word that weighs most
_DIGITS = 9  # of the worth of words: less is chance, and what is even stays in its order
_BEGINNING = 90  # characters of a coded segment


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
            language: _weigh_book(open_book(codebook, ground.codes, language), len(ground.codes))
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
            yield (
                *self._list_rules(row, column),
                *([Reason("words", ", ".join(words))] if words else []),
                *self._list_alike(row, column),
            )

    def _list_rules(self, row: int, column: int) -> list[Reason]:
        """List what indicators found in the segment; else in those beside it, which it names."""
        found = self._ground.evidence.lines
        own = [Reason("rule", line) for line in found.get((row, column), ())]
        if own:
            return own[:_RULES]
        segments = self._ground.segments
        beside: list[Reason] = []
        for neighbour in (int(segments.before[row]), int(segments.behind[row])):
            if neighbour != NONE:
                record = segments.records[neighbour]
                place = str(record["transcript"]), int(record["segment"])
                lines = found.get((neighbour, column), ())
                beside += (Reason("rule", line, *place) for line in lines[:1])
        return beside

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
        worth = np.zeros((len(words), len(columns)))
        self._add_learned(worth, row, columns, words)
        self._add_book(worth, row, columns, words)
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
        """Add what words weigh that stand in indicators: their part of the feature `words`."""
        language = self._ground.languages[row]
        book = self._books[language]
        shares = np.zeros_like(worth)
        for place, word in enumerate(words):
            for base in content_of(language, word):
                if of := book.get(base):
                    shares[place] += [of.get(column, 0.0) for column in columns]
        for at, column in enumerate(columns):
            if whole := shares[:, at].sum():
                value = self._factors["words squared"] * self._value("words squared", row, column)
                worth[:, at] += max(value, 0.0) * shares[:, at] / whole

    def _value(self, feature: str, row: int, column: int) -> float:
        return float(self._ground.fixed[row, column, FIXED.index(feature)])


def _weigh_book(book: Book, codes: int) -> dict[str, dict[int, float]]:
    """Return what a base form says of codes, as the feature `words` has it: of few codes more."""
    return {
        base: {column: share * float(np.log1p(codes / len(of))) for column, share in of.items()}
        for base, of in book.words.items()
    }
