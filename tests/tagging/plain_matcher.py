"""A second matcher, slow and obvious: it tries every combination and imports nothing of qualcode.

It reads the indicators as they stand in the codebook's data and finds all that is allowed. Where
several combinations are allowed for the same words, it returns all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import prod
from typing import Any

from plain_text import Edge, Match, Row, find_talk, fold, open_contraction
from plain_words import liken

Item = str | dict[str, Any]  # an indicator as it stands in the codebook

KINDS = ("term", "any", "all", "near", "fuzzy", "regex", "code")
MOST_WAYS = 30_000  # combinations of one group that are tried


class TooManyWaysError(Exception):
    """Trying every combination would take too long."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a phrase: how many other words may stand before it, and what fills it."""

    gap: int
    words: tuple[tuple[str, str], ...]  # kind, folded word
    least: int = 100


def read_phrase(text: str, fuzzy: bool = False, least: int = 100) -> list[Place]:
    """Read the plain string of an indicator."""
    places: list[Place] = []
    gap = 0
    for written in text.split():
        if written == "...":
            gap = 3
            continue
        words = [word for one in written.split("|") for word in _read_alternative(one, fuzzy)]
        if "|" in written or len(words) == 1:
            places.append(Place(gap, tuple(words), least))
        else:  # a contraction
            places += [
                Place(gap * (number == 0), (word,), least) for number, word in enumerate(words)
            ]
        gap = 0
    return places


def _read_alternative(token: str, fuzzy: bool) -> list[tuple[str, str]]:
    if "*" in token or "?" in token:
        return [("wildcard", fold(token))]
    kind = "exact" if token.startswith("=") else "fuzzy" if fuzzy else "form"
    return [(kind, word) for word in open_contraction(fold(token.removeprefix("=")))]


def find_phrase(places: list[Place], row: Row, hidden: frozenset[int]) -> list[Match]:
    """Find the nearest completion of the phrase from each beginning."""
    fillers = [_fillers(place, row, hidden) for place in places]
    matches = []
    for first in fillers[0]:
        if row.whole[first[0]][0] != first[0]:
            continue  # inside a hyphenated word
        ways = list(_complete((first,), places, fillers, row))
        matches += [min(ways)] if ways else []
    return matches


def _fillers(place: Place, row: Row, hidden: frozenset[int]) -> list[Edge]:
    return [
        (low, high)
        for low, high, text in row.fillers
        if not hidden & set(range(low, high))
        and any(liken(*word, text, row.language, place.least) for word in place.words)
    ]


def _complete(
    match: Match, places: list[Place], fillers: list[list[Edge]], row: Row
) -> Iterator[Match]:
    end = match[-1][1]
    inside = row.whole[end - 1][1] != end  # the next part of the hyphenated word must follow
    if len(match) == len(places):
        if not inside:
            yield match
        return
    last = row.atoms[end - 1]
    for edge in fillers[len(match)]:
        atom = row.atoms[edge[0]]
        follows = (
            edge[0] == end
            if inside
            else edge[0] >= end
            and row.whole[edge[0]][0] == edge[0]
            and atom.word - last.word - 1 <= places[len(match)].gap
        )
        if follows and atom.clause == last.clause:
            yield from _complete((*match, edge), places, fillers, row)


# Expressions

Hits = dict[str, list[Match]]  # of each code: what other codes refer to


@dataclass(frozen=True, slots=True)
class Way:
    """One allowed combination: its words, and the match of each item it is made of."""

    match: Match
    parts: tuple[Match, ...]
    branch: tuple[int, ...] = ()  # which item of `any` it is, and so on inside that
    unwanted: bool = False  # what `not` names stands with it
    fixed: bool = True  # no other combination could have been taken in its stead
    clear: bool = True  # no choice inside one of its items, or in what `not` names
    likeness: float = 100.0  # of the word that is least like what is sought


def places_of(match: Match) -> frozenset[int]:
    """Return the places of the row that a match takes."""
    return frozenset(place for low, high in match for place in range(low, high))


