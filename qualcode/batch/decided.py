"""What became of people's decisions in a run: those of no transcript in it, and what is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from qualcode.batch.tagging import Tagging
from qualcode.decisions.applied import Applied, decide_elsewhere
from qualcode.decisions.codebooks import list_codes
from qualcode.decisions.deciding import Decided
from qualcode.decisions.placeless import has_no_place, may_be_withdrawn
from qualcode.errors import Problem
from qualcode.model.decision import CONSENSUS

_CHECK = "`qualcode decisions check` lists them"
_TOLD = (
    (
        "orphan",
        "{} no place in respondents' talk, or the transcript was changed or is not here",
        f"{_CHECK}, `qualcode decisions fix` finds places",
    ),
    ("disputed", "{} contradicted by another coder's", "settle them: `qualcode review --settle`"),
    ("draft", "{} a code that the codebook does not have yet", "`qualcode codebook adopt` adds it"),
    ("gone", "{} about a code, tension or meeting that is not there", _CHECK),
)
_VERBS = {"orphan": ("has", "have"), "disputed": ("is", "are"), "draft": ("gives", "give")}


def list_elsewhere(
    tagging: Tagging, heard: Collection[str], there: Collection[str], unread: Collection[str]
) -> tuple[Applied, ...]:
    """Return what was decided about none of the transcripts `heard`.

    `there`: all files that were found; `unread`: those of them that could not be read.

    What is withdrawn is not waited for: of decisions about it nobody is told. Where anything is,
    of the others only that they are is told: what is not there may be withdrawn, and be deleted
    for it.
    """
    withdrawn = tagging.withdrawn

    def is_withdrawn(transcript: str) -> bool:
        return may_be_withdrawn(transcript, withdrawn, there, unread)

    elsewhere = (
        one
        for one in decide_elsewhere(tagging.decided, heard)
        if one.outcome != "orphan" or has_no_place(one.decision, False, None, is_withdrawn)
    )
    return tuple(
        replace(one, decision=replace(one.decision, transcript="", text="", name=""))
        if withdrawn and one.decision.transcript
        else one
        for one in elsewhere
    )


def tell_decided(decided: Decided, outcomes: Mapping[str, int]) -> Iterator[Problem]:
    """Say what of the decisions a person should look at: counts, no names."""
    for outcome, message, cure in _TOLD:
        if number := outcomes.get(outcome, 0):
            one, several = _VERBS.get(outcome, ("is", "are"))
            subject = f"{number} decision{'' if number == 1 else 's'}"
            verb = one if number == 1 else several
            yield Problem(decided.folder, message.format(f"{subject} {verb}"), cure=cure)
    if decided.faults:  # whether or not anything could be read
        what = "fault" if decided.faults == 1 else "faults"
        yield Problem(decided.folder, f"{decided.faults} {what} in the logs", cure=_CHECK)
    ranked = [coder for tier in decided.rank for coder in tier]
    for coder in ranked:
        if decided and coder != CONSENSUS and coder not in decided.coders:
            message = f"`deciding` names {coder}, who has decided nothing"
            yield Problem(decided.folder, message, cure="check the name in study.yaml")


def describe_decided(decided: Decided, outcomes: Counter[str]) -> dict[str, Any]:
    """Describe for the manifest whose decisions counted, and what became of them."""
    if not decided:
        return {}
    return {
        "deciding": [list(tier) for tier in decided.rank if tier],
        "blind_counts": decided.blind_counts,
        "coders": list(decided.coders),
        "outcomes": dict(sorted(outcomes.items())),
        "codebooks": {sha256: list_codes(book) for sha256, book in decided.books.items()},
    }


def count_outcomes(applied: tuple[Applied, ...]) -> Counter[str]:
    """Count decisions by their outcomes."""
    return Counter(one.outcome for one in applied)
