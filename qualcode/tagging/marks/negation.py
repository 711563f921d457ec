"""Which words deny a match.

After the ConText algorithm (Harkema et al. 2009, Journal of Biomedical Informatics 42(5)): cues
with a direction, a reach in words, and words that end the reach. Two negations make a yes where
the language has it so: of a clause and of the one above it («не думаю, что нет»), and of a verb
and a word that denies by its meaning («не против», «без … не»).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from qualcode.model.coding import Span
from qualcode.tagging.marks.clauses import Clauses, places, stretches
from qualcode.tagging.passage import Match

_PLAIN = ("negation_before", "negation_noun", "negation_subject")
_BY_MEANING = ("negation_implied", "negation_paired")
_OPENS = re.compile(r"\s?[,.:;!—–]|\s-\s")  # what stands behind «Нет, …» and «Нет — …»
_CLOSES = re.compile(r"[\s»”\")]*(?:[,.;:!?…—–]|-\s)")


class _Cue(NamedTuple):
    """Where a cue stands in the row, and how it works."""

    low: int
    high: int
    kind: str
    reach: int

    @property
    def span(self) -> Span:
        return self.low, self.high


class Negation:
    """The negations of one passage."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self._none = places(clauses.find("negation_none"))
        self._none |= self._openers()
        plain = list(self._find(_PLAIN))
        self._plain_ends = {one.high - 1 for one in plain}
        self._ends = _by_end([*plain, *self._find(_BY_MEANING)])
        self._across_ends = _by_end(self._find(("negation_across",)))
        self._starts = _by_start(self._find(("negation_after",)))
        self._plain_starts = {one.low for one in plain} | self._starts.keys()
        self._ellipses = [one for one in self._find(("negation_ellipsis",)) if self._closes(one)]
        cues = (self._ends, self._across_ends, self._starts)
        self._sentences = {
            self._clauses.passage.sentence[one.low]
            for one in chain(*chain(*(found.values() for found in cues)), self._ellipses)
        }
        self._farthest = max(map(clauses.reach, (*_PLAIN, *_BY_MEANING, "negation_across")))
        self._joins = places(clauses.find("joins"))

    def find(self, match: Match, own: frozenset[int]) -> Span | None:
        """Return the cue that denies the match; one that has a place of `own` never does."""
        sentences = self._clauses.passage.sentence
        if all(sentences[edge.low] not in self._sentences for edge in match):
            return None
        return next((cue for chunk in _chunks(match) if (cue := self._deny(chunk, own))), None)

    def _deny(self, chunk: Span, own: frozenset[int]) -> Span | None:
        near, across = self._before(chunk, own)
        if near and self._is_undone(near, chunk):
            near = None
        else:
            near = near or self._behind(chunk[1], own)
        if near and across:
            return None  # «не сказал бы, что нет контроля»
        cue = near or across
        return cue.span if cue else None

    def _before(self, chunk: Span, own: frozenset[int]) -> tuple[_Cue | None, _Cue | None]:
        """Return the nearest cue before the chunk, and the one that reaches over its clause."""
        near = None
        for at, distance in self._clauses.back(chunk[0]):
            if distance > self._farthest:
                break
            across = _fitting(self._across_ends.get(at, ()), distance, own)
            if across:
                return near, across
            near = near or _fitting(self._ends.get(at, ()), distance, own)
        return near, None

    def _behind(self, place: int, own: frozenset[int]) -> _Cue | None:
        reach = self._clauses.reach("negation_after")
        for at, distance in self._clauses.on(place - 1):
            if distance > reach:
                break
            if cue := _fitting(self._starts.get(at, ()), distance, own):
                return cue
        return next((one for one in self._ellipses if self._is_recalled(one, place)), None)

    def _is_recalled(self, cue: _Cue, place: int) -> bool:
        """Tell whether «…, а сейчас нет» speaks of what stands before `place`."""
        words = self._clauses.passage.word
        return (
            cue.low >= place
            and words[cue.low] - words[place - 1] <= cue.reach
            and self._clauses.share_sentence(place - 1, cue.low)
        )

    def _is_undone(self, cue: _Cue, chunk: Span) -> bool:
        """Tell whether another negation of the clause makes a yes of the cue."""
        if cue.kind not in _BY_MEANING:
            return False
        for at, _ in self._clauses.back(cue.low):
            if at in self._joins or at in self._across_ends:
                break
            if at in self._plain_ends:
                return True
        return cue.kind == "negation_paired" and self._is_undone_behind(chunk[1])

    def _is_undone_behind(self, place: int) -> bool:
        """Look for the verb's negation: «без договора не выходим», not «без сна и не ропщем»."""
        join, reach = -1, self._clauses.reach("joins")
        words = self._clauses.passage.word
        for at, _ in self._clauses.on(place - 1):
            if at in self._plain_starts:
                return join < 0 or words[at] - words[join] > reach
            join = at if at in self._joins else join
        return False

    def _find(self, kinds: Iterable[str]) -> Iterator[_Cue]:
        for kind in kinds:
            for low, high in stretches(self._clauses.find(kind), self._none):
                yield _Cue(low, high, kind, self._clauses.reach(kind))

    def _closes(self, cue: _Cue) -> bool:
        passage = self._clauses.passage
        closes = _CLOSES.match(passage.text, passage.stop[cue.high - 1]) is not None
        return closes or not self._clauses.share_sentence(cue.high - 1, cue.high)

    def _openers(self) -> frozenset[int]:
        """Find refusals of a question: the first word of a sentence, a comma or dash behind it."""
        passage = self._clauses.passage
        return frozenset(
            edge.low
            for (edge,) in self._clauses.find("negation_openers")
            if not self._clauses.share_sentence(edge.low - 1, edge.low)
            and _OPENS.match(passage.text, passage.stop[edge.low])
        )


def _by_end(cues: Iterable[_Cue]) -> dict[int, list[_Cue]]:
    """Group cues by their last place, the longest first."""
    grouped: dict[int, list[_Cue]] = defaultdict(list)
    for cue in sorted(cues, key=lambda cue: cue.low):
        grouped[cue.high - 1].append(cue)
    return grouped


def _by_start(cues: Iterable[_Cue]) -> dict[int, list[_Cue]]:
    grouped: dict[int, list[_Cue]] = defaultdict(list)
    for cue in sorted(cues, key=lambda cue: -cue.high):
        grouped[cue.low].append(cue)
    return grouped


def _fitting(cues: Iterable[_Cue], distance: int, own: frozenset[int]) -> _Cue | None:
    """Return the first of the cues that reaches so far and is no part of `own`."""
    return next(
        (one for one in cues if distance <= one.reach and own.isdisjoint(range(*one.span))), None
    )


def _chunks(match: Match) -> Iterator[Span]:
    """Yield the stretches of neighbouring words in a match."""
    low, high = match[0].low, match[0].high
    for edge in match[1:]:
        if edge.low != high:
            yield low, high
            low = edge.low
        high = edge.high
    yield low, high
