"""What was learned and what an extra says → suggestions that rest on both.

The odds that were learned are corrected by what the extra says, as far as the segments that
people have coded show that it is to be believed: a logistic regression on the learned log odds
and the extra's scores, held to where it would stand without anybody's coding. What it is worth is
measured on interviews it was not fitted to, and said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qualcode.errors import Problem
from qualcode.learning.extras.extra import Extra, Opinion, Passage, Progress, no_progress
from qualcode.learning.folds import deal, language_of_each
from qualcode.learning.learn import FIRST, Learned
from qualcode.learning.logistic import fit_logistic, to_chances
from qualcode.learning.suggest import suggest
from qualcode.learning.suggestion import Place, Reason, Suggestion
from qualcode.runs.read import Run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Rows = NDArray[np.int64]

# Where the weights begin: learned odds as they are, and for codes that come with quotes an odds
# ratio of four; a likeness says nothing before somebody has coded.
_QUOTED = float(np.log(4.0))
_FIRM = 30.0  # how firmly the weights hold to their beginning
_PARTS = 5
_HALF = 0.5
_DIGITS = 6  # of log odds: what differs by less stays in its order
_FEWEST = 3  # coded interviews, without which nothing is fitted or measured


@dataclass(frozen=True, slots=True)
class Worth:
    """What an extra has brought, on interviews that its weight was not fitted to."""

    name: str
    segments: int  # with a code, that people have read; 0: too few interviews to measure
    before: float  # share of their codes among the first suggestions, without it
    after: float
    used: bool  # whether it is believed: what is known of coded interviews fits better with it
    counts: Mapping[str, int]  # what became of what was asked
    spoke: bool = True  # it has said anything at all


@dataclass(frozen=True, slots=True)
class Blended:
    """Suggestions that rest on extras too."""

    suggestions: tuple[Suggestion, ...]
    worth: tuple[Worth, ...]
    problems: tuple[Problem, ...]


def suggest_with(
    learned: Learned,
    run: Run,
    extras: Sequence[Extra],
    first: int = FIRST,
    progress: Progress = no_progress,
) -> Blended:
    """Suggest as `suggest` does, each extra asked of every segment of respondents.

    Codes an extra gives with quotes carry these as reasons. Extras are blended in one after the
    other; one that says nothing changes nothing.
    """
    table = _Table(suggest(learned, run, len(learned.ground.codes)), learned)
    passages = _list_passages(run, table.places)
    known = {code.id: code for code in run.codebook.codes}
    codes = [known[code] for code in table.codes]
    worth: list[Worth] = []
    problems: list[Problem] = []
    for extra in extras:
        opinion = extra.read(passages, codes, progress)
        problems += opinion.problems
        worth.append(table.blend(extra.name, opinion, first))
    return Blended(tuple(table.list_first(first)), tuple(worth), tuple(problems))


class _Table:
    """All segments and codes of a run, with the odds as far as they are known."""

    def __init__(self, suggestions: Sequence[Suggestion], learned: Learned) -> None:
        self._by_place: dict[Place, dict[str, Suggestion]] = defaultdict(dict)
        for one in suggestions:
            self._by_place[one.transcript, one.segment][one.code] = one
        self.places = tuple(self._by_place)
        self.codes = tuple(learned.ground.codes)
        chances = np.array(
            [[self._by_place[place][code].score for code in self.codes] for place in self.places]
        ).reshape(len(self.places), len(self.codes))
        chances = np.clip(chances, 1e-6, 1 - 1e-6)
        self._odds = np.log(chances) - np.log1p(-chances)
        self._reasons: dict[tuple[int, int], tuple[Reason, ...]] = {}
        self._coded = _find_coded(learned, self.places)

    def blend(self, name: str, opinion: Opinion, first: int) -> Worth:
        """Correct the odds by an opinion; return what that is worth."""
        for cell, reasons in opinion.reasons.items():
            self._reasons[cell] = (*self._reasons.get(cell, ()), *reasons)
        if np.isnan(opinion.scores).all():
            return Worth(name, 0, 0.0, 0.0, used=False, counts=opinion.counts, spoke=False)
        features, around = _measure(self._odds, opinion)
        coded = self._coded
        if len(set(coded.interviews)) < _FEWEST:
            self._odds = features @ around
            return Worth(name, 0, 0.0, 0.0, used=bool(around[1]), counts=opinion.counts)
        told = self._odds[coded.rows]
        aside = told.copy()
        for inside in coded.parts():
            weights = _fit(features[coded.rows[~inside]], coded.labels[~inside], around)
            aside[inside] = features[coded.rows[inside]] @ weights
        used = _misfit(aside, coded.labels) < _misfit(told, coded.labels)
        if used:
            self._odds = features @ _fit(features[coded.rows], coded.labels, around)
            self._odds[coded.rows] = aside  # what people have read is not judged by itself
        before, after = (_recall(odds, coded.labels, first) for odds in (told, aside))
        having = int((coded.labels > _HALF).any(axis=1).sum())
        return Worth(name, having, before, after, used, opinion.counts)

    def list_first(self, first: int) -> list[Suggestion]:
        """List the likeliest codes of each segment, quotes before other reasons."""
        chances = to_chances(self._odds)
        listed: list[Suggestion] = []
        for row, place in enumerate(self.places):
            held = [self._by_place[place][code] for code in self.codes]
            odds = self._odds[row].round(_DIGITS)
            columns = sorted(range(len(held)), key=lambda at: (-odds[at], held[at].rank))
            for rank, column in enumerate(columns[:first], 1):
                one = held[column]
                reasons = (*self._reasons.get((row, column), ()), *one.reasons)
                score = float(chances[row, column])
                listed.append(replace(one, score=score, rank=rank, reasons=reasons))
        return listed


@dataclass(frozen=True, slots=True)
class _Coded:
    """The segments of the run that people have read."""

    rows: Rows
    labels: Scores  # rows × codes
    interviews: tuple[str, ...]
    languages: tuple[str, ...]

    def parts(self) -> list[Flags]:
        """Return flags of the rows of each part of the interviews."""
        dealt = deal(language_of_each(self.interviews, self.languages), _PARTS)
        return [np.array([one in part for one in self.interviews], bool) for part in dealt]


def _find_coded(learned: Learned, places: Sequence[Place]) -> _Coded:
    known = learned.ground.segments.records
    rows = {place: row for row, place in enumerate(places)}
    kept: list[tuple[int, int]] = []
    for at, number in enumerate(learned.coded.rows):
        place = str(known[number]["transcript"]), int(known[number]["segment"])
        if place in rows:
            kept.append((rows[place], at))
    return _Coded(
        np.array([row for row, _ in kept], np.int64),
        learned.coded.labels[[at for _, at in kept]],
        tuple(learned.coded.interviews[at] for _, at in kept),
        tuple(str(known[learned.coded.rows[at]]["language"]) for _, at in kept),
    )


def _measure(odds: Scores, opinion: Opinion) -> tuple[Scores, Scores]:
    """Return features, segments × codes × 4, and the weights they begin with.

    Scores that come with quotes are taken as they are; likenesses are compared with those of the
    same code to other segments, for each code has its own.
    """
    said = ~np.isnan(opinion.scores)
    scores = np.where(said, opinion.scores, 0.0)
    quoted = bool(opinion.reasons)
    if not quoted:
        count = np.maximum(said.sum(axis=0), 1)
        scores = np.where(said, scores - scores.sum(axis=0) / count, 0.0)
        spread = scores.std()
        scores = scores / spread if spread > 0 else scores
    features = np.stack([odds, scores, said.astype(float), np.ones_like(odds)], axis=2)
    return features, np.array([1.0, _QUOTED if quoted else 0.0, 0.0, 0.0])


def _fit(features: Scores, labels: Scores, around: Scores) -> Scores:
    flat = features.reshape(-1, features.shape[2])
    return fit_logistic(flat, labels.ravel(), around, np.full(len(around), _FIRM))


def _misfit(odds: Scores, labels: Scores) -> float:
    """Return the log-loss."""
    return float((np.logaddexp(0.0, odds) - labels * odds).sum())


def _recall(odds: Scores, labels: Scores, first: int) -> float:
    """Return the share of all codes given that stand among the first of their segment."""
    right = labels > _HALF
    order = np.argsort(-odds, axis=1, kind="stable")[:, :first]
    top = np.zeros_like(right)
    np.put_along_axis(top, order, values=True, axis=1)
    return float((right & top).sum() / max(1, right.sum()))


def _list_passages(run: Run, places: Sequence[Place]) -> list[Passage]:
    """List what an extra is shown: a segment, and what somebody else said last before it."""
    segments = {
        (str(one["transcript"]), int(one["segment"])): one for one in run.tables["segments"]
    }
    asked: dict[tuple[str, int], str] = {}
    last: dict[str, str] = {}
    for turn in run.tables["turns"]:
        transcript = str(turn["transcript"])
        asked[transcript, int(turn["turn"])] = last.get(transcript, "")
        if turn["role"] != "respondent":
            last[transcript] = str(turn["text"])
    passages = []
    for place in places:
        one = segments[place]
        question = asked[place[0], int(one["turn"])]
        passages.append(Passage(str(one["text"]), str(one["language"]), question))
    return passages
