"""Decisions on one transcript, each with its place in the text and the segments it speaks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qualcode.decisions.anchoring import Placed
from qualcode.decisions.applied import Applied, Outcome
from qualcode.decisions.checking import has_place, place_in_talk
from qualcode.decisions.standing import find_target
from qualcode.decisions.talk import hear
from qualcode.model.codebook import Codebook, UnitKind
from qualcode.model.coding import Span
from qualcode.model.decision import Decision
from qualcode.model.transcript import Segment, Transcript
from qualcode.tagging.codings import find_borders
from qualcode.tagging.stretches import overlap_of, segments_in


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that stands, with its place; codes as the codebook has them now."""

    decision: Decision
    placed: bool
    code: str
    to: str
    start: int = 0
    stop: int = 0
    to_start: int = 0
    to_stop: int = 0
    segment: int = 0
    respondent: str = ""
    how: str = ""

    def become(self, outcome: Outcome) -> Applied:
        """Return what became of it."""
        return Applied(
            self.decision,
            outcome,
            self.code,
            self.to,
            self.start,
            self.stop,
            self.to_start,
            self.to_stop,
            self.segment,
            self.respondent,
            self.how,
        )


def leave_replaced(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Leave out what the same coder has decided again later, as `standing` does.

    That two lines are about the same is not known before each has its place where the text has
    changed between them, and its code where that was renamed.
    """
    targets = [_target_now(one) for one in standings]
    last = {target: number for number, target in enumerate(targets)}
    return tuple(
        one
        for number, one in enumerate(standings)
        if not targets[number] or last[targets[number]] == number
    )


def _target_now(one: Standing) -> tuple[str, ...]:
    now = replace(one.decision, text_sha256="", code=one.code, start=one.start, stop=one.stop)
    target = find_target(now) if one.placed else ()
    return (*target, "blind") if target and now.blind else target


class Ground:
    """The text and the segments on which the decisions of one transcript are placed."""

    def __init__(
        self, transcript: Transcript, segments: Sequence[Segment], codebook: Codebook
    ) -> None:
        self.transcript = transcript
        self._segments = segments
        said: dict[str, list[Segment]] = defaultdict(list)
        for segment in segments:
            said[segment.respondent].append(segment)
        self._own: dict[str, tuple[Sequence[int], Sequence[Span]]] = {
            who: ([one.number for one in own], [(one.start, one.stop) for one in own])
            for who, own in said.items()
        }
        self._units = {code.id: code.unit for code in codebook.codes}
        self._meant = codebook.meanings
        self._talk = hear(transcript, codebook)
        self._borders = cache(self._find_borders)

    def place_all(self, decisions: Iterable[Decision]) -> tuple[Standing, ...]:
        """Find the place of each decision; what was decided again later is left out."""
        return leave_replaced([self._place(one) for one in decisions])

    def _place(self, decision: Decision) -> Standing:
        code, to = (self._meant.get(id, id) for id in (decision.code, decision.to))
        unplaced = Standing(
            decision,
            False,
            code,
            to,
            decision.start,
            decision.stop,
            decision.to_start,
            decision.to_stop,
        )
        if not has_place(decision):
            # a memo about more than some words has no place; a code without words has lost it
            about_words = decision.action not in ("note", "flag", "draft")
            return unplaced if about_words else Standing(decision, True, code, to)
        found = place_in_talk(decision, self.transcript, self._talk)
        if not isinstance(found, Placed):
            return unplaced
        borders = self._place_borders(found)
        span = found.start, found.stop
        if borders is None or not self._talk.holds(decision, span, borders):
            return unplaced
        respondent = self.respondent_in(span)
        spoken = self.spoken_for(span, respondent)
        return Standing(
            decision,
            True,
            code,
            to,
            *span,
            *borders,
            spoken[0] if spoken else 0,
            respondent,
            found.how,
        )

    def _place_borders(self, found: Placed) -> Span | None:
        """Return the new borders of a `border` in this text; None where they are not known.

        In a text that was changed they are as far from the stretch as they were, if all between
        stands as it did, as far as the decision tells.
        """
        one = found.decision
        if one.action != "border":
            return 0, 0
        if not 0 <= one.to_start < one.to_stop:
            return None
        if found.how == "exact":
            return (one.to_start, one.to_stop) if self._holds(one.to_stop) else None
        moved = found.start - one.start
        start, stop = one.to_start + moved, one.to_stop + moved
        first = min(start, found.start)
        last = max(stop, found.stop)
        told = one.before + one.quote + one.after
        begins = found.start - len(one.before)
        inside = max(begins, 0) <= first and last <= begins + len(told)
        same = inside and self.transcript.text[first:last] == told[first - begins : last - begins]
        return (start, stop) if same and found.how == "moved" else None

    def _holds(self, stop: int) -> bool:
        return stop <= len(self.transcript.text)

    def respondent_in(self, span: Span) -> str:
        """Return who says most of a stretch, the earlier of two; empty for other talk."""
        said: dict[str, int] = defaultdict(int)
        for segment in self._segments:
            if segment.start < span[1] and span[0] < segment.stop:
                said[segment.respondent] += overlap_of(span, (segment.start, segment.stop))
        heard = [who for who in said if who] or list(said)
        return max(heard, key=lambda who: said[who], default="")

    def spoken_for(self, span: Span, respondent: str) -> tuple[int, ...]:
        """Return the numbers of the respondent's segments that a stretch speaks for."""
        numbers, spans = self._own.get(respondent, ((), ()))
        return tuple(numbers[at] for at in segments_in(span, spans))

    def unit_of(self, span: Span, code: str) -> UnitKind:
        """Return the kind of unit that a stretch is: the code's own if it fits, else the least."""
        own = self._units.get(code, "segment")
        kinds: tuple[UnitKind, ...] = (own, "segment", "turn", "answer", "interview")
        fitting = (kind for kind in kinds if span in self._borders(kind))
        return next(fitting, "segment")

    def _find_borders(self, kind: UnitKind) -> frozenset[Span]:
        return frozenset(find_borders(self._segments, kind).values())
