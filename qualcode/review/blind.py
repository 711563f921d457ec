"""What a blind coder may see: a run in which nobody has found anything, and their own blind lines.

Blindness is made by leaving out, not by hiding: what is not in the run cannot be on the page.
"""

from __future__ import annotations

from dataclasses import replace

from qualcode.model.decision import Action, Decision
from qualcode.runs.read import Run

SPOKEN = ("turns", "segments")  # the tables that say nothing of codes
# These speak of a coding that somebody else has made.
REFUSED: tuple[Action, ...] = ("accept", "reject")


def without_findings(run: Run) -> Run:
    """Return the run as it was before anything was found in it."""
    return replace(run, tables={name: run.tables[name] for name in SPOKEN})


class Blinding:
    """Tells which lines of their own log a blind coder may see again, line by line.

    Those written while codings could be seen would tell of them. A draft is the coder's own.
    """

    def __init__(self) -> None:
        self._shown: set[str] = set()

    def show(self, line: Decision) -> Decision | None:
        """Return the line without its weight, which tells whether the machine found anything."""
        own = line.supersedes in self._shown if line.action == "undo" else line.blind
        if not own and line.action != "draft":
            return None
        self._shown.add(line.id)
        return replace(line, weight=1.0)
