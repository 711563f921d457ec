"""Matches → hits of one code: masks, `not`, the longest match, polarity; all of it recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from qualcode.model.codebook import Indicator, Mask
from qualcode.model.coding import Hit, Reason, Suppressed
from qualcode.tagging.compile import CodeRules, Rule
from qualcode.tagging.context import Context
from qualcode.tagging.match import (
    Hidden,
    Match,
    find_matches,
    find_phrase,
    places_of,
    spans_of,
    trace_matches,
    words_of,
)
from qualcode.tagging.passage import Passage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match of an indicator before it is compared with others of its code."""

    indicator: Indicator
    match: Match
    unwanted: Match | None = None  # what the indicator's `not` found beside it

    @property
    def places(self) -> frozenset[int]:
        """The places of the row its words take."""
        return places_of(self.match)

    @property
    def rank(self) -> tuple[float, ...]:
        """The order in which candidates win: more words, weight, closeness; then the earlier."""
        extent = self.match[-1].high - self.match[0].low
        words = len(self.places)
        return (-words, -self.indicator.weight, extent, self.match[0].low, self.indicator.line)


@dataclass(frozen=True, slots=True)
class Found:
    """What one code has in one passage."""

    hits: tuple[Hit, ...]
    suppressed: tuple[Suppressed, ...]


def find_hits(rules: CodeRules, passage: Passage, context: Context, transcript: str) -> Found:
    """Find one code in one passage: its hits, and what would have been hits, with the reason."""
    masks = _find_masks(rules, passage)
    candidates = list(_candidates(rules, passage, masks))
    winners, losers = keep_longest(one for one in candidates if one.unwanted is None)
    taken: list[_Taken] = [
        _Taken(loser, "outranked", winner.indicator.text, winner.indicator.line)
        for loser, winner in losers
        if loser.indicator.id != winner.indicator.id
    ]
    taken += [
        _Taken(one, "excluded", words_of(one.unwanted, passage), one.indicator.line)
        for one in candidates
        if one.unwanted is not None
    ]
    taken += _masked(rules, passage, masks) if masks else ()
    suppressed = [
        Suppressed(make_hit(candidate, passage, context, transcript), reason, by, line)
        for candidate, reason, by, line in taken
    ]
    hits = []
    for winner in winners:
        hit = make_hit(winner, passage, context, transcript)
        if hit.polarity == "negated" and winner.indicator.negation == "exclude":
            suppressed.append(Suppressed(hit, "negated", hit.cue, 0))
        else:
            hits.append(hit)
    return Found(_in_order(hits, lambda hit: hit), _in_order(suppressed, lambda one: one.hit))


class _Taken(NamedTuple):
    """A candidate that makes no hit, and what took it away."""

    candidate: Candidate
    reason: Reason
    by: str
    by_line: int


def _find_masks(rules: CodeRules, passage: Passage) -> dict[int, Mask]:
    """Map the places of masked words to the mask."""
    return {
        place: mask
        for mask, phrase in rules.masks
        for match in find_phrase(phrase, passage)
        for place in places_of(match)
    }


def _masked(rules: CodeRules, passage: Passage, masks: dict[int, Mask]) -> Iterator[_Taken]:
    """Yield what would be found if no word were masked."""
    for one in _candidates(rules, passage, ()):
        mask = next((masks[place] for place in sorted(one.places) if place in masks), None)
        if mask is not None:
            yield _Taken(one, "masked", mask.text, mask.line)


def _candidates(rules: CodeRules, passage: Passage, hidden: Hidden) -> Iterator[Candidate]:
    """Yield what the code's indicators match in the talk that may make the code."""
    roles = rules.code.speakers
    for rule in rules.rules:
        for match, unwanted in trace_matches(rule.expression, passage, hidden):
            if passage.role[match[0].low] in roles:
                yield Candidate(rule.indicator, match, unwanted)


def find_cues(rules: Iterable[Rule], passage: Passage) -> list[Candidate]:
    """Find cues, the longest of overlapping ones: «не противоречить» before «противоречить»."""
    found = (
        Candidate(rule.indicator, match)
        for rule in rules
        for match in find_matches(rule.expression, passage)
    )
    winners, _ = keep_longest(found)
    return winners


def keep_longest(
    candidates: Iterable[Candidate],
) -> tuple[list[Candidate], list[tuple[Candidate, Candidate]]]:
    """Keep the longest of candidates that share a word; pair each other with the one it lost to."""
    taken: dict[int, Candidate] = {}
    winners: list[Candidate] = []
    losers: list[tuple[Candidate, Candidate]] = []
    for candidate in sorted(candidates, key=lambda one: one.rank):
        winner = next((taken[place] for place in candidate.places if place in taken), None)
        if winner is None:
            winners.append(candidate)
            taken.update(dict.fromkeys(candidate.places, candidate))
        else:
            losers.append((candidate, winner))
    return winners, losers


def make_hit(candidate: Candidate, passage: Passage, context: Context, transcript: str) -> Hit:
    """Make a hit of a candidate; it belongs to the segment of its rarest word here."""
    indicator, match = candidate.indicator, candidate.match
    rarest = min(match, key=lambda edge: (len(passage.edges[edge.slot]), edge.low))
    marks = context.mark(match)
    hit = Hit(
        transcript=transcript,
        segment=passage.segment[rarest.low],
        code=indicator.owner,
        indicator=indicator.id,
        line=indicator.line,
        spans=spans_of(match, passage),
        words=words_of(match, passage),
        weight=indicator.weight,
        polarity=marks.polarity,
        cue=marks.cue,
        voice=marks.voice,
        modality=marks.modality,
    )
    if indicator.negation == "ignore":
        return replace(hit, polarity="affirmed", cue="")
    return hit


def _in_order(items: Iterable[T], hit: Callable[[T], Hit]) -> tuple[T, ...]:
    return tuple(sorted(items, key=lambda item: (hit(item).spans, hit(item).line)))
