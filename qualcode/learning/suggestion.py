"""A suggestion: a code a segment may have, how sure that is and why; and what to read next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal, get_args

ReasonKind = Literal[
    "words",  # words of the segment that speak for the code, as they stand there
    "like",  # a coded segment that is like this one; `text` is how it begins
    "rule",  # an indicator of the codebook that found something here; `text` is `LINE: words`
    "quote",  # words that another program relies on, checked against the segment
]
REASON_KINDS: tuple[ReasonKind, ...] = get_args(ReasonKind)

Where = Literal["", "before", "behind"]

Order = Literal["find", "teach"]
ORDERS: tuple[Order, ...] = get_args(Order)

Place = tuple[str, int]  # a transcript's id and the number of a segment in it

FLOOR = 0.05  # below this probability nothing is shown: of true codes 1 to 3 in 100 are lost


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a suggestion."""

    kind: ReasonKind
    text: str
    transcript: str = ""  # of `like`, where the coded segment stands; of `rule` in a neighbour
    segment: int = 0
    where: Where = ""  # of `rule` in a neighbour: it is the segment before, or that behind


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that a segment may have. It is no coding before a person accepts it."""

    transcript: str
    segment: int
    start: int  # of the segment, in the transcript's text
    stop: int
    code: str
    score: float  # the probability, 0 to 1, that people would give the code
    rank: int  # 1 is the likeliest code of the segment
    reasons: tuple[Reason, ...] = ()
    found: bool = False  # the rules have coded it here already
    seen: bool = False  # somebody has read the segment; the score comes from other interviews


def keep_worthy(
    suggestions: Iterable[Suggestion], read: frozenset[Place] = frozenset()
) -> tuple[Suggestion, ...]:
    """Keep what is worth a look: likely enough, with a reason, in no segment that was `read`.

    Of what is left, 1 is the likeliest code of its segment again.
    """
    kept: list[Suggestion] = []
    ranks: dict[Place, int] = defaultdict(int)
    for one in suggestions:
        place = one.transcript, one.segment
        if one.score >= FLOOR and one.reasons and place not in read:
            ranks[place] += 1
            kept.append(replace(one, rank=ranks[place]))
    return tuple(kept)


def order_segments(suggestions: Iterable[Suggestion], order: Order) -> tuple[Place, ...]:
    """Order segments by what is to be gained from reading them; those seen already come last.

    `find`: where the most codes are to be expected that the rules have not found. `teach`: where
    the suggestions are least sure; the worth of a code falls with every segment that was taken
    for its sake, so that not one code fills the beginning. Ties keep the order of the texts.
    """
    segments: dict[Place, list[Suggestion]] = defaultdict(list)
    seen: dict[Place, bool] = defaultdict(bool)
    for one in suggestions:
        place = one.transcript, one.segment
        segments[place].append(one)
        seen[place] |= one.seen
    chosen: list[Place] = []
    for done in (False, True):
        some = {place: segments[place] for place in sorted(segments) if seen[place] is done}
        chosen += _order_by_finds(some) if order == "find" else _order_by_doubts(some)
    return tuple(chosen)


def _order_by_finds(segments: Mapping[Place, Sequence[Suggestion]]) -> list[Place]:
    expected = {
        place: sum(one.score for one in some if not one.found) for place, some in segments.items()
    }
    return sorted(segments, key=lambda place: (-expected[place], place))


def _order_by_doubts(segments: Mapping[Place, Sequence[Suggestion]]) -> list[Place]:
    """Take the segment in most doubt again and again.

    A segment's worth only falls, so one whose worth is still the greatest when it is reckoned
    anew is the next; the others are put back.
    """
    from heapq import heapify, heappop, heappush

    asked: dict[str, int] = defaultdict(int)

    def worth_of(place: Place) -> float:
        return sum(
            one.score * (1 - one.score) / sqrt(1 + asked[one.code]) for one in segments[place]
        )

    waiting = [(-worth_of(place), place) for place in segments]
    heapify(waiting)
    chosen: list[Place] = []
    while waiting:
        _, place = heappop(waiting)
        now = -worth_of(place), place
        if waiting and now > waiting[0]:
            heappush(waiting, now)
            continue
        chosen.append(place)
        doubted = max(segments[place], key=lambda one: (one.score * (1 - one.score), -one.rank))
        asked[doubted.code] += 1
    return chosen
