"""Decisions on one transcript, each with its place in the text and the segments it speaks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qualcode.decisions.anchoring import Orphan, Placed, place
from qualcode.decisions.applied import Applied, Outcome
from qualcode.decisions.standing import carry_on, find_target
from qualcode.decisions.talk import Talk, hear
from qualcode.model.codebook import Codebook, UnitKind
from qualcode.model.coding import Span
from qualcode.model.decision import Decision
from qualcode.model.transcript import Segment, Transcript
from qualcode.tagging.codings import find_borders
from qualcode.tagging.stretches import overlap_of, segments_in

_PLACELESS = frozenset({"transcript", "code", "study"})  # what a memo may be about as a whole
_NO_TALK = "it lies in no respondent's turn, or in several, and a code lies in one"
_NO_BORDERS = "where its new borders are in the changed text is not certain"
_NO_STRETCH = "it names no stretch of talk"


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
    why: str = ""  # it has no place

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


def place_decisions(
    decisions: Iterable[Decision], transcript: Transcript, talk: Talk, meant: Mapping[str, str]
) -> tuple[Standing, ...]:
    """Find the place of each decision on a transcript; what was decided again later is left out.

    `meant`: former ids of codes, and those they have now.
    """
    return leave_replaced([_place(one, transcript, talk, meant) for one in decisions])


def leave_replaced(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Leave out what the same coder has decided again later, as `standing` does.

    That two lines are about the same is not known before each has its place where the text has
    changed between them, and its code where that was renamed. Another code and other borders hold
    together here too: the later line has what it leaves of the former.
    """
    kept: dict[int, Standing] = {}
    last: dict[tuple[str, ...], int] = {}  # target → number of what was said of it last
    for number, one in enumerate(standings):
        target = _target_now(one)
        former = kept.pop(last[target]) if target in last else None
        kept[number] = _follow(former, one) if former else one
        if target:
            last[target] = number
    return tuple(kept.values())


def _target_now(one: Standing) -> tuple[str, ...]:
    target = find_target(_as_now(one)) if one.placed else ()
    return (*target, "blind") if target and one.decision.blind else target


def _as_now(one: Standing) -> Decision:
    """Return the decision as if it had been made on the text and with the codes of now."""
    return replace(
        one.decision,
        text_sha256="",
        code=one.code,
        to=one.to,
        start=one.start,
        stop=one.stop,
        to_start=one.to_start,
        to_stop=one.to_stop,
    )


def _follow(former: Standing, later: Standing) -> Standing:
    """Return the later of two decisions on one coding, with what it leaves of the former."""
    told = carry_on(_as_now(former), _as_now(later))
    decision = replace(
        later.decision,
        action=told.action,
        to=told.to,
        polarity=told.polarity,
        voice=told.voice,
        modality=told.modality,
    )
    return replace(
        later, decision=decision, to=told.to, to_start=told.to_start, to_stop=told.to_stop
    )


def has_place(decision: Decision) -> bool:
    """Tell whether a decision is about a stretch of talk."""
    about_all = decision.action in ("note", "flag") and decision.about in _PLACELESS
    return bool(decision.transcript and decision.stop) and not about_all


def place_in_talk(decision: Decision, transcript: Transcript, talk: Talk) -> Placed | Orphan:
    """Find what a decision is about; an orphan too if a code cannot stand there."""
    turns = talk.of(decision.to or decision.code)
    found = place(decision, transcript.text, transcript.source.text_sha256, turns)
    if isinstance(found, Orphan):
        return found
    borders = _place_borders(found, transcript.text)
    if borders is None:
        return Orphan(decision, _NO_BORDERS)
    if talk.holds(decision, (found.start, found.stop), borders):
        return found
    return Orphan(decision, _NO_TALK)


def _place(
    decision: Decision, transcript: Transcript, talk: Talk, meant: Mapping[str, str]
) -> Standing:
    code, to = (meant.get(id, id) for id in (decision.code, decision.to))
    if not has_place(decision) and decision.action in ("note", "flag", "draft"):
        return Standing(decision, True, code, to)  # a memo about more than some words
    found = place_in_talk(decision, transcript, talk) if has_place(decision) else None
    if isinstance(found, Placed):
        borders = _place_borders(found, transcript.text) or (0, 0)
        span = found.start, found.stop
        return Standing(decision, True, code, to, *span, *borders, how=found.how)
    return Standing(
        decision,
        False,
        code,
        to,
        decision.start,
        decision.stop,
        decision.to_start,
        decision.to_stop,
        why=found.why if found else _NO_STRETCH,
    )


def _place_borders(found: Placed, text: str) -> Span | None:
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
        return (one.to_start, one.to_stop) if one.to_stop <= len(text) else None
    moved = found.start - one.start
    start, stop = one.to_start + moved, one.to_stop + moved
    first = min(start, found.start)
    last = max(stop, found.stop)
    told = one.before + one.quote + one.after
    begins = found.start - len(one.before)
    inside = max(begins, 0) <= first and last <= begins + len(told)
    same = inside and text[first:last] == told[first - begins : last - begins]
    return (start, stop) if same and found.how == "moved" else None


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
        stand = place_decisions(decisions, self.transcript, self._talk, self._meant)
        return tuple(self._hear(one) if one.placed and one.how else one for one in stand)

    def _hear(self, one: Standing) -> Standing:
        """Add who speaks there, and the first segment that it speaks for."""
        span = one.start, one.stop
        respondent = self.respondent_in(span)
        spoken = self.spoken_for(span, respondent)
        return replace(one, segment=spoken[0] if spoken else 0, respondent=respondent)

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
