"""The flow for one transcript: a file is read, the transcript coded, its rows made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.corrections import NO_CORRECTIONS, Corrections, Unfit, fit_corrections
from qualcode.errors import CodebookError, Problem, TranscriptError
from qualcode.files import Found, TranscriptFile
from qualcode.language.labels import fold_label
from qualcode.model.codebook import Codebook
from qualcode.model.coding import TensionInstance
from qualcode.model.score import SpokenScore
from qualcode.model.transcript import Asked, Role, Segment, Source, Transcript, Turn
from qualcode.reading import Declared, read_transcript
from qualcode.respondents import (
    EMPTY_TABLE,
    Table,
    attach_respondents,
    check_interviewers,
    check_speakers,
    rows_for,
)
from qualcode.runs import rows, tables
from qualcode.runs.tables import Row, TableSchema
from qualcode.scores import find_scores
from qualcode.segmenting import (
    align_questions,
    questions_in_force,
    segment_transcript,
    tell_languages,
)
from qualcode.tagging import Tagged, Tagger, TooSlowError, meet_poles

Progress = Callable[[str], None]  # is told the id of each transcript when it is done


def no_progress(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Transcripts as understood, and what a person should look at."""

    transcripts: tuple[Transcript, ...]
    table: Table  # of respondents
    failures: tuple[Problem, ...]  # files that could not be read
    problems: tuple[Problem, ...]  # rows and speakers that do not fit each other


@dataclass(frozen=True, slots=True)
class Coded:
    """One transcript with everything found in it."""

    transcript: Transcript
    segments: tuple[Segment, ...]
    tagged: Tagged
    tensions: tuple[TensionInstance, ...]
    asked: tuple[Asked, ...] = ()  # questions of the guide, turn by turn
    unfit: tuple[Unfit, ...] = ()  # rows of the table of questions that fit no turn
    scores: tuple[SpokenScore, ...] = ()  # said by anybody


def read_corpus(
    found: Found,
    table: Table = EMPTY_TABLE,
    interviewers: Sequence[str] = (),
    progress: Progress = no_progress,
    whole: bool = True,
) -> Corpus:
    """Read every file found; TranscriptError when none could be read.

    `whole`: these are all the files there are; if not, rows of `table` may be for others.
    """
    transcripts: list[Transcript] = []
    failures = list(found.problems)
    for file in found.files:
        outcome = read_file(file, table, interviewers)
        if isinstance(outcome, Transcript):
            transcripts.append(outcome)
        else:
            failures += outcome
        progress(file.id)
    if not transcripts:
        raise TranscriptError(failures)
    problems = (
        *check_speakers(table, transcripts, whole),
        *check_interviewers(interviewers, transcripts),
    )
    return Corpus(tuple(transcripts), table, tuple(failures), problems)


def read_file(
    file: TranscriptFile, table: Table, interviewers: Sequence[str]
) -> Transcript | tuple[Problem, ...]:
    """Read one file and fill in its respondents, or return why that cannot be done."""
    written = rows_for(table, file.id)
    declared = Declared(
        interviewers=tuple(interviewers),
        respondents=tuple(row.speaker for row in written if fold_label(row.speaker)),
        # A bare dash names both voices of a dialogue: whoever is not the interviewer.
        all_others_respondents=any(not fold_label(row.speaker) for row in written),
    )
    try:
        return attach_respondents(read_transcript(file.path, file.id, declared), table)
    except TranscriptError as error:
        return error.problems


def code_transcript(
    transcript: Transcript,
    tagger: Tagger,
    table: Table,
    language: str = "",
    corrections: Corrections = NO_CORRECTIONS,
) -> Coded:
    """Align, segment and tag one transcript: a pure function of its arguments."""
    codebook = tagger.codebook
    told = tell_languages(transcript, language, codebook.languages)
    asked, unfit = align_transcript(transcript, codebook, language, corrections, told)
    questions = questions_in_force(transcript, asked)
    segments = segment_transcript(transcript, questions=questions, told=told)
    tagged = tagger.tag(transcript, segments, table.types)
    tensions = meet_poles(codebook.tensions, tagged.codings, segments, tagged.cues)
    scores = find_scores(transcript, segments)
    return Coded(transcript, segments, tagged, tensions, asked, unfit, scores)


def align_transcript(
    transcript: Transcript,
    codebook: Codebook,
    language: str = "",
    corrections: Corrections = NO_CORRECTIONS,
    told: Mapping[int, str] | None = None,
) -> tuple[tuple[Asked, ...], tuple[Unfit, ...]]:
    """Align the interviewer's turns with the guide; return also the rows that fit no turn.

    `told`: the language of each turn, where it is known.
    """
    fitted = fit_corrections(corrections, transcript)
    asked = align_questions(
        transcript, codebook.guide, language, fitted.decided, codebook.languages, told
    )
    return asked, fitted.unfit


def code_text(text: str, tagger: Tagger, language: str = "", role: Role = "respondent") -> Coded:
    """Tag a bare text as one turn of one speaker, for trials of a codebook.

    CodebookError when a regular expression of the codebook does not come to an end in it.
    """
    transcript = transcript_of(text, role)
    try:
        return code_transcript(transcript, tagger, EMPTY_TABLE, language)
    except TooSlowError as slow:
        message = f"`{slow.indicator.text}` takes too long in the text “{transcript.text[:40]}”"
        cure = "write a simpler expression"
        problem = Problem(tagger.codebook.file, message, slow.indicator.line, cure=cure)
        raise CodebookError(problem) from None


def transcript_of(text: str, role: Role = "respondent") -> Transcript:
    """Make a transcript of a bare text: one turn of one speaker, without a file."""
    stripped = text.strip()
    turn = Turn(1, "", role, role, 0, len(stripped), "")
    return Transcript("text", stripped, (turn,), (), Source("", "", "text", "", ""))


def rows_of(coded: Coded, table: Table) -> Iterator[tuple[TableSchema, Iterable[Row]]]:
    """Yield the rows that one transcript adds to each table of a run."""
    transcript, tagged = coded.transcript, coded.tagged
    yield tables.TURNS, rows.turn_rows(transcript)
    yield tables.SEGMENTS, rows.segment_rows(transcript, coded.segments, table.types)
    yield tables.CODINGS, rows.coding_rows(transcript, tagged.codings)
    yield tables.HITS, rows.hit_rows(tagged.hits)
    yield tables.TENSIONS, rows.tension_rows(coded.tensions)
    yield tables.SUPPRESSED, rows.suppressed_rows(tagged.suppressed)
    yield tables.QUESTIONS, rows.question_rows(transcript, coded.asked)
    yield tables.SCORES, rows.score_rows(coded.scores, coded.segments, table.types)
