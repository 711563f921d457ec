"""What is said before and after a stretch of talk."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.runs.read import Record

NEIGHBOURS = 30  # words before and after a quote


@dataclass(frozen=True, slots=True)
class Around:
    """The words on both sides of a quote, and when it was said."""

    before: str
    after: str
    time: str  # of the turn it begins in, as written


class Talk:
    """The turns of all transcripts, to be asked for what stands around a quote."""

    def __init__(self, turns: Iterable[Record]) -> None:
        self._turns: dict[str, list[Record]] = defaultdict(list)
        for turn in turns:
            self._turns[str(turn["transcript"])].append(turn)
        for spoken in self._turns.values():
            spoken.sort(key=lambda turn: int(turn["start"]))
        self._starts = {
            transcript: [int(turn["start"]) for turn in spoken]
            for transcript, spoken in self._turns.items()
        }

    def around(self, transcript: str, start: int, stop: int) -> Around:
        """Return what is said before `start` and after `stop`.

        Words of the same turn; where the quote begins or ends its turn, of the turn beside it.
        """
        first, last = self._at(transcript, start), self._at(transcript, max(start, stop - 1))
        spoken = self._turns.get(transcript, [])
        if first < 0:
            return Around("", "", "")
        text, begins = str(spoken[first]["text"]), int(spoken[first]["start"])
        before = text[: start - begins].split()
        if not before and first:
            before = str(spoken[first - 1]["text"]).split()
        after = str(spoken[last]["text"])[stop - int(spoken[last]["start"]) :].split()
        if not after and last + 1 < len(spoken):
            after = str(spoken[last + 1]["text"]).split()
        return Around(_last(before), _first(after), str(spoken[first]["time"]))

    def said(self, transcript: str, start: int, stop: int) -> str:
        """Return the talk from `start` to `stop`, turns in lines of their own."""
        parts = []
        for turn in self._turns.get(transcript, []):
            begins = int(turn["start"])
            text = str(turn["text"])
            if begins < stop and begins + len(text) > start:
                parts.append(text[max(start - begins, 0) : stop - begins])
        return "\n".join(parts)

    def _at(self, transcript: str, place: int) -> int:
        """Return the number of the turn that a place lies in; -1 before the first."""
        return bisect_right(self._starts.get(transcript, []), place) - 1


def _last(words: list[str]) -> str:
    return ("… " if len(words) > NEIGHBOURS else "") + " ".join(words[-NEIGHBOURS:])


def _first(words: list[str]) -> str:
    return " ".join(words[:NEIGHBOURS]) + (" …" if len(words) > NEIGHBOURS else "")
