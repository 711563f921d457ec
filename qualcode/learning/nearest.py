"""For every segment the coded segments of other interviews that are likest to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Rows = NDArray[np.int64]
    Flags = NDArray[np.bool_]

KEPT = 40  # of each segment; folds leave some of them out
USED = 15  # of these, the likest that may be learned from
_DOUBT = 0.3  # so that one weak likeness does not decide
_BLOCK = 1024  # rows compared at once: memory stays small


@dataclass(frozen=True, slots=True)
class Nearest:
    """Likest first; arrays are segments × KEPT, or fewer where fewer are coded."""

    coded: Rows  # numbers of rows among those coded
    likeness: Scores  # cosine, 0 where there is nothing in common


def find_nearest(
    vectors: Any, interviews: Sequence[str], coded: Any, coded_interviews: Sequence[str]
) -> Nearest:
    """Find them by their words; ties keep the order of the run."""
    names = np.array(interviews, dtype=object)
    others = np.array(coded_interviews, dtype=object)
    number = min(KEPT, coded.shape[0])
    order = np.zeros((vectors.shape[0], number), dtype=np.int64)
    likeness = np.zeros((vectors.shape[0], number))
    turned = coded.T.tocsr()
    for first in range(0, vectors.shape[0] if number else 0, _BLOCK):
        block = slice(first, first + _BLOCK)
        like = (vectors[block] @ turned).toarray()
        like[names[block][:, None] == others[None, :]] = 0.0
        order[block] = _find_highest(like, number)
        likeness[block] = np.take_along_axis(like, order[block], axis=1)
    return Nearest(order, likeness)


def _find_highest(scores: Scores, number: int) -> Rows:
    """Return the columns of the `number` highest scores of each row; ties go to the first.

    The highest are found before they are sorted: most rows are long.
    """
    least = -np.partition(-scores, number - 1, axis=1)[:, number - 1 : number]
    above, even = scores > least, scores == least
    even &= np.cumsum(even, axis=1) <= number - above.sum(axis=1, keepdims=True)
    columns = np.nonzero(above | even)[1].reshape(len(scores), number)
    order = np.argsort(-np.take_along_axis(scores, columns, axis=1), axis=1, kind="stable")
    highest: Rows = np.take_along_axis(columns, order, axis=1)
    return highest


def poll(
    nearest: Nearest, rows: Rows, labels: Scores, likely: Scores, allowed: Flags
) -> tuple[Scores, Scores]:
    """Return what the nearest say of each code, and the likeness of the likest with the code.

    `likely`: the labels, with what is common where one says nothing; `allowed`: which coded rows
    may be asked.
    """
    order = nearest.coded[rows]
    likeness = np.where(allowed[order], nearest.likeness[rows], 0.0)
    likeness[np.cumsum(likeness > 0, axis=1) > USED] = 0.0
    votes = np.zeros((len(rows), labels.shape[1]))
    likest = np.zeros_like(votes)
    for at in range(order.shape[1]):
        own = likeness[:, at : at + 1] * likely[order[:, at]]
        votes += own
        likest = np.maximum(likest, np.where(labels[order[:, at]] > 0, likeness[:, at : at + 1], 0))
    return votes / (likeness.sum(axis=1, keepdims=True) + _DOUBT), likest
