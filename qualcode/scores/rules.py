"""Which numbers are scores: rules named for what they see; the first that knows one decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qualcode.model.score import Scale
from qualcode.scores.numbers import Number
from qualcode.scores.scales import HIGHEST, SaidScale
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists, Words

SHORT = 6  # words of an answer that is little more than the mark itself
NEAR = 6  # words between a verb of rating and the mark it gives
_CLAUSE = re.compile(r"[,;.!?…()]")
_SLASH = re.compile(r"\s?/\s?")
_SCHOOL = Scale(1, 5, "assumed")
_STARS = Scale(1, 5, "assumed")
_UNKNOWN = Scale()


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the place a number stands in."""

    rated: bool  # the sentence speaks of rating
    asked: bool  # the question before it, or the sentence before it, does
    scale: Scale | None  # said in the sentence, else before it
    scales: tuple[SaidScale, ...]  # said in the sentence
    counting: bool  # the question before it asks how many
    short: bool  # an answer of few words


@dataclass(frozen=True, slots=True)
class Found:
    """A number that is a score: with its unit and scale it ends before word `last`."""

    last: int
    scale: Scale


Rule = Callable[[Stretch, Lists, Number, Around], Found | None]


def judge(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """Return the score a number is; None where it is none."""
    for rule in RULES:
        found = rule(stretch, lists, number, around)
        if found:
            return found
    return None


def out_of(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«восемь из десяти», `4.5 out of 5`: where it is rated, or has a half; nothing counted."""
    at = _skip(stretch, lists["points"], number.last)
    length = lists["of"].length_at(stretch.words, at)
    high, last = _high(stretch, lists, at + length) if length else (0.0, at)
    if not high or number.until > high:
        return None
    unit = at > number.last or lists["points"].length_at(stretch.words, last) > 0
    last = _skip(stretch, lists["points"], last)
    sure = unit or number.fraction
    if not sure and not _ends(stretch, lists, last):
        return None
    sure = sure or number.kind == "mark" or around.rated or around.asked
    sure = sure or lists["gives"].any_in(stretch.words)
    alone = around.short and not around.counting and high in (5, 10)
    return Found(last, Scale(None, high, "said")) if sure or alone else None


def slashed(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """`7/10`, and `4/5` where it is rated."""
    if number.last >= len(stretch.words) or not _SLASH.fullmatch(stretch.gaps[number.last]):
        return None
    high, last = _high(stretch, lists, number.last)
    if not high or number.until > high or not _ends(stretch, lists, last):
        return None
    if "/" in stretch.gaps[last] or "/" in stretch.gaps[number.first]:  # a date
        return None
    sure = high in (10, 100) or number.fraction or around.rated or around.asked
    return Found(last, Scale(None, high, "said")) if sure else None


def points(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«4,54 балла», `a score of 4.5 points`; no points lost, added or ahead."""
    if number.kind == "high mark" or not lists["points"].length_at(stretch.words, number.last):
        return None
    last = number.last + 1
    if lists["difference_after"].length_at(stretch.words, last):
        return None
    start = max(0, number.first - 3)
    if lists["difference_before"].any_in(stretch.words[start : number.first]):
        return None
    judged = around.rated or around.asked or number.fraction
    judged = judged or (lists["gives"].any_in(stretch.words) and not lists["articles"])
    before = stretch.words[: skip_shades(stretch, lists, number.first)]
    alone = stretch.closed_after(last) and all(word in lists["fillers"] for word in before)
    if not judged and (lists["articles"] or not alone):
        return None  # `I have two points`, «за явку пять баллов»
    return Found(last, _fitting(around.scale, number) or _UNKNOWN)


def stars(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«пять звёзд», `four stars`: one to five, where nothing else is said."""
    if not lists["stars"].length_at(stretch.words, number.last) or not 0 < number.until <= 5:
        return None
    return Found(number.last + 1, _fitting(around.scale, number) or _STARS)


def school_mark(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«твёрдая тройка», «на троечку», «поставила бы пятёрку»; no «тройка кандидатов»."""
    if number.kind != "mark":
        return None
    first = skip_shades(stretch, lists, number.first)
    shaded = lists["firm"].any_in(stretch.words[first : number.first])
    shaded = shaded or lists["shades_after"].length_at(stretch.words, number.last) > 0
    before = stretch.words[first - 1] if first else ""
    if before in lists["mark_before_not"] or _counts(stretch, lists, number.last):
        return None
    closed = _ends(stretch, lists, number.last)
    worked_for = before in lists["for_mark"] and stretch.words[number.first] in lists["mark_for"]
    alone = around.short and all(word in lists["fillers"] for word in stretch.words[:first])
    gives = lists["gives"].any_in(stretch.words)
    if not (shaded or gives or around.rated or around.asked or (closed and (worked_for or alone))):
        return None
    return Found(number.last, _fitting(around.scale, number) or _SCHOOL)


def shaded_number(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«четыре с плюсом», «пять с минусом», `4+` and `four plus` where it is rated."""
    words = lists["shades_after"].length_at(stretch.words, number.last)
    sign = sign_after(stretch, number)
    if number.kind != "number" or not (words or sign) or not 0 < number.until <= 5:
        return None
    if sign or words == 1:  # `4+` is an age as well, «четыре плюс два» a sum
        given = lists["gives"].any_in(stretch.words)
        if not (around.rated or around.asked or given):
            return None
    if not _ends(stretch, lists, number.last + words) and not sign:
        return None
    school = _UNKNOWN if lists["articles"] else _SCHOOL  # marks at English schools are letters
    return Found(number.last, _fitting(around.scale, number) or school)


def on_the_scale(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«по пятибалльной шкале — четыре»: the scale is said near by, or was asked for."""
    scale = _fitting(around.scale, number)
    if scale is None or not _stands_alone(stretch, lists, number, around):
        return None
    near = any(
        -2 * NEAR <= said.first - number.last <= NEAR or 0 <= number.first - said.last <= 2 * NEAR
        for said in around.scales
    )
    return Found(number.last, scale) if near or (not around.scales and around.asked) else None


def given(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«я бы поставила четыре», «оцениваю на восемь», «средний балл — 4,6»."""
    if lists["articles"] or number.until > 10 or not _stands_alone(stretch, lists, number, around):
        return None
    before = _said_before(stretch, number)
    near = (*before, *stretch.words[number.last : number.last + 3])
    would = lists["would"].any_in(near) and lists["gives"].any_in(near)
    if would or lists["gives_mark"].any_in(near) or lists["names_score"].any_in(before[-4:]):
        return Found(number.last, _fitting(around.scale, number) or _UNKNOWN)
    return None


def given_as_one(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """`I'd give it a seven`, `it's a solid four`, `a rating of 4.6`: marks have articles."""
    if number.until > 10 or not _stands_alone(stretch, lists, number, around):
        return None
    before = _said_before(stretch, number)
    first = skip_shades(stretch, lists, number.first)
    shades = stretch.words[first : number.first]
    shaded = lists["firm"].any_in(shades) or lists["nearly"].any_in(shades)
    article = any(
        word in lists["articles"] for word in stretch.words[max(0, first - 1) : number.first]
    )
    gives = lists["gives_mark"].any_in(before) or lists["would"].any_in(before)
    names = lists["names_score"].any_in(before[-4:])
    linked = number.first > 0 and stretch.words[number.first - 1] in lists["links"]
    if (
        (article and (shaded or number.fraction or gives or around.rated or around.asked))
        or (number.fraction and (gives or names))
        or lists["rates_it"].length_before(stretch.words, number.first)
        or (names and linked)
    ):
        return Found(number.last, _fitting(around.scale, number) or _UNKNOWN)
    return None


def answered(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«Четыре.» after «Как бы вы оценили?»; `If I had to mark it, two`."""
    if number.until > 10 or around.counting or not _stands_alone(stretch, lists, number, around):
        return None
    opens = not number.first or _CLAUSE.search(stretch.gaps[number.first])
    clause = opens and stretch.closed_after(number.last)
    if not ((around.asked and around.short) or ((around.asked or around.rated) and clause)):
        return None
    return Found(number.last, _fitting(around.scale, number) or _UNKNOWN)


RULES: tuple[Rule, ...] = (
    out_of,
    slashed,
    points,
    stars,
    shaded_number,
    school_mark,
    on_the_scale,
    given,
    given_as_one,
    answered,
)


def sign_after(stretch: Stretch, number: Number) -> str:
    """Return the plus or minus written right behind a number, empty where there is none."""
    gap = stretch.gaps[number.last]
    written = gap[:1] in ("+", "-", "−") and (len(gap) > 1 or number.last == len(stretch.words))
    return gap[:1] if written else ""


def _said_before(stretch: Stretch, number: Number) -> tuple[str, ...]:
    """Return the few words before a number that are no other clause."""
    start = number.first
    while start > max(0, number.first - NEAR) and not _CLAUSE.search(stretch.gaps[start]):
        start -= 1
    return stretch.words[start : number.first]


def _high(stretch: Stretch, lists: Lists, at: int) -> tuple[float, int]:
    """Return the upper end of a scale that stands at `at` and the place behind it; 0 for none."""
    at = _skip(stretch, lists["articles"], at)
    word = stretch.words[at] if at < len(stretch.words) else ""
    value = lists.numbers.get(word) or (float(word) if word.isdecimal() else 0.0)
    return (value, at + 1) if value in HIGHEST else (0.0, at)


def _skip(stretch: Stretch, words: Words, at: int) -> int:
    return at + words.length_at(stretch.words, at)


def skip_shades(stretch: Stretch, lists: Lists, at: int) -> int:
    """Return the place before the words that shade a number at `at`: «твёрдая», `almost a`."""
    article = at > 0 and stretch.words[at - 1] in lists["articles"]
    first = _skip_row(stretch, lists["shades_before"], at - article)
    return first if first < at - article else at


def _skip_row(stretch: Stretch, words: Words, at: int) -> int:
    """Return the place before the entries of a list that stand in a row before `at`."""
    while length := words.length_before(stretch.words, at):
        if stretch.gaps[at].strip():
            break
        at -= length
    return at


def _ends(stretch: Stretch, lists: Lists, at: int) -> bool:
    """Tell whether what follows counts nothing: punctuation, or a word that is no noun."""
    return stretch.closed_after(at) or lists["follow"].length_at(stretch.words, at) > 0


def _counts(stretch: Stretch, lists: Lists, at: int) -> bool:
    """Tell whether a mark is followed by what it is made of: «тройка кандидатов»."""
    if stretch.closed_after(at) or lists["follow"].length_at(stretch.words, at):
        return False
    return bool(lists.counted.search(stretch.words[at]))


def _stands_alone(stretch: Stretch, lists: Lists, number: Number, around: Around) -> bool:
    """Tell whether a number counts nothing and is no name of anything: no `room four`."""
    if not _ends(stretch, lists, number.last) or "%" in stretch.gaps[number.last]:
        return False
    first = skip_shades(stretch, lists, number.first)
    before = stretch.words[first - 1] if first else ""
    alone = " ".join(stretch.words[number.first : number.last])
    if alone in lists["never_alone"] and not (around.asked and around.scale):
        return False
    return bool(stretch.gaps[first].strip()) or before not in lists["before_not"]


def _fitting(scale: Scale | None, number: Number) -> Scale | None:
    """Return the scale if the number lies on it."""
    if scale is None or scale.high is None or number.until > scale.high:
        return None
    return None if scale.low is not None and number.value < scale.low else scale
