"""The tables of a run: their names, and their columns in order."""

from __future__ import annotations

from dataclasses import dataclass

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
_CODING = (
    _TRANSCRIPT,
    _number("segment", "segment of the first evidence"),
    _RESPONDENT,
    _TYPE,
    _text("code", "the code's id"),
    _text("coder", "who gave it; `qualcode` for the rules, people joined by ;"),
    _START,
    _STOP,
    Column("score", float, "sum of the weights of the distinct indicators found; 0 for people"),
    _POLARITY,
    _VOICE,
    _MODALITY,
    _text("quote", "the text of the unit coded"),
    _text("evidence", "codebook line and words of each hit, joined by |"),
    _text("unit", "segment, turn, answer or interview"),
    _text("status", "found, accepted, added or disputed"),
    _text("decided_by", "the people who have decided about it, joined by ;"),
    _text("decision", "ids of what they decided, joined by ;"),
)
CODINGS = TableSchema("codings", _CODING)
OVERRULED = TableSchema(
    "overruled",
    tuple(
        _text("status", "rejected or replaced") if column.name == "status" else column
        for column in _CODING
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
        _text("decided_by", "the people who have said how the poles meet, joined by ;"),
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
DECISIONS = TableSchema(
    "decisions",
    (
        _text("time", "of the coder's clock, as the log has it"),
        _text("coder", "who decided"),
        _text("action", "accept, reject, add, recode, border, relate, seen, flag, note or draft"),
        _TRANSCRIPT,
        _number("segment", "the first segment it speaks for; 0 for none"),
        _RESPONDENT,
        _text("code", "the code's id, as the codebook has it now"),
        _text("to", "the code in its place, of recode, and of border if it has one"),
        _text("tension", "the tension's id, of relate"),
        _text("level", "segment, turn, answer or interview, of relate"),
        _text("relation", "a relation's id or unstated, of relate"),
        _number("start", "first character in the transcript's text; as written of an orphan"),
        _number("stop", "character behind the last"),
        _text("blind", "yes or no: whether no machine's and no other's codings could be seen"),
        _text("origin", "suggestion, or empty"),
        _text("codebook", "SHA-256 of the codebook that was shown"),
        _text(
            "outcome",
            "applied, measured, disputed, overruled, orphan, draft, gone or noted",
        ),
        _text("text", "the memo, the definition of a draft, or a reason"),
        _text("decision", "its id in the log"),
        _text("about", "coding, segment, transcript, code or study, of notes and flags"),
        _text("name", "of a draft"),
        _number("to_start", "the borders in their place, of border"),
        _number("to_stop", "character behind the last"),
        _text("sample", "the sample it belongs to, or empty"),
        Column("weight", float, "how many segments one of the sample stands for"),
        _text("how", "exact, moved or reworded: how its place was found; empty without one"),
        _text("polarity", "affirmed, negated or mixed, as the person saw or says; empty: not told"),
        _number("lost", "of seen: codes given there, by that coder, whose place is not known now"),
    ),
)
SCHEMAS = (
    TURNS,
    SEGMENTS,
    CODINGS,
    HITS,
    TENSIONS,
    SUPPRESSED,
    QUESTIONS,
    SCORES,
    OVERRULED,
    DECISIONS,
)
