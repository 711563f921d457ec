from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from qualcode.learning.coded import find_learnable
from qualcode.learning.figures import calibration_error, take_first
from qualcode.learning.fixed import FIXED
from qualcode.learning.folds import deal, language_of_each
from qualcode.learning.linear import fit_ridge
from qualcode.learning.logistic import fit_logistic, to_chances
from qualcode.learning.model import FEATURES, start_model
from qualcode.learning.nearest import KEPT, find_nearest, poll
from qualcode.learning.taught import LEARNED, _fill

DRAWN = np.random.default_rng(7)


def test_ridge_is_that_of_the_normal_equations() -> None:
    vectors = DRAWN.normal(size=(30, 12))
    labels = DRAWN.normal(size=(30, 3))
    weights, means = fit_ridge(csr_matrix(vectors), labels, 2.0)
    left = labels - labels.mean(axis=0)
    exact = np.linalg.solve(vectors.T @ vectors + 2.0 * np.eye(12), vectors.T @ left)
    assert means == pytest.approx(labels.mean(axis=0))
    assert weights == pytest.approx(exact, abs=1e-3)


def test_a_code_that_nobody_gave_has_no_weights() -> None:
    labels = np.zeros((5, 2))
    labels[0, 1] = 1
    weights, means = fit_ridge(csr_matrix(np.eye(5)), labels, 1.0)
    assert not weights[:, 0].any()
    assert means[0] == 0
    assert weights[0, 1] > 0 > weights[1, 1]


def test_logistic_regression_is_scikit_learns_when_held_to_nothing() -> None:
    from sklearn.linear_model import LogisticRegression

    features = DRAWN.normal(size=(200, 4))
    labels = (features[:, 0] + DRAWN.normal(size=200) > 0).astype(float)
    own = fit_logistic(features, labels, np.zeros(4), np.full(4, 2.0))
    theirs = LogisticRegression(C=0.5, fit_intercept=False, tol=1e-8).fit(features, labels)
    assert own == pytest.approx(theirs.coef_[0], abs=1e-4)


def test_logistic_regression_stays_where_nothing_speaks_against_it() -> None:
    around = np.array([2.0, -1.0])
    nothing = np.zeros((0, 2))
    assert fit_logistic(nothing, np.zeros(0), around, np.ones(2)) == pytest.approx(around)
    features = np.array([[50.0, 1.0]] * 40)  # a full step would leap over the least
    weights = fit_logistic(features, np.zeros(40), around, np.full(2, 1e-3))
    assert to_chances(features @ weights).max() < 0.01


def test_calibration_error_by_hand() -> None:
    chances = np.array([0.95, 0.95, 0.15, 0.12, 1.0])
    labels = np.array([1.0, 0.0, 0.0, 1.0, 1.0])
    by_hand = (abs(0.95 + 0.95 + 1.0 - 2) + abs(0.15 + 0.12 - 1)) / 5
    assert calibration_error(chances, labels) == pytest.approx(by_hand)
    assert calibration_error(np.zeros(0), np.zeros(0)) is None


def test_first_of_a_segment() -> None:
    scores = np.array([[0.1, 0.3, 0.3, 0.2], [0.0, 0.0, 0.5, 0.0]])
    assert take_first(scores, 2).tolist() == [
        [False, True, True, False],
        [False, False, True, False],
    ]
    assert take_first(scores, 9).sum() == 5


def test_parts_hold_whole_interviews_of_each_language() -> None:
    interviews = {f"ru{number}": "ru" for number in range(6)} | {"en1": "en", "en2": "en"}
    parts = deal(interviews, 2)
    assert sorted(name for part in parts for name in part) == sorted(interviews)
    assert all(sum(interviews[name] == "en" for name in part) == 1 for part in parts)
    assert deal(interviews, 2) == parts
    assert len(deal(interviews, 20)) == 8


