"""The lines of a coder's log as the page shows them: where they stand in the text as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qualcode.decisions import Placed, find_target, place, standing
from qualcode.model.decision import Decision
from qualcode.review.blind import Blinding
from qualcode.review.logbook import Logbook
from qualcode.review.material import Passage


class Shown:
    """The lines of a log, in its order; None for those that are not shown.

    Not shown is what is about a text that the run does not have: it may have been withdrawn. In a
    text that was changed a line stands where its words are now, or is not shown.
    """

    def __init__(self, log: Logbook, passages: Mapping[str, Passage], blind: bool) -> None:
        self.lines: list[Decision | None] = []
        self._log = log
        self._passages = passages
        self._blind = blind
        self._begin()

    def _begin(self) -> None:
        self._begun = self._log.times_begun
        self._blinding = Blinding() if self._blind else None
        self._moved: dict[tuple[str, ...], str] = {}
        self._lost: set[str] = set()  # ids of lines whose words are not found for certain
        self.lines.clear()

    def follow(self) -> None:
        """Take what the log has gained; all of it again where it was read again."""
        if self._begun != self._log.times_begun:
            self._begin()
        self.lines += [self._show(one) for one in self._log.lines[len(self.lines) :]]

    def count_lost(self) -> int:
        """Count the lines that count and are not shown, as nobody knows where they stand now."""
        self.follow()
        return sum(one.id in self._lost for one in standing(self._log.lines)) if self._lost else 0

    def _show(self, line: Decision) -> Decision | None:
        seen = self._blinding.show(line) if self._blinding else line
        if seen is None or (seen.transcript and seen.transcript not in self._passages):
            return None
        placed = self._place(seen)
        if placed is None:
            self._lost.add(line.id)
        return placed

    def _place(self, line: Decision) -> Decision | None:
        """Return the line where it stands now; what it was about may be about something since."""
        if not line.transcript:
            return line
        passage = self._passages[line.transcript]
        if line.text_sha256 == passage.sha256:
            return line
        found = place(line, passage.text, passage.sha256, passage.answers)
        if not isinstance(found, Placed):
            return None
        moved = replace(
            line,
            text_sha256=passage.sha256,
            start=found.start,
            stop=found.stop,
            quote=passage.quote(found.start, found.stop),
            before="",
            after="",
        )
        if line.action == "border":
            by = found.start - line.start
            moved = replace(moved, to_start=line.to_start + by, to_stop=line.to_stop + by)
            if found.how == "reworded" or not passage.in_one_turn(moved.to_start, moved.to_stop):
                return None
        if target := find_target(moved):
            self._moved[target] = line.id
        return moved

    def replaced_by(self, line: Decision) -> Decision:
        """Return a new line as it takes the place of one about the same in a former text.

        Their offsets count in different texts, so the log alone cannot tell that they are the same.
        """
        former = self._moved.get(find_target(line))
        return replace(line, supersedes=former) if former and not line.supersedes else line
