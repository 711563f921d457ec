"""Phrases rather than words, and what is too rare to be told from chance."""

from __future__ import annotations

import dataclasses

import numpy as np

from qualcode.learning.indicators.as_text import render_text
from qualcode.learning.indicators.candidates import Candidate
from qualcode.learning.indicators.choosing import Counted, Ground, Tried, choose
from qualcode.learning.indicators.proposals import Asked, Proposals, Rare
from qualcode.learning.indicators.propose import _list_rare
from qualcode.learning.indicators.told import NOTHING, Saying

UNITS = 40
RIGHT = 8
TOLD = Saying(told=True, shares=(0.0, 1.0, 1.0, 0.0, 1.0), explains_others=0, finds_others=0)
PART = TOLD._replace(shares=(0.0, 0.5, 0.5, 0.0, 0.5))


def make_ground(found: int = 0) -> Ground:
    right = np.arange(UNITS) < RIGHT
    return Ground(right, np.ones(UNITS, bool), np.arange(UNITS) < found, np.arange(UNITS))


def tried(shape: str, text: str, number: int, saying: Saying = TOLD) -> Tried:
    return Tried(Candidate(shape, tuple(text.split())), np.arange(number), saying)  # type: ignore[arg-type]


def chosen(*some: Tried) -> list[str]:
    return [one.candidate.text for one in choose(some, make_ground(), 2)]


def test_words_in_a_row_of_the_definition_go_before_one_of_them() -> None:
    word, row = tried("word", "лист", 3), tried("row", "лист ожидание", 3)
    assert chosen(word, row) == ["лист ожидание"]
    assert chosen(word, tried("row", "лист ожидание", 2)) == ["лист"]  # it finds less
    assert chosen(word, tried("row", "лист у", 3, PART)) == ["лист"]  # by chance, perhaps
    often = tried("word", "лист", 5), tried("row", "лист у", 5, PART)
    assert chosen(*often) == ["лист у"]


def list_rare(units: dict[Candidate, list[int]], ground: Ground) -> list[Rare]:
    placed = {one: np.array(some) for one, some in units.items()}
    return list(_list_rare(placed, placed, ground))


def test_what_is_too_rare_is_named() -> None:
    word, row = Candidate("word", ("передышка",)), Candidate("row", ("наш", "передышка"))
    common, pair = Candidate("word", ("день",)), Candidate("segment", ("год", "дом"))
    offered = {word: [0, 3], common: [1, 2, 20], row: [0, 3], pair: [1, 2]}
    assert list_rare(offered, make_ground()) == [Rare("передышка", 2)]
    assert list_rare(offered, make_ground(found=1)) == []  # a rule finds one of them
    alike = dataclasses.replace(make_ground(), right=np.ones(UNITS, bool))
    assert list_rare(offered, alike) == []  # nothing is there to tell it from


def test_the_reason_for_nothing_is_the_true_one() -> None:
    nothing = Counted(0, 0)
    rare = Asked("burnout", "ru", 8, 4, (), nothing, nothing, (Rare("передышка", 2),))
    mute = Asked("trust", "ru", 5, 4, (), nothing, nothing)
    found = Proposals("book.yaml", ("anna",), 40, 5, 5, 2, (rare, mute), None, ())
    told = " ".join(render_text(found).split())
    assert "Too few units to tell from chance" in told
    assert "burnout (ru): передышка (2)" in told
    assert "For 1 list of indicators nothing is proposed. The rules miss 1 unit there" in told
    assert "or try --min-gain 1" in told
    alone = " ".join(render_text(dataclasses.replace(found, least=1)).split())
    assert "too little speaks for any word of theirs" in alone
    assert not NOTHING.explains_all
