"""Where a stretch of a source stands in its new file: known by what was replaced, not sought."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from qualcode.model.coding import Span
from qualcode.model.transcript import Transcript
from qualcode.pseudonyms.edits import Replaced, apply_edits


class Moved:
    """The places of one source in the new transcript that was read again from its new file."""

    def __init__(self, old: Replaced, new: Transcript) -> None:
        self._old = old
        self._new = new
        self._ends = [edit.stop for edit in old.edits]
        self._shifts = [0]  # before each edit, and behind the last
        for edit in old.edits:
            self._shifts.append(self._shifts[-1] + len(edit.text) - (edit.stop - edit.start))
        text = old.transcript.text
        self._whole = apply_edits(text, old.edits) == new.text  # all of it, not the turns alone
        self._starts = [turn.start for turn in old.transcript.turns]

    def find(self, span: Span) -> Span | None:
        """Return the stretch in the new text; None where it is not known.

        A placeholder is taken whole, whatever part of the name was meant.
        """
        start, stop = self._begin(span[0]), self._end(span[1])
        return (start, stop) if start is not None and stop is not None and start < stop else None

    def _begin(self, place: int) -> int | None:
        at = bisect_right(self._ends, place)
        inside = at < len(self._ends) and self._old.edits[at].start < place
        return self._carry(self._old.edits[at].start if inside else place, at, place)

    def _end(self, place: int) -> int | None:
        at = bisect_left(self._ends, place)
        if at == len(self._ends) or place <= self._old.edits[at].start:
            return self._carry(place, at, place - 1)
        return self._carry(self._old.edits[at].stop, at + 1, place - 1)

    def _carry(self, place: int, edits: int, said: int) -> int | None:
        """Carry a place behind so many edits over; `said`: a character that lies in its turn."""
        if self._whole:
            return place + self._shifts[edits]
        turn = bisect_right(self._starts, said) - 1
        if turn < 0 or said >= self._old.transcript.turns[turn].stop:
            return None  # between the turns the new file may have other signs
        old = self._old.transcript.turns[turn]
        before = self._shifts[bisect_right(self._ends, old.start)]
        return self._new.turns[turn].start + place - old.start + self._shifts[edits] - before
