"""The tables of a run: their columns, and the rows that transcripts and codings make."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualcode.model.coding import Coding, Hit, Span, Suppressed, TensionInstance
from qualcode.model.score import SpokenScore
from qualcode.model.transcript import Asked, Segment, Transcript

Cell = str | int | float
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the type of its cells, and what they hold."""

    name: str
    type: type[str] | type[int] | type[float]
    holds: str


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One CSV file of a run."""

    name: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The file's name in the run."""
        return f"{self.name}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def _text(name: str, holds: str) -> Column:
    return Column(name, str, holds)


def _number(name: str, holds: str) -> Column:
    return Column(name, int, holds)


_TRANSCRIPT = _text("transcript", "path relative to the folder given")
_START = _number("start", "first character in the transcript's text")
_STOP = _number("stop", "character behind the last")
_RESPONDENT = _text("respondent", "id from the respondents table")
_TYPE = _text("type", "respondent type")
_ROLE = _text("role", "respondent, interviewer, other or unknown")
_POLARITY = _text("polarity", "affirmed, negated or mixed")
_VOICE = _text("voice", "own, reported or mixed")
_MODALITY = _text("modality", "fact, wish, past, question or mixed")

TURNS = TableSchema(
    "turns",
    (
        _TRANSCRIPT,
        _number("turn", "number within the transcript"),
        _text("speaker", "label as written"),
        _ROLE,
        _RESPONDENT,
        _START,
        _STOP,
        _text("time", "as written"),
        _text("text", "what was said"),
        _text("voice", "— 1 or — 2 where speakers share a label, else empty"),
    ),
)
SEGMENTS = TableSchema(
    "segments",
    (
        _TRANSCRIPT,
        _number("segment", "number within the transcript"),
        _number("turn", "turn it lies in"),
        _number("answer", "answer it lies in; 0 outside respondents' talk"),
        _ROLE,
        _RESPONDENT,
        _TYPE,
        _text("language", "any language of the codebook; empty where it could not be told"),
        _START,
        _STOP,
        _number("words", "words said, remarks left out"),
        _text("text", "what was said"),
        _text("question", "id of the guide question it answers; empty where none could be told"),
    ),
)
QUESTIONS = TableSchema(
    "questions",
    (
        _TRANSCRIPT,
        _number("turn", "a turn of the interviewer, number within the transcript"),
        _text("question", "id of the guide question it asks; empty where it asks none"),
        Column("score", float, "0 to 100: how like it is to that question, else to the likest"),
        _text("how", "aligned, follow-up, unsure, unasked, corrected or kept"),
        _text("near", "the likest other questions with their scores, joined by blank | blank"),
        _text("text", "what was said"),
    ),
)
CODINGS = TableSchema(
    "codings",
    (
        _TRANSCRIPT,
        _number("segment", "segment of the first evidence"),
        _RESPONDENT,
        _TYPE,
        _text("code", "the code's id"),
        _text("coder", "who decided; `qualcode` for the rules"),
        _START,
        _STOP,
        Column("score", float, "sum of the weights of the distinct indicators found"),
        _POLARITY,
        _VOICE,
        _MODALITY,
        _text("quote", "the text of the unit coded"),
        _text("evidence", "codebook line and words of each hit, joined by |"),
        _text("unit", "segment, turn, answer or interview"),
    ),
)
_EVIDENCE = (
    _TRANSCRIPT,
    _number("segment", "segment of the word that the fewest sentences have"),
    _text("code", "the code's id"),
    _text("indicator", "the indicator's id"),
    _number("line", "line of the indicator in codebook.yaml"),
    _START,
    _STOP,
    _text("spans", "start-stop of each word, joined by blanks"),
    _text("words", "the words found, … for what stands between"),
)
_GROUNDS = (
    _text("slots", "the place of the indicator that each word fills, as a JSON list"),
    Column("likeness", float, "of its least like fuzzy word, of 100; 100 without any"),
    _text("voice_cue", "the words by which it is another's"),
    _text("modality_cue", "the words by which it is a wish, past or asked"),
)
HITS = TableSchema(
    "hits",
    (
        *_EVIDENCE,
        Column("score", float, "the indicator's weight"),
        _POLARITY,
        _VOICE,
        _MODALITY,
        _text("cue", "the words that negate it"),
        *_GROUNDS,
    ),
)
TENSIONS = TableSchema(
    "tensions",
    (
        _TRANSCRIPT,
        _RESPONDENT,
        _TYPE,
        _text("tension", "the tension's id"),
        _text("level", "segment, turn, answer or interview"),
        _number("unit", "number of the segment, turn or answer; 0 for the interview"),
        _text("relation", "a relation's id, mixed or unstated"),
        _START,
        _STOP,
        _text("cue", "the words that show the relation"),
        _text("first_pole", "the pole that came first; empty where both start together"),
        _text("evidence", "the codings of the poles as code@segment, poles joined by ||"),
        _text("cue_spans", "start-stop of each word of the cue, joined by blanks"),
    ),
)
SUPPRESSED = TableSchema(
    "suppressed",
    (
        *_EVIDENCE,
        _text("reason", "masked, outranked, excluded, negated or vetoed"),
        _text(
            "by",
            "the mask, the longer indicator, what `not` found, the negating words, the model",
        ),
        _number("by_line", "its line in codebook.yaml; 0 for words of the text"),
        Column("score", float, "the indicator's weight"),
        _POLARITY,
        _VOICE,
        _MODALITY,
        _text("cue", "the words that negate it"),
        *_GROUNDS,
    ),
)
SCORES = TableSchema(
    "scores",
    (
        _TRANSCRIPT,
        _number("segment", "segment it is said in"),
        _ROLE,
        _RESPONDENT,
        _TYPE,
        _START,
        _STOP,
        _text("words", "what was said"),
        Column("value", float, "the number said; nothing is added for a plus or taken for a minus"),
        Column("until", float, "the upper end of a range said, else the value"),
        _text("low", "lower end of its scale; empty where nobody said it"),
        _text("high", "upper end of its scale; empty where nobody said it"),
        _text("scale", "said, asked or assumed; empty where it is not known"),
        _text("nuance", "words that shade it, as said"),
        _text("polarity", "affirmed or negated"),
    ),
)
SCHEMAS = (TURNS, SEGMENTS, CODINGS, HITS, TENSIONS, SUPPRESSED, QUESTIONS, SCORES)


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
    """Yield the rows of `codings.csv`."""
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


