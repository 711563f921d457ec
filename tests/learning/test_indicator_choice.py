"""The rule by which indicators are chosen: a pure function of the units it is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from qualcode.learning.indicators.candidates import Candidate, list_candidates
from qualcode.learning.indicators.choosing import (
    Ground,
    Tried,
    chance_of,
    choose,
    count_new,
    try_choice,
)
from qualcode.learning.indicators.heard import HeardWord

UNITS = 200


def ground(right: set[int], found: set[int] = frozenset(), voices: int = 10) -> Ground:
    numbers = np.arange(UNITS)
    return Ground(
        np.isin(numbers, list(right)),
        np.ones(UNITS, bool),
        np.isin(numbers, list(found)),
        numbers % voices,
    )


def tried(word: str, units: set[int], told: bool = False) -> Tried:
    return Tried(Candidate("word", (word,)), np.array(sorted(units), np.int64), told)


def names(chosen: tuple[Tried, ...]) -> list[str]:
    return [one.candidate.text for one in chosen]


def test_what_adds_most_comes_first() -> None:
    known = ground(set(range(10)))
    some = [tried("two", {0, 1}), tried("five", {2, 3, 4, 5, 6}), tried("same", {2, 3, 4})]
    assert names(choose(some, known, 2)) == ["five", "two"]


def test_what_the_rules_find_is_no_gain() -> None:
    known = ground(set(range(10)), found={0, 1, 2})
    assert names(choose([tried("known", {0, 1, 2, 3})], known, 2)) == []
    assert names(choose([tried("more", {2, 3, 4})], known, 2)) == ["more"]


def test_one_voice_is_none_but_with_words_of_the_definition() -> None:
    known = ground(set(range(10)), voices=1)
    assert names(choose([tried("own", {0, 1, 2})], known, 2)) == []
    assert names(choose([tried("own", {0, 1, 2}, told=True)], known, 2)) == ["own"]


def test_wrong_ones() -> None:
    known = ground(set(range(10)))
    assert names(choose([tried("word", {0, 1, 2, 11})], known, 2)) == []
    assert names(choose([tried("word", {0, 1, 2, 11}, told=True)], known, 2)) == ["word"]
    assert names(choose([tried("word", {0, 1, 2, 11, 12}, told=True)], known, 2)) == []


def test_what_nobody_decided_is_neither() -> None:
    known = ground(set(range(10)))
    known.decided[10:] = False
    known.decided[0] = False
    assert tuple(count_new(np.arange(UNITS), known, known.found)) == (9, 0)


@given(st.sets(st.integers(0, UNITS - 1), min_size=1), st.sets(st.integers(0, UNITS - 1)))
def test_chance_is_the_tail_of_the_hypergeometric_distribution(
    units: set[int], right: set[int]
) -> None:
    one, known = tried("word", units), ground(right)
    expected = hypergeom.sf(len(units & right) - 1, UNITS, len(right), len(units))
    assert chance_of(one, known) == pytest.approx(expected, abs=1e-12)


@given(
    st.lists(st.sets(st.integers(0, UNITS - 1), min_size=1), min_size=1, max_size=6),
    st.sets(st.integers(0, UNITS - 1)),
    st.sets(st.integers(0, UNITS - 1)),
)
def test_what_is_kept_aside_does_not_decide(
    units: list[set[int]], right: set[int], other: set[int]
) -> None:
    """Whatever people say of the interviews kept aside, the choice from the others is the same."""
    aside = np.arange(UNITS) % 4 == 0
    some = [tried(str(number), one, told=True) for number, one in enumerate(units)]
    first, second = ground(right), ground(right)
    second.right[aside] = np.isin(np.arange(UNITS), list(other))[aside]
    chosen = [names(choose(some, one.only(~aside), 1)) for one in (first, second)]
    assert chosen[0] == chosen[1]


def test_folds_are_counted_on_what_they_have_not_seen() -> None:
    folds = np.arange(UNITS) % 2
    known = ground({0, 2, 4, 6, 1})
    # In fold 0 the word is always right, in fold 1 mostly wrong.
    word = tried("word", {0, 2, 4, 6, 1, 3, 5, 7}, told=True)
    outcome = try_choice([word], known, folds, 2)
    assert names(outcome.chosen) == []
    assert tuple(outcome.kept_aside[word.candidate]) == (1, 3)
    assert outcome.times[word.candidate] == 1
    assert tuple(outcome.together) == tuple(outcome.told) == (1, 3)


def word(base: str, content: bool = True, row: int = 0) -> HeardWord:
    return HeardWord(base, content, row)


def test_what_a_sentence_offers() -> None:
    sentence = (word("не", content=False), word("хватать"), word("на", content=False), word("еда"))
    assert {one.item for one in list_candidates((sentence,))} == {
        '"хватать"',
        '"еда"',
        '"не хватать"',
        '"не хватать на еда"'.replace(" на еда", ""),
        '"хватать на еда"',
        '"не ... еда"',
        '"хватать ... еда"',
        '{all: ["еда", "хватать"], within: sentence}',
        '{all: ["еда", "хватать"], within: segment}',
    }


def test_no_phrase_reaches_over_a_stop_or_a_name() -> None:
    sentence = (word("отчет"), word("", content=False), word("срок"), word("план", row=1))
    offered = {one.item for one in list_candidates((sentence,)) if one.shape in ("row", "gap")}
    assert offered == {'"отчет ... срок"'}
