"""A run → respondents' segments as they are learned from: words, neighbours, what was asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.fitting import group_by_transcript
from qualcode.language.speech import list_said
from qualcode.learning.bases import list_bases
from qualcode.learning.suggestion import Place
from qualcode.runs.read import Record, Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Scores = NDArray[np.float64]
    Flags = NDArray[np.bool_]

NONE = -1  # the row of a neighbour that there is not

Words = tuple[str, ...]  # folded, remarks left out


@dataclass(frozen=True, slots=True)
class Segments:
    """All segments of respondents, a row each, in the order of the run."""

    records: tuple[Record, ...]  # of segments.csv
    rows: Mapping[Place, int]
    words: tuple[Words, ...]
    asked: tuple[Words, ...]  # what somebody else said last before it
    bases: tuple[Words, ...]  # base forms of `words` that say something by themselves
    asked_bases: tuple[Words, ...]
    before: Rows  # the row of the respondents' segment before it in the interview, or NONE
    behind: Rows

    def __len__(self) -> int:
        return len(self.records)

    def within(self, neighbours: Rows) -> Rows:
        """Return the neighbours that are of the same answer, NONE for others."""
        return np.where(self._continues(neighbours), neighbours, NONE)

    def beyond(self, neighbours: Rows) -> Rows:
        """Return the neighbours that are of another answer, NONE for others."""
        return np.where(self._continues(neighbours), NONE, neighbours)

    def _continues(self, neighbours: Rows) -> Flags:
        answers = np.array([int(one["answer"]) for one in self.records])
        same: Flags = (neighbours != NONE) & (answers[neighbours] == answers)
        return same

    def column(self, name: str) -> tuple[str, ...]:
        """Return a column of segments.csv."""
        return tuple(str(one[name]) for one in self.records)


def gather_segments(run: Run) -> Segments:
    """Gather the segments of all respondents of a run."""
    records = tuple(one for one in run.tables["segments"] if one["role"] == "respondent")
    rows = {(str(one["transcript"]), int(one["segment"])): at for at, one in enumerate(records)}
    texts = [str(one["text"]) for one in records]
    before = np.full(len(records), NONE)
    behind = np.full(len(records), NONE)
    for at in range(1, len(records)):
        if records[at]["transcript"] == records[at - 1]["transcript"]:
            before[at], behind[at - 1] = at - 1, at
    words = tuple(tuple(list_said(text, 0, len(text))) for text in texts)
    asked = tuple(_find_asked(run, records))
    return Segments(
        records,
        rows,
        words,
        asked,
        tuple(_read(records, words)),
        tuple(_read(records, asked)),
        before,
        behind,
    )


def _find_asked(run: Run, records: Sequence[Record]) -> Iterator[Words]:
    """Yield the words of the last turn before each segment that no respondent said."""
    others = group_by_transcript(one for one in run.tables["turns"] if one["role"] != "respondent")
    numbers = {id: [int(one["turn"]) for one in turns] for id, turns in others.items()}
    read: dict[tuple[str, int], Words] = {}
    for record in records:
        id = str(record["transcript"])
        at = bisect_left(numbers.get(id, []), int(record["turn"])) - 1
        if at < 0:
            yield ()
            continue
        if (id, at) not in read:
            text = str(others[id][at]["text"])
            read[id, at] = tuple(list_said(text, 0, len(text)))
        yield read[id, at]


def _read(records: Sequence[Record], texts: Sequence[Words]) -> Iterator[Words]:
    """Yield the base forms of texts in the languages of segments; the same text is read once."""
    read: dict[tuple[str, int], Words] = {}  # texts live as long as the loop: ids stay theirs
    for record, words in zip(records, texts, strict=True):
        language = str(record["language"])
        if (language, id(words)) not in read:
            read[language, id(words)] = tuple(list_bases(language, words))
        yield read[language, id(words)]


def take_rows(scores: Scores, rows: Rows) -> Scores:
    """Return the rows of a table in another order; zeros where there is no row."""
    taken: Scores = np.where(rows[:, None] == NONE, 0.0, scores[rows])
    return taken
