"""The lines of a coder's log as the page shows them: where they stand in the text as it is now."""

from __future__ import annotations

from dataclasses import replace

from qualcode.decisions import Placed, find_target, place, standing
from qualcode.decisions.placeless import is_partly_there
from qualcode.model.decision import Decision
from qualcode.review.blind import Blinding
from qualcode.review.logbook import Logbook
from qualcode.review.material import Material


class Shown:
    """The lines of a log, in its order; None for those that are not shown.

    Not shown is what is about a text that the run does not have: it may have been withdrawn. In a
    text that was changed a line stands where its words are now, or is not shown. Codes are called
    as the codebook calls them now; a draft that it has taken up is none any more.
    """

    def __init__(self, log: Logbook, material: Material, blind: bool) -> None:
        self.lines: list[Decision | None] = []
        self._log = log
        self._passages = material.passages
        self._meant = material.run.codebook.meanings
        self._cut = material.run.cut
        # What the run has made of the decisions that it knew, by coder and id.
        self._outcomes = {
            (str(row["coder"]), str(row["decision"])): row["outcome"]
            for row in material.run.tables.get("decisions", ())
        }
        self._blind = blind
        self._begin()

    def _begin(self) -> None:
        self._begun = self._log.times_begun
        self._blinding = Blinding() if self._blind else None
        self._moved: dict[tuple[str, ...], str] = {}
        self._lost: set[str] = set()  # ids of lines whose words are not found for certain
        self.reworded: dict[str, str] = {}  # by id: the words that a line was about, now changed
        self.lines.clear()

    def follow(self) -> None:
        """Take what the log has gained; all of it again where it was read again."""
        if self._begun != self._log.times_begun:
            self._begin()
        self.lines += [self._show(one) for one in self._log.lines[len(self.lines) :]]

    def lost(self) -> tuple[Decision, ...]:
        """Return the lines that count and have no place, those that the run counts so."""
        self.follow()
        if not self._lost and "orphan" not in self._outcomes.values():
            return ()
        return tuple(one for one in standing(self._log.lines, apart=True) if self._is_lost(one))

    def _is_lost(self, line: Decision) -> bool:
        known = self._outcomes.get((line.coder, line.id))
        if known is not None:
            return known == "orphan"
        if line.id not in self._lost:
            return False
        # nobody waits for words of which nothing is left in a transcript that was cut
        text = self._passages[line.transcript].text
        return line.transcript not in self._cut or is_partly_there(line, text)

    def _show(self, line: Decision) -> Decision | None:
        seen = self._blinding.show(line) if self._blinding else line
        if seen is None or (seen.transcript and seen.transcript not in self._passages):
            return None
        if seen.action == "draft" and seen.code in self._meant:
            return None
        placed = self._place(seen)
        if placed is None:
            self._lost.add(line.id)
            return None
        now = self._name(placed)
        if now.transcript and (now.code, now.text_sha256) != (line.code, line.text_sha256):
            self._moved[find_target(now)] = line.id
        return now

    def _name(self, line: Decision) -> Decision:
        code, to = (self._meant.get(id, id) for id in (line.code, line.to))
        return line if (code, to) == (line.code, line.to) else replace(line, code=code, to=to)

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
        if found.how == "reworded":
            self.reworded[line.id] = line.quote
        if line.action == "border":
            by = found.start - line.start
            moved = replace(moved, to_start=line.to_start + by, to_stop=line.to_stop + by)
            if found.how == "reworded" or not passage.in_one_turn(moved.to_start, moved.to_stop):
                return None
        return moved

    def replaced_by(self, line: Decision) -> Decision:
        """Return a new line as it takes the place of one about the same in a former text.

        Their offsets count in different texts (or their code was called otherwise), so the log
        alone cannot tell that they are the same.
        """
        target = find_target(line)
        former = self._moved.get(target) if target else None
        return replace(line, supersedes=former) if former and not line.supersedes else line