def find_ways(
    item: Item, row: Row, hidden: frozenset[int] = frozenset(), hits: Hits | None = None
) -> list[Way]:
    """Find every allowed combination of an indicator, those that its `not` rules out marked."""
    if isinstance(item, str):
        return list(_find_single("term", {"term": item}, row, hidden, {}))
    kind = next(one for one in KINDS if one in item)
    within = item.get("within", "8" if kind == "near" else "segment")
    if kind in ("any", "all", "near"):
        found = [_wanted(one, row, hidden, hits) for one in item[kind]]
    else:
        found = [list(_find_single(kind, item, row, hidden, hits or {}))]
    if kind in ("all", "near"):
        ways = list(_find_together(found, row, within, item.get("ordered") == "true"))
    elif kind == "any":
        ways = [
            replace(way, branch=(number, *way.branch))
            for number, inner in enumerate(found)
            for way in inner
        ]
    else:
        ways = found[0]
    absent = [way for one in item.get("not", ()) for way in _wanted(one, row, frozenset(), hits)]
    fixed = all(way.fixed for way in (*ways, *absent))
    clear = all(way.fixed for way in absent)
    return [
        replace(_judge(way, absent, row, within), fixed=fixed, clear=clear and way.clear)
        for way in ways
    ]


def _wanted(item: Item, row: Row, hidden: frozenset[int], hits: Hits | None) -> list[Way]:
    return [way for way in find_ways(item, row, hidden, hits) if not way.unwanted]


def _judge(way: Way, absent: list[Way], row: Row, within: str) -> Way:
    """Mark a combination beside which something unwanted stands."""
    unwanted = any(_is_beside(way.match, one.match, row, within) for one in absent)
    return replace(way, unwanted=unwanted)


def _find_single(
    kind: str, item: dict[str, Any], row: Row, hidden: frozenset[int], hits: Hits
) -> Iterator[Way]:
    if kind in ("term", "fuzzy"):
        places = read_phrase(item[kind], kind == "fuzzy", int(item.get("min", "88")))
        for match in find_phrase(places, row, hidden):
            yield Way(match, (match,), likeness=_likeness(places, match, row))
        return
    if kind == "regex":
        found = _find_regex(item["regex"], row)
    else:
        wanted = item["code"]
        codes = [code for code in hits if code == wanted or code.startswith(f"{wanted}.")]
        found = [match for code in codes for match in hits[code]]
    for match in found:
        if not hidden & places_of(match):
            yield Way(match, (match,))


def _likeness(places: list[Place], match: Match, row: Row) -> float:
    """Return how like the least like word is to what is sought in its place."""
    likeness = []
    for place, edge in zip(places, match, strict=True):
        (text,) = {text for low, high, text in row.fillers if (low, high) == edge}
        likeness.append(max(liken(*word, text, row.language, place.least) for word in place.words))
    return min(likeness)


def _find_regex(pattern: str, row: Row) -> list[Match]:
    import regex

    matches = []
    for start, stop in find_talk(row):
        for found in regex.finditer(pattern, row.text[start:stop], regex.IGNORECASE):
            low, high = found.start() + start, found.end() + start
            touched = {
                row.whole[place]
                for place, atom in enumerate(row.atoms)
                if atom.start < high and atom.stop > low
            }
            if touched:
                matches.append(tuple(sorted(touched)))
    return matches


def _find_together(found: list[list[Way]], row: Row, within: str, ordered: bool) -> Iterator[Way]:
    if prod(len(ways) for ways in found) > MOST_WAYS:
        raise TooManyWaysError
    together = [
        chosen
        for chosen in product(*found)
        if all(
            _are_together(one.match, other.match, row, within, ordered)
            for one, other in combinations(chosen, 2)
        )
    ]
    # With one combination for each match of each item there is nothing to choose.
    matches = {tuple(way.match for way in chosen) for chosen in together}
    fixed = all(len(set(column)) == len(column) for column in zip(*matches, strict=True))
    clear = all(way.fixed for ways in found for way in ways)
    for chosen in together:
        yield Way(
            match=tuple(sorted(edge for way in chosen for edge in way.match)),
            parts=tuple(way.match for way in chosen),
            fixed=fixed and clear,
            clear=clear,
            likeness=min(way.likeness for way in chosen),
        )


