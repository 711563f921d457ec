"""Why words that are all there do not stand as an indicator asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise, product

from qualcode.inspecting.explaining.explanation import Misplaced
from qualcode.tagging.compile import ExpressionRule, GroupRule, PhraseRule
from qualcode.tagging.match import find_matches, places_of, trace_matches, words_of
from qualcode.tagging.passage import Match, Passage

SHOWN = 2  # words between two others that are named; more are counted

Pair = tuple[Match, Match]


def find_misplaced(rule: ExpressionRule, passage: Passage) -> Misplaced | None:
    """Say why a rule, all places of which are filled, finds nothing; None where it does."""
    if find_matches(rule, passage):
        return None
    if isinstance(rule, PhraseRule):
        return _in_row(rule, passage)
    if not isinstance(rule, GroupRule):
        return None
    unwanted = next((words for _, words in trace_matches(rule, passage) if words), None)
    if unwanted:
        return Misplaced("not", words=words_of(unwanted, passage))
    reasons = (find_misplaced(item, passage) for item in rule.items)
    reason = next((one for one in reasons if one), None)
    return reason if reason or rule.kind == "any" else _together(rule, passage)


def _in_row(phrase: PhraseRule, passage: Passage) -> Misplaced | None:
    """Find the first two places of a phrase that no words fill as they must follow each other."""
    rows = [[(edge,) for edge in passage.edges.get(slot, ())] for slot in phrase.slots]
    for (ones, others), gap in zip(pairwise(rows), phrase.gaps[1:], strict=True):
        pairs = list(product(ones, others))
        if any(0 <= _words_between(pair, passage) <= gap for pair in _in_clause(pairs, passage)):
            continue
        return _blame_row(pairs, gap, passage)
    return None


def _blame_row(pairs: Sequence[Pair], gap: int, passage: Passage) -> Misplaced | None:
    """Say what is wrong with the pair that comes nearest to standing in a row."""
    apart = [one for one in pairs if places_of(one[0]).isdisjoint(places_of(one[1]))]
    near = _in_clause(apart, passage)
    behind = [one for one in near if _words_between(one, passage) >= 0]
    if behind:
        return _between(min(behind, key=lambda one: _words_between(one, passage)), gap, passage)
    for kind, some in (("order", near), ("break", _in_sentence(apart, passage))):
        if some:
            return _say(kind, some[0], passage)
    return _say("sentence", apart[0], passage) if apart else _blame_same(pairs, passage)


def _between(pair: Pair, gap: int, passage: Passage) -> Misplaced:
    """Name the words between two that follow each other, or count them."""
    count = _words_between(pair, passage)
    first, second = pair
    start, stop = passage.stop[first[-1].high - 1], passage.start[second[0].low]
    words = " ".join(passage.text[start:stop].split()).strip(' ,:—–-«»“”„"')
    return _say("between", pair, passage, words if count <= SHOWN else "", count, gap)


def _together(group: GroupRule, passage: Passage) -> Misplaced | None:
    """Find the first two items of a group that do not stand together."""
    found = [find_matches(item, passage) for item in group.items]
    for ones, others in combinations(found, 2):
        pairs = list(product(ones, others))
        apart = [one for one in pairs if places_of(one[0]).isdisjoint(places_of(one[1]))]
        if not apart:
            return _blame_same(pairs, passage)
        near = [one for one in apart if _is_within(group, one, passage)]
        if not near:
            return _blame_distance(group, apart, passage)
        if group.ordered and all(one[0][-1].high > one[1][0].low for one in near):
            return _say("order", near[0], passage)
    return None


def _is_within(group: GroupRule, pair: Pair, passage: Passage) -> bool:
    if isinstance(group.within, int):
        return _distance(pair, passage) <= group.within
    units = passage.units(group.within)
    return len({units[edge.low] for match in pair for edge in match}) == 1


def _blame_distance(group: GroupRule, pairs: Sequence[Pair], passage: Passage) -> Misplaced:
    nearest = min(pairs, key=lambda one: _distance(one, passage))
    if not isinstance(group.within, int):
        return _say("sentence", nearest, passage)
    return _say("far", nearest, passage, "", _distance(nearest, passage), group.within)


def _blame_same(pairs: Sequence[Pair], passage: Passage) -> Misplaced | None:
    return _say("same", pairs[0], passage) if pairs else None


def _distance(pair: Pair, passage: Passage) -> int:
    """Count words from one match to the other where they come nearest; the next word is 1."""
    return min(
        passage.word[max(one, other).low] - passage.word[min(one, other).high - 1]
        for one, other in product(*pair)
    )


def _words_between(pair: Pair, passage: Passage) -> int:
    """Count the words between two that follow each other; below 0 where they do not."""
    first, second = pair[0][-1], pair[1][0]
    if second.low < first.high:
        return -1
    return max(0, passage.word[second.low] - passage.word[first.high - 1] - 1)


def _in_clause(pairs: Sequence[Pair], passage: Passage) -> list[Pair]:
    return _sharing(pairs, passage.clause.__getitem__)


def _in_sentence(pairs: Sequence[Pair], passage: Passage) -> list[Pair]:
    return _sharing(pairs, passage.sentence.__getitem__)


def _sharing(pairs: Sequence[Pair], unit: Callable[[int], int]) -> list[Pair]:
    return [(one, other) for one, other in pairs if unit(one[0].low) == unit(other[0].low)]


def _say(
    kind: str, pair: Pair, passage: Passage, words: str = "", count: int = 0, most: int = 0
) -> Misplaced:
    first, second = (words_of(match, passage) for match in pair)
    return Misplaced(kind, first, second, words, count, most)
