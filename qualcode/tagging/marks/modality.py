"""What is no fact of today: a wish or a duty, the past, a question."""

from __future__ import annotations

from collections import defaultdict

from qualcode.model.coding import Modality, Span
from qualcode.tagging.marks.clauses import Clauses, places, stretches
from qualcode.tagging.match import places_of
from qualcode.tagging.passage import Match

FACT: tuple[Modality, str] = ("fact", "")


class Modalities:
    """The wishes, times and questions of one passage."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        none = places(clauses.find("wish_none"))
        wishes = stretches(clauses.find("wish"), none)
        self._wish_ends = {high - 1: (low, high) for low, high in sorted(wishes, reverse=True)}
        after = stretches(clauses.find("wish_after"), none)
        self._wish_starts = {low: (low, high) for low, high in sorted(after)}
        self._wishing = {
            clauses.passage.sentence[low]
            for low, _ in (*self._wish_ends.values(), *self._wish_starts.values())
        }
        self._times = self._find_times()
        self._tags = {high for _, high in stretches(clauses.find("question_tags"))}

    def find(self, match: Match) -> tuple[Modality, str]:
        """Return the modality of a match and the words that show it."""
        low = match[0].low
        if self._is_question(low):
            return "question", "?"
        if wish := self._wish(match):
            return "wish", self._clauses.words(wish)
        past = self._past(low)
        return ("past", self._clauses.words(past)) if past else FACT

    def _wish(self, match: Match) -> Span | None:
        sentences = self._clauses.passage.sentence
        if all(sentences[edge.low] not in self._wishing for edge in match):
            return None
        own = places_of(match)
        for at, distance in self._clauses.back(match[0].low):
            if distance > self._clauses.reach("wish"):
                break
            if (cue := self._wish_ends.get(at)) and own.isdisjoint(range(*cue)):
                return cue
        for at, distance in self._clauses.on(match[-1].high - 1):
            if distance > self._clauses.reach("wish_after"):
                break
            if cue := self._wish_starts.get(at):
                return cue
        return None

    def _find_times(self) -> dict[int, list[tuple[Span, bool]]]:
        """Find by sentence the words of the past (true) and of the present, in order."""
        passage = self._clauses.passage
        none = places(self._clauses.find("past_none"))
        times: dict[int, list[tuple[Span, bool]]] = defaultdict(list)
        found = [(span, True) for span in stretches(self._clauses.find("past"), none)]
        found += [(span, False) for span in stretches(self._clauses.find("present"))]
        for span, is_past in sorted(found):
            times[passage.sentence[span[0]]].append((span, is_past))
        return times

    def _past(self, place: int) -> Span | None:
        """Return the time that holds at `place` if it is past: the last named, else the next."""
        times = self._times.get(self._clauses.passage.sentence[place])
        if not times:
            return None
        before = [one for one in times if one[0][0] <= place]
        span, is_past = before[-1] if before else times[0]
        return span if is_past else None

    def _is_question(self, place: int) -> bool:
        """Tell whether the sentence ends with a question mark; «…, да?» asks nothing."""
        passage, end = self._clauses.passage, self._clauses.sentence_end(place)
        stop = passage.stop[end - 1]
        return "?" in passage.text[stop : stop + 3].split(" ")[0] and end not in self._tags
