"""What the order of labels says: who is needed so that nobody follows himself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise


def stand_between(
    order: list[str], firm: Collection[str], doubtful: Collection[str]
) -> Counter[str]:
    """Count where a doubtful label stands right behind a firm one that also comes next.

    `И, Анна, И`: without Анна the interviewer would follow himself. `И, Р, Плюсы, И`: he would not.
    """
    found: Counter[str] = Counter()
    pool = [label for label in order if label in firm or label in doubtful]
    following = ""  # the firm label that comes next
    for place in range(len(pool) - 1, 0, -1):
        if pool[place] in firm:
            following = pool[place]
        elif pool[place - 1] == following:
            found[pool[place]] += 1
    return found


def changes(order: list[str]) -> int:
    """Count the labels that another label follows."""
    return sum(one != other for one, other in pairwise(order))
