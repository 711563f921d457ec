"""The rows that transcripts and what was found in them add to the tables of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from qualcode.decisions.applied import Applied
from qualcode.decisions.as_read import lacking_in
from qualcode.model.coding import Coding, Hit, Suppressed, TensionInstance
from qualcode.model.score import SpokenScore
from qualcode.model.transcript import Asked, Segment, Transcript
from qualcode.runs.cells import format_end, format_slots, format_spans
from qualcode.runs.tables import Row


def turn_rows(transcript: Transcript) -> Iterator[Row]:
    """Yield the rows of `turns.csv`."""
    for turn in transcript.turns:
        yield (
            transcript.id,
            turn.number,
            turn.speaker,
            turn.role,
            turn.respondent,
            turn.start,
            turn.stop,
            turn.time,
            transcript.text[turn.start : turn.stop],
            turn.voice,
        )


def segment_rows(
    transcript: Transcript, segments: Iterable[Segment], types: Mapping[str, str]
) -> Iterator[Row]:
    """Yield the rows of `segments.csv`; `types`: respondent → type."""
    for segment in segments:
        yield (
            segment.transcript,
            segment.number,
            segment.turn,
            segment.answer,
            segment.role,
            segment.respondent,
            types.get(segment.respondent, ""),
            segment.language,
            segment.start,
            segment.stop,
            segment.words,
            transcript.text[segment.start : segment.stop],
            segment.question,
        )


def question_rows(transcript: Transcript, asked: Iterable[Asked]) -> Iterator[Row]:
    """Yield the rows of `questions.csv`."""
    turns = {turn.number: turn for turn in transcript.turns}
    for one in asked:
        turn = turns[one.turn]
        yield (
            transcript.id,
            one.turn,
            one.asks,
            round(one.score, 1),
            one.how,
            " | ".join(f"{id} {score:.0f}" for id, score in one.near),
            transcript.text[turn.start : turn.stop],
        )


def coding_rows(transcript: Transcript, codings: Iterable[Coding]) -> Iterator[Row]:
    """Yield the rows of `codings.csv`, and those of `overruled.csv`."""
    for coding in codings:
        yield (
            coding.transcript,
            coding.segment,
            coding.respondent,
            coding.type,
            coding.code,
            coding.coder,
            coding.start,
            coding.stop,
            coding.score,
            coding.polarity,
            coding.voice,
            coding.modality,
            transcript.text[coding.start : coding.stop],
            " | ".join(f"{hit.line}: {hit.words}" for hit in coding.hits),
            coding.unit,
            coding.status,
            _join(coding.decided_by),
            _join(coding.decisions),
        )


def _join(names: Iterable[str]) -> str:
    return "; ".join(names)


def decision_rows(applied: Iterable[Applied]) -> Iterator[Row]:
    """Yield the rows of `decisions.csv`."""
    told = tuple(applied)
    lacking = lacking_in(told)
    for one in told:
        decision = one.decision
        yield (
            decision.time,
            decision.coder,
            decision.action,
            decision.transcript,
            one.segment,
            one.respondent,
            one.code,
            one.to,
            decision.tension,
            decision.level,
            decision.relation,
            one.start,
            one.stop,
            "yes" if decision.blind else "no",
            decision.origin,
            decision.codebook,
            one.outcome,
            decision.text,
            decision.id,
            decision.about,
            decision.name,
            one.to_start,
            one.to_stop,
            decision.sample,
            decision.weight,
            one.how,
            decision.polarity,
            lacking.get(decision.id, 0) if decision.action == "seen" else 0,
        )


def hit_rows(hits: Iterable[Hit]) -> Iterator[Row]:
    """Yield the rows of `hits.csv`."""
    for hit in hits:
        yield (*_evidence(hit), *_context(hit))


def suppressed_rows(suppressed: Iterable[Suppressed]) -> Iterator[Row]:
    """Yield the rows of `suppressed.csv`."""
    for one in suppressed:
        yield (*_evidence(one.hit), one.reason, one.by, one.by_line, *_context(one.hit))


def _evidence(hit: Hit) -> Row:
    """Return what hits and suppressed hits have in common."""
    return (
        hit.transcript,
        hit.segment,
        hit.code,
        hit.indicator,
        hit.line,
        hit.start,
        hit.stop,
        format_spans(hit.spans),
        hit.words,
    )


def _context(hit: Hit) -> Row:
    """Return what is said of a hit beside where it stands."""
    return (
        hit.weight,
        hit.polarity,
        hit.voice,
        hit.modality,
        hit.cue,
        format_slots(hit.slots),
        hit.likeness,
        hit.voice_cue,
        hit.modality_cue,
    )


def tension_rows(tensions: Iterable[TensionInstance]) -> Iterator[Row]:
    """Yield the rows of `tensions.csv`."""
    for met in tensions:
        yield (
            met.transcript,
            met.respondent,
            met.type,
            met.tension,
            met.level,
            met.unit,
            met.relation,
            met.start,
            met.stop,
            met.cue,
            met.first_pole,
            " || ".join(
                " ".join(f"{coding.code}@{coding.segment}" for coding in side)
                for side in met.codings
            ),
            format_spans(met.cue_spans),
            _join(met.decided_by),
        )


def score_rows(
    scores: Iterable[SpokenScore], segments: Iterable[Segment], types: Mapping[str, str]
) -> Iterator[Row]:
    """Yield the rows of `scores.csv`; `types`: respondent → type."""
    by_number = {segment.number: segment for segment in segments}
    for score in scores:
        segment = by_number[score.segment]
        yield (
            score.transcript,
            score.segment,
            segment.role,
            segment.respondent,
            types.get(segment.respondent, ""),
            score.start,
            score.stop,
            score.words,
            score.value,
            score.until,
            format_end(score.scale.low),
            format_end(score.scale.high),
            score.scale.known,
            score.nuance,
            "negated" if score.negated else "affirmed",
        )
