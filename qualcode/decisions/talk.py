"""Where in a transcript codes may stand: in the talk of those whose words can have them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from qualcode.decisions.standing import ABOUT_CODINGS
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Span
from qualcode.model.decision import Decision
from qualcode.model.transcript import Transcript

_RESPONDENTS = frozenset({"respondent"})  # whose talk a code stands in if it says nothing else


class Talk:
    """The turns of one transcript in which each code may stand."""

    def __init__(
        self, turns: Iterable[tuple[str, int, int]], speakers: Mapping[str, Collection[str]]
    ) -> None:
        """Take role, start and stop of each turn, in order; `speakers` as of `speakers_of`."""
        self._turns = tuple(turns)
        self._speakers = speakers
        self._said = cache(self._list_said)

    def of(self, code: str) -> tuple[Span, ...]:
        """Return the turns in which a code may stand; the respondents' for one not known."""
        return self._said(frozenset(self._speakers.get(code, _RESPONDENTS)))

    def _list_said(self, roles: frozenset[str]) -> tuple[Span, ...]:
        return tuple((start, stop) for role, start, stop in self._turns if role in roles)

    def holds(self, decision: Decision, span: Span, borders: Span | None = None) -> bool:
        """Tell whether a decision on a coding may stand at `span`, with its new `borders` if any.

        What is given lies in one turn; what was found may reach over several, as an answer does.
        What is about no coding may stand anywhere.
        """
        if decision.action not in ABOUT_CODINGS:
            return True
        turns = self.of(decision.to or decision.code)
        first, last = _turn_at(span[0], turns), _turn_at(span[1] - 1, turns)
        if first is None or last is None or (decision.action == "add" and first != last):
            return False
        if borders is None or decision.action != "border":
            return True
        first, last = _turn_at(borders[0], turns), _turn_at(borders[1] - 1, turns)
        return first is not None and first == last


def _turn_at(place: int, turns: tuple[Span, ...]) -> int | None:
    at = bisect_right(turns, place, key=lambda turn: turn[0]) - 1
    return at if at >= 0 and place < turns[at][1] else None


def hear(transcript: Transcript, codebook: Codebook | None) -> Talk:
    """Return the talk of a transcript; without a codebook, codes stand in respondents' talk."""
    turns = ((one.role, one.start, one.stop) for one in transcript.turns)
    return Talk(turns, speakers_of(codebook))


def speakers_of(codebook: Codebook | None) -> Mapping[str, Collection[str]]:
    """Map each code, by its former ids too, to the roles whose talk can have it."""
    codes = codebook.codes if codebook else ()
    former = {id: code.speakers for code in codes for id in code.replaces}
    return former | {code.id: code.speakers for code in codes}