def test_language_of_an_interview_is_that_of_most_segments() -> None:
    names, languages = ["a", "a", "a", "b"], ["ru", "en", "en", "ru"]
    assert language_of_each(names, languages) == {"a": "en", "b": "ru"}


def test_nearest_come_from_other_interviews() -> None:
    vectors = csr_matrix(np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]]))
    found = find_nearest(vectors, ["a", "a", "b"], vectors, ["a", "a", "b"])
    assert found.coded.shape == (3, 3)
    assert found.coded[2, 0] == 1
    assert found.likeness[2].tolist() == pytest.approx([0.6, 0.0, 0.0])
    assert found.likeness[0].tolist() == [0.0, 0.0, 0.0]  # 1 is of the same interview
    labels = np.array([[1.0], [0.0], [1.0]])
    votes, likest = poll(found, np.array([1, 2]), labels, labels, np.ones(3, bool))
    assert votes[:, 0].tolist() == pytest.approx([0.6 / 0.9, 0.0])
    assert likest[:, 0].tolist() == pytest.approx([0.6, 0.0])
    votes, likest = poll(found, np.array([2]), labels, labels + 0.5, np.ones(3, bool))
    assert votes[0, 0] == pytest.approx(0.6 / 0.9 / 2)  # of 1 it is not known: what is common
    assert likest[0, 0] == 0
    votes, _ = poll(found, np.array([1]), labels, labels, np.array([True, True, False]))
    assert votes.tolist() == [[0.0]]


def test_no_more_nearest_are_kept_than_needed() -> None:
    vectors = csr_matrix(np.abs(DRAWN.normal(size=(60, 5))))
    found = find_nearest(vectors, ["a"] * 60, vectors, ["b"] * 60)
    assert found.coded.shape == (60, KEPT)
    assert (np.diff(found.likeness, axis=1) <= 0).all()
    votes, _ = poll(found, np.arange(60), *[np.ones((60, 1))] * 2, np.ones(60, bool))
    assert (votes < 1).all()


def test_a_code_is_learned_from_enough_examples_of_two_interviews() -> None:
    given = np.zeros((10, 3), bool)
    given[:5, 0] = given[3:8, 1] = given[4:8, 2] = True
    interviews = ["a"] * 5 + ["b"] * 5
    assert find_learnable(given, interviews).tolist() == [False, True, False]


def test_the_start_weighs_what_is_there_before_anybody_codes() -> None:
    model = start_model(29)
    assert len(model.weights) == len(FEATURES) + 1
    assert FEATURES == FIXED + LEARNED
    assert not model.weights[len(FIXED) : -1].any()
    assert model.weights[FIXED.index("hits")] > 0 > model.weights[-1]
    few = start_model(6)
    assert few.weights[-1] > model.weights[-1] + 1  # of few codes each is commoner
    learning = start_model(29, learns=True)
    assert learning.weights[len(FIXED) + LEARNED.index("own")] > 0


def test_what_a_coder_did_not_have_teaches_nothing() -> None:
    labels = np.array([[1.0, 0.0], [0.0, 0.0], [1.0, 1.0], [0.0, 0.0]])
    known = np.array([[True, False], [True, False], [True, True], [True, True]])
    assert _fill(labels, known)[:, 1].tolist() == [0.5, 0.5, 1.0, 0.0]
    assert (_fill(labels, known)[:, 0] == labels[:, 0]).all()


def test_the_nearest_are_those_that_sorting_all_would_give() -> None:
    drawn = np.random.default_rng(3).integers(0, 3, (150, 4))  # many are even
    vectors = csr_matrix(drawn.astype(float))
    found = find_nearest(vectors, ["a"] * 150, vectors, ["b"] * 150)
    like = drawn @ drawn.T
    assert (found.coded == np.argsort(-like, axis=1, kind="stable")[:, :KEPT]).all()
    nobody = find_nearest(vectors, ["a"] * 150, vectors[:0], [])
    assert nobody.coded.shape == (150, 0)
