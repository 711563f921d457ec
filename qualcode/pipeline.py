"""The flow for one transcript: a file is read, the transcript coded, its rows made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from qualcode.corrections import NO_CORRECTIONS, Corrections, Unfit, fit_corrections
from qualcode.decisions.applied import Applied
from qualcode.decisions.deciding import NOTHING_DECIDED, Decided
from qualcode.decisions.overlay import Overlaid, overlay
from qualcode.decisions.placeless import has_no_place
from qualcode.decisions.placing import Ground
from qualcode.decisions.relating import relate_meetings
from qualcode.errors import CodebookError, Problem, TranscriptError
from qualcode.files import Found, TranscriptFile
from qualcode.guidance import (
    NO_GUIDANCE,
    Guidance,
    check_readings,
    is_cut,
    take_out,
    tell_unmet,
    tell_withdrawn,
)
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coding, TensionInstance
from qualcode.model.score import SpokenScore
from qualcode.model.transcript import Asked, Role, Segment, Source, Transcript, Turn
from qualcode.reading import read_interviews
from qualcode.respondents import (
    EMPTY_TABLE,
    Table,
    attach_respondents,
    check_interviewers,
    check_speakers,
    tell_copies,
)
from qualcode.runs import rows, tables
from qualcode.runs.former import is_pseudonymised
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
class FileRead:
    """What is in one file: an interview, or several, and why something could not be read."""

    transcripts: tuple[Transcript, ...]
    failures: tuple[Problem, ...] = ()
    withdrawn: int = 0  # interviews of which nothing may be used


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
    overruled: tuple[Coding, ...] = ()  # the machine's codings that people have taken away
    applied: tuple[Applied, ...] = ()  # what became of each decision


def read_corpus(
    found: Found,
    guidance: Guidance = NO_GUIDANCE,
    progress: Progress = no_progress,
    whole: bool = True,
) -> Corpus:
    """Read every file found; TranscriptError when none could be read.

    `whole`: these are all the files there are; if not, rows of the table may be for others.
    """
    transcripts: list[Transcript] = []
    failures = list(found.problems)
    withdrawn = 0
    guidance = guidance.among(found.places)
    for read in read_each(found, guidance, progress):
        transcripts += read.transcripts
        failures += read.failures
        withdrawn += read.withdrawn
    if not transcripts:
        raise TranscriptError(failures or tell_withdrawn(guidance.withdrawn, withdrawn, 0))
    problems = check_guidance(guidance, transcripts, whole, withdrawn)
    return Corpus(tuple(transcripts), guidance.remaining.table, tuple(failures), problems)


def read_each(
    found: Found, guidance: Guidance = NO_GUIDANCE, progress: Progress = no_progress
) -> Iterator[FileRead]:
    """Read one file after the other: only one of them is held."""
    guidance = guidance.among(found.places)
    for file in found.files:
        yield read_file(file, guidance)
        progress(file.id)


def check_guidance(
    guidance: Guidance, transcripts: Sequence[Transcript], whole: bool = True, withdrawn: int = 0
) -> tuple[Problem, ...]:
    """List what people say of files and speakers that are not there, speakers left out, and copies.

    Of the transcripts only ids, speakers, hashes and notes are looked at; `whole` as in
    `read_corpus`; `withdrawn`: interviews of which nothing may be used.
    """
    cut = sum(map(is_cut, transcripts))
    told = tell_withdrawn(guidance.withdrawn, withdrawn, cut)
    if whole:
        told += tell_unmet(guidance.withdrawn)
    guidance = guidance.remaining
    return (
        *check_speakers(guidance.table, transcripts, whole, guidance.settled),
        *check_readings(guidance.readings, guidance.table, transcripts, whole),
        *check_interviewers(guidance.interviewers, transcripts),
        *tell_copies(transcripts),
        *told,
    )


def read_file(file: TranscriptFile, guidance: Guidance) -> FileRead:
    """Read one file and fill in its respondents; what is withdrawn is not in the result.

    StudyError where a passage that is withdrawn is not found.
    """
    if guidance.withdrawn.holds(file.id):
        return FileRead((), withdrawn=1)
    try:
        read = read_interviews(file.path, file.id, guidance.declared)
    except TranscriptError as error:
        return FileRead((), error.problems)
    attached = (
        attach_respondents(one, guidance.table, guidance.respondents(one.id))
        for one in read.transcripts
    )
    made = partial(is_pseudonymised, file.path)
    left = [take_out(one, guidance.withdrawn, made) for one in attached]
    kept = tuple(one for one in left if one is not None)
    failures = tuple(one for one in read.failures if not guidance.withdrawn.holds(one.file))
    return FileRead(kept, failures, len(left) - len(kept))


def code_transcript(
    transcript: Transcript,
    tagger: Tagger,
    table: Table,
    language: str = "",
    corrections: Corrections = NO_CORRECTIONS,
    decided: Decided = NOTHING_DECIDED,
) -> Coded:
    """Align, segment and tag one transcript: a pure function of its arguments.

    What people have `decided` is laid over the codings before poles meet.
    """
    codebook = tagger.codebook
    told = tell_languages(transcript, language, codebook.languages)
    asked, unfit = align_transcript(transcript, codebook, language, corrections, told)
    questions = questions_in_force(transcript, asked)
    segments = segment_transcript(transcript, questions=questions, told=told)
    tagged = tagger.tag(transcript, segments, table.types)
    overlaid = Overlaid(tagged.codings)
    if transcript.id in decided.by_transcript:
        ground = Ground(transcript, segments, codebook)
        overlaid = overlay(tagged.codings, decided, ground, codebook, table.types)
        tagged = replace(tagged, codings=overlaid.codings)
    tensions = meet_poles(codebook.tensions, tagged.codings, segments, tagged.cues)
    related = relate_meetings(tensions, overlaid.applied, decided, codebook.tensions)
    scores = find_scores(transcript, segments)
    return Coded(
        transcript,
        segments,
        tagged,
        related.tensions,
        asked,
        unfit,
        scores,
        overlaid.overruled,
        tuple(_tellable(transcript, related.applied)),
    )


def _tellable(transcript: Transcript, applied: Iterable[Applied]) -> Iterator[Applied]:
    """Leave out what was decided about words that are withdrawn, and memos that may repeat them.

    Of what has lost its place in a transcript that was cut only that there is such a decision is
    told.
    """
    cut = is_cut(transcript)
    for one in applied:
        if not cut or one.how in ("exact", "moved"):
            yield one
        elif one.outcome != "orphan" or has_no_place(one.decision, False, transcript):
            yield replace(one, decision=replace(one.decision, text="", name=""))


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
    yield tables.OVERRULED, rows.coding_rows(transcript, coded.overruled)
    yield tables.DECISIONS, rows.decision_rows(coded.applied)
