"""A sentence, and what is known before it → the scores said in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qualcode.model.score import SpokenScore
from qualcode.model.transcript import Segment, Transcript
from qualcode.scores.context import Before
from qualcode.scores.decimals import join_decimals
from qualcode.scores.denial import is_bound, is_not_given, not_words
from qualcode.scores.numbers import Number, find_numbers
from qualcode.scores.rules import SHORT, Found, judge
from qualcode.scores.scales import SaidScale, find_scales
from qualcode.scores.shades import shade_after, sign_after, skip_shades
from qualcode.scores.standing import Around
from qualcode.scores.stretch import Stretch
from qualcode.scores.words import Lists, speaks_of_rating

_GOES_ON = 6  # words to a further mark of the same list: «за уход четыре, за питание три»

Place = tuple[Transcript, Segment, Stretch, Lists]  # where a sentence is said, and what is known


def find_in_sentence(
    transcript: Transcript, segment: Segment, stretch: Stretch, lists: Lists, before: Before
) -> Iterator[SpokenScore]:
    """Yield the scores of a sentence, in order."""
    numbers = tuple(find_numbers(stretch, lists))
    if not numbers or lists["elsewhere"].any_in(stretch.words):
        return
    around = _look_around(stretch, lists, numbers, before)
    of_marks = around.rated or around.asked or around.matter or bool(around.scales)
    numbers = tuple(join_decimals(stretch, lists, numbers, of_marks=of_marks))
    place: Place = (transcript, segment, stretch, lists)
    last = -1
    for number in numbers:
        if number.first < last or _is_scale(number, around.scales):
            continue
        judged = judge(stretch, lists, number, around)
        if judged is None and last >= 0 and _goes_on(stretch, lists, number, last):
            judged = judge(stretch, lists, number, replace(around, asked=True, short=True))
        if judged is not None:
            score = _make_score(place, number, judged, numbers)
            last = judged.last
            yield score


def _look_around(
    stretch: Stretch, lists: Lists, numbers: tuple[Number, ...], before: Before
) -> Around:
    rated = speaks_of_rating(stretch.words, lists)
    scales = tuple(find_scales(stretch, lists, numbers, rated=rated or before.rated))
    named = scales[0].scale if scales else before.scale
    return Around(
        rated=rated,
        asked=before.rated,
        matter=before.matter,
        scale=named or before.carried,
        school=named,
        scales=scales,
        counting=before.counting,
        short=len(stretch.words) <= SHORT,
    )


def _is_scale(number: Number, scales: Iterable[SaidScale]) -> bool:
    return any(said.first <= number.first < said.last for said in scales)


def _goes_on(stretch: Stretch, lists: Lists, number: Number, last: int) -> bool:
    between = stretch.words[last : number.first]
    return len(between) <= _GOES_ON and lists["goes_on"].any_in(between)


def _make_score(
    place: Place, number: Number, judged: Found, others: Sequence[Number]
) -> SpokenScore:
    transcript, segment, stretch, lists = place
    first = skip_shades(stretch, lists, number.first)
    sign = sign_after(stretch, number)
    behind = shade_after(stretch, lists, number.last)
    if behind[0] == behind[1]:
        behind = shade_after(stretch, lists, judged.last)
    last = max(judged.last, behind[1])
    shades: tuple[int, ...] = (*range(first, number.first), *range(*behind))
    if is_bound(stretch, lists, first, number):
        shades = tuple(sorted((*not_words(stretch, lists, first, judged.last), *shades)))
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
        scale=judged.scale,
        nuance=" ".join([*nuance, *([sign] if sign else [])]),
        negated=is_not_given(stretch, lists, replace(number, last=last), first, others),
    )
