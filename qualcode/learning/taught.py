"""Coded segments → what they teach of each code, and what that says of other segments.

`LEARNED` names the features, in the order of the last axis of what `ask` returns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.learning.coded import Coded, find_learnable
from qualcode.learning.fixed import FIXED
from qualcode.learning.ground import Ground
from qualcode.learning.linear import fit_ridge
from qualcode.learning.nearest import Nearest, poll
from qualcode.learning.segments import NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Rows = NDArray[np.int64]
    Flags = NDArray[np.bool_]

LEARNED = (
    "own",  # what the model of the code says of the segment's words, pairs and beginnings
    "asked",  # … another one, of what was asked last
    "before",  # … the first, of the segment before in the same answer
    "nearest",  # what the nearest coded segments say
    "likest",  # likeness of the likest segment with the code
    "common",  # how common the code is
    "of type",  # … with this type of respondent, against all
    "of question",  # … in answers to this question of the guide
    "hits x own",
    "words x own",
)
_PENALTY = 3.0
_TYPE_WEIGHT, _QUESTION_WEIGHT = 20, 10  # segments that what holds for all counts as


@dataclass(frozen=True, slots=True)
class Taught:
    """What some of the coded segments teach; arrays have a column for each code."""

    allowed: Flags  # the coded rows that were learned from
    learnable: Flags  # codes with examples enough to learn their words
    own: Scores  # marks × codes
    own_means: Scores
    asked: Scores  # words of questions × codes
    asked_means: Scores
    common: Scores  # log odds
    of_type: Mapping[str, Scores]  # … above `common`
    of_question: Mapping[str, Scores]


def teach(ground: Ground, coded: Coded, allowed: Flags) -> Taught:
    """Learn from the coded rows that are `allowed`."""
    rows, labels = coded.rows[allowed], _fill(coded.labels[allowed], coded.known[allowed])
    names = [name for name, is_in in zip(coded.interviews, allowed, strict=True) if is_in]
    learnable = find_learnable(coded.given[allowed], names)
    own, own_means = fit_ridge(ground.marks[rows], labels, _PENALTY)
    asked, asked_means = fit_ridge(ground.asked[rows], labels, _PENALTY)
    own[:, ~learnable] = 0.0
    asked[:, ~learnable] = 0.0
    share = (labels.sum(axis=0) + 0.5) / (len(labels) + 10)
    return Taught(
        allowed,
        learnable,
        own,
        own_means,
        asked,
        asked_means,
        _odds(share),
        _shares_by(_column(ground, "type", rows), labels, share, _TYPE_WEIGHT),
        _shares_by(_column(ground, "question", rows), labels, share, _QUESTION_WEIGHT),
    )


def _fill(labels: Scores, known: Flags) -> Scores:
    """Put the code's share among those known where a label says nothing: so it teaches nothing."""
    share = (labels * known).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known, labels, share)


def ask(taught: Taught, ground: Ground, coded: Coded, nearest: Nearest, rows: Rows) -> Scores:
    """Return the features of some segments: rows × codes × LEARNED."""
    own = _apply(ground.marks[rows], taught.own, taught.own_means)
    before = ground.segments.within(ground.segments.before)[rows]
    there = np.where(before == NONE, 0, before)
    likely = _fill(coded.labels, coded.known & taught.allowed[:, None])
    votes, likest = poll(nearest, rows, coded.labels, likely, taught.allowed)
    fixed = ground.fixed[rows]
    told = {
        "own": own,
        "asked": _apply(ground.asked[rows], taught.asked, taught.asked_means),
        "before": np.where(
            before[:, None] == NONE,
            0.0,
            _apply(ground.marks[there], taught.own, taught.own_means),
        ),
        "nearest": votes,
        "likest": likest,
        "common": np.broadcast_to(taught.common, own.shape),
        "of type": _look_up(taught.of_type, _column(ground, "type", rows), own.shape),
        "of question": _look_up(taught.of_question, _column(ground, "question", rows), own.shape),
        "hits x own": fixed[:, :, FIXED.index("hits")] * own,
        "words x own": fixed[:, :, FIXED.index("words")] * own,
    }
    return np.stack([told[name] for name in LEARNED], axis=2)


def _apply(vectors: Any, weights: Scores, means: Scores) -> Scores:
    scores: Scores = vectors @ weights + means
    return scores


def _column(ground: Ground, name: str, rows: Rows) -> list[str]:
    return [str(ground.segments.records[row][name]) for row in rows]


def _odds(share: Scores) -> Scores:
    odds: Scores = np.log(share / (1 - share))
    return odds


def _shares_by(
    groups: Sequence[str], labels: Scores, share: Scores, weight: int
) -> dict[str, Scores]:
    """Return by how much codes are commoner in each group than in all, small groups drawn in."""
    named = np.array(groups, dtype=object)
    told = {}
    for group in sorted(set(groups) - {""}):
        own = labels[named == group]
        told[group] = _odds((own.sum(axis=0) + weight * share) / (len(own) + weight)) - _odds(share)
    return told


def _look_up(known: Mapping[str, Scores], groups: Sequence[str], shape: tuple[int, ...]) -> Scores:
    nothing = np.zeros(shape[1])
    return np.stack([known.get(group, nothing) for group in groups]) if groups else np.zeros(shape)