def _are_together(one: Match, other: Match, row: Row, within: str, ordered: bool) -> bool:
    if places_of(one) & places_of(other):
        return False  # a word stands in one place only
    if ordered and max(places_of(one)) > min(places_of(other)):
        return False
    if within.isdecimal():
        return _distance(one, other, row) <= int(within)
    return len({getattr(row.atoms[low], within) for low, _ in (*one, *other)}) == 1


def _distance(one: Match, other: Match, row: Row) -> float:
    """Count words from one to the other where they come nearest; the next word is 1."""
    distances = [
        abs(row.atoms[a].word - row.atoms[b].word)
        for a in places_of(one)
        for b in places_of(other)
        if row.atoms[a].turn == row.atoms[b].turn
    ]
    return min(distances, default=float("inf"))


def _is_beside(match: Match, unwanted: Match, row: Row, within: str) -> bool:
    """Tell whether something unwanted stands in the unit of any word, or near it."""
    if within.isdecimal():
        return _distance(match, unwanted, row) <= int(within)
    unit = getattr(row.atoms[unwanted[0][0]], within)
    return any(getattr(row.atoms[low], within) == unit for low, _ in match)


# Codes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A combination that an indicator of a code allows."""

    indicator: tuple[str, int]  # the language of its list and its place there
    way: Way
    weight: float

    @property
    def places(self) -> frozenset[int]:
        return places_of(self.way.match)

    @property
    def rank(self) -> tuple[float, ...]:
        """The longest comes first, then the heaviest, the closest, the earliest."""
        low, high = min(self.places), max(self.places) + 1
        return (-len(self.places), -self.weight, high - low, low)


@dataclass(frozen=True, slots=True)
class FoundCode:
    """All that the indicators of one code allow in a text."""

    free: tuple[Candidate, ...]  # may be hits, the longest of them
    excluded: tuple[Candidate, ...]  # by their `not`
    masked: tuple[Candidate, ...]
    fixed: bool  # no word leaves a choice between combinations


def find_code(code: dict[str, Any], row: Row, hits: Hits | None = None) -> FoundCode:
    """Find all that the indicators of one code allow."""
    lists = code.get("exclude", {})
    hidden = frozenset(
        place
        for language in (row.language, "any")
        for phrase in lists.get(language, ())
        for match in find_phrase(read_phrase(phrase), row, frozenset())
        for place in places_of(match)
    )
    seen = _candidates(code, row, hidden, hits)
    unmasked = _candidates(code, row, frozenset(), hits) if hidden else []
    return FoundCode(
        free=tuple(one for one in seen if not one.way.unwanted),
        excluded=tuple(one for one in seen if one.way.unwanted),
        masked=tuple(one for one in unmasked if one.places & hidden),
        fixed=all(one.way.fixed for one in (*seen, *unmasked)),
    )


def _candidates(
    code: dict[str, Any], row: Row, hidden: frozenset[int], hits: Hits | None
) -> list[Candidate]:
    candidates = []
    for language in (row.language, "any"):
        for number, item in enumerate(code["indicators"].get(language, ())):
            keys = item if isinstance(item, dict) else {}
            weight = float(keys.get("weight", "1"))
            for way in find_ways(item, row, hidden, hits):
                first = row.atoms[way.match[0][0]]
                said = first.role in code.get("speakers", ["respondent"])
                if said and first.type in keys.get("who", [first.type]):
                    candidates.append(Candidate((language, number), way, weight))
    return candidates


def keep_longest(
    candidates: Iterable[Candidate], order: Callable[[Candidate], tuple[float, ...]]
) -> list[Candidate]:
    """Keep, of combinations that share a word, the first in rank."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=order):
        if not any(one.places & other.places for other in kept):
            kept.append(one)
    return kept
