"""`qualcode read`: what was understood of each transcript."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.confirm import Confirm, confirm_reading
from qualcode.cli.options import Interviewers, Paths, Respondents
from qualcode.cli.output import (
    FINDINGS,
    print_passed_over,
    print_problems,
    show_progress,
)

if TYPE_CHECKING:
    from qualcode.errors import Problem
    from qualcode.files import Found
    from qualcode.guidance import Guidance
    from qualcode.model.transcript import Segment, Transcript
    from qualcode.reporting.reading import Reading
    from qualcode.study import Study

    Segmenting = Callable[[Transcript], Sequence[Segment]]


def read(
    paths: Paths = None,
    respondents: Respondents = None,
    interviewer: Interviewers = None,
    page: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Also write the page to check.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for turns.csv and the texts: new or empty.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Of what is told: en or ru. Default: the study's, or en.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    confirm: Confirm = False,
) -> None:
    """Show how each transcript was understood: encoding, layout, speakers, roles, what is open."""
    from qualcode.cli.inputs import Named, are_all, find_meant, load_guidance
    from qualcode.errors import QualcodeError
    from qualcode.study import find_study

    study = find_study(Path(), needs_codebook=False)
    said = _choose_language(language, study)
    _check_page(page)
    found = find_meant(paths, study)
    problems: list[Problem] = []
    named = Named(study, respondents, interviewer, paths=paths, confirming=confirm)
    guidance = load_guidance(named, problems)
    if problems:
        raise QualcodeError((*problems, *found.problems))
    segment, unsure = _segmenting(study)
    reading = _read(found, guidance, segment, study, out)
    if confirm:
        reading = confirm_reading(reading, found, guidance, named, said, are_all(found, study))
    if page:
        _write_page(page, reading, said, study)
    _print(reading, json, said)
    print_problems((*reading.problems, *unsure))
    print_passed_over(found.passed_over)
    print_problems(reading.failures)  # last, where they are seen
    if reading.failures:
        raise typer.Exit(FINDINGS)


def _read(
    found: Found,
    guidance: Guidance,
    segment: Segmenting,
    study: Study | None,
    out: Path | None,
) -> Reading:
    """Read one file after the other, and keep of each what is shown; texts go to `out`."""
    from qualcode.cli.inputs import are_all
    from qualcode.errors import TranscriptError
    from qualcode.guidance import tell_withdrawn
    from qualcode.pipeline import check_guidance, read_each
    from qualcode.reporting.reading import Reading, Understood, understand
    from qualcode.runs.former import check_sources
    from qualcode.runs.texts import writing_texts

    understood: list[Understood] = []
    failures = list(found.problems)
    withdrawn = 0
    guidance = guidance.among(found.places)
    with ExitStack() as stack:
        if out:
            check_sources(out, [file.path for file in found.files])
        write = stack.enter_context(writing_texts(out)) if out else None
        progress = stack.enter_context(show_progress("reading", len(found.files)))
        for one in read_each(found, guidance, progress):
            failures += one.failures
            withdrawn += one.withdrawn
            for transcript in one.transcripts:
                understood.append(understand(transcript, segment(transcript)))
                if write:
                    write(transcript)
        if not understood:
            raise TranscriptError(failures or tell_withdrawn(guidance.withdrawn, withdrawn, 0))
    heard = [one.heard for one in understood]
    problems = check_guidance(guidance, heard, are_all(found, study), withdrawn)
    return Reading(tuple(understood), tuple(failures), problems)


def _choose_language(said: str | None, study: Study | None) -> str:
    from qualcode.study import REPORT_LANGUAGES

    chosen = said or (study.report_language if study else REPORT_LANGUAGES[0])
    if chosen not in REPORT_LANGUAGES:
        raise typer.BadParameter("must be en or ru", param_hint="--language")
    return chosen


def _check_page(page: Path | None) -> None:
    """Refuse a file of another kind, or one that is no page of ours, before any work."""
    from qualcode.errors import Problem, RefusedError
    from qualcode.runs.former import is_report

    if page is None:
        return
    if page.suffix.lower() != ".html":
        raise typer.BadParameter("must end in .html", param_hint="--page")
    if page.exists() and not is_report(page):
        raise RefusedError(Problem(str(page), "exists already", cure="name a new file"))


def _write_page(page: Path, reading: Reading, language: str, study: Study | None) -> None:
    from qualcode.reporting.reading import render_page
    from qualcode.runs.output import write_whole

    title = dict(study.translated).get(f"title_{language}", study.title) if study else ""
    write_whole(page, render_page(reading, language, title))
    typer.echo(f"written: {page}", err=True)


def _print(reading: Reading, json: bool, language: str) -> None:
    from qualcode.cli.editing import choose_width
    from qualcode.reporting.reading import render_json, render_text

    if json:
        typer.echo(render_json(reading, language))
    else:
        typer.echo(render_text(reading, choose_width(), language))


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
