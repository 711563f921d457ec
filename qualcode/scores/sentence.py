"""A sentence, and what is known before it → the scores said in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qualcode.model.score import Scale, SpokenScore
from qualcode.model.transcript import Segment, Transcript
from qualcode.scores.context import Before, is_rated
from qualcode.scores.numbers import Number, find_numbers
from qualcode.scores.rules import SHORT, Around, judge, sign_after, skip_shades
from qualcode.scores.scales import SaidScale, find_scales
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists

_GOES_ON = 6  # words to a further mark of the same list: «за уход четыре, за питание три»
_NEGATION = 5  # words from `not` to the mark


def find_in_sentence(
    transcript: Transcript, segment: Segment, stretch: Stretch, lists: Lists, before: Before
) -> Iterator[SpokenScore]:
    """Yield the scores of a sentence, in order."""
    numbers = tuple(find_numbers(stretch, lists))
    if not numbers or lists["elsewhere"].any_in(stretch.words):
        return
    rated = is_rated(stretch, lists)
    scales = tuple(find_scales(stretch, lists, numbers, rated=rated or before.rated))
    around = Around(
        rated=rated,
        asked=before.rated,
        scale=scales[0].scale if scales else before.scale,
        scales=scales,
        counting=before.counting,
        short=len(stretch.words) <= SHORT,
    )
    last = -1
    for number in _read_with_scale(stretch, lists, numbers, scales):
        if number.first < last or _is_scale(number, scales):
            continue
        judged = judge(stretch, lists, number, around)
        if judged is None and last >= 0 and _goes_on(stretch, lists, number, last):
            judged = judge(stretch, lists, number, replace(around, asked=True, short=True))
        if judged is not None:
            last = judged.last
            yield _make_score(
                transcript, segment, stretch, lists, number, judged.last, judged.scale
            )


def _read_with_scale(
    stretch: Stretch, lists: Lists, numbers: Sequence[Number], scales: Sequence[SaidScale]
) -> Iterator[Number]:
    """Yield the numbers; «четыре и два» is one decimal where a scale or points are said."""
    at = 0
    while at < len(numbers):
        number, at = numbers[at], at + 1
        if at < len(numbers) and _are_decimal(stretch, lists, number, numbers[at], scales):
            value, last = round(number.value + numbers[at].value / 10, 1), numbers[at].last
            yield Number(number.first, last, value, value, fraction=True)
            at += 1
        else:
            yield number


def _are_decimal(
    stretch: Stretch, lists: Lists, whole: Number, tenths: Number, scales: Sequence[SaidScale]
) -> bool:
    """Tell whether two numbers are one: «четыре и два по пятибалльной»."""
    linked = (
        tenths.first == whole.last + 1
        and stretch.words[whole.last] in lists["and"]
        and not stretch.gaps[whole.last].strip()
    )
    plain = all(one.kind == "number" and not one.fraction for one in (whole, tenths))
    spoken = not stretch.words[whole.first].isdecimal()
    if not (linked and plain and spoken and whole.value <= 10 and 0 < tenths.value < 10):
        return False
    behind = (lists[name].length_at(stretch.words, tenths.last) for name in ("points", "of"))
    return bool(scales) or any(behind)


def _is_scale(number: Number, scales: Iterable[SaidScale]) -> bool:
    return any(said.first <= number.first < said.last for said in scales)


def _goes_on(stretch: Stretch, lists: Lists, number: Number, last: int) -> bool:
    between = stretch.words[last : number.first]
    return len(between) <= _GOES_ON and lists["goes_on"].any_in(between)


def _make_score(
    transcript: Transcript,
    segment: Segment,
    stretch: Stretch,
    lists: Lists,
    number: Number,
    last: int,
    scale: Scale,
) -> SpokenScore:
    first = skip_shades(stretch, lists, number.first)
    sign = sign_after(stretch, number)
    after = lists["shades_after"].length_at(stretch.words, number.last)
    last = max(last, number.last + after)
    shades = (*range(first, number.first), *range(number.last, number.last + after))
    nuance = [
        transcript.text[one.start : one.stop]
        for one in map(stretch.tokens.__getitem__, shades)
        if one.text not in lists["articles"]
    ]
    start = stretch.tokens[first].start
    stop = stretch.tokens[last - 1].stop + (len(sign) if last == number.last else 0)
    return SpokenScore(
        transcript=transcript.id,
        segment=segment.number,
        start=start,
        stop=stop,
        words=transcript.text[start:stop],
        value=number.value,
        until=number.until,
        scale=scale,
        nuance=" ".join([*nuance, *([sign] if sign else [])]),
        negated=_is_negated(stretch, lists, first, last),
    )


def _is_negated(stretch: Stretch, lists: Lists, first: int, last: int) -> bool:
    """Tell whether the mark is denied; «не ниже четвёрки» and `not below four` are not."""
    if lists["compared"].length_at(stretch.words, first):
        return False
    stops = [word for word in stretch.words if word in lists["clause_stops"]]
    start = max(stretch.clause_start(first, stops), first - _NEGATION)
    if lists["not"].any_in(stretch.words[start:first]):
        return True
    close = not stretch.breaks_before(last)
    behind = (last, last + 1) if close and not stretch.breaks_before(last + 1) else (last,)
    return close and any(lists["not_after"].length_at(stretch.words, at) for at in behind)
