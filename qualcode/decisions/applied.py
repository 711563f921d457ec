"""What became of each decision in a run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from qualcode.decisions.deciding import Decided
from qualcode.model.decision import DRAFT, Decision

Outcome = Literal[
    "applied",  # the codings are as it says
    "measured",  # it was made blind, or by somebody whose decisions only measure
    "disputed",  # coders of the same rank contradict each other
    "overruled",  # a coder of a higher rank, or the same one later, has decided otherwise
    "orphan",  # its place in the text is not known, or no code can stand there
    "draft",  # it gives a code that the codebook does not have yet
    "gone",  # its code, tension or relation is none, or the poles do not meet there
    "noted",  # it changes no coding: a memo, a flag, a segment that was read
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision with its place in the text as it stands now, and its outcome."""

    decision: Decision
    outcome: Outcome
    code: str = ""  # as the codebook has it now
    to: str = ""
    start: int = 0  # as written where the place is not known
    stop: int = 0
    to_start: int = 0
    to_stop: int = 0
    segment: int = 0  # the first it speaks for; 0 for none
    respondent: str = ""
    how: str = ""  # exact, moved or reworded; empty where it has no place


def is_draft(code: str) -> bool:
    """Tell whether an id is that of a code which somebody wishes for."""
    return code.startswith(DRAFT)


def decide_elsewhere(decided: Decided, heard: Collection[str]) -> tuple[Applied, ...]:
    """Return the decisions about none of the transcripts `heard`: memos, drafts, orphans."""
    return tuple(
        _apart(one)
        for transcript, decisions in decided.by_transcript.items()
        if transcript not in heard
        for one in decisions
    )


def _apart(decision: Decision) -> Applied:
    # What defines a draft gives no code: where it is given, that is told.
    outcome: Outcome = "orphan" if decision.transcript else "noted"
    return Applied(
        decision,
        outcome,
        decision.code,
        decision.to,
        decision.start,
        decision.stop,
        decision.to_start,
        decision.to_stop,
    )
