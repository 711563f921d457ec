"""What surrounds a hit: whether it is negated, reported, wished for, past or asked.

A second pass over hits, after the ConText algorithm (Harkema et al. 2009, Journal of Biomedical
Informatics 42(5)): cues with a direction, a reach in words, and words that end the reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.language.words import find_words
from qualcode.model.coding import Modality, Polarity, Span, Voice
from qualcode.tagging.compile import PhraseRule
from qualcode.tagging.cues import Cues
from qualcode.tagging.match import Match, find_phrase
from qualcode.tagging.passage import Passage

_STOPPING_MARKS = frozenset(",;:—–.!?…\n")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“]*“|\"[^\"\n]*\"|(?<![\w])'[^\n]*?'(?![\w])")
SHORTEST_QUOTE = 3  # words; fewer are a name or irony


@dataclass(frozen=True, slots=True)
class Marks:
    """The context of one match."""

    polarity: Polarity = "affirmed"
    cue: str = ""  # the negating words
    voice: Voice = "own"
    modality: Modality = "fact"


class Context:
    """The cues found in one passage.

    `relations` are the cues of relations in it: a negation inside or right before one speaks of
    the relation, not of the poles («экономия не мешает заботе» denies no care).
    """

    def __init__(
        self, passage: Passage, cues: Cues[PhraseRule], relations: Iterable[Match] = ()
    ) -> None:
        self._passage = passage
        self._reach = cues.reach
        stops = find_all(cues["stops"], passage)
        self._stops = {match[0].low for match in stops if len(match) == 1}
        none = _places(find_all(cues["negation_none"], passage))
        none |= self._openers(cues["negation_openers"])
        before = _stretches(find_all(cues["negation_before"], passage), none)
        self._negation_ends = {high - 1: (low, high) for low, high in before}
        after = _stretches(find_all(cues["negation_after"], passage), none)
        self._negation_starts = {low: (low, high) for low, high in after}
        across = _stretches(find_all(cues["negation_across"], passage), none)
        self._across_ends = {high - 1: (low, high) for low, high in across}
        wishes = _stretches(find_all(cues["wish"], passage), set())
        self._wish_ends = {high - 1: (low, high) for low, high in wishes}
        self._bound = {
            place for match in relations for place in range(match[0].low - 1, match[-1].high)
        }
        self._past = {passage.sentence[match[0].low] for match in find_all(cues["past"], passage)}
        self._reported = tuple(self._reported_stretches(cues))
        self._quotes = _find_quotes(passage.text)

    def mark(self, match: Match) -> Marks:
        """Mark one match; a cue inside its own words never negates it."""
        own = _places([match])
        cue = self._negation(match, own | self._bound)
        return Marks(
            polarity="negated" if cue else "affirmed",
            cue=self._words(cue) if cue else "",
            voice=self._voice(match),
            modality=self._modality(match, own),
        )

    def is_denied(self, relation: Match) -> bool:
        """Tell whether a cue of a relation is negated itself."""
        return self._negation(relation, _places([relation])) is not None

    def _negation(self, match: Match, own: set[int]) -> Span | None:
        reach = self._reach
        for low, high in _chunks(match):
            cue = (
                self._find_back(low, reach.get("negation_before", 0), self._negation_ends, own)
                or self._find_back(low, reach.get("negation_across", 0), self._across_ends, own)
                or self._find_on(high, reach.get("negation_after", 0), own)
            )
            if cue:
                return cue
        return None

    def _find_back(
        self, place: int, reach: int, ends: dict[int, Span], own: set[int]
    ) -> Span | None:
        for step in range(1, reach + 1):
            at = place - step
            if at < 0 or self._stopped(at, at + 1):
                return None
            if at in ends and own.isdisjoint(range(*ends[at])):
                return ends[at]
            if at in self._stops:
                return None
        return None

    def _find_on(self, place: int, reach: int, own: set[int]) -> Span | None:
        for at in range(place, min(place + reach, len(self._passage.start))):
            if self._stopped(at - 1, at) or at in self._stops:
                return None
            if at in self._negation_starts and own.isdisjoint(range(*self._negation_starts[at])):
                return self._negation_starts[at]
        return None

    def _stopped(self, one: int, other: int) -> bool:
        passage = self._passage
        if passage.turn[one] != passage.turn[other]:
            return True
        between = passage.text[passage.stop[one] : passage.start[other]]
        return len(between) > 1 and not _STOPPING_MARKS.isdisjoint(between)

    def _openers(self, phrases: tuple[PhraseRule, ...]) -> set[int]:
        """Find refusals of a question: the first word of a sentence, a comma behind it."""
        passage = self._passage
        return {
            edge.low
            for (edge,) in find_all(phrases, passage)
            if (edge.low == 0 or passage.sentence[edge.low - 1] != passage.sentence[edge.low])
            and passage.text[passage.stop[edge.low] :][:2].lstrip()[:1] in {",", ".", "—"}
        }

    def _reported_stretches(self, cues: Cues[PhraseRule]) -> Iterator[Span]:
        """Yield the stretches of the row that others are said to have said."""
        passage = self._passage
        links = {m[0].low: m[-1].high for m in find_all(cues["speech_links"], passage)}
        own = _places(find_all(cues["speech_own"], passage))
        for match in find_all(cues["speech"], passage):
            low, high = match[0].low, match[-1].high
            if not own.isdisjoint(range(low - 2, low)):
                continue  # «я сказала: …» is the respondent's own talk
            start = self._speech_start(high, links)
            if start is not None:
                yield start, self._sentence_end(start)
        for match in find_all(cues["reported"], passage):
            yield match[-1].high, self._sentence_end(match[-1].high - 1)

    def _speech_start(self, place: int, links: dict[int, int]) -> int | None:
        """Return where the reported words start behind a verb of speech; None where none do."""
        passage = self._passage
        if place >= len(passage.start):
            return None
        if ":" in passage.text[passage.stop[place - 1] : passage.start[place]]:
            return place
        return next((links[at] for at in range(place, place + 3) if at in links), None)

    def _sentence_end(self, place: int) -> int:
        sentences = self._passage.sentence
        end = place
        while end < len(sentences) and sentences[end] == sentences[min(place, len(sentences) - 1)]:
            end += 1
        return end

    def _voice(self, match: Match) -> Voice:
        low, high = match[0].low, match[-1].high
        if any(start <= low and high <= stop for start, stop in self._reported):
            return "reported"
        first, last = self._passage.start[low], self._passage.stop[high - 1]
        quoted = any(start < first and last < stop for start, stop in self._quotes)
        return "reported" if quoted else "own"

    def _modality(self, match: Match, own: set[int]) -> Modality:
        low = match[0].low
        if self._is_question(low):
            return "question"
        if self._find_back(low, self._reach.get("wish", 0), self._wish_ends, own):
            return "wish"
        return "past" if self._passage.sentence[low] in self._past else "fact"

    def _is_question(self, place: int) -> bool:
        last = self._sentence_end(place) - 1
        ending = self._passage.text[self._passage.stop[last] :][:3]
        return "?" in ending.split(" ")[0]

    def _words(self, cue: Span) -> str:
        passage = self._passage
        return passage.text[passage.start[cue[0]] : passage.stop[cue[1] - 1]]


def find_all(phrases: Iterable[PhraseRule], passage: Passage) -> list[Match]:
    """Find every one of `phrases` in `passage`."""
    return [match for phrase in phrases for match in find_phrase(phrase, passage)]


def _places(matches: Iterable[Match]) -> set[int]:
    return {place for match in matches for edge in match for place in range(edge.low, edge.high)}


def _stretches(matches: Iterable[Match], without: set[int]) -> list[Span]:
    """Return the stretch of each match that has no place in `without`."""
    return [
        (match[0].low, match[-1].high) for match in matches if _places([match]).isdisjoint(without)
    ]


def _chunks(match: Match) -> Iterator[Span]:
    """Yield the stretches of neighbouring words in a match."""
    low, high = match[0].low, match[0].high
    for edge in match[1:]:
        if edge.low != high:
            yield low, high
            low = edge.low
        high = edge.high
    yield low, high


def _find_quotes(text: str) -> tuple[Span, ...]:
    return tuple(
        match.span()
        for match in _QUOTED.finditer(text)
        if len(find_words(match.group())) >= SHORTEST_QUOTE
    )
