"""Features of (segment, code) pairs → the probability that people would give the code.

One model for all codes: what hits, words of the codebook, nearest segments and so on are worth is
the same for each, so that a rare code profits from common ones. It begins at the weights of
`start.py` and leaves them as far as the coded interviews ask for it. As it is fitted to what the
models of the codes say of interviews that are new to them, its probabilities are calibrated (as
Platt 1999 does for one score).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qualcode.learning.coded import Coded
from qualcode.learning.fixed import FIXED
from qualcode.learning.folds import deal, language_of_each
from qualcode.learning.ground import Ground
from qualcode.learning.logistic import fit_logistic, to_chances
from qualcode.learning.nearest import Nearest
from qualcode.learning.start import (
    EACH,
    INTERCEPT,
    INTERCEPT_LEARNED,
    MEANS,
    OF_LEARNED,
    SCALES,
    SHARE,
    WEIGHTS,
    WEIGHTS_LEARNED,
)
from qualcode.learning.taught import LEARNED, Taught, ask, teach

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Rows = NDArray[np.int64]
    Flags = NDArray[np.bool_]

FEATURES = FIXED + LEARNED
FEWEST = 2  # interviews: one to learn from, one to see what it is worth

_PENALTY = 300.0  # how firmly the weights hold to the start
_FREE = 30.0  # … the intercept
_MOST_SHARE = 0.4  # of codes in a segment, before anybody has coded
_FEW, _MANY = 5, 3  # parts that interviews are put into; of many, each part is large enough
_MANY_INTERVIEWS = 20
_BLOCK = 2048  # rows judged at once: memory stays small


@dataclass(frozen=True, slots=True)
class Model:
    """What turns features into probabilities."""

    taught: Taught | None  # None: nothing was learned, all rests on rules and codebook
    means: Scores  # of FEATURES
    scales: Scores
    weights: Scores  # … and the intercept


def start_model(codes: int, *, learns: bool = False) -> Model:
    """Return the model for when nobody has coded, or that from which it `learns`.

    Of few codes each is commoner: the intercept is that of as many codes for a segment as the start
    weights were fitted to.
    """
    nothing = np.zeros(len(LEARNED))
    share = min(EACH / max(codes, 1), _MOST_SHARE)
    more = _odds(share) - _odds(SHARE)
    weights = (WEIGHTS_LEARNED, OF_LEARNED) if learns else (WEIGHTS, nothing)
    intercept = (INTERCEPT_LEARNED if learns else INTERCEPT) + more
    return Model(
        None,
        np.concatenate([MEANS, nothing]),
        np.concatenate([SCALES, nothing + 1]),
        np.concatenate([*weights, [intercept]]),
    )


def _odds(share: float) -> float:
    return float(np.log(share / (1 - share)))


def train(ground: Ground, coded: Coded, nearest: Nearest, allowed: Flags) -> Model:
    """Learn from the coded rows that are allowed.

    What the models of the codes say of a segment is learned from as they say it of talk that is
    new to them: each interview is judged by models of others.
    """
    names = np.array(coded.interviews, dtype=object)
    known = sorted(set(names[allowed]))
    if len(known) < FEWEST:
        return start_model(len(ground.codes))
    start = start_model(len(ground.codes), learns=True)
    said = [ground.languages[row] for row in coded.rows]
    languages = language_of_each(coded.interviews, said)
    parts = _MANY if len(known) > _MANY_INTERVIEWS else _FEW
    learned = np.zeros((len(coded.rows), len(ground.codes), len(LEARNED)))
    for part in deal({name: languages[name] for name in known}, parts):
        inside = np.isin(names, sorted(part))
        taught = teach(ground, coded, allowed & ~inside)
        chosen = allowed & inside
        learned[chosen] = ask(taught, ground, coded, nearest, coded.rows[chosen])
    return _fit(start, ground, coded, learned, allowed, teach(ground, coded, allowed))


def _fit(
    start: Model, ground: Ground, coded: Coded, learned: Scores, allowed: Flags, taught: Taught
) -> Model:
    """Fit the weights of all features, the learned ones measured by how they vary here."""
    told = learned[allowed]
    means, scales = start.means.copy(), start.scales.copy()
    means[len(FIXED) :] = told.mean(axis=(0, 1))
    scales[len(FIXED) :] = np.maximum(told.std(axis=(0, 1)), 1e-9)
    model = replace(start, taught=taught, means=means, scales=scales)
    features = _flatten(model, np.concatenate([ground.fixed[coded.rows[allowed]], told], axis=2))
    penalties = np.full(len(start.weights), _PENALTY)
    penalties[-1] = _FREE
    known = coded.known[allowed].ravel()
    labels = coded.labels[allowed].ravel()[known]
    weights = fit_logistic(features[known], labels, start.weights, penalties)
    return replace(model, weights=weights)


def judge_rows(model: Model, ground: Ground, coded: Coded, nearest: Nearest, rows: Rows) -> Scores:
    """Return the probabilities of the codes in some segments: rows × codes."""
    chances = np.zeros((len(rows), len(ground.codes)))
    for first in range(0, len(rows), _BLOCK):
        block = slice(first, first + _BLOCK)
        chances[block] = _judge(model, ground, coded, nearest, rows[block])
    return chances


def _judge(model: Model, ground: Ground, coded: Coded, nearest: Nearest, rows: Rows) -> Scores:
    shape = len(rows), len(ground.codes)
    if model.taught is None:
        learned = np.zeros((*shape, len(LEARNED)))
    else:
        learned = ask(model.taught, ground, coded, nearest, rows)
    features = _flatten(model, np.concatenate([ground.fixed[rows], learned], axis=2))
    return to_chances(features @ model.weights).reshape(shape)


def _flatten(model: Model, features: Scores) -> Scores:
    """Return pairs × (features measured by their spread, and 1)."""
    flat = ((features - model.means) / model.scales).reshape(-1, len(FEATURES))
    return np.hstack([flat, np.ones((len(flat), 1))])
