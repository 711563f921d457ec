"""Matches → hits of one code: masks, `not`, the longest match, polarity; all of it recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from qualcode.language.words import fold
from qualcode.model.codebook import Indicator, Mask
from qualcode.model.coding import Hit, Reason, Suppressed
from qualcode.model.transcript import Segment
from qualcode.tagging.compile import CodeRules, LanguageRules, Rule
from qualcode.tagging.context import Context
from qualcode.tagging.match import (
    Hidden,
    find_matches,
    find_phrase,
    places_of,
    slots_of,
    spans_of,
    trace_matches,
    words_of,
)
from qualcode.tagging.passage import Match, Passage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the hits of one passage are made in."""

    transcript: str
    passage: Passage
    rules: LanguageRules
    context: Context
    types: Mapping[str, str]  # respondent → respondent type
    rarity: Callable[[int], int]  # slot → in how many sentences the transcript fills it
    objection: Callable[[Match], str]  # what a model holds against a match; mostly nothing


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


class _Taken(NamedTuple):
    """A candidate that makes no hit, and what took it away."""

    candidate: Candidate
    reason: Reason
    by: str
    by_line: int


class CodeSearch:
    """The search for one code in one passage, by those of its rules that can be found there."""

    def __init__(self, code: CodeRules, rules: Sequence[Rule], setting: Setting) -> None:
        self._code = code
        self._rules = rules
        self._setting = setting
        self._masks = _find_masks(code, setting.passage)
        self.candidates = list(self._find(self._masks))

    def find(self) -> Found:
        """Find the hits, and what would have been hits, with the reason."""
        passage = self._setting.passage
        taken: list[_Taken] = []
        standing: list[Candidate] = []
        for one in self.candidates:
            line = one.indicator.line
            if one.unwanted is not None:
                taken.append(_Taken(one, "excluded", words_of(one.unwanted, passage), line))
            elif objection := self._setting.objection(one.match):
                taken.append(_Taken(one, "vetoed", objection, 0))
            else:
                standing.append(one)
        winners, losers = keep_longest(standing)
        taken += [
            _Taken(loser, "outranked", winner.indicator.text, winner.indicator.line)
            for loser, winner in losers
            if loser.indicator.id != winner.indicator.id
        ]
        taken += self._masked() if self._masks else ()
        return self._settle(winners, taken)

    def _settle(self, winners: Iterable[Candidate], taken: Iterable[_Taken]) -> Found:
        """Make hits of candidates; one that is denied counts only where its code lets it."""
        suppressed = [
            Suppressed(make_hit(one.candidate, self._setting), one.reason, one.by, one.by_line)
            for one in taken
        ]
        hits = []
        for winner in winners:
            hit = make_hit(winner, self._setting)
            if hit.polarity == "negated" and winner.indicator.negation == "exclude":
                suppressed.append(Suppressed(hit, "negated", hit.cue, 0))
            else:
                hits.append(hit)
        return Found(_in_order(hits, lambda hit: hit), _in_order(suppressed, lambda one: one.hit))

    def _find(self, hidden: Hidden) -> Iterator[Candidate]:
        """Yield what the indicators match in the talk that may make the code."""
        passage = self._setting.passage
        for rule in self._rules:
            for match, unwanted in trace_matches(rule.expression, passage, hidden):
                segment = passage.segments[passage.segment[match[0].low]]
                if self._may_speak(rule.indicator, segment):
                    yield Candidate(rule.indicator, match, unwanted)

    def _may_speak(self, indicator: Indicator, segment: Segment) -> bool:
        """Tell whether it is this speaker and this question that the indicator is for."""
        if segment.role not in self._code.code.speakers:
            return False
        if indicator.who and self._setting.types.get(segment.respondent) not in indicator.who:
            return False
        return not indicator.questions or segment.question in indicator.questions

    def _masked(self) -> Iterator[_Taken]:
        """Yield what would be found if no word were masked."""
        for one in self._find(()):
            mask = next((self._masks[at] for at in sorted(one.places) if at in self._masks), None)
            if mask is not None:
                yield _Taken(one, "masked", mask.text, mask.line)


def _find_masks(code: CodeRules, passage: Passage) -> dict[int, Mask]:
    """Map the places of masked words to the mask."""
    return {
        place: mask
        for mask, phrase in code.masks
        for match in find_phrase(phrase, passage)
        for place in places_of(match)
    }


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
        stronger = [taken[place] for place in candidate.places if place in taken]
        if stronger:
            losers.append((candidate, min(stronger, key=lambda one: one.rank)))
        else:
            winners.append(candidate)
            taken.update(dict.fromkeys(candidate.places, candidate))
    return winners, losers


def make_hit(candidate: Candidate, setting: Setting) -> Hit:
    """Make a hit of a candidate; it belongs to the segment of its rarest word here."""
    indicator, match, passage = candidate.indicator, candidate.match, setting.passage
    marks = setting.context.mark(match)
    hit = Hit(
        transcript=setting.transcript,
        segment=_segment_of(match, setting),
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
        slots=slots_of(match, passage, setting.rules.places),
        likeness=_likeness(match, setting) if setting.rules.lexicon.knows_spellings else 100.0,
        voice_cue=marks.voice_cue,
        modality_cue=marks.modality_cue,
    )
    if indicator.negation == "ignore":
        return replace(hit, polarity="affirmed", cue="")
    return hit


def _segment_of(match: Match, setting: Setting) -> int:
    """Return the segment of the match's rarest word; mostly all its words are in one."""
    segment = setting.passage.segment
    if segment[match[0].low] == segment[match[-1].low]:
        return segment[match[0].low]
    rarest = min(match, key=lambda edge: (setting.rarity(edge.slot), edge.low))
    return segment[rarest.low]


def _likeness(match: Match, setting: Setting) -> float:
    """Return how like the least like word is to what it is taken for."""
    passage, lexicon = setting.passage, setting.rules.lexicon
    written = (passage.text[passage.start[one.low] : passage.stop[one.high - 1]] for one in match)
    return min(
        lexicon.likeness(lexicon.parts(fold(word))[0], edge.slot)
        for word, edge in zip(written, match, strict=True)
    )


def _in_order(items: Iterable[T], hit: Callable[[T], Hit]) -> tuple[T, ...]:
    return tuple(sorted(items, key=lambda item: (hit(item).spans, hit(item).line)))
