"""What a stretch of talk must hold for a rule to be found in it at all, and how wide it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from qualcode.tagging.compile import ExpressionRule, GroupRule, ListedRule, PhraseRule
from qualcode.tagging.sentences import REACHES, Reach

Need = frozenset[int]  # numbers of slots that must all be filled

MOST_WAYS = 64  # of fulfilling a rule that are told apart; beyond, fewer slots are asked for


def find_reach(expression: ExpressionRule) -> Reach:
    """Return the widest unit that decides whether the expression is found."""
    if isinstance(expression, PhraseRule):
        return "sentence"
    if isinstance(expression, ListedRule):
        return "answer"  # another code may stand in all of an answer
    own = "turn" if isinstance(expression.within, int) else expression.within
    below = (find_reach(item) for item in (*expression.items, *expression.absent))
    return max((own, *below), key=REACHES.index)


def find_needs(expression: ExpressionRule) -> tuple[Need, ...]:
    """Return sets of slots, one of which must be filled in the reach of the expression.

    That is necessary and seldom enough: order, nearness and `not` are left to the matching.
    """
    return tuple(dict.fromkeys(_ways(expression)))


def _ways(expression: ExpressionRule) -> Iterator[Need]:
    if isinstance(expression, PhraseRule):
        yield frozenset(expression.slots)
    elif isinstance(expression, ListedRule):
        yield frozenset((expression.place,))
    elif expression.kind == "any":
        for item in expression.items:
            yield from find_needs(item)
    else:
        yield from _together(expression)


def slots_in(expression: ExpressionRule) -> Iterator[int]:
    """Yield every place that a match of the expression can be made of."""
    if isinstance(expression, PhraseRule):
        yield from expression.slots
    elif isinstance(expression, ListedRule):
        yield expression.place
    else:
        for item in expression.items:
            yield from slots_in(item)


def _together(group: GroupRule) -> Iterator[Need]:
    """Join the needs of all items; of too many combinations only the fewest are asked for."""
    ways = sorted((find_needs(item) for item in group.items), key=len)
    while prod(map(len, ways)) > MOST_WAYS and len(ways) > 1:
        ways.pop()
    for combination in product(*ways):
        yield frozenset().union(*combination)
