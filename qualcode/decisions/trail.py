"""Who decided what, when and with which codebook: every line of the logs, undone ones too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from qualcode.decisions.log import Line
from qualcode.decisions.merging import Logs
from qualcode.decisions.standing import State, weigh_lines
from qualcode.model.decision import Decision

COLUMNS = (*(field.name for field in fields(Decision)), "state", "file", "line")


@dataclass(frozen=True, slots=True)
class Step:
    """One line, and whether it still counts."""

    decision: Decision
    state: State
    line: Line


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for; empty: all."""

    coder: str = ""
    code: str = ""
    transcript: str = ""
    action: str = ""

    def holds(self, decision: Decision) -> bool:
        """Tell whether a line is among them; a branch of codes holds those below it."""
        codes = (decision.code, decision.to)
        return (
            self.coder in ("", decision.coder)
            and self.transcript in ("", decision.transcript)
            and self.action in ("", decision.action)
            and (not self.code or any(_is_below(one, self.code) for one in codes))
        )


def _is_below(code: str, branch: str) -> bool:
    return code == branch or code.startswith(f"{branch}.")


def trace(logs: Logs, wanted: Wanted) -> Iterator[Step]:
    """Yield the lines asked for, coder by coder, in the order in which they were written."""
    for log in logs.logs:
        states = weigh_lines(log.decisions, apart=True)
        for one, state in zip(log.decisions, states, strict=True):
            if wanted.holds(one):
                yield Step(one, state, log.lines[one.id])


def row_of(step: Step) -> tuple[object, ...]:
    """Return a line as a row of a table, in the order of COLUMNS."""
    said = (getattr(step.decision, name) for name in COLUMNS[:-3])
    return (*said, step.state, str(step.line.file), step.line.number)
