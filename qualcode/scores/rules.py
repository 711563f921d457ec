"""Which numbers are scores: rules named for what they see; the first that knows one decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qualcode.model.score import Scale
from qualcode.scores.numbers import Number
from qualcode.scores.shades import shade_after, sign_after, skip_shades
from qualcode.scores.standing import (
    CLAUSE,
    NEAR,
    Around,
    counts,
    ends,
    fitting,
    is_set_off,
    read_high,
    said_before,
    skip,
    stands_alone,
    tells_weights,
)
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists, speaks_of_rating

SHORT = 6  # words of an answer that is little more than the mark itself
_SLASH = re.compile(r"\s?/\s?")
_SCHOOL = Scale(1, 5, "assumed")
_STARS = Scale(1, 5, "assumed")
_UNKNOWN = Scale()


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
    if tells_weights(stretch, lists):
        return None
    at = skip(stretch, lists["points"], number.last)
    length = lists["of"].length_at(stretch.words, at)
    high, last = read_high(stretch, lists, at + length) if length else (0.0, at)
    if not high or number.until > high:
        return None
    unit = at > number.last or lists["points"].length_at(stretch.words, last) > 0
    last = skip(stretch, lists["points"], last)
    article = number.first > 0 and stretch.words[number.first - 1] in lists["articles"]
    sure = unit or number.fraction
    if not sure and not ends(stretch, lists, last):
        return None
    sure = sure or number.kind == "mark" or around.rated or around.asked
    sure = sure or lists["gives"].any_in(stretch.words) or (article and high in (5, 10))
    alone = around.short and not around.counting and high in (5, 10)
    return Found(last, Scale(None, high, "said")) if sure or alone else None


def slashed(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """`7/10`, and `4/5` where it is rated."""
    if number.last >= len(stretch.words) or not _SLASH.fullmatch(stretch.gaps[number.last]):
        return None
    high, last = read_high(stretch, lists, number.last)
    if not high or number.until > high or not ends(stretch, lists, last):
        return None
    if "/" in stretch.gaps[last] or "/" in stretch.gaps[number.first]:  # a date
        return None
    sure = high in (10, 100) or number.fraction or around.rated or around.asked
    sure = sure or (high == 5 and lists["gives"].any_in(stretch.words))
    return Found(last, Scale(None, high, "said")) if sure else None


def points(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«4,54 балла», `a score of 4.5 points`; no points lost, added or ahead."""
    if number.kind == "high mark" or not lists["points"].length_at(stretch.words, number.last):
        return None
    if tells_weights(stretch, lists):
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
    return Found(last, fitting(around.scale, number) or _UNKNOWN)


