"""`qualcode read`: what was understood of each transcript."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import Interviewers, Paths, Respondents
from qualcode.cli.output import (
    FINDINGS,
    print_passed_over,
    print_problems,
    render_table,
    show_progress,
)

if TYPE_CHECKING:
    from qualcode.model.transcript import Transcript
    from qualcode.pipeline import Corpus


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
    from qualcode.cli.inputs import find_meant, load_table
    from qualcode.errors import Problem, QualcodeError
    from qualcode.pipeline import read_corpus
    from qualcode.study import find_study

    study = find_study(Path())
    found = find_meant(paths, study)
    problems: list[Problem] = []
    table = load_table(respondents or (study.respondents if study else None), problems)
    if problems:
        raise QualcodeError((*problems, *found.problems))
    labels = interviewer or list(study.interviewers if study else ())
    with show_progress("reading", len(found.files)) as progress:
        corpus = read_corpus(found, table, labels, progress)
    if out:
        from qualcode.runs.former import check_sources
        from qualcode.runs.texts import write_texts

        check_sources(out, [file.path for file in found.files])
        write_texts(out, corpus.transcripts)
    typer.echo(_to_json(corpus) if json else "\n\n".join(map(_describe, corpus.transcripts)))
    print_problems((*corpus.failures, *corpus.problems))
    print_passed_over(found.passed_over)
    if corpus.failures:
        raise typer.Exit(FINDINGS)


def _describe(transcript: Transcript) -> str:
    """Describe one transcript so that a person can check it in a minute."""
    from qualcode.runs.manifest import count_languages, count_talk
    from qualcode.segmenting import segment_transcript

    source = transcript.source
    segments = segment_transcript(transcript)
    languages = "+".join(filter(None, count_languages(segments)))
    facts = ", ".join(filter(None, (source.format, source.encoding, source.layout, languages)))
    rows = [
        [talk.speaker, talk.role, talk.respondent, str(talk.turns), str(talk.words), talk.grounds]
        for talk in count_talk(transcript, segments)
    ]
    lines = [f"{transcript.id}: {facts}"]
    if rows:
        header = ["speaker", "role", "respondent", "turns", "words", "why"]
        lines += ["  " + line for line in render_table(header, rows).split("\n")]
    lines += [f"  {'!' if note.warning else '-'} {note.text}" for note in transcript.notes]
    return "\n".join(lines)


def _to_json(corpus: Corpus) -> str:
    from json import dumps

    from qualcode.runs.manifest import describe_transcript
    from qualcode.segmenting import segment_transcript

    return dumps(
        {
            "transcripts": [
                describe_transcript(one, segment_transcript(one)) for one in corpus.transcripts
            ],
            "failures": [str(problem) for problem in corpus.failures],
            "problems": [str(problem) for problem in corpus.problems],
        },
        ensure_ascii=False,
        indent=1,
    )
