"""`qualcode read`: what was understood of each transcript."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Interviewers, Paths, Respondents
from qualcode.cli.output import (
    FINDINGS,
    print_passed_over,
    print_problems,
    show_progress,
)
from qualcode.inspecting.layout import render_table

if TYPE_CHECKING:
    from qualcode.errors import Problem
    from qualcode.model.transcript import Segment, Transcript
    from qualcode.pipeline import Corpus
    from qualcode.study import Study

    Segmenting = Callable[[Transcript], Sequence[Segment]]


def read(
    paths: Paths = None,
    respondents: Respondents = None,
    interviewer: Interviewers = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for turns.csv and the texts: new or empty.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Show how each transcript was understood: encoding, layout, speakers, roles, what is open."""
    from qualcode.cli.inputs import Named, are_all, find_meant, load_guidance
    from qualcode.errors import QualcodeError
    from qualcode.pipeline import read_corpus
    from qualcode.study import find_study

    study = find_study(Path(), needs_codebook=False)
    found = find_meant(paths, study)
    problems: list[Problem] = []
    guidance = load_guidance(Named(study, respondents, interviewer), problems)
    if problems:
        raise QualcodeError((*problems, *found.problems))
    with show_progress("reading", len(found.files)) as progress:
        corpus = read_corpus(found, guidance, progress, are_all(found, study))
    if out:
        from qualcode.runs.former import check_sources
        from qualcode.runs.texts import write_texts

        check_sources(out, [file.path for file in found.files])
        write_texts(out, corpus.transcripts)
    segment, unsure = _segmenting(study)
    described = (_describe(one, segment(one)) for one in corpus.transcripts)
    typer.echo(_to_json(corpus, segment) if json else "\n\n".join(described))
    print_problems((*corpus.failures, *corpus.problems, *unsure))
    print_passed_over(found.passed_over)
    if corpus.failures:
        raise typer.Exit(FINDINGS)


def _segmenting(study: Study | None) -> tuple[Segmenting, tuple[Problem, ...]]:
    """Choose how transcripts are cut: languages are told as `qualcode tag` tells them.

    A codebook that is not there or cannot be used is no reason to read nothing: it is only told.
    """
    from qualcode.codebook import load_codebook
    from qualcode.errors import CodebookError, Problem
    from qualcode.runs.manifest import Settings
    from qualcode.segmenting import segment_transcript
    from qualcode.study import tell_unwritten

    if study is None:
        return segment_transcript, ()
    language = Settings(study.language).declared_language
    if study.codebook is None:
        return partial(segment_transcript, language=language), (tell_unwritten(study),)
    try:
        languages = load_codebook(study.codebook).languages
    except CodebookError:
        message = "cannot be used, so no languages but Russian and English were told apart"
        problem = Problem(str(study.codebook), message, cure="see `qualcode check`")
        return partial(segment_transcript, language=language), (problem,)
    return partial(segment_transcript, language=language, languages=languages), ()


def _describe(transcript: Transcript, segments: Sequence[Segment]) -> str:
    """Describe one transcript so that a person can check it in a minute."""
    from qualcode.reading.wording import put
    from qualcode.runs.manifest import count_languages, count_talk

    source = transcript.source
    languages = "+".join(filter(None, count_languages(segments)))
    facts = ", ".join(filter(None, (source.format, source.encoding, source.layout, languages)))
    rows = [
        [
            talk.speaker,
            talk.role,
            talk.respondent,
            str(talk.turns),
            str(talk.words),
            put(talk.grounds),
        ]
        for talk in count_talk(transcript, segments)
    ]
    lines = [f"{transcript.id}: {facts}"]
    if rows:
        header = ["speaker", "role", "respondent", "turns", "words", "why"]
        lines += ["  " + line for line in render_table(header, rows).split("\n")]
    lines += [f"  {'!' if note.warning else '-'} {put(note.phrase)}" for note in transcript.notes]
    return "\n".join(lines)


def _to_json(corpus: Corpus, segment: Segmenting) -> str:
    from json import dumps

    from qualcode.runs.manifest import describe_transcript

    return dumps(
        {
            "transcripts": [describe_transcript(one, segment(one)) for one in corpus.transcripts],
            "failures": [str(problem) for problem in corpus.failures],
            "problems": [str(problem) for problem in corpus.problems],
        },
        ensure_ascii=False,
        indent=1,
    )
