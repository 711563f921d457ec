"""Spellings are found through shared pieces; comparing with every form finds the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from qualcode.tagging.spellings import Spellings

WORDS = st.text(alphabet="абвг", min_size=1, max_size=14)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(WORDS, min_size=1, max_size=12, unique=True), WORDS, st.integers(70, 99))
def test_every_likeness_is_found(forms: list[str], word: str, least: int) -> None:
    expected = {form for form in forms if fuzz.ratio(word, form) >= least}
    assert {form for form, _ in Spellings(forms, least).find(word)} == expected


@pytest.mark.parametrize(
    ("word", "like"),
    [("независемая", True), ("незавсимая", True), ("зависимы", False), ("независимая", True)],
)
def test_slips(word: str, like: bool) -> None:
    found = dict(Spellings(["независимая", "оценка"], 88).find(word))
    assert (list(found) == ["независимая"]) is like
    assert all(score == fuzz.ratio(word, form) for form, score in found.items())
