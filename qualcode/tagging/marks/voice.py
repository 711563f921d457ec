"""Whose words a match is: the respondent's own, or said to be another's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from qualcode.language.words import find_words
from qualcode.model.coding import Span
from qualcode.tagging.marks.clauses import Clauses, places
from qualcode.tagging.passage import Match

SHOWN = 2  # words of a quotation that stand for all of it

_LEADS_IN = re.compile(r"[\s,:.—–-]*")
_NEAR = 3  # words from a verb of speech to «что» or a quotation: «сказали нам прямо, что …»
_SUBJECT = 4  # words from «я» to its verb: «я бы так не сказала»


class _Speech(NamedTuple):
    """Words that some verb of speech brings in, up to the end of their sentence."""

    start: int  # the first place of the words
    stop: int
    cue: str  # the verb with its link; empty for the respondent's own


class Voices:
    """Whose words the words of one passage are."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self._own_verbs: set[int] = set()  # last places of «я сказала», «думаю»
        self._speeches = sorted(self._find_speeches())
        self._quotes: dict[int, list[Span]] = {}  # by turn

    def find(self, match: Match) -> str:
        """Return the words that show a match to be another's; none where it is the speaker's."""
        return self._quotation(match) or self._speech(match)

    def _speech(self, match: Match) -> str:
        """Return the nearest verb of speech before the match in its sentence."""
        low, high = match[0].low, match[-1].high
        at = bisect_right(self._speeches, low, key=lambda one: one.start) - 1
        return self._speeches[at].cue if at >= 0 and self._speeches[at].stop >= high else ""

    def _find_speeches(self) -> Iterator[_Speech]:
        clauses = self._clauses
        links = {m[0].low: m[-1].high for m in clauses.find("speech_links")}
        own = places(clauses.find("speech_own"))
        for match in clauses.find("speech"):
            low, high = match[0].low, match[-1].high
            if any(at in own and far <= _SUBJECT for at, far in clauses.back(low)):
                yield self._own_speech(high)  # «я сказала: …»
                continue
            start = self._speech_start(high, links)
            if start is not None:
                yield _Speech(start, clauses.sentence_end(start), self._lead(low, start))
        for match in clauses.find("speech_first"):
            yield self._own_speech(match[-1].high)
        for match in clauses.find("reported"):
            low, high = match[0].low, match[-1].high
            yield _Speech(high, clauses.sentence_end(high - 1), clauses.words((low, high)))

    def _own_speech(self, high: int) -> _Speech:
        self._own_verbs.add(high - 1)
        return _Speech(high, self._clauses.sentence_end(high - 1), "")

    def _speech_start(self, place: int, links: dict[int, int]) -> int | None:
        """Return where the reported words start behind a verb of speech; None where none do."""
        clauses = self._clauses
        if not clauses.share_sentence(place - 1, place):
            return None
        if ":" in clauses.between(place - 1, place):
            return place
        starts = (links[at] for at in range(place, place + _NEAR) if at in links)
        return next((start for start in starts if clauses.share_sentence(place, start)), None)

    def _lead(self, low: int, start: int) -> str:
        """Return a verb of speech with its link as they stand: «говорят, что», «говорит:»."""
        passage, words = self._clauses.passage, self._clauses.words((low, start))
        return f"{words}:" if passage.text.startswith(":", passage.stop[start - 1]) else words

    def _quotation(self, match: Match) -> str:
        passage = self._clauses.passage
        low, high = match[0].low, match[-1].high
        turn = passage.turn[low]
        if turn not in self._quotes:
            self._quotes[turn] = list(self._find_quotes(turn))
        first, last = passage.start[low], passage.stop[high - 1]
        holding = (one for one in self._quotes[turn] if one[0] <= first and last <= one[1])
        return next((_beginning(passage.text[start:stop]) for start, stop in holding), "")

    def _find_quotes(self, turn: int) -> Iterator[Span]:
        """Yield the quotations in the whole turn that do not quote the respondent."""
        for quote in self._clauses.passage.quotations.get(turn, ()):
            if not self._is_own(quote):
                yield quote

    def _is_own(self, quote: Span) -> bool:
        """Tell whether the respondent's own verb is beside it: «говорю: “…”», «“…”, — говорю»."""
        passage = self._clauses.passage
        before = bisect_right(passage.stop, quote[0])
        for at in range(max(0, before - _NEAR), before):
            if at in self._own_verbs and self._clauses.share_sentence(at, before - 1):
                return (
                    _LEADS_IN.fullmatch(passage.text, passage.stop[before - 1], quote[0])
                    is not None
                )
        behind = bisect_left(passage.start, quote[1])
        return behind in self._own_verbs and (
            _LEADS_IN.fullmatch(passage.text, quote[1], passage.start[behind]) is not None
        )


def _beginning(quote: str) -> str:
    """Return the first words of a quotation between its marks."""
    words = find_words(quote)
    if len(words) <= SHOWN + 1:
        return quote
    return f"{quote[: words[SHOWN - 1].stop]} …{quote[-1]}"
