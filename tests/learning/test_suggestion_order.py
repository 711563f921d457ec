from __future__ import annotations

from collections.abc import Iterator

from qualcode.learning.suggestion import Suggestion, order_segments


def suggested(
    segment: int, code: str, score: float, *, found: bool = False, seen: bool = False
) -> Suggestion:
    return Suggestion("a.txt", segment, 0, 9, code, score, 1, (), found, seen)


def numbers(suggestions: list[Suggestion], order: str) -> list[int]:
    assert order in ("find", "teach")
    told = order_segments(suggestions, "find" if order == "find" else "teach")
    assert {transcript for transcript, _ in told} == {"a.txt"}
    return [segment for _, segment in told]


def test_find_begins_where_most_is_expected_that_the_rules_have_not() -> None:
    some = [
        suggested(1, "x", 0.4),
        suggested(2, "x", 0.9, found=True),
        suggested(3, "x", 0.3),
        suggested(3, "y", 0.2),
        suggested(4, "x", 0.4),
    ]
    assert numbers(some, "find") == [3, 1, 4, 2]


def test_teach_begins_with_doubt() -> None:
    some = [suggested(1, "x", 0.95), suggested(2, "y", 0.5), suggested(3, "z", 0.2)]
    assert numbers(some, "teach") == [2, 3, 1]


def test_one_code_does_not_fill_the_beginning() -> None:
    some = [suggested(number, "x", 0.5) for number in range(1, 5)] + [suggested(5, "y", 0.35)]
    assert numbers(some, "teach") == [1, 5, 2, 3, 4]


def test_what_somebody_has_read_comes_last() -> None:
    some = [suggested(1, "x", 0.9, seen=True), suggested(2, "x", 0.1), suggested(3, "x", 0.2)]
    assert numbers(some, "find") == [3, 2, 1]
    assert numbers(some, "teach") == [3, 2, 1]
    assert order_segments([], "teach") == ()


def test_order_is_that_of_reckoning_all_anew_each_time() -> None:
    def draw() -> Iterator[Suggestion]:
        for number in range(40):
            for place in range(3):
                score = ((number * 7 + place * 13) % 29 + 1) / 31
                yield suggested(number, "abcde"[(number + place * place) % 5], score)

    some = list(draw())
    asked = dict.fromkeys("abcde", 0)
    left = set(range(40))
    expected = []
    while left:
        worth = {
            number: sum(
                one.score * (1 - one.score) / (1 + asked[one.code]) ** 0.5
                for one in some
                if one.segment == number
            )
            for number in left
        }
        best = min(left, key=lambda number: (-worth[number], number))
        own = [one for one in some if one.segment == best]
        asked[max(own, key=lambda one: one.score * (1 - one.score)).code] += 1
        left.remove(best)
        expected.append(best)
    assert numbers(some, "teach") == expected