def format_end(end: float | None) -> str:
    """Write the end of a scale; empty where it is not known."""
    return "" if end is None else f"{end:g}"


def parse_end(text: str) -> float | None:
    """Read what `format_end` wrote."""
    return float(text) if text else None


def format_spans(spans: Iterable[Span]) -> str:
    """Write spans as `12-20 25-30`."""
    return " ".join(f"{start}-{stop}" for start, stop in spans)


def format_slots(slots: Iterable[str]) -> str:
    """Write slots as a list of JSON: an expression may hold any sign."""
    return json.dumps(list(slots), ensure_ascii=False)


def parse_slots(text: str) -> tuple[str, ...]:
    """Read what `format_slots` wrote."""
    return tuple(json.loads(text))


def parse_spans(text: str) -> tuple[Span, ...]:
    """Read what `format_spans` wrote."""
    spans = (span.split("-") for span in text.split())
    return tuple((int(start), int(stop)) for start, stop in spans)


def parse_evidence(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """Read what `tension_rows` wrote of the codings of either pole: (code, segment) of each.

    What is not written as code@segment is passed over.
    """
    first, _, second = text.partition("||")
    return _parse_side(first), _parse_side(second)


def _parse_side(text: str) -> tuple[tuple[str, int], ...]:
    parts = (part.rpartition("@") for part in text.split())
    return tuple((code, int(segment)) for code, _, segment in parts if code and segment.isdecimal())
