"""A suggestion → its reasons: indicators, the words that weighed most, the nearest segments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualcode.language.speech import find_spoken
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
_BEGINNING = 90  # characters of a coded segment


class Reasons:
    """Gives the reasons of suggestions for one run."""

    def __init__(
        self, learned: Learned, ground: Ground, nearest: Nearest, codebook: Codebook
    ) -> None:
        self._learned = learned
        self._ground = ground
        self._nearest = nearest
        self._books: dict[str, Book] = {
            language: open_book(codebook, ground.codes, language)
            for language in sorted(set(ground.languages))
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
        coded = self._learned.coded
        there = zip(self._nearest.coded[row], self._nearest.likeness[row], strict=True)
        alike = [
            at for at, likeness in there if likeness >= _LEAST_LIKENESS and coded.given[at, column]
        ]
        for at in alike[:_SEGMENTS]:
            record = self._learned.ground.segments.records[coded.rows[at]]
            text = " ".join(str(record["text"]).split())
            shown = text if len(text) <= _BEGINNING else text[:_BEGINNING].rsplit(" ", 1)[0] + "…"
            yield Reason("like", shown, str(record["transcript"]), int(record["segment"]))

    def _weigh_words(self, row: int, columns: Sequence[int]) -> dict[int, list[str]]:
        """Return, for each code, the words that speak for it most, as they stand in the text."""
        text = str(self._ground.segments.records[row]["text"])
        said = find_spoken(text, 0, len(text))
        words = [word.text for word in said]
        worth = np.zeros((len(words), len(columns)))
        self._add_learned(worth, row, columns, words)
        self._add_book(worth, row, columns, words)
        told: dict[int, list[str]] = {}
        for at, column in enumerate(columns):
            least = _LEAST_WORTH * max(worth[:, at], default=0.0)
            order = np.argsort(-worth[:, at], kind="stable")
            best = [int(one) for one in order if worth[one, at] > least]
            first = {words[one]: said[one] for one in reversed(best)}
            distinct = dict.fromkeys(words[one] for one in best)
            told[column] = [text[first[word].start : first[word].stop] for word in distinct][
                :_WORDS
            ]
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
        weights = dict(zip(marks.indices[inside], marks.data[inside], strict=True))
        factor = self._factor("own")
        located: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for mark, places in locate_marks(self._ground.languages[row], words):
            if known.get(mark) in weights:
                located[known[mark]].append(places)
        chosen = list(columns)
        for mark_number, found in located.items():
            value = factor * weights[mark_number] * taught.own[mark_number, chosen]
            for places in found:
                for place in places:
                    worth[place] += value / len(found) / len(places)

    def _add_book(
        self, worth: Scores, row: int, columns: Sequence[int], words: Sequence[str]
    ) -> None:
        """Add what words weigh that stand in indicators: their part of the feature `words`."""
        language = self._ground.languages[row]
        book = self._books[language]
        number = len(self._ground.codes)
        for at, column in enumerate(columns):
            shares = np.zeros(len(words))
            for place, word in enumerate(words):
                for base in content_of(language, word):
                    of = book.words.get(base, {})
                    shares[place] += of.get(column, 0.0) * np.log1p(number / max(len(of), 1))
            if shares.any():
                whole = self._factor("words squared") * self._value("words squared", row, column)
                worth[:, at] += max(whole, 0.0) * shares / shares.sum()

    def _factor(self, feature: str) -> float:
        """Return what a unit more of a feature adds to the log odds; never below 0."""
        at = FEATURES.index(feature)
        model = self._learned.model
        return max(float(model.weights[at] / model.scales[at]), 0.0)

    def _value(self, feature: str, row: int, column: int) -> float:
        return float(self._ground.fixed[row, column, FIXED.index(feature)])
