"""Stretches with borders of their own; figures worked out by hand."""

from __future__ import annotations

import pytest

from qualcode.analysis.agreement.spans import Fit, Laid, Rule, Span, fit_spans, overlap_of

GOLD: list[Span] = [(0, 10), (20, 30)]
MACHINE: list[Span] = [(0, 10), (22, 35), (50, 60)]


@pytest.mark.parametrize(
    ("rule", "precision", "recall", "f1"),
    [
        ("exact", 1 / 3, 1 / 2, 0.4),
        ("overlap", 2 / 3, 1.0, 0.8),
        ("half", 2 / 3, 1.0, 0.8),  # 8 of 15 in common: 0.533
        ("characters", 18 / 33, 0.9, 0.6792),
    ],
)
def test_worked_example(rule: Rule, precision: float, recall: float, f1: float) -> None:
    fit = fit_spans(GOLD, MACHINE, rule)
    assert fit.precision == pytest.approx(precision)
    assert fit.recall == pytest.approx(recall)
    assert fit.f1 == pytest.approx(f1, abs=5e-5)


def test_half_is_half_of_what_either_has() -> None:
    assert fit_spans([(0, 10)], [(0, 20)], "half").f1 == 1
    assert fit_spans([(0, 10)], [(0, 21)], "half").f1 == 0


def test_stretches_that_touch_do_not_overlap() -> None:
    assert fit_spans([(0, 10)], [(10, 20)], "overlap") == Fit(1, 0, 1, 0)


def test_characters_marked_twice_count_once() -> None:
    assert fit_spans([(0, 10), (5, 15), (0, 10)], [(0, 15)], "characters") == Fit(15, 15, 15, 15)


def test_nothing_is_undefined_and_adds_up() -> None:
    nothing = fit_spans([], [], "exact")
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    only_gold = fit_spans([(0, 1)], [], "exact")
    assert (only_gold.precision, only_gold.recall, only_gold.f1) == (None, 0, 0)
    assert only_gold + fit_spans([(3, 4)], [(3, 4)], "exact") == Fit(2, 1, 1, 1)


def test_what_overlaps_is_near() -> None:
    spans: list[Span] = [(0, 40), (5, 10), (10, 20), (10, 12), (50, 60), (70, 80)]
    laid = Laid(spans)
    for sought in ((0, 1), (10, 11), (12, 55), (40, 50), (60, 71), (90, 95)):
        over = [at for at, one in enumerate(spans) if overlap_of(one, sought)]
        assert set(over) <= set(laid.near(sought))
    assert list(laid.near((65, 75))) == [5]
    assert list(Laid([]).near((0, 9))) == []
