"""The rule by which indicators are chosen: a pure function of the units it is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from qualcode.learning.indicators.candidates import Candidate, list_candidates
from qualcode.learning.indicators.choosing import (
    LEAST_EXPECTED,
    SURE,
    Ground,
    Tried,
    chance_of,
    choose,
    count_new,
    expect_of,
    try_choice,
)
from qualcode.learning.indicators.expecting import FEATURES, expect, list_features
from qualcode.learning.indicators.heard import HeardWord
from qualcode.learning.indicators.told import NOTHING, PARTS, Saying, Told
from qualcode.model.codebook import Codebook

UNITS = 200
EVERYWHERE = Saying(told=False, shares=(1.0,) * len(PARTS), explains_others=0, finds_others=0)


def ground(right: set[int], found: set[int] = frozenset(), voices: int = 10) -> Ground:
    numbers = np.arange(UNITS)
    return Ground(
        np.isin(numbers, list(right)),
        np.ones(UNITS, bool),
        np.isin(numbers, list(found)),
        numbers % voices,
    )


def tried(word: str, units: set[int], told: bool = False, saying: Saying = EVERYWHERE) -> Tried:
    of = np.array(sorted(units), np.int64)
    return Tried(Candidate("word", (word,)), of, saying._replace(told=told))


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


def test_what_the_codebook_says_nowhere_must_be_found_often() -> None:
    known = ground(set(range(30)), voices=30)
    few = tried("few", {0, 1, 2}, saying=NOTHING)
    assert expect_of(few, known) < LEAST_EXPECTED
    assert names(choose([few], known, 2)) == []
    assert names(choose([tried("few", {0, 1, 2})], known, 2)) == ["few"]
    many = tried("many", set(range(30)), saying=NOTHING)
    assert names(choose([many], known, 2)) == ["many"]


def test_guesses_come_behind_what_is_sure() -> None:
    known = ground(set(range(20)))
    name = NOTHING._replace(shares=(1.0, 1.0, 0.0, 0.0, 0.0), told=True)
    guess = tried("guess", {0, 1, 2, 3, 4}, told=True, saying=name)
    sure = tried("sure", {2, 3, 4})
    assert LEAST_EXPECTED <= expect_of(guess, known) < SURE <= expect_of(sure, known)
    assert names(choose([guess, sure], known, 2)) == ["sure", "guess"]


def test_what_speaks_for_and_against() -> None:
    assert len(FEATURES) == len(list_features(1, 0, 1, NOTHING))
    usual = expect(3, 0, 2, NOTHING)
    assert expect(6, 0, 2, NOTHING) > usual
    assert expect(3, 0, 3, NOTHING) > usual
    assert expect(3, 1, 2, NOTHING) < usual
    assert expect(3, 0, 2, EVERYWHERE) > usual
    assert expect(3, 0, 2, NOTHING._replace(finds_others=1)) < usual
    assert expect(3, 0, 2, NOTHING._replace(explains_others=1)) < usual


def test_what_the_codebook_says(small_codebook: Codebook) -> None:
    told = Told(small_codebook, "en")
    own = told.of("saving", Candidate("word", ("spend",)))  # “Spending less.”
    assert own.told
    assert own.shares[1] == 1.0
    assert told.of("care", Candidate("word", ("spend",))) == NOTHING._replace(explains_others=1)
    half = told.of("saving", Candidate("sentence", ("spend", "window")))
    assert (half.told, half.shares[1], half.explains_others) == (False, 0.5, 0)
    assert told.of("saving", Candidate("row", ("spend", "window"))).told


def test_what_nobody_decided_is_neither() -> None:
    known = ground(set(range(10)))
    known.decided[10:] = False
    known.decided[0] = False
    assert tuple(count_new(np.arange(UNITS), known, known.found)) == (9, 0)


@settings(deadline=None)
@given(st.sets(st.integers(0, UNITS - 1), min_size=1), st.sets(st.integers(0, UNITS - 1)))
def test_chance_is_the_tail_of_the_hypergeometric_distribution(
    units: set[int], right: set[int]
) -> None:
    one, known = tried("word", units), ground(right)
    expected = hypergeom.sf(len(units & right) - 1, UNITS, len(right), len(units))
    assert chance_of(one, known) == pytest.approx(expected, abs=1e-12)


@settings(deadline=None)
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
    assert tuple(outcome.together) == tuple(outcome.sure) == (1, 3)


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
