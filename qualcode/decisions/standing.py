"""The lines of a log → the decisions that still count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from qualcode.model.decision import Decision

State = Literal["counts", "undone", "replaced", "undo"]

# Decisions about one coding: whichever came last holds.
ABOUT_CODINGS = frozenset({"accept", "reject", "add", "recode", "border"})


def standing(decisions: Iterable[Decision], *, apart: bool = False) -> tuple[Decision, ...]:
    """Leave out what was undone or replaced; the order of the lines decides, never their times.

    A line that is undone has no effect of its own: what it had undone or replaced counts again. A
    line that is replaced has had its effect. Later decisions replace earlier ones of the same coder
    on the same coding (transcript, start, stop, code), tension or segment; flags, notes and
    drafts stand until they are undone or superseded. What should be undone must stand before.

    `apart`: what was decided blind and what was not replace only their own kind, as agreement is
    measured by what was said blind, whatever the coder has said since. An undo takes back either.
    """
    lines = tuple(decisions)
    states = weigh_lines(lines, apart=apart)
    return tuple(one for one, state in zip(lines, states, strict=True) if state == "counts")


def weigh_lines(decisions: Iterable[Decision], *, apart: bool = False) -> tuple[State, ...]:
    """Tell of each line whether it still counts, as `standing` says."""
    undone: set[tuple[str, str]] = set()  # coder and id
    replaced: set[tuple[str, str, bool]] = set()  # and whether it was decided blind
    targets: set[tuple[tuple[str, ...], bool]] = set()
    states: list[State] = []
    for decision in reversed(tuple(decisions)):
        key, former = (decision.coder, decision.id), (decision.coder, decision.supersedes)
        if key in undone:
            states.append("undone")
            continue
        if decision.action == "undo":
            undone.add(former)
            states.append("undo")
            continue
        kind = apart and decision.blind
        if decision.supersedes:
            replaced.add((*former, kind))
        target = find_target(decision)
        again = (*key, kind) in replaced or (target, kind) in targets
        states.append("replaced" if again else "counts")
        if target:
            targets.add((target, kind))
    return tuple(reversed(states))


def find_target(decision: Decision) -> tuple[str, ...]:
    """Return what a decision is about, as far as a later one on the same replaces it; else ()."""
    if decision.action in ABOUT_CODINGS:
        kind: tuple[str, ...] = ("coding", decision.code)
    elif decision.action == "relate":
        kind = ("relate", decision.tension, decision.level)
    elif decision.action == "seen":
        kind = ("seen",)
    else:
        return ()
    # offsets count in one form of the text: in another the same numbers mean other words
    place = (decision.text_sha256, str(decision.start), str(decision.stop))
    return (decision.coder, *kind, decision.transcript, *place)
