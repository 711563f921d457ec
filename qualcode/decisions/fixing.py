"""Where an orphan may belong; where a person says that it does: a line in place of the old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from qualcode.decisions.anchoring import count_alike, find_near
from qualcode.decisions.indexed import Indexed, split_words
from qualcode.decisions.talk import Talk
from qualcode.model.coding import Span
from qualcode.model.decision import CONTEXT, Decision
from qualcode.model.transcript import Transcript
from qualcode.segmenting import segment_transcript

_LEAST_BITS = 12.0  # of old words that a segment must hold to be offered: two that are rare


def find_places(decision: Decision, transcript: Transcript, talk: Talk) -> tuple[Span, ...]:
    """Return the likeliest places of an orphan, each inside one turn in which it may stand.

    The last is the whole segment that holds most of what the decision was about and of what stood
    around it; what says that a segment was read can only be about a segment.
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
    places = (*inside, words.fullest(segments))
    return tuple(dict.fromkeys(span for span in places if span is not None))


def _parts(span: Span, turns: Sequence[Span]) -> list[Span]:
    """Return what of a stretch lies in each turn."""
    cut = ((max(span[0], start), min(span[1], stop)) for start, stop in turns)
    return [(start, stop) for start, stop in cut if start < stop]


class _OldWords:
    """What a decision was made on, to be looked for in stretches of the present text."""

    def __init__(self, decision: Decision, text: str) -> None:
        self._index = Indexed(text)
        self._quote = split_words(decision.quote)
        self._around = split_words(f"{decision.before} {decision.after}")

    def fullest(self, spans: Sequence[Span]) -> Span | None:
        """Return the stretch that holds most of it; None where all hold too little."""
        best = max(spans, key=self._weigh, default=None)
        return best if best and self._weigh(best) >= _LEAST_BITS else None

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
        time=datetime.now(UTC).isoformat(timespec="seconds"),
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
