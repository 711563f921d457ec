"""The lines of a log → the decisions that still count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Literal

from qualcode.model.decision import Action, Decision

State = Literal["counts", "undone", "replaced", "undo"]

# Decisions about one coding: whichever came last holds.
ABOUT_CODINGS = frozenset({"accept", "reject", "add", "recode", "border"})
# They change what stands there by the decisions before; all others about a coding begin anew.
CHANGING: frozenset[Action] = frozenset({"recode", "border"})


def standing(decisions: Iterable[Decision], *, apart: bool = False) -> tuple[Decision, ...]:
    """Leave out what was undone or replaced; the order of the lines decides, never their times.

    A line that is undone has no effect of its own: what it had undone or replaced counts again. A
    line that is replaced has had its effect. Later decisions replace earlier ones of the same coder
    on the same coding (transcript, start, stop, code), tension or segment; flags, notes and
    drafts stand until they are undone or superseded. What should be undone must stand before.

    Another code and other borders of one coding hold together, whichever was said first: they are
    one decision, the later line with what the earlier one said (`carry_on`).

    `apart`: what was decided blind and what was not replace only their own kind, as agreement is
    measured by what was said blind, whatever the coder has said since. An undo takes back either.
    """
    lines = tuple(decisions)
    sayings = _Weighing(lines, apart).sayings
    return tuple(_say_together([lines[at] for at in sayings[last]]) for last in sorted(sayings))


def weigh_lines(decisions: Iterable[Decision], *, apart: bool = False) -> tuple[State, ...]:
    """Tell of each line whether it still counts, as `standing` says.

    Of two lines that hold together both count.
    """
    return tuple(_Weighing(tuple(decisions), apart).states)


class _Weighing:
    """The lines of logs, taken in their order: which of them count, alone or together."""

    def __init__(self, lines: Sequence[Decision], apart: bool) -> None:
        self.states: list[State] = ["replaced"] * len(lines)
        # Numbers of lines that hold together, by that of the last of them.
        self.sayings: dict[int, tuple[int, ...]] = {}
        self._lines = lines
        self._apart = apart
        self._said_in: dict[tuple[str, str, bool], int] = {}  # coder, id, blind → of a saying
        self._on: dict[tuple[tuple[str, ...], bool], int] = {}  # target, blind → likewise
        undone = self._find_undone()
        for at in range(len(lines)):
            if at not in undone and self.states[at] != "undo":
                self._take(at)
        for saying in self.sayings.values():
            for at in _needed(lines, saying):
                self.states[at] = "counts"

    def _find_undone(self) -> set[int]:
        """Go back from the last line: what is undone undoes nothing."""
        undone: set[int] = set()
        taken_back: set[tuple[str, str]] = set()  # coder and id
        for at in range(len(self._lines) - 1, -1, -1):
            line = self._lines[at]
            if (line.coder, line.id) in taken_back:
                self.states[at] = "undone"
                undone.add(at)
            elif line.action == "undo":
                self.states[at] = "undo"
                taken_back.add((line.coder, line.supersedes))
        return undone

    def _take(self, at: int) -> None:
        line = self._lines[at]
        kind = self._apart and line.blind
        target = find_target(line)
        former = self._end(self._said_in.get((line.coder, line.supersedes, kind)), line.supersedes)
        own = self._end(self._on.get((target, kind)) if target else None)
        before = sorted({*former, *own})
        self.sayings[at] = (*before, at) if line.action in CHANGING else (at,)
        for one in self.sayings[at]:
            self._said_in[line.coder, self._lines[one].id, kind] = at
        if target:
            self._on[target, kind] = at

    def _end(self, last: int | None, id: str = "") -> tuple[int, ...]:
        """Take away what is replaced, and return it; of a saying, `id` may be but a part."""
        saying = self.sayings.get(last, ()) if last is not None else ()
        if not saying or last is None:
            return ()
        if not id or self._lines[last].id == id:
            del self.sayings[last]
            return saying
        self.sayings[last] = tuple(one for one in saying if self._lines[one].id != id)
        return ()


def _needed(lines: Sequence[Decision], saying: Sequence[int]) -> list[int]:
    """Return the lines without which the last would say something else."""
    needed = list(saying)
    whole = _say_together([lines[at] for at in saying])
    for at in saying[:-1]:
        rest = [one for one in needed if one != at]
        if _say_together([lines[one] for one in rest]) == whole:
            needed = rest
    return needed


def _say_together(lines: Sequence[Decision]) -> Decision:
    return reduce(carry_on, lines[1:], _whole(lines[0]))


def carry_on(former: Decision, later: Decision) -> Decision:
    """Return the later of two decisions on one coding, with what it leaves of the former.

    Another code leaves the borders, other borders leave the code, and both leave how it was said.
    In another form of the text the borders keep their distance, as they were shown to whoever
    decided later. A decision with both is a `border` with a code.
    """
    if later.action not in CHANGING:
        return later
    if former.action != "reject" and not later.polarity:
        later = replace(
            later, polarity=former.polarity, voice=former.voice, modality=former.modality
        )
    if former.action in CHANGING and not later.to:
        later = replace(later, to=former.to)
    if former.action in CHANGING and not later.to_stop and former.to_stop:
        by = later.start - former.start if former.text_sha256 != later.text_sha256 else 0
        start, stop = former.to_start + by, former.to_stop + by
        later = replace(later, to_start=max(0, start), to_stop=stop)
    return _whole(later)


def _whole(decision: Decision) -> Decision:
    both = decision.action == "recode" and decision.to_stop
    return replace(decision, action="border") if both else decision


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
