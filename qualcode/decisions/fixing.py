"""Where an orphan may belong; where a person says that it does: a line in place of the old one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from qualcode.decisions.anchoring import count_alike, find_near
from qualcode.decisions.indexed import Indexed, split_words
from qualcode.decisions.placing import Standing
from qualcode.decisions.standing import standing
from qualcode.decisions.talk import Talk
from qualcode.language.words import find_words
from qualcode.model.coding import Span
from qualcode.model.decision import CONTEXT, Decision
from qualcode.model.transcript import Segment, Transcript
from qualcode.segmenting import segment_transcript

GONE = "its words stand nowhere any more"  # the reason of an `undo`

_LEAST_BITS = 12.0  # of old words that a segment must hold to be offered: two that are rare
_LEAST_SIDE = 0.5  # of the bits of what stood on one side of it: still there
_WITHIN = 1.5  # words looked at beside a segment for one that stood there


def find_places(decision: Decision, transcript: Transcript, talk: Talk) -> tuple[Span, ...]:
    """Return the likeliest places of an orphan, each inside one turn in which it may stand.

    The first is the segment that stands between the same surroundings as the old words, whatever
    it says now; the last the segment that holds most of what the decision was about and of what
    stood around it. What says that a segment was read can only be about a segment.
    """
    turns = talk.of(decision.to or decision.code)
    if decision.action in ("note", "flag"):
        turns = tuple((one.start, one.stop) for one in transcript.turns)
    segments = [
        (one.start, one.stop)
        for one in segment_transcript(transcript)
        if any(start <= one.start and one.stop <= stop for start, stop in turns)
    ]
    words = _OldWords(decision, transcript.text)
    near = [
        (one.start, one.stop)
        for one in find_near(decision, transcript.text, turns)
        if decision.action != "seen"
    ]
    inside = (words.fullest(_parts(span, turns)) for span in near)
    places = (words.between(segments), *inside, words.fullest(segments))
    whole = (span and snap_to_words(transcript.text, span) for span in places)
    return tuple(dict.fromkeys(span for span in whole if span is not None))


def snap_to_words(text: str, span: Span) -> Span | None:
    """Return the whole words of a stretch, with the signs that belong to it; None for no words."""
    start, stop = span
    for word in find_words(text):
        if word.start < start < word.stop:
            start = word.start
        if word.start < stop < word.stop:
            stop = word.stop
    said = text[start:stop]
    start += len(said) - len(said.lstrip())
    stop -= len(said) - len(said.rstrip())
    return (start, stop) if start < stop else None


def find_segment(transcript: Transcript, number: int) -> Span | None:
    """Return where a segment stands, by its number as a run has it."""
    segments = segment_transcript(transcript)
    return next(((one.start, one.stop) for one in segments if one.number == number), None)


def find_written(transcript: Transcript, words: str) -> tuple[Span, ...]:
    """Return all places where these words stand in a row; case and signs are no matter."""
    index, row = Indexed(transcript.text), split_words(words)
    if not row:
        return ()
    return tuple(
        (index.starts[first], index.stops[first + len(row) - 1]) for first in index.find(row)
    )


def segment_at(transcript: Transcript, span: Span) -> Segment | None:
    """Return the segment that has most of a stretch."""
    return max(
        segment_transcript(transcript),
        key=lambda one: min(one.stop, span[1]) - max(one.start, span[0]),
        default=None,
    )


def _parts(span: Span, turns: Sequence[Span]) -> list[Span]:
    """Return what of a stretch lies in each turn."""
    cut = ((max(span[0], start), min(span[1], stop)) for start, stop in turns)
    return [(start, stop) for start, stop in cut if start < stop]


class _OldWords:
    """What a decision was made on, to be looked for in stretches of the present text."""

    def __init__(self, decision: Decision, text: str) -> None:
        self._index = Indexed(text)
        self._quote = split_words(decision.quote)
        self._before, self._after = split_words(decision.before), split_words(decision.after)
        self._around = [*self._before, *self._after]

    def fullest(self, spans: Sequence[Span]) -> Span | None:
        """Return the stretch that holds most of it; None where all hold too little."""
        best = max(spans, key=self._weigh, default=None)
        return best if best and self._weigh(best) >= _LEAST_BITS else None

    def between(self, spans: Sequence[Span]) -> Span | None:
        """Return the stretch with the same words before and behind it; None where there is none.

        Of few words of a segment that was written anew some of what was around them went with it:
        what stands inside it counts too.
        """
        best = max(spans, key=lambda span: min(self._sides(span)), default=None)
        return best if best and min(self._sides(best)) >= _LEAST_SIDE else None

    def _sides(self, span: Span) -> tuple[float, float]:
        """Return the shares of what stood before and behind that stand there still."""
        inside = split_words(self._index.text[slice(*span)])
        before = self._index.before(span[0], round(_WITHIN * len(self._before)))
        after = self._index.after(span[1], round(_WITHIN * len(self._after)))
        return self._share(self._before, before, inside), self._share(self._after, after, inside)

    def _share(self, old: Sequence[str], beside: Sequence[str], inside: Sequence[str]) -> float:
        whole = self._index.weigh(old)
        if not old:  # the talk began or ended there
            return float(not beside)
        if not set(old) & set(beside):
            return 0.0
        held = {*beside, *inside}
        return self._index.weigh([word for word in old if word in held]) / whole if whole else 0.0

    def _weigh(self, span: Span) -> float:
        held = set(split_words(self._index.text[slice(*span)]))
        quote, around = (
            self._index.weigh([word for word in words if word in held])
            for words in (self._quote, self._around)
        )
        return quote + around / 2 if quote else 0.0


def move_decision(
    decision: Decision, transcript: Transcript, talk: Talk, start: int, stop: int
) -> Decision:
    """Return the same decision about a stretch of the present text, as a line of its own.

    New borders keep their distance from the old ones; where they would leave the turn, they are
    those of the stretch.
    """
    text = transcript.text
    moved = replace(
        decision,
        id=str(uuid4()),
        time=_now(),
        transcript=transcript.id,
        text_sha256=transcript.source.text_sha256,
        start=start,
        stop=stop,
        quote=text[start:stop],
        before=text[max(0, start - CONTEXT) : start],
        after=text[stop : stop + CONTEXT],
        supersedes=decision.id,
        alike=0,
    )
    if decision.action == "border":
        to_start = max(0, start + decision.to_start - decision.start)
        to_stop = min(len(text), stop + decision.to_stop - decision.stop)
        fits = to_start < to_stop and talk.holds(decision, (start, stop), (to_start, to_stop))
        borders = (to_start, to_stop) if fits else (start, stop)
        moved = replace(moved, to_start=borders[0], to_stop=borders[1])
    return replace(moved, alike=count_alike(moved, text))


def carry_decision(one: Standing, transcript: Transcript, talk: Talk) -> Decision:
    """Return a decision as one about a transcript that has come back under another name.

    Where its words are not found there, it is one without a place, of that transcript.
    """
    if one.placed and one.stop:
        return move_decision(one.decision, transcript, talk, one.start, one.stop)
    return replace(
        one.decision,
        id=str(uuid4()),
        time=_now(),
        transcript=transcript.id,
        supersedes=one.decision.id,
    )


def take_back(lines: Sequence[Decision], ids: Iterable[str], reason: str = GONE) -> list[Decision]:
    """Return the lines that take decisions of one log back, and what would count again for it."""
    counting = {one.id for one in standing(lines, apart=True)}
    written: list[Decision] = []
    waiting = list(ids)
    while waiting:
        stand = {one.id: one for one in lines}
        written += (_undo(stand[id], reason) for id in waiting)
        after = standing((*lines, *written), apart=True)
        waiting = [one.id for one in after if one.id not in counting]
    return written


def _undo(decision: Decision, reason: str) -> Decision:
    return Decision(
        id=str(uuid4()),
        time=_now(),
        coder=decision.coder,
        action="undo",
        transcript=decision.transcript,
        code=decision.code,
        text=reason,
        supersedes=decision.id,
        blind=decision.blind,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
