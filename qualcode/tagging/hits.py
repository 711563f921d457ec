"""Matches → hits of one code: masks, `not`, the longest match, polarity; all of it recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from qualcode.model.codebook import Indicator
from qualcode.model.coding import Hit, Reason, Span, Suppressed
from qualcode.tagging.compile import CodeRules, Rule
from qualcode.tagging.context import Context
from qualcode.tagging.match import Hidden, Match, find_phrase, trace_matches
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
    masked = {
        place: mask
        for mask, phrase in rules.masks
        for match in find_phrase(phrase, passage)
        for place in places_of(match)
    }
    candidates = list(_candidates(rules, passage, masked))
    winners, losers = keep_longest(one for one in candidates if one.unwanted is None)

    def suppress(candidate: Candidate, reason: Reason, by: str, line: int) -> Suppressed:
        return Suppressed(make_hit(candidate, passage, context, transcript), reason, by, line)

    suppressed = [
        suppress(loser, "outranked", winner.indicator.text, winner.indicator.line)
        for loser, winner in losers
        if loser.indicator.id != winner.indicator.id
    ]
    suppressed += [
        suppress(one, "excluded", words_of(one.unwanted, passage), one.indicator.line)
        for one in candidates
        if one.unwanted is not None
    ]
    if masked:
        for one in _candidates(rules, passage, ()):
            mask = next((masked[place] for place in sorted(one.places) if place in masked), None)
            if mask is not None:
                suppressed.append(suppress(one, "masked", mask.text, mask.line))
    hits = []
    for winner in winners:
        hit = make_hit(winner, passage, context, transcript)
        if hit.polarity == "negated" and winner.indicator.negation == "exclude":
            suppressed.append(Suppressed(hit, "negated", hit.cue, 0))
        else:
            hits.append(hit)
    return Found(_in_order(hits, lambda hit: hit), _in_order(suppressed, lambda one: one.hit))


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
        Candidate(rule.indicator, match, unwanted)
        for rule in rules
        for match, unwanted in trace_matches(rule.expression, passage)
    )
    winners, _ = keep_longest(one for one in found if one.unwanted is None)
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


def places_of(match: Match) -> frozenset[int]:
    """Return the places of the row that the words of `match` take."""
    return frozenset(place for edge in match for place in range(edge.low, edge.high))


def spans_of(match: Match, passage: Passage) -> tuple[Span, ...]:
    """Return where the words of `match` stand in the text."""
    return tuple((passage.start[edge.low], passage.stop[edge.high - 1]) for edge in match)


def words_of(match: Match, passage: Passage) -> str:
    """Return the words of `match` as they stand, with `…` for what stands between them."""
    parts = []
    last: int | None = None
    for edge in match:
        if last is not None and edge.low > last:
            parts.append("…")
        parts.append(passage.text[passage.start[edge.low] : passage.stop[edge.high - 1]])
        last = edge.high
    return " ".join(parts)


def _in_order(items: Iterable[T], hit: Callable[[T], Hit]) -> tuple[T, ...]:
    return tuple(sorted(items, key=lambda item: (hit(item).spans, hit(item).line)))
