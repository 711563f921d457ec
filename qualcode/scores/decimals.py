"""Two numbers that are one decimal: «четыре и семь» in talk about marks is 4.7."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.scores.numbers import Number
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists


def may_be_decimal(stretch: Stretch, lists: Lists) -> bool:
    """Tell whether two number words have «и» between them, so that the talk before decides."""
    words = stretch.words
    return any(
        words[at] in lists["and"]
        and words[at - 1] in lists.number_words
        and words[at + 1] in lists.number_words
        for at in range(1, len(words) - 1)
    )


def join_decimals(
    stretch: Stretch, lists: Lists, numbers: Sequence[Number], *, of_marks: bool
) -> Iterator[Number]:
    """Yield the numbers; two with «и» between are one where the talk is `of_marks`.

    So they are with the unit behind, «четыре и два балла», and where means come from: «на сайте».
    """
    at = 0
    while at < len(numbers):
        number, at = numbers[at], at + 1
        if at < len(numbers) and _are_decimal(stretch, lists, number, numbers[at], of_marks):
            value, last = round(number.value + numbers[at].value / 10, 1), numbers[at].last
            yield Number(number.first, last, value, value, fraction=True)
            at += 1
        else:
            yield number


def _are_decimal(
    stretch: Stretch, lists: Lists, whole: Number, tenths: Number, of_marks: bool
) -> bool:
    linked = (
        tenths.first == whole.last + 1
        and stretch.words[whole.last] in lists["and"]
        and not stretch.gaps[whole.last].strip()
    )
    plain = all(one.kind == "number" and not one.fraction for one in (whole, tenths))
    single = whole.value == whole.until and tenths.value == tenths.until
    spoken = not stretch.words[whole.first].isdecimal()
    if not (linked and plain and single and spoken):
        return False
    if whole.value > 10 or not 0 < tenths.value < 10:
        return False
    if any(lists[name].length_at(stretch.words, tenths.last) for name in ("points", "of")):
        return True
    counts = not stretch.closed_after(tenths.last) and not lists["follow"].length_at(
        stretch.words, tenths.last
    )
    if counts:
        return False
    return of_marks or any(lists[name].any_in(stretch.words) for name in ("points", "measures"))