def stars(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«пять звёзд», `four stars`: one to five; no `tablet with five stars on it`."""
    if not lists["stars"].length_at(stretch.words, number.last) or not 0 < number.until <= 5:
        return None
    last = number.last + 1
    first = skip_shades(stretch, lists, number.first)
    if first and stretch.words[first - 1] in lists["stars_before_not"]:
        return None
    others = (*stretch.words[: number.first], *stretch.words[last:])
    given = lists["gives"].any_in(others) or speaks_of_rating(others, lists)
    alone = stretch.closed_after(last) and all(
        word in lists["fillers"] for word in stretch.words[:first]
    )
    if not (given or number.fraction or around.asked or alone):
        return None
    return Found(last, fitting(around.scale, number) or _STARS)


def school_mark(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«твёрдая тройка», «на троечку», «поставила бы пятёрку»; no «тройка кандидатов»."""
    if number.kind != "mark":
        return None
    first = skip_shades(stretch, lists, number.first)
    shades = stretch.words[first : number.first]
    shaded = lists["firm"].any_in(shades) or lists["compared"].any_in(shades)
    shaded = shaded or lists["shades_after"].length_at(stretch.words, number.last) > 0
    before = stretch.words[first - 1] if first else ""
    if before in lists["mark_before_not"] or counts(stretch, lists, number.last):
        return None
    closed = ends(stretch, lists, number.last)
    worked_for = before in lists["for_mark"] and stretch.words[number.first] in lists["mark_for"]
    alone = around.short and all(word in lists["fillers"] for word in stretch.words[:first])
    gives = lists["gives"].any_in(stretch.words)
    if not (shaded or gives or around.rated or around.asked or (closed and (worked_for or alone))):
        return None
    return Found(number.last, fitting(around.school, number) or _SCHOOL)


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
    if not ends(stretch, lists, number.last + words) and not sign:
        return None
    school = _UNKNOWN if lists["articles"] else _SCHOOL  # marks at English schools are letters
    return Found(number.last, fitting(around.scale, number) or school)


def spoken_decimal(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«у Наташи четыре и семь», «четыре с половиной»: where the talk is of marks."""
    if not number.fraction or number.until > 10 or around.counting:
        return None
    if number.last == number.first + 1 and stretch.words[number.first] in lists.numbers:
        return None  # «ждали полтора»
    decimal = lists["and"].any_in(stretch.words[number.first : number.last])
    if not (around.asked or around.rated or (around.matter and decimal)):
        return None
    if lists["articles"] or not stands_alone(stretch, lists, number, around):
        return None
    return Found(number.last, fitting(around.scale, number) or _UNKNOWN)


def measured(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«в опросе вышло четыре запятая восемь», `the survey came out at four point six`."""
    told = stretch.words[number.first : number.last]
    joined = lists["and"].any_in(told) and stands_alone(stretch, lists, number, around)
    written = any(word[0].isdecimal() and not word.isdecimal() for word in told)
    decimal = joined or written or lists["point"].any_in(told)
    if not decimal or number.until > 10 or not lists["measures"].any_in(stretch.words):
        return None
    if not ends(stretch, lists, number.last) or "%" in stretch.gaps[number.last]:
        return None
    return Found(number.last, fitting(around.scale, number) or _UNKNOWN)


def pressed(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«жму пять», `I always tap five`: where the talk is of marks."""
    if number.fraction or not 0 < number.until <= 10 or not (around.asked or around.rated):
        return None
    if not stands_alone(stretch, lists, number, around):
        return None
    if not lists["presses"].any_in(said_before(stretch, number)[-3:]):
        return None
    return Found(number.last, fitting(around.scale, number) or _UNKNOWN)


def on_the_scale(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«по пятибалльной шкале — четыре»: the scale is said near by, or was asked for."""
    scale = fitting(around.scale, number)
    if scale is None or not stands_alone(stretch, lists, number, around):
        return None
    near = any(
        -2 * NEAR <= said.first - number.last <= NEAR or 0 <= number.first - said.last <= 2 * NEAR
        for said in around.scales
    )
    return Found(number.last, scale) if near or (not around.scales and around.asked) else None


def given(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«я бы поставила четыре», «оцениваю на восемь», «средний балл — 4,6»."""
    if lists["articles"] or number.until > 10 or not stands_alone(stretch, lists, number, around):
        return None
    before = said_before(stretch, number)
    near = (*before, *stretch.words[number.last : number.last + 3])
    would = lists["would"].any_in(near) and lists["gives"].any_in(near)
    if would or lists["gives_mark"].any_in(near) or lists["names_score"].any_in(before[-4:]):
        return Found(number.last, fitting(around.scale, number) or _UNKNOWN)
    return None


def given_as_one(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """`I'd give it a seven`, `it's a solid four`, `a rating of 4.6`: marks have articles."""
    if number.until > 10 or not stands_alone(stretch, lists, number, around):
        return None
    before = said_before(stretch, number)
    first = skip_shades(stretch, lists, number.first)
    shades = stretch.words[first : number.first]
    shaded = lists["firm"].any_in(shades) or lists["nearly"].any_in(shades)
    behind, _ = shade_after(stretch, lists, number.last)
    shaded = shaded or lists["shades_after"].length_at(stretch.words, behind) > 0
    shaded = shaded or (lists["compared"].any_in(shades) and lists["gives"].any_in(before))
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
        return Found(number.last, fitting(around.scale, number) or _UNKNOWN)
    return None


def answered(stretch: Stretch, lists: Lists, number: Number, around: Around) -> Found | None:
    """«Четыре.», «Уходу — пять» after «Как бы вы оценили?»; `If I had to mark it, two`."""
    if number.until > 10 or around.counting or not stands_alone(stretch, lists, number, around):
        return None
    opens = not number.first or bool(CLAUSE.search(stretch.gaps[number.first]))
    opens = opens or (around.asked and is_set_off(stretch, lists, number))
    clause = opens and stretch.closed_after(number.last)
    if not ((around.asked and around.short) or ((around.asked or around.rated) and clause)):
        return None
    return Found(number.last, fitting(around.scale, number) or _UNKNOWN)


RULES: tuple[Rule, ...] = (
    out_of,
    slashed,
    points,
    stars,
    shaded_number,
    school_mark,
    on_the_scale,
    spoken_decimal,
    measured,
    pressed,
    given,
    given_as_one,
    answered,
)
