"""Where an expression is found in a row of words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qualcode.tagging.compile import ExpressionRule, GroupRule, PhraseRule
from qualcode.tagging.passage import Edge, Passage

Match = tuple[Edge, ...]  # in the order of the row
Hidden = Collection[int]  # places of the row that must not be used: masked words

NEAREST = 12  # candidates tried for each item of a group, the nearest first


def find_matches(expression: ExpressionRule, passage: Passage, hidden: Hidden = ()) -> list[Match]:
    """Find `expression` everywhere in `passage`, at most once from each first word on."""
    return [match for match, unwanted in trace_matches(expression, passage, hidden) if not unwanted]


def trace_matches(
    expression: ExpressionRule, passage: Passage, hidden: Hidden = ()
) -> list[tuple[Match, Match | None]]:
    """Find `expression` with, for each match, what its `not` found in the same unit."""
    if isinstance(expression, PhraseRule):
        return [(match, None) for match in find_phrase(expression, passage, hidden)]
    return [
        (match, _find_absent(expression, match, passage))
        for match in _find_group(expression, passage, hidden)
    ]


def find_phrase(phrase: PhraseRule, passage: Passage, hidden: Hidden = ()) -> list[Match]:
    """Find the nearest continuation of the phrase from each place where its first word stands."""
    filled = [passage.edges.get(slot) for slot in phrase.slots]
    if not all(filled):
        return []
    rows: list[list[Edge]] = [edges for edges in filled if edges]
    if len(rows) == 1:
        return [(edge,) for edge in rows[0] if _usable((edge,), passage, hidden)]
    rarest = min(rows, key=len)
    clauses = {passage.clause[edge.low] for edge in rarest}
    by_place = [_by_place(edges) for edges in rows]
    found = []
    for first in rows[0]:
        if passage.clause[first.low] in clauses:
            match = _continue(phrase, passage, hidden, by_place, (first,))
            if match:
                found.append(match)
    return found


def _by_place(edges: list[Edge]) -> dict[int, list[Edge]]:
    places: dict[int, list[Edge]] = {}
    for edge in edges:
        places.setdefault(edge.low, []).append(edge)
    return places


def _continue(
    phrase: PhraseRule,
    passage: Passage,
    hidden: Hidden,
    by_place: list[dict[int, list[Edge]]],
    match: Match,
) -> Match | None:
    """Return the nearest completion of `match`, None when there is none."""
    if len(match) == len(phrase.slots):
        return match if _usable(match, passage, hidden) else None
    following = by_place[len(match)]
    for place in _reachable(passage, match[-1].high, phrase.gaps[len(match)]):
        for edge in following.get(place, ()):
            complete = _continue(phrase, passage, hidden, by_place, (*match, edge))
            if complete:
                return complete
    return None


def _reachable(passage: Passage, place: int, gap: int) -> Iterator[int]:
    """Yield the places from `place` on that at most `gap` words of the same clause precede."""
    last = place - 1
    while (
        place < len(passage.start)
        and passage.clause[place] == passage.clause[last]
        and passage.word[place] - passage.word[last] - 1 <= gap
    ):
        yield place
        place += 1


def _usable(match: Match, passage: Passage, hidden: Hidden) -> bool:
    """Refuse masked words, and parts of a hyphenated word without its other parts."""
    used = {place for edge in match for place in range(edge.low, edge.high)}
    if hidden and not used.isdisjoint(hidden):
        return False
    return all(
        used.issuperset(range(*whole))
        for place in used
        if (whole := passage.whole[place]) is not None
    )


def _find_group(group: GroupRule, passage: Passage, hidden: Hidden) -> list[Match]:
    found = [find_matches(item, passage, hidden) for item in group.items]
    if group.kind == "any":
        return [match for matches in found for match in matches]
    if not all(found):
        return []
    return _find_together(group, passage, found)


def _find_together(group: GroupRule, passage: Passage, found: list[list[Match]]) -> list[Match]:
    """Join each match of the rarest item with the nearest matches of the others."""
    anchor = min(range(len(found)), key=lambda item: len(found[item]))
    together = []
    for match in found[anchor]:
        candidates = [
            [match] if item == anchor else _nearest(matches, match)
            for item, matches in enumerate(found)
        ]
        chosen = _choose(group, passage, candidates, ())
        if chosen:
            together.append(tuple(sorted(edge for match in chosen for edge in match)))
    return together


def _nearest(matches: list[Match], to: Match) -> list[Match]:
    place = to[0].low
    return sorted(matches, key=lambda match: (abs(match[0].low - place), match))[:NEAREST]


def _choose(
    group: GroupRule, passage: Passage, candidates: list[list[Match]], chosen: Sequence[Match]
) -> Sequence[Match]:
    """Choose one candidate of each item so that all stand together; empty when they cannot."""
    if len(chosen) == len(candidates):
        return chosen
    for match in candidates[len(chosen)]:
        if all(_stand_together(group, passage, other, match) for other in chosen):
            complete = _choose(group, passage, candidates, (*chosen, match))
            if complete:
                return complete
    return ()


def _stand_together(group: GroupRule, passage: Passage, one: Match, other: Match) -> bool:
    """Tell whether two items, in the order written, are apart and inside the same unit."""
    if group.ordered and one[-1].high > other[0].low:
        return False
    if any(a.low < b.high and b.low < a.high for a in one for b in other):
        return False
    if isinstance(group.within, int):
        return _distance(passage, one, other) <= group.within
    units = passage.units(group.within)
    return units[one[0].low] == units[one[-1].low] == units[other[0].low] == units[other[-1].low]


def _distance(passage: Passage, one: Match, other: Match) -> float:
    """Count words from the end of the earlier match to the start of the later; next word is 1."""
    if passage.turn[one[0].low] != passage.turn[other[0].low]:
        return float("inf")
    first, second = sorted((one, other))
    return passage.word[second[0].low] - passage.word[first[-1].high - 1]


def _find_absent(group: GroupRule, match: Match, passage: Passage) -> Match | None:
    return next(
        (
            unwanted
            for phrase in group.absent
            for unwanted in find_phrase(phrase, passage)
            if _shares_unit(group, passage, match, unwanted)
        ),
        None,
    )


def _shares_unit(group: GroupRule, passage: Passage, match: Match, other: Match) -> bool:
    if isinstance(group.within, int):
        return any(
            abs(_distance(passage, (a,), (b,))) <= group.within for a in match for b in other
        )
    units = passage.units(group.within)
    return units[match[0].low] == units[other[0].low]
