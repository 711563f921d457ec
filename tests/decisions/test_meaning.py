"""Words that were changed: do they deny or count something else now?"""

from __future__ import annotations

import pytest

from qualcode.decisions.indexed import split_words
from qualcode.decisions.meaning import is_denied_otherwise, list_changes, may_say_otherwise

OTHERWISE = [
    ("нам помогают", "нам не помогают"),
    ("никто не ходит", "все ходят"),
    ("не мы ушли из центра", "мы не ушли из центра"),
    ("люди довольны", "люди недовольны"),
    ("двух врачей и трёх сестёр", "трёх врачей и двух сестёр"),
    ("прошло пять лет", "прошло шесть лет"),
    ("в 2019 году", "в 2018 году"),
    ("первый раз", "второй раз"),
    ("двадцать-двадцать пять тысяч", "двадцать-тридцать пять тысяч"),
    ("we do", "we don’t"),
    ("they were paid", "they were unpaid"),
    ("nine's enough", "it's enough"),
]
THE_SAME = [
    ("не знаю, работаем", "работаем, не знаю"),
    ("мы не довольны", "мы не очень довольны"),
    ("чтоб был жив, а не чтоб был тихий", "чтоб был жив, а не ради тишины"),
    ("нет, нет, не ходит", "нет, не ходит"),
    ("у нас никто не жалуется", "никто у нас не жалуется"),
    ("мою семью видели", "мою родню видели"),
    ("один сказал", "кто-то сказал"),
    ("во вторник пришли", "в среду пришли"),
    ("we don't know it", "well we don't know it"),
]


@pytest.mark.parametrize(("said", "says"), OTHERWISE + [pair[::-1] for pair in OTHERWISE])
def test_it_may_say_something_else(said: str, says: str) -> None:
    assert may_say_otherwise(split_words(said), split_words(says))


@pytest.mark.parametrize(("said", "says"), THE_SAME)
def test_it_says_the_same(said: str, says: str) -> None:
    assert not may_say_otherwise(split_words(said), split_words(says))
    assert not may_say_otherwise(split_words(says), split_words(said))


@pytest.mark.parametrize(
    ("before", "stands", "otherwise"),
    [
        ("и мы ", "и мы не ", True),
        ("и мы не ", "и мы ", True),
        ("and we didn't ", "and we did ", True),
        ("и мы ", "Нет. ", False),  # another sentence
        ("и мы ", "не-", False),  # a part of the word
        ("", "и не ", False),  # nothing is known of what stood there
        ("и мы ", "", False),
        ("и — ", "и – ", False),
    ],
)
def test_a_denial_right_before(before: str, stands: str, otherwise: bool) -> None:
    assert is_denied_otherwise(before, stands) is otherwise


def test_changed_words_are_told() -> None:
    said, says = "мы все очень устали тогда".split(), "мы устали тогда сильно".split()
    assert list(list_changes(said, says)) == [("все очень", ""), ("", "сильно")]
    assert list(list_changes(said, said)) == []
