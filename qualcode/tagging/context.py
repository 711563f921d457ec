"""What surrounds a hit: whether it is negated, reported, wished for, past or asked.

A second pass over hits, after the ConText algorithm (Harkema et al. 2009, Journal of Biomedical
Informatics 42(5)): cues with a direction, a reach in words, and words that end the reach.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from qualcode.language.words import find_words
from qualcode.model.coding import Modality, Polarity, Span, Voice
from qualcode.tagging.compile import PhraseRule
from qualcode.tagging.cues import Cues
from qualcode.tagging.match import Match, find_all, places_of
from qualcode.tagging.passage import Passage

_STOP = re.compile(r"[,;:—–.!?…]|\s-|-\s")
_OPENS = re.compile(r"\s?[,.:;!—–]|\s-\s")  # what stands behind «Нет, …» and «Нет — …»
_QUOTED = re.compile(
    r"«[^«»]*»|“[^“”]*”|„[^„“]*“|\"[^\"\n]*\"|(?<!\w)'(?=[^\W\d])(?:[^'\n]|(?<=\w)'(?=\w)){0,300}'(?!\w)"
)
SHORTEST_QUOTE = 3  # words; fewer are a name or irony


@dataclass(frozen=True, slots=True)
class Marks:
    """The context of one match."""

    polarity: Polarity = "affirmed"
    cue: str = ""  # the negating words
    voice: Voice = "own"
    modality: Modality = "fact"
    voice_cue: str = ""
    modality_cue: str = ""


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
        wishes = _stretches(find_all(cues["wish"], passage), frozenset())
        self._wish_ends = {high - 1: (low, high) for low, high in wishes}
        self._bound = frozenset(
            place
            for match in relations
            for place in range(self._before(match[0].low), match[-1].high)
        )
        self._past = {passage.sentence[match[0].low] for match in find_all(cues["past"], passage)}
        self._reported = _Stretches(self._reported_stretches(cues))
        self._quotes = _Stretches(_find_quotes(passage))

    def mark(self, match: Match) -> Marks:
        """Mark one match; a cue inside its own words never negates it."""
        own = places_of(match)
        cue = self._negation(match, own | self._bound)
        return Marks(
            polarity="negated" if cue else "affirmed",
            cue=self._words(cue) if cue else "",
            voice=self._voice(match),
            modality=self._modality(match, own),
        )

    def is_denied(self, relation: Match) -> bool:
        """Tell whether a cue of a relation is negated itself."""
        return self._negation(relation, places_of(relation)) is not None

    def _negation(self, match: Match, own: frozenset[int]) -> Span | None:
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
        self, place: int, reach: int, ends: dict[int, Span], own: frozenset[int]
    ) -> Span | None:
        words, at = self._passage.word, place - 1
        while at >= 0 and words[place] - words[at] <= reach:
            if self._stopped(at, at + 1):
                return None
            if at in ends and own.isdisjoint(range(*ends[at])):
                return ends[at]
            if at in self._stops:
                return None
            at -= 1
        return None

    def _find_on(self, place: int, reach: int, own: frozenset[int]) -> Span | None:
        words, at = self._passage.word, place
        while at < len(words) and words[at] - words[place - 1] <= reach:
            if self._stopped(at - 1, at) or at in self._stops:
                return None
            if at in self._negation_starts and own.isdisjoint(range(*self._negation_starts[at])):
                return self._negation_starts[at]
            at += 1
        return None

    def _before(self, place: int) -> int:
        """Return the place before, where it belongs to the same clause."""
        return place if not place or self._stopped(place - 1, place) else place - 1

    def _stopped(self, one: int, other: int) -> bool:
        passage = self._passage
        if passage.sentence[one] != passage.sentence[other]:
            return True
        if passage.word[one] == passage.word[other]:
            return False  # parts of a hyphenated word
        between = passage.text[passage.stop[one] : passage.start[other]]
        return _STOP.search(between) is not None

    def _openers(self, phrases: tuple[PhraseRule, ...]) -> frozenset[int]:
        """Find refusals of a question: the first word of a sentence, a comma or dash behind it."""
        passage = self._passage
        return frozenset(
            edge.low
            for (edge,) in find_all(phrases, passage)
            if (edge.low == 0 or passage.sentence[edge.low - 1] != passage.sentence[edge.low])
            and _OPENS.match(passage.text, passage.stop[edge.low])
        )

    def _reported_stretches(self, cues: Cues[PhraseRule]) -> Iterator[Span]:
        """Yield the stretches of the row that others are said to have said."""
        passage = self._passage
        links = {m[0].low: m[-1].high for m in find_all(cues["speech_links"], passage)}
        own = _places(find_all(cues["speech_own"], passage))
        for match in find_all(cues["speech"], passage):
            low, high = match[0].low, match[-1].high
            before = (place for place in (low - 2, low - 1) if place in own)
            if any(self._shares_sentence(place, low) for place in before):
                continue  # «я сказала: …» is the respondent's own talk
            start = self._speech_start(high, links)
            if start is not None:
                yield start, self._sentence_end(start)
        for match in find_all(cues["reported"], passage):
            yield match[-1].high, self._sentence_end(match[-1].high - 1)

    def _speech_start(self, place: int, links: dict[int, int]) -> int | None:
        """Return where the reported words start behind a verb of speech; None where none do."""
        passage = self._passage
        if place >= len(passage.start) or not self._shares_sentence(place - 1, place):
            return None
        if ":" in passage.text[passage.stop[place - 1] : passage.start[place]]:
            return place
        starts = (links[at] for at in range(place, place + 3) if at in links)
        return next((start for start in starts if self._shares_sentence(place, start)), None)

    def _shares_sentence(self, one: int, other: int) -> bool:
        sentences = self._passage.sentence
        return other < len(sentences) and sentences[one] == sentences[other]

    def _sentence_end(self, place: int) -> int:
        sentences = self._passage.sentence
        return bisect_right(sentences, sentences[min(place, len(sentences) - 1)])

    def _voice(self, match: Match) -> Voice:
        low, high = match[0].low, match[-1].high
        first, last = self._passage.start[low], self._passage.stop[high - 1]
        reported = self._reported.hold(low, high) or self._quotes.hold(first, last)
        return "reported" if reported else "own"

    def _modality(self, match: Match, own: frozenset[int]) -> Modality:
        low = match[0].low
        if self._is_question(low):
            return "question"
        if self._find_back(low, self._reach.get("wish", 0), self._wish_ends, own):
            return "wish"
        return "past" if self._passage.sentence[low] in self._past else "fact"

    def _is_question(self, place: int) -> bool:
        last = self._sentence_end(place) - 1
        stop = self._passage.stop[last]
        return "?" in self._passage.text[stop : stop + 3].split(" ")[0]

    def _words(self, cue: Span) -> str:
        passage = self._passage
        return passage.text[passage.start[cue[0]] : passage.stop[cue[1] - 1]]


class _Stretches:
    """Stretches that may overlap, asked whether one of them holds another."""

    def __init__(self, stretches: Iterable[Span]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._farthest = list(accumulate((stop for _, stop in ordered), max))

    def hold(self, start: int, stop: int) -> bool:
        """Tell whether one of the stretches holds all of `start` to `stop`."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._farthest[before - 1] >= stop


def _places(matches: Iterable[Match]) -> frozenset[int]:
    return frozenset().union(*(places_of(match) for match in matches))


def _stretches(matches: Iterable[Match], without: frozenset[int]) -> list[Span]:
    """Return the stretch of each match that has no place in `without`."""
    return [
        (match[0].low, match[-1].high) for match in matches if places_of(match).isdisjoint(without)
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


def _find_quotes(passage: Passage) -> Iterator[Span]:
    """Yield the quotations in each turn: one that is never closed ends with its turn."""
    for low, high in _turns(passage):
        end = passage.start[high] if high < len(passage.start) else len(passage.text)
        for match in _QUOTED.finditer(passage.text, max(0, passage.start[low] - 1), end):
            if len(find_words(match.group())) >= SHORTEST_QUOTE:
                yield match.span()


def _turns(passage: Passage) -> Iterator[Span]:
    """Yield the stretch of the row that each turn takes."""
    low = 0
    while low < len(passage.turn):
        high = bisect_right(passage.turn, passage.turn[low])
        yield low, high
        low = high
