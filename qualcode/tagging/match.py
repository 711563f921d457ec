"""Where an expression is found in a row of words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from qualcode.model.coding import Span
from qualcode.tagging.compile import ExpressionRule, GroupRule, ListedRule, PhraseRule
from qualcode.tagging.groups import Index, find_together
from qualcode.tagging.passage import Edge, Match, Passage, group_by_place

Hidden = Collection[int]  # places of the row that must not be used: masked words

_INSIDE_WORDS = ("", "-", "‐", "‑")  # don't, person-centred


def find_matches(expression: ExpressionRule, passage: Passage, hidden: Hidden = ()) -> list[Match]:
    """Find `expression` everywhere in `passage`; what its `not` rules out is left out."""
    return [match for match, unwanted in trace_matches(expression, passage, hidden) if not unwanted]


def trace_matches(
    expression: ExpressionRule, passage: Passage, hidden: Hidden = ()
) -> list[tuple[Match, Match | None]]:
    """Find `expression` with, for each match, what its `not` found in the same unit."""
    if isinstance(expression, PhraseRule):
        return [(match, None) for match in find_phrase(expression, passage, hidden)]
    if isinstance(expression, ListedRule):
        listed = passage.listed.get(expression.place, ())
        return [(match, None) for match in listed if _is_visible(match, hidden)]
    found = _find_group(expression, passage, hidden)
    if not found or not expression.absent:
        return [(match, None) for match in found]
    unwanted = Index(find_all(expression.absent, passage), passage, expression.within)
    return [(match, unwanted.first_near_any_word(match)) for match in found]


def find_all(expressions: Iterable[ExpressionRule], passage: Passage) -> list[Match]:
    """Find every one of `expressions` in `passage`."""
    return [match for one in expressions for match in find_matches(one, passage)]


def _find_group(group: GroupRule, passage: Passage, hidden: Hidden) -> list[Match]:
    found = [find_matches(item, passage, hidden) for item in group.items]
    if group.kind == "any":
        return [match for matches in found for match in matches]
    return find_together(group, passage, found) if all(found) else []


def find_phrase(phrase: PhraseRule, passage: Passage, hidden: Hidden = ()) -> list[Match]:
    """Find the nearest completion of the phrase from each place where its first word stands."""
    rows = [_visible(passage.edges.get(slot, ()), hidden) for slot in phrase.slots]
    if not all(rows):
        return []
    if len(rows) == 1:
        return [
            (edge,)
            for edge in rows[0]
            if passage.starts_word(edge.low) and passage.ends_word(edge.high)
        ]
    clauses = {passage.clause[edge.low] for edge in min(rows, key=len)}
    search = _PhraseSearch(phrase, passage, rows if hidden else None)
    starts = (
        edge
        for edge in rows[0]
        if passage.clause[edge.low] in clauses and passage.starts_word(edge.low)
    )
    return [match for start in starts if (match := search.complete((start,)))]


def _visible(edges: Sequence[Edge], hidden: Hidden) -> Sequence[Edge]:
    if not hidden:
        return edges
    return [edge for edge in edges if _is_visible((edge,), hidden)]


def _is_visible(match: Match, hidden: Hidden) -> bool:
    return not any(at in hidden for edge in match for at in range(edge.low, edge.high))


class _PhraseSearch:
    """Completes beginnings of one phrase; remembers where it cannot go on."""

    def __init__(
        self, phrase: PhraseRule, passage: Passage, rows: Sequence[Sequence[Edge]] | None
    ) -> None:
        self._gaps = phrase.gaps
        self._passage = passage
        self._rows = (
            [passage.edges_by_place(slot) for slot in phrase.slots]
            if rows is None
            else [group_by_place(row) for row in rows]
        )
        self._dead: set[tuple[int, int]] = set()  # (slots filled, where the last word ends)

    def complete(self, match: Match) -> Match | None:
        """Return the nearest completion of `match`, None when there is none."""
        filled, end = len(match), match[-1].high
        if filled == len(self._rows):
            return match if self._passage.ends_word(end) else None
        if (filled, end) in self._dead:
            return None
        for place in self._reachable(end, self._gaps[filled]):
            for edge in self._rows[filled].get(place, ()):
                if self._joins(end, edge) and (complete := self.complete((*match, edge))):
                    return complete
        self._dead.add((filled, end))
        return None

    def _reachable(self, place: int, gap: int) -> Iterator[int]:
        """Yield the places from `place` on that at most `gap` words of its clause precede."""
        passage, last = self._passage, place - 1
        while (
            place < len(passage.start)
            and passage.clause[place] == passage.clause[last]
            and passage.word[place] - passage.word[last] - 1 <= gap
        ):
            yield place
            place += 1

    def _joins(self, end: int, edge: Edge) -> bool:
        """Take a hyphenated word whole, or all of its parts one after the other."""
        if self._passage.ends_word(end):
            return self._passage.starts_word(edge.low)
        return edge.low == end


def places_of(match: Match) -> frozenset[int]:
    """Return the places of the row that the words of `match` take."""
    return frozenset(place for edge in match for place in range(edge.low, edge.high))


def spans_of(match: Match, passage: Passage) -> tuple[Span, ...]:
    """Return where the words of `match` stand in the text."""
    parts = _join_parts(match, passage)
    return tuple((passage.start[one[0].low], passage.stop[one[-1].high - 1]) for one in parts)


def slots_of(match: Match, passage: Passage, places: Sequence[str]) -> tuple[str, ...]:
    """Return for each of the match's spans how the slots it fills are written."""
    parts = _join_parts(match, passage)
    return tuple(" ".join(dict.fromkeys(places[edge.slot] for edge in one)) for one in parts)


def _join_parts(match: Match, passage: Passage) -> list[list[Edge]]:
    """Put the edges of the parts of one hyphenated word together."""
    joined: list[list[Edge]] = []
    for edge in match:
        if joined and edge.low and passage.word[edge.low] == passage.word[edge.low - 1]:
            joined[-1].append(edge)
        else:
            joined.append([edge])
    return joined


def words_of(match: Match, passage: Passage) -> str:
    """Return the words of `match` as they stand, with `…` for what stands between them."""
    words = ""
    last: Edge | None = None
    for edge in match:
        if last:
            between = passage.text[passage.stop[last.high - 1] : passage.start[edge.low]]
            apart = edge.low > last.high or passage.turn[edge.low] != passage.turn[last.low]
            words += " … " if apart else between if between in _INSIDE_WORDS else " "
        words += passage.text[passage.start[edge.low] : passage.stop[edge.high - 1]]
        last = edge
    return words
