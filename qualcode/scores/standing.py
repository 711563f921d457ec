"""How a number stands in its sentence: alone, with a unit, set off; counting something or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualcode.model.score import Scale
from qualcode.scores.numbers import Number
from qualcode.scores.scales import HIGHEST, SaidScale
from qualcode.scores.shades import skip_shades
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists, Words

NEAR = 6  # words between a verb of rating and the mark it gives
CLAUSE = re.compile(r"[,;.!?…()]")
_DASH = re.compile(r"[—–:]|\s-\s")


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the place a number stands in."""

    rated: bool  # the sentence speaks of rating
    asked: bool  # the question before it, or the sentence before it, does
    matter: bool  # so does a sentence not far before it
    scale: Scale | None  # said in the sentence, else before it
    school: Scale | None  # the same for school marks, which keep to their own scale
    scales: tuple[SaidScale, ...]  # said in the sentence
    counting: bool  # the question before it asks how many
    short: bool  # an answer of few words


def said_before(stretch: Stretch, number: Number) -> tuple[str, ...]:
    """Return the few words before a number that are no other clause."""
    start = number.first
    while start > max(0, number.first - NEAR) and not CLAUSE.search(stretch.gaps[start]):
        start -= 1
    return stretch.words[start : number.first]


def is_set_off(stretch: Stretch, lists: Lists, number: Number) -> bool:
    """Tell whether a number is set off from what gets it: «отделению — пять», no «групп — пять»."""
    if not number.first or not _DASH.search(stretch.gaps[number.first]):
        return False
    start = stretch.clause_start(number.first - 1, lists.both)
    return lists.given_to.fullmatch(stretch.words[start]) is not None


def tells_weights(stretch: Stretch, lists: Lists) -> bool:
    """Tell whether points say what a criterion counts: «за цену шестьдесят баллов из ста»."""
    return lists["weighs"].any_in(stretch.words) and not lists["gives"].any_in(stretch.words)


def _is_share(stretch: Stretch, lists: Lists, number: Number) -> bool:
    """Tell whether a number is so many of so many: only `out_of` knows whether that is a score."""
    length = lists["of"].length_at(stretch.words, number.last)
    return length > 0 and read_high(stretch, lists, number.last + length)[0] > 0


def read_high(stretch: Stretch, lists: Lists, at: int) -> tuple[float, int]:
    """Return the upper end of a scale that stands at `at` and the place behind it; 0 for none."""
    at = skip(stretch, lists["articles"], at)
    word = stretch.words[at] if at < len(stretch.words) else ""
    value = lists.numbers.get(word) or (float(word) if word.isdecimal() else 0.0)
    return (value, at + 1) if value in HIGHEST else (0.0, at)


def skip(stretch: Stretch, words: Words, at: int) -> int:
    """Return the place behind an entry of a list that may stand at `at`."""
    return at + words.length_at(stretch.words, at)


def ends(stretch: Stretch, lists: Lists, at: int) -> bool:
    """Tell whether what follows counts nothing: punctuation, or a word that is no noun."""
    return stretch.closed_after(at) or lists["follow"].length_at(stretch.words, at) > 0


def counts(stretch: Stretch, lists: Lists, at: int) -> bool:
    """Tell whether a mark is followed by what it is made of: «тройка кандидатов»."""
    if stretch.closed_after(at) or lists["follow"].length_at(stretch.words, at):
        return False
    return bool(lists.counted.search(stretch.words[at]))


def stands_alone(stretch: Stretch, lists: Lists, number: Number, around: Around) -> bool:
    """Tell whether a number counts nothing and is no name of anything: no `room four`."""
    if not ends(stretch, lists, number.last) or "%" in stretch.gaps[number.last]:
        return False
    if _is_share(stretch, lists, number):
        return False
    first = skip_shades(stretch, lists, number.first)
    before = stretch.words[first - 1] if first else ""
    alone = " ".join(stretch.words[number.first : number.last])
    if alone in lists["never_alone"] and not (around.asked and around.scale):
        return False
    return bool(stretch.gaps[first].strip()) or before not in lists["before_not"]


def fitting(scale: Scale | None, number: Number) -> Scale | None:
    """Return the scale if the number lies on it."""
    if scale is None or scale.high is None or number.until > scale.high:
        return None
    return None if scale.low is not None and number.value < scale.low else scale
