"""Suggestions for segments people have read → how many of their codes are among the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from qualcode.learning.coded import Coded, find_learnable
from qualcode.learning.ground import Ground

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Flags = NDArray[np.bool_]

Method = Literal["suggestions", "rules", "commonest"]
BINS = 10  # of probabilities, all as wide


@dataclass(frozen=True, slots=True)
class Figures:
    """How good one method is on some segments. None where there is nothing to measure."""

    group: str  # all, language or type
    name: str
    method: Method
    interviews: int
    segments: int
    codes: int  # that most of those who read the segments gave
    recall: float | None  # share of these among the first suggestions of their segments
    precision: float | None  # share of the first suggestions that are right
    average_precision: float | None
    calibration_error: float | None  # of the first suggestions; None for methods without chances


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """How good suggestions of one code are."""

    code: str
    examples: int  # segments that half of those who read them gave it
    interviews: int  # with such segments
    learnable: bool  # enough to learn its words from
    right: int  # segments that most gave it
    recall: float | None  # share of these with the code among the first suggestions
    recall_of_rules: float | None
    average_precision: float | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What the probabilities of the first suggestions promise, and what has come of it."""

    expected: float  # right ones among them: the sum of their probabilities
    right: float  # shares of those who read them that gave the code, added up
    least: float  # what came true of what was expected, in the interview where that was least
    most: float  # … and where it was most


def measure(ground: Ground, coded: Coded, chances: Scores, first: int) -> tuple[Figures, ...]:
    """Measure suggestions, the rules alone and the commonest codes, for all and in parts."""
    if not len(coded.rows):
        return ()
    methods: tuple[tuple[Method, Scores], ...] = (
        ("suggestions", chances),
        ("rules", score_rules(ground, coded)),
        ("commonest", _score_commonest(coded)),
    )
    return tuple(
        _measure(group, name, method, scores, coded, rows, first)
        for group, name, rows in _groups(ground, coded)
        for method, scores in methods
    )


def weigh_promises(coded: Coded, chances: Scores, first: int) -> Promise | None:
    """Compare what was expected of the first suggestions with what came true, by interview.

    `chances`: of models that have not seen the interview. None where nothing is coded.
    """
    top = take_first(chances, first) & coded.known
    names = np.array(coded.interviews, dtype=object)
    expected = (chances * top).sum(axis=1)
    right = (coded.labels * top).sum(axis=1)
    ratios = [
        float(right[names == one].sum() / expected[names == one].sum())
        for one in sorted(set(coded.interviews))
        if expected[names == one].sum() > 0
    ]
    if not ratios:
        return None
    return Promise(float(expected.sum()), float(right.sum()), min(ratios), max(ratios))


def score_rules(ground: Ground, coded: Coded) -> Scores:
    """Return the weight of what the rules found where they make a coding, else 0."""
    rows = coded.rows
    scores: Scores = ground.evidence.weights[rows] * ground.evidence.coded[rows]
    return scores


def _score_commonest(coded: Coded) -> Scores:
    """Return how often other interviews have each code."""
    names = np.array(coded.interviews, dtype=object)
    totals = coded.labels.sum(axis=0)
    scores = np.zeros_like(coded.labels)
    for name in sorted(set(coded.interviews)):
        inside = names == name
        scores[inside] = totals - coded.labels[inside].sum(axis=0)
    return scores


def _groups(ground: Ground, coded: Coded) -> Iterator[tuple[str, str, Flags]]:
    """Yield all rows, those of each language and those of each type."""
    yield "all", "", np.ones(len(coded.rows), bool)
    for group in ("language", "type"):
        values = np.array(
            [str(ground.segments.records[row][group]) for row in coded.rows], dtype=object
        )
        for value in sorted(set(values) - {""}):
            yield group, value, values == value


def _measure(
    group: str,
    name: str,
    method: Method,
    scores: Scores,
    coded: Coded,
    rows: Flags,
    first: int,
) -> Figures:
    own, right = scores[rows], coded.right[rows]
    known = coded.known[rows]
    top = take_first(own, first) & known
    named = [one for one, is_in in zip(coded.interviews, rows, strict=True) if is_in]
    error = (
        calibration_error(own[top], coded.labels[rows][top]) if method == "suggestions" else None
    )
    return Figures(
        group,
        name,
        method,
        len(set(named)),
        int(rows.sum()),
        int(right.sum()),
        _share(int((right & top).sum()), int(right.sum())),
        _share(int((right & top).sum()), int(top.sum())),
        _average_precision(right[known], own[known]),
        error,
    )


def take_first(scores: Scores, number: int) -> Flags:
    """Mark the `number` highest scores of each row; ties go to the earlier code, 0 is none."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :number]
    marked = np.zeros(scores.shape, bool)
    np.put_along_axis(marked, order, True, axis=1)
    first: Flags = marked & (scores > 0)
    return first


def calibration_error(chances: Scores, labels: Scores) -> float | None:
    """Return the expected calibration error: how far shares lie from probabilities, on average.

    Pairs are put into BINS by their probability; of each the distance between its mean probability
    and the share that is right is weighed by its size (Naeini, Cooper & Hauskrecht 2015).
    """
    if not len(chances):
        return None
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    distances = [
        abs(float((chances[bins == one] - labels[bins == one]).sum())) for one in range(BINS)
    ]
    return sum(distances) / len(chances)


def measure_codes(
    ground: Ground, coded: Coded, chances: Scores, first: int
) -> tuple[CodeFigures, ...]:
    """Measure each code by itself."""
    top = take_first(chances, first)
    by_rules = take_first(score_rules(ground, coded), first)
    names = np.array(coded.interviews, dtype=object)
    learnable = find_learnable(coded.given, coded.interviews)
    right, known = coded.right, coded.known
    return tuple(
        CodeFigures(
            code,
            int(coded.given[:, at].sum()),
            len(set(names[coded.given[:, at]])),
            bool(learnable[at]),
            int(right[:, at].sum()),
            _share(int((right & top)[:, at].sum()), int(right[:, at].sum())),
            _share(int((right & by_rules)[:, at].sum()), int(right[:, at].sum())),
            _average_precision(right[known[:, at], at], chances[known[:, at], at]),
        )
        for at, code in enumerate(coded.codes)
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _average_precision(right: Flags, scores: Scores) -> float | None:
    """Return the mean precision over the places of what is right; all pairs in one order."""
    from sklearn.metrics import average_precision_score

    if not right.any():
        return None
    return float(average_precision_score(right.ravel(), scores.ravel()))
